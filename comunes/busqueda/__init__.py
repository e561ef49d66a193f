"""Search by words that costs the same however many rows there are.

Models that are `Buscable` and say `indexada = True` get a trigram index of their `busqueda` column:
FTS5 on SQLite, `pg_trgm` on PostgreSQL (`indices`, made after every `migrate`). `buscar` narrows a
QuerySet to the rows that hold every word (`consulta`); `hallar` does so for a list shown by pages
(`hallazgo`).
"""

from comunes.busqueda.consulta import PROPIA, Rama, buscar, hallar
from comunes.busqueda.hallazgo import RECIENTES, Hallazgo

__all__ = ["PROPIA", "RECIENTES", "Hallazgo", "Rama", "buscar", "hallar"]
