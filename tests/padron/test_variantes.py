"""The same padrón as other offices write it: other orders, titles, wordings, systems and formats."""

import csv
from collections.abc import Callable
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from comunes.hojas.lectura import Lectura
from padron.directo import importar_ruta
from padron.lugares import Sistema
from padron.revision import Revision, revisar_archivo
from territorio.models import Distrito
from tests.libros import escribir_libro

Filas = list[list[Any]]
ANCHO = 13


def _hojas(ruta: Path) -> dict[str, Filas]:
    """Return the sheets of a workbook, blank rows included, every row of the same width."""
    hojas: dict[str, Filas] = {}
    for nombre, filas in groupby(Lectura(ruta), key=lambda f: f.hoja):
        hojas[nombre] = []
        for fila in filas:
            vacias = fila.numero - 1 - len(hojas[nombre])
            hojas[nombre] += [[None] * ANCHO for _ in range(vacias)]
            hojas[nombre].append([*fila.celdas, *[None] * (ANCHO - len(fila.celdas))])
    return hojas


@pytest.fixture
def variar(muestra: Path, tmp_path: Path) -> Callable[..., Revision]:
    """Write the sample again after `cambio(sheets)`, and review it."""

    def hacerlo(cambio: Callable[[dict[str, Filas]], dict[str, Filas]], **opciones: Any) -> Revision:
        libro = escribir_libro(tmp_path / "variante.xlsx", cambio(_hojas(muestra)))
        return revisar_archivo(libro, actor=None, **opciones)

    return hacerlo


def _directas(revision: Revision) -> list[tuple[str, tuple[str, ...]]]:
    return sorted(
        (fila.entidad.value, tuple(m.campo for m in fila.motivos))
        for fila in revision.padron.todas()
        if fila.directa
    )


ESPERADAS = [
    ("actividades", ("comite",)),
    ("actividades", ("fecha",)),
    ("actividades", ("participantes",)),
    ("comites", ("vigencia",)),
    ("espacios", ("comisaria",)),
    ("espacios", ("lat_long",)),
    ("espacios", ("ubigeo",)),
    *[("integrantes", ("documento",))] * 7,
]


def _es_la_clave(revision: Revision) -> None:
    total = revision.totales[""]
    assert (total["filas"], total["rechazar"], total["celdas_reparadas"]) == (741, 47, 118)
    assert _directas(revision) == ESPERADAS


def _cambiar(hojas: dict[str, Filas], cambio: Callable[[Filas], Filas]) -> dict[str, Filas]:
    return {nombre: cambio(filas) for nombre, filas in hojas.items()}


def test_sheets_in_another_order_and_without_names(variar: Callable[..., Revision]) -> None:
    _es_la_clave(variar(lambda hojas: {f"Hoja{n}": hojas[k] for n, k in enumerate(reversed(list(hojas)), 1)}))


def test_columns_in_another_order(variar: Callable[..., Revision]) -> None:
    _es_la_clave(variar(lambda hojas: _cambiar(hojas, lambda filas: [fila[::-1] for fila in filas])))


def test_more_titles_blank_rows_and_footings(variar: Callable[..., Revision]) -> None:
    def rodear(filas: Filas) -> Filas:
        titulos = [["MINISTERIO DEL INTERIOR"], [], ["Oficina regional", None, "2021"], []]
        return [*titulos, *filas[:40], [], filas[2], *filas[40:], [], ["TOTAL", len(filas)], ["Fuente: OPC"]]

    _es_la_clave(variar(lambda hojas: _cambiar(hojas, rodear)))


def test_no_titles_at_all(variar: Callable[..., Revision]) -> None:
    _es_la_clave(variar(lambda hojas: _cambiar(hojas, lambda filas: filas[2:])))


OTROS_TITULOS = {
    "N°": "Ítem",
    "NOMBRE DEL ESPACIO": "Denominación del espacio público",
    "TIPO": "Tipo de espacio",
    "UBIGEO": "Cód. ubigeo",
    "DISTRITO": "Dist.",
    "MUNICIPALIDAD": "Municipio",
    "COMISARÍA": "Comisaría PNP",
    "DIRECCIÓN": "Ubicación (dirección)",
    "LATITUD": "Lat.",
    "LONGITUD": "Long.",
    "ÁREA M2": "Superficie (m²)",
    "FACTORES DE RIESGO": "Factor(es) de riesgo identificados",
    "FECHA DE INCORPORACIÓN": "Fec. incorporación al programa",
    "COMITÉ": "Nombre del comité comunitario",
    "ESPACIO": "Espacio público",
    "FECHA DE CONSTITUCIÓN": "F. de constitución",
    "FIN DE VIGENCIA": "Vigente hasta",
    "GRUPO WHATSAPP": "¿Tiene grupo de WhatsApp?",
    "CELULAR DEL ADMINISTRADOR": "Cel. administrador(a) del grupo",
    "MIEMBROS DEL GRUPO": "Nro. miembros",
    "CARGO": "Cargo en el comité",
    "TIPO DOC": "Tipo de documento",
    "N° DOC": "Número de documento",
    "NOMBRES": "Nombre(s)",
    "APELLIDO PATERNO": "Primer apellido",
    "APELLIDO MATERNO": "Ap. Materno",
    "SEXO": "Género",
    "FECHA DE NACIMIENTO": "Fecha nac. (dd/mm/aaaa)",
    "CELULAR": "Teléfono celular",
    "CORREO": "E-mail",
    "DESDE": "Integra desde",
    "TIPO DE ACTIVIDAD": "Actividad",
    "TÍTULO": "Nombre de la actividad",
    "FECHA": "Fecha de realización",
    "PARTICIPANTES": "Total de participantes",
    "APOYO DE": "Con apoyo de",
}


def _retitular(filas: Filas, titulos: dict[str, str]) -> Filas:
    return [*filas[:2], [titulos.get(t, t) if t else None for t in filas[2]], *filas[3:]]


@pytest.mark.parametrize("con_nombres", [True, False])
def test_other_wordings(variar: Callable[..., Revision], con_nombres: bool) -> None:
    def cambiar(hojas: dict[str, Filas]) -> dict[str, Filas]:
        otras = _cambiar(hojas, lambda filas: _retitular(filas, OTROS_TITULOS))
        return otras if con_nombres else {f"Hoja{n}": filas for n, filas in enumerate(otras.values())}

    revision = variar(cambiar)
    assert {h.nombre: h.sin_reconocer for h in revision.padron.hojas if h.sin_reconocer} == {}
    _es_la_clave(revision)


def test_lower_case_headers_without_accents(variar: Callable[..., Revision]) -> None:
    sin = str.maketrans("ÁÉÍÓÚ°", "AEIOUº")

    def bajar(filas: Filas) -> Filas:
        return [*filas[:2], [t.translate(sin).lower() if t else None for t in filas[2]], *filas[3:]]

    _es_la_clave(variar(lambda hojas: _cambiar(hojas, bajar)))


def test_headers_split_over_two_rows(variar: Callable[..., Revision]) -> None:
    def partir(filas: Filas) -> Filas:
        arriba = [t if n % 2 else None for n, t in enumerate(filas[2])]
        abajo = [None if n % 2 else t for n, t in enumerate(filas[2])]
        return [*filas[:2], arriba, abajo, *filas[3:]]

    _es_la_clave(variar(lambda hojas: _cambiar(hojas, partir)))


def test_unknown_columns_and_sheets_are_left_out_and_said(variar: Callable[..., Revision]) -> None:
    def agregar(hojas: dict[str, Filas]) -> dict[str, Filas]:
        filas = hojas["ESPACIOS"]
        filas[2] = (
            ["COLOR FAVORITO", *filas[2][:-1]] if filas[2][-1] is None else [*filas[2], "COLOR FAVORITO"]
        )
        return {**hojas, "Notas": [["Llamar a la comisaría"], ["el lunes"]]}

    revision = variar(agregar)
    assert revision.padron.hojas[0].sin_reconocer == ["COLOR FAVORITO"]
    assert [h.nombre for h in revision.padron.hojas if h.entidad is None] == ["Notas"]
    _es_la_clave(revision)


def test_missing_obligatory_column_is_said_by_sheet(variar: Callable[..., Revision]) -> None:
    def quitar(hojas: dict[str, Filas]) -> dict[str, Filas]:
        return {**hojas, "INTEGRANTES": _retitular(hojas["INTEGRANTES"], {"N° DOC": "Color"})}

    revision = variar(quitar)
    integrantes = next(h for h in revision.padron.hojas if h.nombre == "INTEGRANTES")
    assert integrantes.faltan == ["documento"]
    assert revision.totales["INTEGRANTES"]["filas"] == 0


# Ubigeo systems ---------------------------------------------------------------------------------


def _a_reniec(hojas: dict[str, Filas]) -> dict[str, Filas]:
    codigos = dict(Distrito.objects.values_list("ubigeo", "ubigeo_reniec"))
    for filas in hojas.values():
        columna = filas[2].index("UBIGEO")
        for fila in filas[3:]:
            codigo = str(fila[columna]).zfill(6)
            fila[columna] = codigos.get(codigo, codigo)
    return hojas


def _comites(revision: Revision) -> set[tuple[str, str]]:
    return {
        (f.valores["comite"], f.valores["lugar"].ubigeo)
        for f in revision.padron.todas()
        if f.entidad == "comites"
    }


def test_reniec_codes_are_detected_and_translated(variar: Callable[..., Revision]) -> None:
    inei, reniec = variar(lambda hojas: hojas), variar(_a_reniec)
    deteccion = reniec.contexto.deteccion
    assert (deteccion.sistema, deteccion.origen) == (Sistema.RENIEC, "nombres")
    assert _directas(reniec) == ESPERADAS
    assert _comites(reniec) == _comites(inei)


def test_what_the_user_declares_overrides_the_detection(variar: Callable[..., Revision]) -> None:
    revision = variar(lambda hojas: hojas, sistema=Sistema.RENIEC)
    deteccion = revision.contexto.deteccion
    assert (deteccion.sistema, deteccion.origen) == (Sistema.RENIEC, "declarado")
    assert revision.totales["ESPACIOS"]["rechazar"] >= 80
    pistas = [m.texto for f in revision.padron.todas() for m in f.motivos if m.campo == "ubigeo"]
    assert any("Parece un código INEI en un archivo RENIEC." in pista for pista in pistas)


def test_a_header_that_names_the_system_decides(variar: Callable[..., Revision]) -> None:
    def titular(hojas: dict[str, Filas]) -> dict[str, Filas]:
        return _cambiar(_a_reniec(hojas), lambda filas: _retitular(filas, {"UBIGEO": "UBIGEO RENIEC"}))

    deteccion = variar(titular).contexto.deteccion
    assert (deteccion.sistema, deteccion.origen) == (Sistema.RENIEC, "encabezado")


# Other formats ----------------------------------------------------------------------------------


def test_members_alone_in_a_csv_hang_from_registered_committees(enmendado: Path, tmp_path: Path) -> None:
    importar_ruta(enmendado, actor=None)
    ruta = tmp_path / "integrantes lima.csv"
    filas = [[_en_csv(c) for c in fila] for fila in _hojas(enmendado)["INTEGRANTES"]]
    with ruta.open("w", newline="", encoding="cp1252", errors="replace") as salida:
        csv.writer(salida, delimiter=";").writerows(filas)
    revision = revisar_archivo(ruta, actor=None)
    assert revision.totales[""]["igual"] == 479


def _en_csv(valor: Any) -> str:
    """Return the cell as Excel saves it: no zeros before a number, dates in Peru's order."""
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    return "" if valor is None else str(valor)
