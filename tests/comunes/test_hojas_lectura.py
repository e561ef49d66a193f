"""Reading spreadsheets: what is read, and the clear words for whatever is not."""

import os
import zipfile
from datetime import date
from pathlib import Path

import pytest

from comunes.hojas import lectura
from comunes.hojas.lectura import FilaLeida, Lectura
from comunes.hojas.limites import COLUMNAS_MAXIMO, FILAS_ALREDEDOR, FILAS_MAXIMO, ArchivoRechazado
from tests.libros import armar_libro, celda, escribir_libro

FILA = f'<row r="1">{celda("A1")}</row>'


def _clase(ruta: Path) -> str:
    with pytest.raises(ArchivoRechazado) as rechazo:
        list(Lectura(ruta))
    return rechazo.value.clase


def _mensaje(ruta: Path) -> str:
    with pytest.raises(ArchivoRechazado) as rechazo:
        list(Lectura(ruta))
    return rechazo.value.mensaje


def test_cells_come_with_their_types_and_sheet_row_numbers(tmp_path: Path) -> None:
    libro = escribir_libro(
        tmp_path / "a.xlsx",
        {"UNA": [["texto", 7, 1.5, True], [], [None, date(2021, 12, 15)]], "DOS": [["otra"]]},
    )
    assert list(Lectura(libro)) == [
        FilaLeida("UNA", 1, ["texto", 7, 1.5, True]),
        FilaLeida("UNA", 3, [None, date(2021, 12, 15)]),
        FilaLeida("DOS", 1, ["otra"]),
    ]


@pytest.mark.parametrize(
    "texto", ["=1+1", "+51 999", "-x", "@a", "\ttab", "\rcr", "\nlf", "a\rb", "_x0041_", "ñ\u200b"]
)
def test_dangerous_texts_go_out_and_come_back_unchanged(tmp_path: Path, texto: str) -> None:
    libro = escribir_libro(tmp_path / "a.xlsx", {"H": [["ancla", texto, "fin"]]})
    assert list(Lectura(libro)) == [FilaLeida("H", 1, ["ancla", texto, "fin"])]


def test_written_texts_are_no_formulas(tmp_path: Path) -> None:
    libro = escribir_libro(tmp_path / "a.xlsx", {"H": [["=cmd|' /C calc'!A0"]]})
    with zipfile.ZipFile(libro) as partes:
        hoja = partes.read("xl/worksheets/sheet1.xml")
    assert b"<f" not in hoja


# Refusals ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("contenido", "clase"),
    [
        (b"", "vacio"),
        (b"   \r\n", "vacio"),
        (b"%PDF-1.7", "tipo"),
        (b"\x89PNG\r\n\x1a\n", "tipo"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "antiguo"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "clave"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "tipo"),
        (b"\xef\xbb\xbf<?xml version='1.0'?><Workbook/>", "tipo"),
        (b"PK\x03\x04" + os.urandom(500), "danado"),
        (b"\x00\x01\x02\x03binario", "tipo"),
    ],
)
def test_other_kinds_of_file_are_refused(tmp_path: Path, contenido: bytes, clase: str) -> None:
    ruta = tmp_path / "padron.xlsx"
    ruta.write_bytes(contenido)
    assert _clase(ruta) == clase


def test_truncated_workbook_is_refused(tmp_path: Path) -> None:
    libro = escribir_libro(tmp_path / "a.xlsx", {"H": [["x"] * 20] * 50})
    libro.write_bytes(libro.read_bytes()[:-400])
    assert _clase(libro) == "danado"


def test_heavy_file_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    ruta = tmp_path / "a.xlsx"
    ruta.write_bytes(b"PK" + b"\x00" * (5 * 1024 * 1024))
    assert _clase(ruta) == "limite"


def test_zip_bomb_is_refused(tmp_path: Path) -> None:
    assert _clase(
        armar_libro(tmp_path / "a.xlsx", FILA, xl__media__a_DOT_bin=b"\x00" * 51 * 1024 * 1024)
    ) == ("limite")


def test_bomb_that_lies_about_its_size_is_refused(tmp_path: Path) -> None:
    ruta = armar_libro(tmp_path / "a.xlsx", FILA, xl__media__a_DOT_bin=b"\x00" * 60 * 1024 * 1024)
    verdadero, falso = (60 * 1024 * 1024).to_bytes(4, "little"), (1000).to_bytes(4, "little")
    ruta.write_bytes(ruta.read_bytes().replace(verdadero, falso))
    assert _clase(ruta) == "danado"


@pytest.mark.parametrize(
    "parte",
    [{"xl__vbaProject_DOT_bin": b"macro"}, {"tipo": "application/vnd.ms-excel.sheet.macroEnabled.main+xml"}],
)
def test_macros_are_refused(tmp_path: Path, parte: dict[str, bytes]) -> None:
    assert _clase(armar_libro(tmp_path / "a.xlsx", FILA, **parte)) == "macros"  # type: ignore[arg-type]


@pytest.mark.parametrize("formula", ["<f>1+1</f>", '<f t="shared" si="0"/>', "<x:f xmlns:x='otro'>A1</x:f>"])
def test_formula_is_refused_naming_sheet_and_cell(tmp_path: Path, formula: str) -> None:
    datos = f'{FILA}<row r="2"><c r="C2">{formula}<v>2</v></c></row>'
    mensaje = _mensaje(armar_libro(tmp_path / "a.xlsx", datos))
    assert mensaje.startswith("La hoja «DATOS» tiene una fórmula en la celda C2.")


@pytest.mark.parametrize(
    "cabeza",
    [
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE a [<!ENTITY b "ja"><!ENTITY c "&b;&b;&b;">]>',
    ],
)
def test_entities_are_refused(tmp_path: Path, cabeza: str) -> None:
    parte = {"xl__otra_DOT_xml": f"{cabeza}<a/>".encode()}
    assert _clase(armar_libro(tmp_path / "a.xlsx", FILA, **parte)) == "entidades"


def test_broken_xml_is_refused(tmp_path: Path) -> None:
    assert _clase(armar_libro(tmp_path / "a.xlsx", "<row>")) == "danado"


def test_the_sixty_first_column_is_refused(tmp_path: Path) -> None:
    ancho = ["x"] * COLUMNAS_MAXIMO
    assert len(list(Lectura(escribir_libro(tmp_path / "a.xlsx", {"H": [ancho]})))) == 1
    assert _clase(escribir_libro(tmp_path / "b.xlsx", {"H": [[*ancho, "y"]]})) == "columnas"


def test_a_lonely_far_cell_costs_nothing_and_is_refused(tmp_path: Path) -> None:
    datos = f'{FILA}<row r="1048576">{celda("XFD1048576")}</row>'
    assert _clase(armar_libro(tmp_path / "a.xlsx", datos)) == "columnas"


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    filas = FILAS_MAXIMO + FILAS_ALREDEDOR
    datos = "".join(f'<row r="{n}">{celda(f"A{n}")}</row>' for n in range(1, filas + 2))
    assert _clase(armar_libro(tmp_path / "a.xlsx", datos)) == "filas"


def test_child_over_its_time_is_ended_with_plain_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lectura, "ESPERA_MAXIMA", 0.001)
    assert _clase(escribir_libro(tmp_path / "a.xlsx", {"H": [["x"]]})) == "lectura"


def test_other_packages_are_named(tmp_path: Path) -> None:
    ods = tmp_path / "a.ods"
    with zipfile.ZipFile(ods, "w") as libro:
        libro.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert "LibreOffice (.ods)" in _mensaje(ods)
    suelto = tmp_path / "b.zip"
    with zipfile.ZipFile(suelto, "w") as libro:
        libro.writestr("nota.txt", "hola")
    assert _clase(suelto) == "tipo"


# CSV --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("codificacion", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separador", [",", ";", "\t"])
def test_csv_is_read_in_the_dialects_of_excel(tmp_path: Path, codificacion: str, separador: str) -> None:
    ruta = tmp_path / "padron.csv"
    filas = [["COMITÉ", "DIRECCIÓN"], ["Ñahui", '"Jr. Ríos; cdra, 2"'], [], ["Á", "é"]]
    ruta.write_bytes("\r\n".join(separador.join(f) for f in filas).encode(codificacion))
    assert list(Lectura(ruta)) == [
        FilaLeida("padron", 1, ["COMITÉ", "DIRECCIÓN"]),
        FilaLeida("padron", 2, ["Ñahui", "Jr. Ríos; cdra, 2"]),
        FilaLeida("padron", 4, ["Á", "é"]),
    ]
