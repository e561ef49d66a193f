"""What a search found, and how a list shows it by pages however many rows there are.

Up to `ORDENABLES` rows are sorted as the list likes. More would have to be sorted whole, or looked for
along the whole list, before the first page is known: they come the newest first, read from the newest
key down until the page is full.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import Col
from django.db.models.sql.constants import INNER

from comunes.busqueda.claves import EnTexto, Entre
from comunes.paginas import Pagina, es_cursor_de, paginar, primeras

ORDENABLES: Final = 300
RECIENTES: Final = ("-pk",)
# A batch of keys for a page, and the larger one when a filter let few of the first through.
LOTE, _LOTE_MAYOR = 500, 2_000


@dataclass(frozen=True)
class Hallazgo:
    """`filas` hold every word. `muchas`: too many to be sorted; `corriente` gives their keys in order."""

    filas: QuerySet[Any]
    muchas: bool = False
    corriente: EnTexto | None = None

    def paginar(
        self,
        filas: QuerySet[Any],
        *,
        orden: tuple[str, ...],
        cursor: str,
        tamano: int,
        fijo: bool = False,
        sin_datos: bool = False,
    ) -> Pagina:
        """Return the page of `filas`, which are those found, filtered further or annotated.

        A page goes on in the order in which the one before it was read, though the words have become
        common or scarce meanwhile. `fijo`: always in `orden`, which must have its index. `sin_datos`: as in
        `comunes.paginas.paginar`.
        """
        elegido = orden if fijo else self._orden(orden, cursor)
        if self.corriente is None and self.muchas:
            filas = _desde_su_tabla(filas)
        if elegido != RECIENTES or self.corriente is None:
            return paginar(filas, orden=elegido, cursor=cursor, tamano=tamano, sin_datos=sin_datos)
        lector = partial(_leer, self.corriente)
        return paginar(filas, orden=elegido, cursor=cursor, tamano=tamano, lector=lector)

    def _orden(self, orden: tuple[str, ...], cursor: str) -> tuple[str, ...]:
        for posible in (orden, RECIENTES):
            if len(orden) != len(RECIENTES) and es_cursor_de(cursor, posible):
                return posible
        return RECIENTES if self.muchas else orden


def _desde_su_tabla(filas: QuerySet[Any]) -> QuerySet[Any]:
    """Return the rows read from their own table first, on SQLite, which would start from one they point at.

    It cannot know that so many hold the word that walking them in order fills a page at once. With a filter
    over another table it may be right, and chooses.
    """
    if connection.vendor != "sqlite" or _filtra_por_otra(filas):
        return filas
    filas = filas.all()
    for alias, union in filas.query.alias_map.items():
        if getattr(union, "join_type", "") == INNER:
            fija = copy(union)
            fija.join_type = "CROSS JOIN"  # what SQLite calls an inner join in the order in which it stands
            filas.query.alias_map[alias] = fija
    return filas


def _filtra_por_otra(filas: QuerySet[Any]) -> bool:
    """Say whether something else than words is asked of a table that the rows point at."""
    lados = [getattr(condicion, "lhs", None) for condicion in filas.query.where.leaves()]
    columnas = [lado for lado in lados if isinstance(lado, Col)]
    base = filas.query.get_initial_alias()
    return any(c.alias != base and c.target.name != "busqueda" for c in columnas)


def _leer(
    corriente: EnTexto, ordenadas: QuerySet[Any], cuantas: int, valores: Sequence[Any], atras: bool
) -> list[Any]:
    """Return the first rows among the next keys; where too few of those pass, of the whole query."""
    modelo = ordenadas.model
    desde = modelo._meta.pk.to_python(valores[0]) if valores else None
    halladas: list[Any] = []
    for lote in (LOTE, _LOTE_MAYOR):
        claves = corriente.tramo(desde, subiendo=atras, cuantas=lote)
        faltan = cuantas - len(halladas)
        halladas += primeras(ordenadas.filter(Entre(F("pk"), sorted(claves))), faltan) if claves else []
        if len(halladas) == cuantas or len(claves) < lote:
            return halladas
        if len(halladas) * _LOTE_MAYOR < cuantas * LOTE:
            break  # not even the larger batch would do
        desde = claves[-1]
    return primeras(ordenadas, cuantas)
