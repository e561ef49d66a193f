"""What a file holds, before any format: columns, rows, and what it says about itself."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import IntegerField, QuerySet, Subquery

FILAS_POR_LECTURA = 2_000

Fila = tuple[Any, ...]


@dataclass(frozen=True)
class ColumnaExportada:
    """One column: `clave` names it in GeoJSON, `titulo` in sheets (the padrón's heading where it has one).

    `campo` is a field path, an annotation's name or an expression; `clave` when left out. `palabras`
    returns the words for what is stored (a catalogue's names, the labels of states); it is read once.
    """

    clave: str
    titulo: str
    campo: Any = ""
    palabras: Callable[[], Mapping[Any, str]] | None = None
    ancho: int = 16


@dataclass(frozen=True)
class Exportacion:
    """`filas` come filtered, in scope and in order. `punto` names the columns of latitude and longitude."""

    titulo: str
    columnas: Sequence[ColumnaExportada]
    filas: QuerySet[Any]
    ambito: str
    momento: datetime
    filtros: Sequence[tuple[str, str]] = ()
    avisos: Sequence[str] = ()
    punto: tuple[str, str] | None = None

    def acerca_de(self, total: int) -> list[tuple[str, Any]]:
        """Return what the file says about itself, as pairs."""
        filtros = "; ".join(f"{nombre}: {valor}" for nombre, valor in self.filtros) or "ninguno"
        return [
            ("Contenido", f"Nuestro Espacio Seguro: {self.titulo.lower()}"),
            ("Filas", total),
            ("Filtros", filtros),
            ("Ámbito de quien exporta", self.ambito),
            ("Fecha", f"{self.momento:%d/%m/%Y %H:%M}"),
            *(("Aviso", aviso) for aviso in self.avisos),
        ]


class _Total(Subquery):
    """How many rows the same statement returns, so that the file cannot contradict itself."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _todas)"
    output_field = IntegerField()


def lectura_estable(filas: QuerySet[Any]) -> AbstractContextManager[Any]:
    """Return the context to read in: PostgreSQL's cursor streams only inside a transaction.

    SQLite reads one snapshot per statement anyway, and a transaction of ours would keep writers waiting.
    """
    es_postgresql = connections[filas.db].vendor == "postgresql"
    return transaction.atomic(using=filas.db, savepoint=False) if es_postgresql else nullcontext()


def leer(exportacion: Exportacion) -> tuple[int, Iterator[Fila]]:
    """Return how many rows there are and the rows, all from one statement; memory stays flat."""
    mapas = [c.palabras() if c.palabras else None for c in exportacion.columnas]
    campos = [c.campo or c.clave for c in exportacion.columnas]
    filas = exportacion.filas
    total = _Total(filas.order_by().values("pk"))
    leidas = filas.values_list(*campos, total).iterator(chunk_size=FILAS_POR_LECTURA)
    primera = next(leidas, None)
    if primera is None:
        return 0, iter(())
    return primera[-1], _en_palabras(primera, leidas, mapas)


def _en_palabras(
    primera: Fila, siguientes: Iterator[Fila], mapas: Sequence[Mapping[Any, str] | None]
) -> Iterator[Fila]:
    """Yield each row without its total, with words in place of keys."""
    traducidas = [(posicion, mapa) for posicion, mapa in enumerate(mapas) if mapa is not None]

    def traducir(fila: Fila) -> Fila:
        celdas = list(fila[:-1])
        for posicion, mapa in traducidas:
            if celdas[posicion] is not None:
                celdas[posicion] = mapa.get(celdas[posicion], celdas[posicion])
        return tuple(celdas)

    yield traducir(primera)
    yield from map(traducir, siguientes)
