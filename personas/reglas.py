"""Rules that upper apps hold over a person, asked before an edit is kept.

A committee, for example, does not let its president become a minor by a corrected birth date.
"""

from collections.abc import Callable
from typing import Any

Regla = Callable[[Any], None]
_reglas: list[Regla] = []


def registrar_regla(regla: Regla) -> None:
    """Add ``regla(persona)``, which raises ValidationError. Called once, from `ready()`."""
    _reglas.append(regla)


def comprobar_reglas(persona: Any) -> None:
    """Raise the first objection of an upper app against `persona` as it stands in memory."""
    for regla in _reglas:
        regla(persona)
