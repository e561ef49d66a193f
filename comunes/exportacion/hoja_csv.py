"""CSV as Excel in Peru opens it: UTF-8 with its mark, semicolons, decimal point, day first.

The first lines say what the file is; an empty line, and then the headings. A text that a spreadsheet
could take for a formula gets an apostrophe before it, which the import takes off again.
"""

import csv
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, Final

from comunes.exportacion import lectura as de
from comunes.exportacion.lectura import Lectura, Tipo
from comunes.exportacion.modelo import Exportacion
from comunes.hojas.limites import PELIGROSOS
from comunes.hojas.texto_plano import a_salvo

TIPO = "text/csv; charset=utf-8"
_MARCA = "\ufeff"
_POR_TROZO = 500
_SOSPECHOSOS: Final = frozenset(PELIGROSOS) | {"'"}
_SI_NO: Final = {True: "Sí", False: "No", None: None}
_ESCRITORES: dict[type, Callable[[Any], Any]] = {
    str: a_salvo,
    bool: _SI_NO.__getitem__,
    datetime: de.momento_en_texto,
    date: lambda valor: f"{valor:%d/%m/%Y}",
    Decimal: lambda valor: f"{valor:f}",
}
Columna = Callable[[tuple[Any, ...]], Any]


class _Bufer(list[str]):
    """What csv writes to: a list that is emptied into each piece of the answer."""

    def write(self, texto: str) -> None:
        self.append(texto)

    def vaciar(self) -> bytes:
        texto = "".join(self)
        self.clear()
        return texto.encode()


def escribir(exportacion: Exportacion, leido: Lectura) -> Iterator[bytes]:
    """Yield the file in pieces."""
    bufer = _Bufer()
    hoja = csv.writer(bufer, delimiter=";", lineterminator="\r\n")
    yield cabecera(exportacion, leido.total)
    columnas = [_columna(tipo) for tipo in leido.tipos]
    while trozo := list(islice(leido.filas, _POR_TROZO)):
        partes = zip(columnas, zip(*trozo, strict=True), strict=False)  # the count comes last and is left out
        hoja.writerows(zip(*(columna(valores) for columna, valores in partes), strict=True))
        yield bufer.vaciar()


def cabecera(exportacion: Exportacion, total: int) -> bytes:
    """Return everything before the rows."""
    bufer = _Bufer([_MARCA])
    hoja = csv.writer(bufer, delimiter=";", lineterminator="\r\n")
    hoja.writerows([_celda(v) for v in fila] for fila in exportacion.acerca_de(total))
    hoja.writerow([])
    hoja.writerow([columna.titulo for columna in exportacion.columnas])
    return bufer.vaciar()


def _celda(valor: Any) -> Any:
    escritor = _ESCRITORES.get(type(valor))
    return escritor(valor) if escritor else valor


def _columna(tipo: Tipo) -> Columna:
    """Return what turns the values of a column into its cells."""
    if tipo.palabras is not None or tipo.clase in (de.FECHA, de.SI_NO):
        dichas = de.Recordadas(lambda crudo: _celda(tipo.valor(crudo)))
        return lambda valores: [dichas[v] for v in valores]
    if tipo.clase == de.TEXTO:
        return lambda valores: [a_salvo(v) if v and v[0] in _SOSPECHOSOS else v for v in valores]
    if tipo.clase == de.DECIMAL:
        formato = f"%.{tipo.decimales}f"
        return lambda valores: [None if v is None else formato % v for v in valores]
    if tipo.clase == de.NUMERO:
        return lambda valores: valores
    return lambda valores: [_celda(tipo.valor(v)) for v in valores]
