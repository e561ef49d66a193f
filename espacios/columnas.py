"""Columns of the list of spaces that upper apps know: the committee, the last activity.

Registered in `AppConfig.ready()`. `anotaciones` returns expressions over `EspacioPublico` (subqueries
with ``OuterRef("pk")``, their names beginning with the column's `clave`), read only for the rows of
the page; `celda` turns an annotated row into what the table and the card show.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from comunes.enums import EstadoConChip
from comunes.exportacion.modelo import ColumnaExportada
from espacios.models import EspacioPublico, EspacioQuerySet


@dataclass(frozen=True)
class Celda:
    """What one row shows: a chip, a text, and a grey line under it; any of them may be missing."""

    texto: str = ""
    detalle: str = ""
    estado: EstadoConChip | None = None


@dataclass(frozen=True)
class Columna:
    clave: str
    titulo: str
    orden: int
    anotaciones: Callable[[], dict[str, Any]]
    celda: Callable[[EspacioPublico], Celda]
    numero: bool = False
    exportadas: tuple[ColumnaExportada, ...] = ()  # over its own annotations


_columnas: dict[str, Columna] = {}


def registrar_columna(columna: Columna) -> None:
    """Offer a column; the last one registered under a name holds."""
    _columnas[columna.clave] = columna


def columnas() -> list[Columna]:
    return sorted(_columnas.values(), key=lambda c: c.orden)


def con_columnas(filas: EspacioQuerySet) -> EspacioQuerySet:
    """Annotate what every registered column needs."""
    for columna in _columnas.values():
        filas = filas.annotate(**columna.anotaciones())
    return filas


def celdas(espacio: EspacioPublico) -> list[tuple[Columna, Celda]]:
    """Return the cells of a row read through `con_columnas`, in the order of the columns."""
    return [(columna, columna.celda(espacio)) for columna in columnas()]
