"""Which rows hold every word.

A search first asks, in one capped query, how many rows each word has. Words with few rows become
their keys: the list then reads those rows and no other. Words with many are compared row by row while
the list is walked in its own order, which soon fills a page. Neither grows with the table.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.db.models.expressions import RawSQL

from comunes.busqueda.indices import hay_indice, tabla_de_texto
from comunes.texto import clave_busqueda

PALABRAS: Final = 8
# With this many rows, sorting them costs what walking the list until a page is full does.
POCAS: Final = 2_000
_LARGO_DE_TRIGRAMA: Final = 3
_ULTIMO: Final = "\U0010ffff"

Filas = TypeVar("Filas", bound=QuerySet[Any])
Otros = Callable[[str], Q | None]


@dataclass(frozen=True)
class Rama:
    """Where a word may stand: in the row itself (`ruta` empty) or in a row that it points at."""

    ruta: str = ""

    @property
    def campo(self) -> str:
        return f"{self.ruta}__busqueda" if self.ruta else "busqueda"

    def modelo(self, base: Any) -> Any:
        return base._meta.get_field(self.ruta).related_model if self.ruta else base


PROPIA: Final = Rama()


def buscar(
    filas: Filas, texto: str, *, ramas: Sequence[Rama] = (PROPIA,), otros: Otros | None = None
) -> Filas:
    """Return the rows of `filas` that hold every word of `texto` in one of `ramas`, accents ignored.

    A word of one or two letters stands at the beginning of a word. `otros` may add, for a word, another
    condition over the rows (a type of that name). The order stays, so pages by key go on being right.
    One query besides the list's own.
    """
    palabras = list(dict.fromkeys(clave_busqueda(texto).split()))[:PALABRAS]
    if not palabras:
        return filas
    sueltas = {p: otros(p) if otros else None for p in palabras}
    grupos = _agrupar([p for p in palabras if sueltas[p] is None], ramas)
    claves, resueltas = _claves(filas.model, grupos, ramas)
    if claves is not None:
        filas = filas.filter(pk__in=_entre(filas.model, claves)) if claves else filas.none()
    for palabra in palabras:
        if palabra not in resueltas:
            filas = filas.filter(_comparar(palabra, ramas, sueltas[palabra]))
    return filas


def _comparar(palabra: str, ramas: Iterable[Rama], otra: Q | None) -> Q:
    """Return the condition that compares the texts of each row."""
    condicion = otra or Q()
    for rama in ramas:
        condicion |= _en_campo(rama.campo, palabra)
    return condicion


def _en_campo(campo: str, palabra: str) -> Q:
    if len(palabra) >= _LARGO_DE_TRIGRAMA:
        return Q(**{f"{campo}__contains": palabra})
    # As a range the beginning is found in the plain index of the column.
    al_empezar = Q(**{f"{campo}__gte": palabra, f"{campo}__lt": palabra + _ULTIMO})
    return al_empezar | Q(**{f"{campo}__contains": f" {palabra}"})


def _agrupar(palabras: list[str], ramas: Sequence[Rama]) -> list[tuple[str, ...]]:
    """Return what is probed together: all words at once where there is one text to look in."""
    probadas = [p for p in palabras if len(p) >= _LARGO_DE_TRIGRAMA]
    if not probadas:
        probadas = [p for p in palabras if len(p) == _LARGO_DE_TRIGRAMA - 1][:1]
    return [tuple(probadas)] if len(ramas) == 1 and probadas else [(p,) for p in probadas]


def _claves(
    modelo: Any, grupos: list[tuple[str, ...]], ramas: Sequence[Rama]
) -> tuple[set[Any] | None, set[str]]:
    """Return the keys of the rows with the scarce words (None when all abound), and which words those are."""
    if not grupos or not all(_se_sondea(modelo, rama) for rama in ramas):
        return None, set()
    claves: set[Any] | None = None
    resueltas: set[str] = set()
    for grupo, halladas in zip(grupos, _sondear(modelo, grupos, ramas), strict=True):
        if halladas is not None:
            claves = halladas if claves is None else claves & halladas
            resueltas.update(grupo)
    return claves, resueltas


def _se_sondea(modelo: Any, rama: Rama) -> bool:
    """Say whether asking first pays: an index answers, or the table it points at is a small one."""
    destino = rama.modelo(modelo)
    return _indexada(destino) or (rama.ruta != "" and not destino.indexada)


_con_indice: set[tuple[str, str]] = set()


def _indexada(modelo: Any) -> bool:
    """Say whether `modelo` has its index; only a yes is remembered."""
    llave = (str(connection.settings_dict["NAME"]), modelo._meta.db_table)
    if llave not in _con_indice and modelo.indexada and hay_indice(modelo):
        _con_indice.add(llave)
    return llave in _con_indice


def _sondear(modelo: Any, grupos: list[tuple[str, ...]], ramas: Sequence[Rama]) -> list[set[Any] | None]:
    """Return, for each group of words, the keys of its rows, or None when they are more than a few."""
    partes, valores = [], []
    for numero, grupo in enumerate(grupos):
        for rama in ramas:
            orden, propios = _sonda(modelo, grupo, rama)
            partes.append(
                f"SELECT * FROM (SELECT {numero} AS grupo, llave FROM ({orden}) a LIMIT {POCAS + 1}) b"
            )
            valores += propios
    halladas: list[list[Any]] = [[] for _ in grupos]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(partes), valores)
        for numero, llave in cursor.fetchall():
            halladas[numero].append(llave)
    return [None if len(h) > POCAS else set(h) for h in halladas]


def _sonda(modelo: Any, palabras: tuple[str, ...], rama: Rama) -> tuple[str, list[Any]]:
    """Return the SQL that gives as `llave` the keys of `modelo` whose text in `rama` has all the words."""
    destino = rama.modelo(modelo)
    orden, valores = _llaves_con(destino, palabras)
    if not rama.ruta:
        return orden, valores
    tabla, columna = modelo._meta.db_table, modelo._meta.get_field(rama.ruta).column
    propia = modelo._meta.pk.column
    return (
        f"SELECT t.{propia} AS llave FROM {tabla} t WHERE t.{columna} IN (SELECT llave FROM ({orden}) d)",
        valores,
    )


def _llaves_con(modelo: Any, palabras: tuple[str, ...]) -> tuple[str, list[Any]]:
    tabla, llave = modelo._meta.db_table, modelo._meta.pk.column
    if connection.vendor == "sqlite" and _indexada(modelo):
        texto = tabla_de_texto(modelo)
        patrones = [p if len(p) >= _LARGO_DE_TRIGRAMA else f" {p}" for p in palabras]
        orden = f"SELECT rowid AS llave FROM {texto} WHERE {texto} MATCH %s"
        frase = " AND ".join('"{}"'.format(p.replace('"', '""')) for p in patrones)
        if patrones != list(palabras):
            desde = palabras[0]
            orden += f" UNION SELECT {llave} FROM {tabla} WHERE busqueda >= %s AND busqueda < %s"
            return orden, [frase, desde, desde + _ULTIMO]
        return orden, [frase]
    condicion = Q()
    for palabra in palabras:
        condicion &= _en_campo("busqueda", palabra)
    filas = modelo._base_manager.filter(condicion).order_by().annotate(llave=F("pk")).values_list("llave")
    orden, valores = filas.query.sql_with_params()
    return orden, list(valores)


def _entre(modelo: Any, claves: set[Any]) -> RawSQL:
    """Return the keys as one parameter, however many they are and however often the query names them."""
    ordenadas = sorted(claves)
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ordenadas)])
    tipo = modelo._meta.pk.rel_db_type(connection)
    return RawSQL(f"SELECT unnest(%s::{tipo}[])", [ordenadas])
