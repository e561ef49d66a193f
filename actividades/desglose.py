"""Who took part, in groups: what is left over has no data, and small groups are kept back outside."""

from collections.abc import Iterable
from typing import Final

SIN_DATO: Final = "sin dato"
MINIMO: Final = 5
Grupos = list[tuple[str, int]]
Protegidos = list[tuple[str, int | None]]


def con_resto(contados: Iterable[tuple[str, int | None]], total: int) -> Grupos:
    """Return the groups that were counted and, last, how many of `total` are in none. Empty: none was."""
    grupos = [(nombre, n) for nombre, n in contados if n is not None]
    resto = total - sum(n for _, n in grupos)
    if not grupos:
        return []
    return [*grupos, (SIN_DATO, resto)] if resto > 0 else grupos


def protegidos(grupos: Grupos) -> Protegidos:
    """Return the groups for a paper that leaves the house: those under five as None.

    When only one is kept back, the total would tell it: the next smallest goes with it.
    """
    tapados = {nombre for nombre, n in grupos if 0 < n < MINIMO}
    if len(tapados) == 1:
        otros = sorted((n == 0, n, nombre) for nombre, n in grupos if nombre not in tapados)
        tapados |= {otros[0][2]} if otros else set()
    return [(nombre, None if nombre in tapados else n) for nombre, n in grupos]
