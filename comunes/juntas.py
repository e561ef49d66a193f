"""The keys of the first rows of many queries in one statement: a page that shows a little of everything.

Each query walks an index of its own, in its own order, and stops at its own limit. What is shown of the
rows is read afterwards by key.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.core.signals import setting_changed
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Claves = dict[str, list[Any]]
GUARDADAS: Final = 256


@dataclass(frozen=True)
class Junta:
    """A statement with its values; nothing of what it answers."""

    nombres: tuple[str, ...]
    sql: str
    valores: tuple[Any, ...]

    def leer(self, using: str = DEFAULT_DB_ALIAS) -> Claves:
        """Return the keys under each name, in the order of its query. One query, or none."""
        claves: Claves = {nombre: [] for nombre in self.nombres}
        if self.sql:
            with connections[using].cursor() as cursor:
                cursor.execute(self.sql, self.valores)
                for numero, clave in cursor.fetchall():
                    claves[self.nombres[numero]].append(clave)
        return claves


def juntar(consultas: Mapping[str, QuerySet[Any]], using: str = DEFAULT_DB_ALIAS) -> Junta:
    """Return the statement that reads the keys of these queries, which come ordered and cut."""
    partes: list[str] = []
    valores: list[Any] = []
    for numero, filas in enumerate(consultas.values()):
        consulta = filas.select_related(None).values("pk").query
        try:
            sql, suyos = consulta.get_compiler(using).as_sql()
        except EmptyResultSet:  # nothing is in sight: the query was not worth asking
            continue
        partes.append(f"SELECT {numero}, t{numero}.* FROM ({sql}) t{numero}")
        valores += suyos
    return Junta(tuple(consultas), " UNION ALL ".join(partes), tuple(valores))


class Juntas:
    """Keeps the last statements made: Django takes longer to write one than the database to run it.

    Only their text is kept, under everything it depends on: who asks, with which assignments, on which
    day. Every answer is read anew.
    """

    def __init__(self) -> None:
        self._guardadas: OrderedDict[Hashable, Junta] = OrderedDict()
        self._turno = Lock()
        setting_changed.connect(self.olvidar)

    def de(self, llave: Hashable, consultas: Callable[[], Mapping[str, QuerySet[Any]]]) -> Junta:
        """Return the statement kept under `llave`, or make it."""
        with self._turno:
            if llave in self._guardadas:
                self._guardadas.move_to_end(llave)
                return self._guardadas[llave]
        junta = juntar(consultas())
        with self._turno:
            self._guardadas[llave] = junta
            while len(self._guardadas) > GUARDADAS:
                self._guardadas.popitem(last=False)
        return junta

    def olvidar(self, **_senal: Any) -> None:
        with self._turno:
            self._guardadas.clear()


def leidas(filas: QuerySet[Any], claves: list[Any]) -> list[Any]:
    """Return the rows of these keys, in their order: found by key, whatever order `filas` has. One query."""
    if not claves:
        return []
    halladas = {fila.pk: fila for fila in filas.order_by().filter(pk__in=claves)}
    return [halladas[clave] for clave in claves if clave in halladas]
