"""Keyset pages: the next page starts after the last row shown, so page 5 000 costs what page 1 does."""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldError, ValidationError
from django.db.models import Model, Q, QuerySet
from django.db.models.sql.where import WhereNode

Lector = Callable[[QuerySet[Any], int, list[Any], bool], list[Any]]


@dataclass(frozen=True)
class Pagina:
    """Rows of one page and the cursors that lead on; an empty cursor means there is nothing there."""

    objetos: list[Any]
    anterior: str
    siguiente: str
    orden: tuple[str, ...] = ()

    @property
    def unica(self) -> bool:
        """Say whether there is no other page."""
        return not self.anterior and not self.siguiente

    def __iter__(self) -> Any:
        return iter(self.objetos)

    def __len__(self) -> int:
        return len(self.objetos)


def paginar(
    filas: QuerySet[Any],
    *,
    orden: tuple[str, ...],
    cursor: str,
    tamano: int,
    lector: Lector = lambda ordenadas, cuantas, _valores, _atras: primeras(ordenadas, cuantas),
    sin_datos: bool = False,
) -> Pagina:
    """Return the page of `filas` that `cursor` points at.

    `orden` lists non-null fields ending in a unique one, each with an optional minus. A cursor that
    cannot be read gives the first page: old links keep working. `lector` may know a quicker way to the
    first rows of the ordered query: it is given the values of the cursor and whether it goes back.
    `sin_datos`: `orden` holds what must not stand in an address, so that the cursor only names the row,
    which is read again; one that is not among `filas` any more gives the first page.
    """
    atras, valores = _posicion(filas, cursor, orden) if sin_datos else _leer(cursor, len(orden))
    efectivo = tuple(invertir(c) for c in orden) if atras else orden
    ordenadas = filas.order_by(*efectivo)
    try:
        tras = ordenadas.filter(despues_de(efectivo, valores)) if valores else ordenadas
        tramo = lector(tras, tamano + 1, valores, atras)
    except (ValueError, TypeError, ValidationError, FieldError):
        atras, valores, tramo = False, [], lector(filas.order_by(*orden), tamano + 1, [], False)
    hay_mas, tramo = len(tramo) > tamano, tramo[:tamano]
    if atras:
        tramo.reverse()
    hay_antes, hay_despues = (hay_mas, True) if atras else (bool(valores), hay_mas)
    return Pagina(
        tramo,
        _escribir("a", tramo[0], orden, sin_datos) if tramo and hay_antes else "",
        _escribir("s", tramo[-1], orden, sin_datos) if tramo and hay_despues else "",
        orden,
    )


def cursor_tras(fila: Model, orden: tuple[str, ...]) -> str:
    """Return the cursor of the page that begins after `fila`."""
    return _escribir("s", fila, orden)


def es_cursor_de(cursor: str, orden: tuple[str, ...]) -> bool:
    """Say whether `cursor` was written for as many fields as `orden` has."""
    return bool(_leer(cursor, len(orden))[1])


def primeras(ordenadas: QuerySet[Any], cuantas: int) -> list[Any]:
    """Return the first rows of an ordered query: found by their keys alone, and only then joined.

    Left to join first, SQLite starts from the smallest table and sorts the whole of the largest.
    """
    if not ordenadas.query.select_related:
        return list(ordenadas[:cuantas])
    claves = ordenadas.select_related(None).values("pk")[:cuantas]
    # The keys have met every condition already: each row is read without asking for them again.
    halladas = ordenadas.all()
    halladas.query.where = WhereNode()
    return list(halladas.filter(pk__in=claves))


def invertir(campo: str) -> str:
    """Return the field of an order the other way round."""
    return campo[1:] if campo.startswith("-") else f"-{campo}"


def despues_de(orden: tuple[str, ...], valores: list[Any]) -> Q:
    """Return the condition of coming after these values in that order."""
    condicion, iguales = Q(), Q()
    for campo, valor in zip(orden, valores, strict=True):
        nombre, comparador = campo.lstrip("-"), "lt" if campo.startswith("-") else "gt"
        condicion |= iguales & Q(**{f"{nombre}__{comparador}": valor})
        iguales &= Q(**{nombre: valor})
    # Implied by the rest, but it is what lets the engine walk the index from there on instead of
    # gathering the alternatives and sorting them.
    primero = orden[0].lstrip("-")
    desde = Q(**{f"{primero}__{'lte' if orden[0].startswith('-') else 'gte'}": valores[0]})
    return desde & condicion


def _posicion(filas: QuerySet[Any], cursor: str, orden: tuple[str, ...]) -> tuple[bool, list[Any]]:
    """Read a cursor that only names its row: where that row stands now, among those that may be seen."""
    atras, valores = _leer(cursor, len(orden))
    campos = [campo.lstrip("-") for campo in orden]
    try:
        fila = filas.filter(pk=valores[-1]).values_list(*campos).first() if valores else None
    except (ValueError, TypeError, ValidationError):
        fila = None
    return (atras, list(fila)) if fila else (False, [])


def _escribir(sentido: str, fila: Model, orden: tuple[str, ...], sin_datos: bool = False) -> str:
    valores = [_valor(fila, campo.lstrip("-")) for campo in orden]
    if sin_datos:  # as long as ever, because the length says for which order it was written
        valores[:-1] = [None] * (len(valores) - 1)
    texto = json.dumps([sentido, *valores], default=str, separators=(",", ":"))
    return base64.urlsafe_b64encode(texto.encode()).decode().rstrip("=")


def _valor(fila: Any, ruta: str) -> Any:
    for parte in ruta.split("__"):
        fila = getattr(fila, parte)
    return fila


def _leer(cursor: str, largo: int) -> tuple[bool, list[Any]]:
    try:
        leido = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error):
        return False, []
    if not isinstance(leido, list) or len(leido) != largo + 1 or leido[0] not in ("a", "s"):
        return False, []
    return leido[0] == "a", leido[1:]
