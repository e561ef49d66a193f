"""Which persons a user may see: whoever takes part in something that the user may see.

Upper apps know what a person takes part in; they register it here, so that this app needn't know
them.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

# None: this source gives that user nothing.
Fuente = Callable[[Any, Any], Q | None]
_fuentes: list[Fuente] = []


def registrar_fuente(fuente: Fuente) -> None:
    """Add a condition ``fuente(user, permiso) -> Q`` over Persona. Called once, from `ready()`."""
    _fuentes.append(fuente)


def condicion_visible(user: Any, permiso: Any) -> Q | None:
    """Return the union of every registered condition, or None when nobody registered one."""
    condicion: Q | None = None
    for fuente in _fuentes:
        propia = fuente(user, permiso)
        if propia is None:
            continue
        condicion = propia if condicion is None else condicion | propia
    return condicion
