# ruff: noqa: E501  (a message reads best whole)
"""One cell at a time: what is repaired and how, what is rejected and why."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from comites.models import Cargo
from espacios.models import FactorRiesgo
from territorio.models import Comisaria
from tests.padron.mini import comite, completo, espacio, fila_de, integrante, motivos, reparaciones, revisar

pytestmark = pytest.mark.usefixtures("territorio")

HOJA = {"e": ("ESPACIOS", espacio), "c": ("COMITÉS", comite), "i": ("INTEGRANTES", integrante)}


def _con(carpeta: Path, hoja: str, **celdas: Any) -> Any:
    hojas = completo()
    nombre, hacer = HOJA[hoja]
    hojas[nombre] = [hacer(**celdas)]
    return fila_de(revisar(carpeta, hojas), nombre)


@pytest.mark.parametrize(
    ("hoja", "celdas", "esperada"),
    [
        ("i", {"N° DOC": 40123456}, {"documento": ("numero", "40123456")}),
        ("i", {"N° DOC": 4012345}, {"documento": ("numero+ceros", "04012345")}),
        ("i", {"N° DOC": 40123}, {"documento": ("numero+ceros", "00040123")}),
        ("i", {"N° DOC": "40.123.456"}, {"documento": ("separadores", "40123456")}),
        ("i", {"N° DOC": "DNI 40123456"}, {"documento": ("separadores", "40123456")}),
        ("i", {"N° DOC": "4012\u200b3456"}, {"documento": ("invisibles", "40123456")}),
        ("i", {"NOMBRES": "  TEODORA "}, {"nombres": ("mayusculas+espacios", "Teodora")}),
        ("i", {"NOMBRES": "MARÍA DEL CARMEN"}, {"nombres": ("mayusculas", "María del Carmen")}),
        ("i", {"APELLIDO PATERNO": "de la cruz"}, {"paterno": ("minusculas", "De la Cruz")}),
        ("i", {"APELLIDO PATERNO": "O'HIGGINS"}, {"paterno": ("mayusculas", "O'Higgins")}),
        ("i", {"CELULAR": "+51 961-629-520"}, {"celular": ("telefono", "+51961629520")}),
        ("i", {"CELULAR": 961629520}, {"celular": ("numero", "+51961629520")}),
        ("i", {"FECHA DE NACIMIENTO": "24/04/1982"}, {"nacimiento": ("fecha-texto", "24/04/1982")}),
        ("i", {"FECHA DE NACIMIENTO": "24-4-82"}, {"nacimiento": ("fecha-texto+anio-corto", "24/04/1982")}),
        ("i", {"FECHA DE NACIMIENTO": 30065}, {"nacimiento": ("fecha-numero", "24/04/1982")}),
        ("i", {"DESDE": "1 de abril de 2025"}, {"desde": ("fecha-texto", "01/04/2025")}),
        ("i", {"SEXO": "F "}, {"sexo": ("espacios", "mujer")}),
        ("e", {"UBIGEO": "150 132"}, {"ubigeo": ("separadores", "150132")}),
        ("e", {"NOMBRE DEL ESPACIO": "PARQUE UNO"}, {"nombre": ("mayusculas", "Parque Uno")}),
        ("e", {"LATITUD": "-12,02"}, {"latitud": ("texto-numero", "-12.02")}),
        ("e", {"ÁREA M2": "1,244.5 m2"}, {"area": ("texto-numero", "1244.5")}),
        ("i", {}, {}),
        ("i", {"SEXO": "Femenino", "CARGO": "Presidente(a)", "TIPO DOC": "D.N.I."}, {}),
        ("e", {"TIPO": "Losa", "ÁREA M2": 500.0}, {}),
    ],
)
def test_cell_is_repaired(
    tmp_path: Path, hoja: str, celdas: dict[str, Any], esperada: dict[str, Any]
) -> None:
    fila = _con(tmp_path, hoja, **celdas)
    assert motivos(fila) == {}
    assert reparaciones(fila) == esperada


@pytest.mark.parametrize(
    ("hoja", "celdas", "esperado"),
    [
        ("i", {"N° DOC": "658460"}, {"documento": "El DNI «658460» tiene 6 dígitos y deben ser 8."}),
        ("i", {"N° DOC": 4012}, {"documento": "El DNI «4012» tiene 4 dígitos y deben ser 8."}),
        ("i", {"N° DOC": None}, {
            "documento": "Falta el número de documento. Si no tiene, escriba «Sin documento» en el tipo."
        }),
        ("i", {"TIPO DOC": "Brevete"}, {
            "tipo_documento": "El tipo de documento «Brevete» no se reconoce. Escriba DNI, CE, PTP o Pasaporte."
        }),
        ("i", {"NOMBRES": None}, {"nombres": "Faltan los nombres."}),
        ("i", {"NOMBRES": "T30dora"}, {"nombres": "«T30dora»: Un nombre lleva solo letras; quite «03»."}),
        ("i", {"CELULAR": "98765432"}, {
            "celular": "Celular «98765432»: Le falta un número: tiene 8 y deben ser 9."
        }),
        ("i", {"FECHA DE NACIMIENTO": "04/24/1982"}, {
            "nacimiento": "La fecha «04/24/1982» no se entiende. Escríbala como día/mes/año, por ejemplo "
            "24/04/1982."
        }),
        ("i", {"FECHA DE NACIMIENTO": date(2070, 1, 1)}, {
            "nacimiento": "La fecha de nacimiento «01/01/2070» es futura."
        }),
        ("i", {"CARGO": "Comandante"}, {
            "cargo": "El cargo «Comandante» no está en el catálogo: presidenta o presidente, vicepresidenta o "
            "vicepresidente, secretaria o secretario de actas, tesorera o tesorero, vocal, fiscal, delegada o "
            "delegado juvenil, responsable de comunicaciones, integrante."
        }),
        ("i", {"SEXO": "quizás"}, {
            "sexo": "El sexo «quizás» no se reconoce. Escriba F o M, o deje la celda vacía."
        }),
        ("i", {"DESDE": date(2025, 2, 28)}, {
            "desde": "El ingreso «28/02/2025» es anterior a la constitución del comité (01/03/2025)."
        }),
        ("i", {"CORREO": "teodora arroba"}, {"correo": "El correo «teodora arroba» no es una dirección válida."}),
        ("e", {"UBIGEO": "021801"}, {
            "ubigeo": "El ubigeo «021801» (INEI) está fuera de las ocho regiones del programa: es de Áncash."
        }),
        ("e", {"UBIGEO": "150101"}, {
            "ubigeo": "El ubigeo «150101» es de Lima y la fila dice San Juan de Lurigancho."
        }),
        ("e", {"UBIGEO": None, "DISTRITO": None}, {"ubigeo": "Falta el ubigeo del distrito."}),
        ("e", {"TIPO": "Volcán"}, {
            "tipo": "El tipo de espacio «Volcán» no está en el catálogo: parque, plaza, calle o pasaje, área "
            "verde, losa o complejo deportivo, playa, alameda, malecón, escalera, paradero, terreno baldío, "
            "área de protección."
        }),
        ("e", {"LATITUD": 12.02, "LONGITUD": 77.0}, {
            "lat_long": "Al punto 12.02, 77 le falta el signo menos: en el Perú los dos llevan «-»."
        }),
        ("e", {"LATITUD": 48.85, "LONGITUD": 2.35}, {"lat_long": "El punto 48.85, 2.35 está fuera del Perú."}),
        ("e", {"LATITUD": None}, {
            "lat_long": "Falta la latitud o la longitud: escriba las dos o ninguna."
        }),
        ("e", {"ÁREA M2": -3}, {
            "area": "El área «-3» debe ser mayor que cero y estar en metros cuadrados."
        }),
        ("e", {"FECHA DE INCORPORACIÓN": date(2070, 1, 1)}, {
            "incorporacion": "La fecha de incorporación «01/01/2070» es futura."
        }),
        ("c", {"FIN DE VIGENCIA": date(2025, 3, 1)}, {
            "vigencia": "La vigencia termina (01/03/2025) antes de empezar (01/03/2025)."
        }),
        ("c", {"ESPACIO": "Parque Dos"}, {
            "espacio": "No hay un espacio llamado «Parque Dos» en San Juan de Lurigancho, ni en el archivo ni "
            "en el sistema."
        }),
        ("c", {"GRUPO WHATSAPP": "a veces"}, {
            "whatsapp": "«a veces» no se entiende. Escriba Sí o No."
        }),
    ],
)  # fmt: skip
def test_cell_is_rejected(
    tmp_path: Path, hoja: str, celdas: dict[str, Any], esperado: dict[str, str]
) -> None:
    assert motivos(_con(tmp_path, hoja, **celdas)) == esperado


@pytest.mark.parametrize(
    ("texto", "slugs"),
    [
        ("falta de iluminación; asaltos", {"iluminacion-deficiente", "robo-o-hurto"}),
        ("Consumo de drogas\nVenta de drogas", {"consumo-de-alcohol-o-drogas", "venta-de-drogas"}),
        ("PUNTOS CIEGOS / pandillas, basura", {"baja-visibilidad", "pandillaje", "abandono-o-basura"}),
    ],
)
def test_risk_factors_are_split_and_recognised(tmp_path: Path, texto: str, slugs: set[str]) -> None:
    fila = _con(tmp_path, "e", **{"FACTORES DE RIESGO": texto})
    claves = fila.valores["factores"]
    assert set(FactorRiesgo.objects.filter(pk__in=claves).values_list("slug", flat=True)) == slugs


@pytest.mark.parametrize(
    "cargo", ["Presidenta", "PRESIDENTE", "Presidente(a)", "Coordinadora", "presidenta/e"]
)
def test_office_is_recognised_in_its_forms(tmp_path: Path, cargo: str) -> None:
    fila = _con(tmp_path, "i", CARGO=cargo)
    assert fila.valores["cargo"] == Cargo.objects.get(slug="presidencia").pk


@pytest.mark.parametrize(
    ("texto", "codigo"),
    [("Comisaría Rural San Pedro de Lloc", True), ("CPNP San Pedro de Lloc", True), ("San Pedro Lloc", True)],
)
def test_comisaria_is_found_by_its_name_in_the_district(tmp_path: Path, texto: str, codigo: bool) -> None:
    fila = _con(
        tmp_path,
        "e",
        UBIGEO="130701",
        DISTRITO="San Pedro de Lloc",
        LATITUD=-7.42,
        LONGITUD=-79.5,
        COMISARÍA=texto,
    )
    assert ("comisaria" in fila.valores) is codigo


def test_comisaria_that_could_be_two_is_rejected_naming_them(tmp_path: Path) -> None:
    Comisaria.objects.filter(distrito="150132").update(activo=False)
    for codigo, nombre in (("X1", "Comisaría Sectorial Zárate"), ("X2", "Comisaría Rural Zárate")):
        Comisaria.objects.create(codigo_inei=codigo, nombre=nombre, distrito_id="150132", region_id="1501")
    fila = _con(tmp_path, "e", COMISARÍA="Comisaría Zárate")
    assert "Comisaría Sectorial Zárate" in motivos(fila)["comisaria"]
    assert "Comisaría Rural Zárate" in motivos(fila)["comisaria"]


def test_minor_may_not_lead(tmp_path: Path) -> None:
    nacio = date.today().replace(year=date.today().year - 16, day=1)
    fila = _con(tmp_path, "i", **{"FECHA DE NACIMIENTO": nacio})
    assert "es un cargo para mayores de edad" in motivos(fila)["cargo"]
    assert motivos(_con(tmp_path, "i", CARGO="Delegada juvenil", **{"FECHA DE NACIMIENTO": nacio})) == {}


def test_child_is_registered_elsewhere(tmp_path: Path) -> None:
    nacio = date.today().replace(year=date.today().year - 12, day=1)
    fila = _con(tmp_path, "i", CARGO="Delegada juvenil", **{"FECHA DE NACIMIENTO": nacio})
    assert "con su madre, padre o apoderado" in motivos(fila)["nacimiento"]
