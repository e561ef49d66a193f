"""What a file holds, before any format: columns, rows, and what it says about itself."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections, transaction
from django.db.models import QuerySet

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

    @property
    def campos(self) -> list[Any]:
        """What each column reads."""
        return [columna.campo or columna.clave for columna in self.columnas]

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


def lectura_estable(filas: QuerySet[Any]) -> AbstractContextManager[Any]:
    """Return the context to read in: PostgreSQL's cursor streams only inside a transaction.

    SQLite reads one snapshot per statement anyway, and a transaction of ours would keep writers waiting.
    """
    es_postgresql = connections[filas.db].vendor == "postgresql"
    return transaction.atomic(using=filas.db, savepoint=False) if es_postgresql else nullcontext()
