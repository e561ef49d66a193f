"""Workbooks for tests: honest ones by our own writer, hostile ones part by part."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from comunes.hojas.escritura import LibroNuevo

PRINCIPAL = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELACIONES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PAQUETE = "http://schemas.openxmlformats.org/package/2006"
TIPO_LIBRO = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def escribir_libro(destino: Path, hojas: Mapping[str, Iterable[Sequence[Any]]]) -> Path:
    """Write sheets given as lists of rows; return `destino`."""
    with LibroNuevo(destino) as libro:
        for nombre, filas in hojas.items():
            hoja = libro.hoja(nombre)
            for fila in filas:
                hoja.fila(fila)
    return destino


def armar_libro(destino: Path, datos: str, *, tipo: str = TIPO_LIBRO, **partes: bytes) -> Path:
    """Write a one-sheet workbook whose `<sheetData>` is `datos`, with other parts besides.

    Part names are keyword arguments with ``__`` for ``/`` and ``_DOT_`` for a dot.
    """
    propias = {
        "[Content_Types].xml": f'<Types xmlns="{PAQUETE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{tipo}"/></Types>',
        "_rels/.rels": _relacion("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": f'<workbook xmlns="{PRINCIPAL}" xmlns:r="{RELACIONES}"><sheets>'
        '<sheet name="DATOS" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _relacion("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{PRINCIPAL}">'
        f"<sheetData>{datos}</sheetData></worksheet>",
    }
    with zipfile.ZipFile(destino, "w", zipfile.ZIP_DEFLATED) as libro:
        for nombre, texto in propias.items():
            libro.writestr(nombre, texto)
        for nombre, contenido in partes.items():
            libro.writestr(nombre.replace("__", "/").replace("_DOT_", "."), contenido)
    return destino


def _relacion(tipo: str, destino: str) -> str:
    return (
        f'<Relationships xmlns="{PAQUETE}/relationships">'
        f'<Relationship Id="rId1" Type="{RELACIONES}/{tipo}" Target="{destino}"/></Relationships>'
    )


def celda(referencia: str, valor: object = 1) -> str:
    return f'<c r="{referencia}"><v>{valor}</v></c>'
