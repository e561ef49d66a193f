"""CSV in the dialects that Excel in Spanish writes. Runs in the child, standard library only."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from comunes.hojas.limites import PELIGROSOS, TEXTO_MAXIMO, ArchivoRechazado

_SEPARADORES = ";,\t|"


def leer_csv(ruta: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (1-based row number, cells) of a CSV in UTF-8, UTF-16 or Windows-1252."""
    texto = _decodificar(ruta.read_bytes())
    csv.field_size_limit(TEXTO_MAXIMO)
    try:
        filas = csv.reader(io.StringIO(texto, newline=""), delimiter=_separador(texto))
        for numero, fila in enumerate(filas, 1):
            yield numero, [sin_apostrofo(celda) for celda in fila]
    except csv.Error as error:
        raise ArchivoRechazado(
            "danado", "El archivo CSV está mal formado. Guárdelo de nuevo desde Excel."
        ) from error


def a_salvo(texto: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula; `sin_apostrofo` undoes it."""
    return f"'{texto}" if texto.lstrip("'").startswith(PELIGROSOS) else texto


def sin_apostrofo(celda: str) -> str:
    """Return the text that `a_salvo` was given."""
    peligroso = celda.startswith("'") and celda.lstrip("'").startswith(PELIGROSOS)
    return celda[1:] if peligroso else celda


def _decodificar(contenido: bytes) -> str:
    if contenido.startswith((b"\xff\xfe", b"\xfe\xff")):
        codificaciones = ["utf-16"]
    elif b"\x00" in contenido:
        codificaciones = []
    else:
        codificaciones = ["utf-8-sig", "cp1252"]
    for codificacion in codificaciones:
        try:
            return contenido.decode(codificacion)
        except UnicodeDecodeError:
            continue
    raise ArchivoRechazado("tipo", "El archivo no es una hoja de cálculo. Suba un libro de Excel (.xlsx).")


def _separador(texto: str) -> str:
    """Return the character that splits the first lines most, and most evenly."""
    lineas = [linea for linea in texto.splitlines()[:40] if linea.strip()]

    def parejas(separador: str) -> int:
        cuentas = Counter(linea.count(separador) for linea in lineas if separador in linea)
        return max((veces * cuantas for veces, cuantas in cuentas.items()), default=0)

    return max(_SEPARADORES, key=parejas)
