"""The phone of who bears an account, as far as the asking user may see it.

Accounts keep no phones. The app that knows persons registers how to find one, so that this app
needn't know it.
"""

from collections.abc import Callable
from typing import Any

Fuente = Callable[[Any, Any], str]
_fuentes: list[Fuente] = []


def registrar_fuente(fuente: Fuente) -> None:
    """Add ``fuente(user, usuario) -> phone or ''``. Called once, from `ready()`."""
    _fuentes.append(fuente)


def celular_de(user: Any, usuario: Any) -> str:
    """Return the phone of `usuario` that `user` may read whole, or ''."""
    return next((celular for fuente in _fuentes if (celular := fuente(user, usuario))), "")
