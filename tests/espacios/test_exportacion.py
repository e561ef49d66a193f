"""The export: the rows of the list and of the map, whole, marked with what they are, and harmless."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.urls import reverse
from python_calamine import CalamineWorkbook

from comunes.exportacion import copia, libro
from comunes.hojas.lectura import Lectura
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios.models import EspacioPublico
from padron.campos import Entidad
from padron.directo import revisar_ruta
from padron.filas import Accion
from tests.apoyo import entrar
from tests.contratos import ContratoArchivo
from tests.contratos.lectura import leer_csv_exportado
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import FactorRiesgoFactory

pytestmark = pytest.mark.django_db
LISTA, PUNTOS, EXPORTAR = (reverse(f"espacios:{n}") for n in ("lista", "puntos", "exportar"))


class TestExportar(ContratoArchivo):
    url = "espacios:exportar"
    permiso = Permiso.ESPACIO_VER
    consultas = 13

    def fila(self, lugar):
        return lugar.espacio

    def otra(self, lugar):
        return lugar.otro_espacio()

    def claves(self, filas):
        codigos = {fila["CÓDIGO"] for fila in filas}
        return set(EspacioPublico.objects.filter(codigo__in=codigos).values_list("pk", flat=True))


@pytest.fixture
def nacional(client):
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


def exportar(client, formato, consulta=""):
    return client.post(f"{EXPORTAR}{consulta}", {"formato": formato})


def un_espacio_lleno(lugares, **campos):
    espacio = lugares.propio.otro_espacio(
        **{
            "nombre": "Parque Señor de los Milagros",
            "latitud": Decimal("-12.05"),
            "longitud": Decimal("-77.03"),
            "area_m2": Decimal("1244.50"),
            "fecha_incorporacion": date(2024, 4, 3),
            "ultima_actividad": date(2026, 11, 2),
            **campos,
        }
    )
    espacio.factores.add(FactorRiesgoFactory())
    return espacio


def test_csv_says_what_it_is_and_holds_every_column(client, lugares, nacional):
    espacio = un_espacio_lleno(lugares)
    lugares.lejano.otro_espacio(nombre="Ajeno al filtro")
    respuesta = exportar(client, "csv", "?region=1501&q=milagros")
    contenido = respuesta.getvalue()
    acerca, [fila] = leer_csv_exportado(contenido)
    assert contenido.startswith("\ufeffContenido;Nuestro Espacio Seguro: espacios\r\n".encode())
    assert acerca["Filas"] == "1"
    assert acerca["Filtros"] == "Nombre, código o dirección: «milagros»; Región: Lima Metropolitana"
    assert acerca["Ámbito de quien exporta"] == "ocho regiones"
    assert fila["CÓDIGO"] == espacio.codigo
    assert fila["FACTORES DE RIESGO"] == "Robo o hurto"
    assert (fila["LATITUD"], fila["LONGITUD"], fila["ÁREA M2"]) == ("-12.050000", "-77.030000", "1244.50")
    assert fila["FECHA DE INCORPORACIÓN"] == "03/04/2024"
    assert fila["ÚLTIMA ACTIVIDAD VERIFICADA"] == "02/11/2026"
    assert (fila["ESTADO"], fila["EN ALERTA"], fila["UBIGEO"]) == ("Identificado", "No", "150132")


@pytest.mark.parametrize("peligro", ["=1+1", "+51", "-2", "@SUMA(A1)", "\t=1", "'=1", "''+1"])
def test_text_that_looks_like_a_formula_stays_text_and_comes_back_unchanged(
    client, lugares, nacional, tmp_path, peligro
):
    lugares.propio.otro_espacio(nombre="Parque", direccion=peligro)
    for formato in ("csv", "xlsx"):
        ruta = tmp_path / f"espacios.{formato}"
        ruta.write_bytes(exportar(client, formato).getvalue())
        [fila] = leer(ruta)
        assert fila["DIRECCIÓN"] == peligro
    assert f";{peligro};".encode() not in (tmp_path / "espacios.csv").read_bytes()


def leer(ruta):
    """Read a file as the import does, by heading."""
    filas = [f.celdas for f in Lectura(ruta) if f.hoja != "Acerca de este archivo"]
    desde = next(n for n, celdas in enumerate(filas) if celdas[0] == "CÓDIGO")
    return [dict(zip(filas[desde], celdas, strict=False)) for celdas in filas[desde + 1 :]]


@pytest.mark.parametrize("formato", ["csv", "xlsx"])
def test_import_reads_an_export_and_finds_nothing_to_change(client, lugares, nacional, tmp_path, formato):
    un_espacio_lleno(lugares)
    lugares.lejano.otro_espacio(nombre="Losa de Písac")
    ruta = tmp_path / f"espacios.{formato}"
    ruta.write_bytes(exportar(client, formato).getvalue())
    revision = revisar_ruta(ruta, actor=nacional)
    filas = revision.padron.filas[Entidad.ESPACIOS]
    assert [(f.accion, f.motivos, f.cambios) for f in filas] == [(Accion.IGUAL, [], [])] * 2


def test_workbook_has_its_figures_as_figures_and_says_what_it_is(client, lugares, nacional, tmp_path):
    un_espacio_lleno(lugares)
    ruta = tmp_path / "espacios.xlsx"
    ruta.write_bytes(exportar(client, "xlsx", "?estado=identificado").getvalue())
    hojas = CalamineWorkbook.from_path(str(ruta))
    titulos, fila = hojas.get_sheet_by_name("Espacios").to_python()
    valores = dict(zip(titulos, fila, strict=True))
    assert valores["LATITUD"] == -12.05
    assert valores["FECHA DE INCORPORACIÓN"] == date(2024, 4, 3)
    assert valores["UBIGEO"] == "150132"
    acerca = dict(hojas.get_sheet_by_name("Acerca de este archivo").to_python())
    assert (acerca["Filas"], acerca["Filtros"]) == (1, "Estado: Identificado")


def test_rows_past_the_limit_of_a_sheet_go_on_in_the_next(client, lugares, nacional, tmp_path, monkeypatch):
    monkeypatch.setattr(libro, "FILAS_POR_HOJA", 2)
    for n in range(5):
        lugares.propio.otro_espacio(nombre=f"Parque {n}")
    ruta = tmp_path / "espacios.xlsx"
    ruta.write_bytes(exportar(client, "xlsx").getvalue())
    hojas = CalamineWorkbook.from_path(str(ruta))
    assert hojas.sheet_names == ["Espacios", "Espacios (2)", "Espacios (3)", "Acerca de este archivo"]
    assert [len(hojas.get_sheet_by_name(n).to_python()) for n in hojas.sheet_names[:3]] == [3, 3, 2]


def test_geojson_leaves_out_nothing(client, lugares, nacional):
    espacio = un_espacio_lleno(lugares)
    sin_punto = lugares.propio.otro_espacio(nombre="Sin punto")
    documento = json.loads(exportar(client, "geojson").getvalue())
    assert documento["acerca_de"]["filas"] == 2
    geometrias = {r["properties"]["codigo"]: r["geometry"] for r in documento["features"]}
    assert geometrias == {
        espacio.codigo: {"type": "Point", "coordinates": [-77.03, -12.05]},
        sin_punto.codigo: None,
    }
    assert documento["features"][0]["properties"]["fecha_incorporacion"] == "2024-04-03"


@pytest.mark.parametrize("formato", ["csv", "xlsx", "geojson"])
def test_empty_export_is_a_whole_file(client, lugares, nacional, formato, tmp_path):
    contenido = exportar(client, formato).getvalue()
    if formato == "csv":
        assert leer_csv_exportado(contenido)[1] == []
    elif formato == "geojson":
        assert json.loads(contenido)["features"] == []
    else:
        (tmp_path / "a.xlsx").write_bytes(contenido)
        libro_leido = CalamineWorkbook.from_path(str(tmp_path / "a.xlsx"))
        assert len(libro_leido.get_sheet_by_name("Espacios").to_python()) == 1


@pytest.mark.parametrize(
    "consulta", ["", "?estado=recuperado", "?silencio=30", "?factor=robo-o-hurto", "?q=parque&tipo=parque"]
)
def test_list_map_and_export_hold_the_same_rows(client, lugares, nacional, consulta):
    un_espacio_lleno(lugares, estado="recuperado")
    lugares.lejano.otro_espacio(nombre="Losa", latitud="-13.5", longitud="-71.9")
    lugares.propio.otro_espacio(nombre="Retirado", estado="retirado", latitud="-12.1", longitud="-77.1")
    en_lista = {e.codigo for e in client.get(LISTA + consulta).context["object_list"]}
    puntos = client.get(PUNTOS + consulta).json()["features"]
    en_mapa = {p["properties"]["url"].rstrip("/").rpartition("/")[2] for p in puntos}
    _, filas = leer_csv_exportado(exportar(client, "csv", consulta).getvalue())
    assert en_lista == en_mapa == {fila["CÓDIGO"] for fila in filas}


@pytest.mark.parametrize(
    ("consulta", "formato"), [("?region=99", "csv"), ("?silencio=x", "xlsx"), ("", "pdf")]
)
def test_what_cannot_be_understood_exports_nothing_and_says_so(client, lugares, nacional, consulta, formato):
    lugares.propio.otro_espacio()
    respuesta = exportar(client, formato, consulta)
    assert (respuesta.status_code, respuesta["Location"]) == (302, LISTA + consulta)
    assert Evento.objects.filter(accion="lista-exportada").count() == 0


def test_export_is_written_in_the_history_without_what_was_searched(client, lugares, nacional):
    lugares.propio.otro_espacio(nombre="Parque Juana Quispe")
    exportar(client, "csv", "?q=juana+quispe")
    evento = Evento.objects.get(accion="lista-exportada")
    esperado = {"lista": "espacios.espaciopublico", "formato": "csv", "filtros": ["q"], "filas": 1}
    assert (evento.actor, evento.datos) == (nacional, esperado)


def test_export_is_not_had_by_a_link(client, nacional):
    assert client.get(EXPORTAR).status_code == 405


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only PostgreSQL writes the cells itself")
def test_the_database_writes_the_file_that_we_would(client, lugares, nacional, monkeypatch):
    un_espacio_lleno(lugares, titular='Dijo: "uno;dos"', referencia="=1+1")
    for peligro in ("'-2", "''texto", "\t=1", "dos\nlíneas", ""):
        lugares.propio.otro_espacio(nombre=f"Parque {peligro}", direccion=peligro)
    suyo = exportar(client, "csv").getvalue()
    monkeypatch.setattr(copia, "sirve", lambda *_: False)
    assert suyo == exportar(client, "csv").getvalue()
