"""CSV as Excel in Peru opens it: UTF-8 with its mark, semicolons, decimal point, day first.

The first lines say what the file is; an empty line, and then the headings. A text that a spreadsheet
could take for a formula gets an apostrophe before it, which the import takes off again.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from comunes.exportacion.modelo import Exportacion, Fila
from comunes.hojas.texto_plano import a_salvo

TIPO = "text/csv; charset=utf-8"
_MARCA = "\ufeff"
_POR_TROZO = 500
_ESCRITORES: dict[type, Callable[[Any], Any]] = {
    str: a_salvo,
    bool: lambda valor: "Sí" if valor else "No",
    datetime: lambda valor: f"{valor:%d/%m/%Y %H:%M}",
    date: lambda valor: f"{valor:%d/%m/%Y}",
    Decimal: lambda valor: f"{valor:f}",
}


class _Bufer(list[str]):
    """What csv writes to: a list that is emptied into each piece of the answer."""

    def write(self, texto: str) -> None:
        self.append(texto)

    def vaciar(self) -> bytes:
        texto = "".join(self)
        self.clear()
        return texto.encode()


def escribir(exportacion: Exportacion, total: int, filas: Iterator[Fila]) -> Iterator[bytes]:
    """Yield the file in pieces."""
    bufer = _Bufer([_MARCA])
    hoja = csv.writer(bufer, delimiter=";", lineterminator="\r\n")
    hoja.writerows(map(_celdas, exportacion.acerca_de(total)))
    hoja.writerow([])
    hoja.writerow([columna.titulo for columna in exportacion.columnas])
    yield bufer.vaciar()
    while trozo := list(islice(filas, _POR_TROZO)):
        hoja.writerows(map(_celdas, trozo))
        yield bufer.vaciar()


def _celdas(fila: Fila) -> list[Any]:
    return [_ESCRITORES[type(v)](v) if type(v) in _ESCRITORES else v for v in fila]
