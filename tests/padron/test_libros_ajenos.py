"""Workbooks as offices really keep them: begun lower down, worded their own way, in either coding."""

from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from comunes.hojas.escritura import LibroNuevo
from comunes.hojas.lectura import Lectura
from espacios.models import EspacioPublico
from padron.campos import CAMPOS, ESQUEMAS, Entidad
from padron.directo import importar_ruta, revisar_ruta
from padron.lectura import leer_padron
from padron.lugares import Sistema

TITULOS = ["NOMBRE DEL ESPACIO", "UBIGEO"]
CON_PUNTO = [*TITULOS, "LATITUD", "LONGITUD"]


def libro(destino: Path, filas: list[list[Any]], *, vacias: int = 0, sangria: int = 0) -> Path:
    """Write one sheet of spaces, after so many empty rows and columns."""
    with LibroNuevo(destino) as nuevo:
        hoja = nuevo.hoja("ESPACIOS")
        for _ in range(vacias):
            hoja.fila([])
        for fila in filas:
            hoja.fila([*[None] * sangria, *fila])
    return destino


@pytest.mark.parametrize(("vacias", "sangria"), [(0, 0), (1, 0), (5, 2)])
def test_rows_keep_their_number_on_the_sheet(tmp_path: Path, vacias: int, sangria: int):
    ruta = libro(tmp_path / "p.xlsx", [["A", "B"], ["C", "D"]], vacias=vacias, sangria=sangria)
    leidas = [(fila.numero, fila.celdas[sangria:]) for fila in Lectura(ruta)]
    assert leidas == [(vacias + 1, ["A", "B"]), (vacias + 2, ["C", "D"])]


@pytest.mark.parametrize(
    ("titulo", "clave"),
    [("N° asist.", "participantes"), ("Cuántas personas", "participantes"), ("N° de aliados", "apoyo")],
)
def test_a_numbered_title_is_never_taken_for_the_row_number(tmp_path: Path, titulo: str, clave: str):
    with LibroNuevo(tmp_path / "p.xlsx") as nuevo:
        hoja = nuevo.hoja("ACTIVIDADES")
        hoja.fila(["COMITÉ", "TIPO DE ACTIVIDAD", "FECHA", titulo])
        hoja.fila(["Comité", "Faena", "12/03/2021", 7])
    leida = leer_padron(tmp_path / "p.xlsx").hojas[0]
    assert leida.columnas[clave] == 3


def test_numbered_titles_alone_stay_row_numbers(tmp_path: Path):
    assert {c.clave for c in ESQUEMAS[0].columnas if c.a_la_letra} == {"numero", "motivo"}
    assert "numero" in CAMPOS[Entidad.ESPACIOS]
    ruta = libro(tmp_path / "p.xlsx", [["N°", *TITULOS], [1, "Parque", "150133"]])
    assert leer_padron(ruta).hojas[0].columnas["numero"] == 0


# 130101 is Trujillo for the INEI and Chiclayo for the RENIEC.
TRUJILLO = [-8.11, -79.03]
CHICLAYO = [-6.77, -79.84]


@pytest.mark.usefixtures("territorio")
@pytest.mark.parametrize(("punto", "sistema"), [(TRUJILLO, Sistema.INEI), (CHICLAYO, Sistema.RENIEC)])
def test_coordinates_tell_the_coding_where_no_name_does(tmp_path: Path, punto: list[float], sistema: Sistema):
    ruta = libro(tmp_path / "p.xlsx", [CON_PUNTO, ["Parque Los Pinos", "130101", *punto]])
    deteccion = revisar_ruta(ruta, actor=None).contexto.deteccion
    assert (deteccion.sistema, deteccion.origen) == (sistema, "coordenadas")


@pytest.mark.usefixtures("territorio")
def test_a_guessed_coding_is_shown_but_never_written(tmp_path: Path):
    ruta = libro(tmp_path / "p.xlsx", [TITULOS, ["Parque Los Pinos", "130101"]])
    assert revisar_ruta(ruta, actor=None).contexto.deteccion.origen == "supuesto"
    with pytest.raises(ValidationError, match="INEI o del RENIEC"):
        importar_ruta(ruta, actor=None)
    assert not EspacioPublico.objects.exists()
    importar_ruta(ruta, actor=None, sistema=Sistema.RENIEC)
    assert EspacioPublico.objects.get().distrito_id == "140101"
