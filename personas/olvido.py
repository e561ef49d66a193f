"""What upper apps have to say before and while a person is forgotten.

They register, from `ready()`: an impediment (why the person cannot be forgotten yet, in words, or ""), a
cleaning (what they keep that identifies the person) and a participation (who takes or took part).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q

Impedimento = Callable[[Any], str]
Limpieza = Callable[[Any], None]
# ``participacion(desde)``: over Persona, who took part after that day or still does, and who ever did.
Participacion = Callable[[date], tuple[Q, Q]]

_impedimentos: list[Impedimento] = []
_limpiezas: list[Limpieza] = []
_participaciones: list[Participacion] = []


def registrar_impedimento(impedimento: Impedimento) -> None:
    _impedimentos.append(impedimento)


def registrar_limpieza(limpieza: Limpieza) -> None:
    _limpiezas.append(limpieza)


def registrar_participacion(participacion: Participacion) -> None:
    _participaciones.append(participacion)


def impedimentos(persona: Any) -> list[str]:
    """Return why `persona` cannot be forgotten yet."""
    return [texto for impedimento in _impedimentos if (texto := impedimento(persona))]


def limpiar(persona: Any) -> None:
    """Let every app take out what identifies `persona`; called while the data are still there."""
    for limpieza in _limpiezas:
        limpieza(persona)


def participacion(desde: date) -> tuple[Q, Q]:
    """Return who took part in anything after `desde` or still does, and who ever did."""
    reciente, alguna = Q(pk__in=[]), Q(pk__in=[])
    for propia in _participaciones:
        suya, siempre = propia(desde)
        reciente, alguna = reciente | suya, alguna | siempre
    return reciente, alguna
