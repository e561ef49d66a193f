"""What else passes from one account to another when work is handed over.

Upper apps know what a person has in hand; they register it here, so that this app needn't know them.
"""

from collections.abc import Callable
from typing import Any

Traspaso = Callable[..., int]
_traspasos: dict[str, Traspaso] = {}


def registrar_traspaso(nombre: str, traspaso: Traspaso) -> None:
    """Add ``traspaso(actor=, de=, a=) -> rows moved``, called inside the hand-over's transaction.

    Called once, from `ready()`. Authorship is history and is never moved.
    """
    _traspasos[nombre] = traspaso


def traspasar(*, actor: Any, de: Any, a: Any) -> dict[str, int]:
    """Run every registered hand-over and return how many rows each moved."""
    return {nombre: traspaso(actor=actor, de=de, a=a) for nombre, traspaso in _traspasos.items()}
