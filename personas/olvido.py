"""What upper apps have to say before and while a person is forgotten.

They register, from `ready()`: an impediment (why the person cannot be forgotten yet, in words, or ""), a
cleaning (what they keep that identifies the person), a participation (who takes or took part) and a term
(what they keep of people without a row here, which ends by its own date).
"""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Q

Impedimento = Callable[[Any], str]
Limpieza = Callable[[Any], None]
# ``participacion(desde)``: over Persona, who took part after that day or still does, and who ever did.
Participacion = Callable[[date], tuple[Q, Q]]

# ``olvidar(actor=, limite=, simular=)``: forget what is as old as `limite`; return how many.
Plazo = Callable[..., int]

_impedimentos: list[Impedimento] = []
_limpiezas: list[Limpieza] = []
_participaciones: list[Participacion] = []
_plazos: list[tuple[str, Plazo]] = []


def registrar_impedimento(impedimento: Impedimento) -> None:
    _impedimentos.append(impedimento)


def registrar_limpieza(limpieza: Limpieza) -> None:
    _limpiezas.append(limpieza)


def registrar_participacion(participacion: Participacion) -> None:
    _participaciones.append(participacion)


def registrar_plazo(titulo: str, olvidar: Plazo) -> None:
    """Let `anonimizar_vencidas` call `olvidar` every night; `titulo` says what it counts."""
    _plazos.append((titulo, olvidar))


def olvidar_vencido(*, actor: Any, limite: date, simular: bool) -> list[tuple[str, int]]:
    """Forget in every app what is as old as `limite`; return how many of each."""
    return [(titulo, olvidar(actor=actor, limite=limite, simular=simular)) for titulo, olvidar in _plazos]


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
