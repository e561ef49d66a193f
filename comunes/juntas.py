"""The first rows of many queries in two statements: a page that shows a little of everything.

The first brings keys: each query walks an index of its own, in its own order, and stops at its own limit.
The second brings, by key, only the columns that are shown. Rows hold what was asked for; anything else is
read from the database when it is touched, as with `QuerySet.only`.
"""

import json
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.core.signals import setting_changed
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject

from comunes.columnas import Columnas

GUARDADAS: Final = 256
# Stand for the keys while a statement is written; no row has such a key, so the spare ones find nothing.
_HUECO: Final = -9_900_000


@dataclass(frozen=True)
class Consulta:
    """`filas` come ordered; up to `tope` are counted, and `mostradas` of them read in their `datos`.

    `datos` are fields of the model, paths through its keys and annotations of `filas`.
    """

    filas: QuerySet[Any]
    datos: tuple[str, ...]
    mostradas: int
    tope: int


@dataclass(frozen=True)
class Halladas:
    """How many rows there are, as far as they are counted, and the first of them."""

    total: int = 0
    filas: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class _Orden:
    sql: str
    valores: tuple[Any, ...]


class Lectura:
    """The two statements of some queries, written once; nothing of what they answer is kept."""

    def __init__(self, consultas: Mapping[str, Consulta], using: str = DEFAULT_DB_ALIAS) -> None:
        self._consultas, self._using = dict(consultas), using
        self._columnas = {n: Columnas(c.filas, c.datos) for n, c in self._consultas.items()}
        self._claves = self._orden_de_claves()
        self._fichas: dict[str, _Orden] = {}

    def leer(self) -> dict[str, Halladas]:
        """Return what there is under each name, in the order of its query. Two queries, or fewer."""
        claves = self._leer_claves()
        mostradas = {n: suyas[: self._consultas[n].mostradas] for n, suyas in claves.items() if suyas}
        filas = self._leer_fichas(mostradas) if mostradas else {}
        return {n: Halladas(len(suyas), filas.get(n, [])) for n, suyas in claves.items()}

    def _leer_claves(self) -> dict[str, list[Any]]:
        claves: dict[str, list[Any]] = {nombre: [] for nombre in self._consultas}
        nombres = list(claves)
        if self._claves.sql:
            for numero, clave in self._ejecutar(self._claves.sql, self._claves.valores):
                claves[nombres[numero]].append(clave)
        return claves

    def _leer_fichas(self, claves: Mapping[str, list[Any]]) -> dict[str, list[Any]]:
        partes, valores = [], []
        for nombre, suyas in claves.items():
            orden = self._ficha(nombre)
            partes.append(orden.sql)
            valores += [_clave(v, suyas) for v in orden.valores]
        nombres = list(self._consultas)
        leidas: dict[str, dict[Any, Any]] = {nombre: {} for nombre in claves}
        for numero, texto in self._ejecutar(" UNION ALL ".join(partes), valores):
            nombre = nombres[numero]
            fila = self._columnas[nombre].fila(json.loads(texto), self._using)
            leidas[nombre][fila.pk] = fila
        # A row that went away between both statements is missing.
        return {n: [leidas[n][c] for c in suyas if c in leidas[n]] for n, suyas in claves.items()}

    def _orden_de_claves(self) -> _Orden:
        partes: list[str] = []
        valores: list[Any] = []
        for numero, consulta in enumerate(self._consultas.values()):
            filas = consulta.filas.select_related(None).values("pk")[: consulta.tope]
            try:
                sql, suyos = filas.query.get_compiler(self._using).as_sql()
            except EmptyResultSet:  # nothing is in sight: the query is not worth asking
                continue
            partes.append(f"SELECT {numero}, t{numero}.* FROM ({sql}) t{numero}")
            valores += suyos
        return _Orden(" UNION ALL ".join(partes), tuple(valores))

    def _ficha(self, nombre: str) -> _Orden:
        if nombre not in self._fichas:
            consulta, numero = self._consultas[nombre], list(self._consultas).index(nombre)
            huecos = [_HUECO - n for n in range(consulta.mostradas)]
            objeto = JSONObject(**{d: F(d) for d in self._columnas[nombre].datos})
            filas = consulta.filas.select_related(None).order_by().filter(pk__in=huecos)
            sql, valores = filas.values_list(objeto).query.get_compiler(self._using).as_sql()
            self._fichas[nombre] = _Orden(f"SELECT {numero}, t{numero}.* FROM ({sql}) t{numero}", valores)
        return self._fichas[nombre]

    def _ejecutar(self, sql: str, valores: Any) -> list[tuple[Any, ...]]:
        with connections[self._using].cursor() as cursor:
            cursor.execute(sql, valores)
            return list(cursor.fetchall())


def _clave(valor: Any, claves: list[Any]) -> Any:
    """Return the key that takes the place of `valor`, when that is a place for one."""
    if isinstance(valor, int) and valor <= _HUECO:
        numero = _HUECO - valor
        return claves[numero] if numero < len(claves) else valor
    return valor


class Lecturas:
    """Keeps the last statements written: Django takes longer to write one than the database to run it.

    Only their text is kept, under everything it depends on: who asks, with which assignments, on which
    day. Every answer is read anew.
    """

    def __init__(self) -> None:
        self._guardadas: OrderedDict[Hashable, Lectura] = OrderedDict()
        self._turno = Lock()
        setting_changed.connect(self.olvidar)

    def de(self, llave: Hashable, consultas: Callable[[], Mapping[str, Consulta]]) -> Lectura:
        """Return what is kept under `llave`, or make it."""
        with self._turno:
            if llave in self._guardadas:
                self._guardadas.move_to_end(llave)
                return self._guardadas[llave]
        lectura = Lectura(consultas())
        with self._turno:
            self._guardadas[llave] = lectura
            while len(self._guardadas) > GUARDADAS:
                self._guardadas.popitem(last=False)
        return lectura

    def olvidar(self, **_senal: Any) -> None:
        with self._turno:
            self._guardadas.clear()
