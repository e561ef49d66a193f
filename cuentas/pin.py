"""Which PINs are too easy to be one."""

from itertools import pairwise

from django.core.exceptions import ValidationError

LARGO = 6
# What people choose first wherever six digits are asked, besides repeats and runs.
_LISTA = (
    "112233 123321 121314 131313 142536 147258 159357 159753 101010 252525 258456 258852 789456 "
    "456789 987654 456123 741852 852456 963852 135790 246810 102030 200000 199999 105105 100105"
)
_CONOCIDOS = frozenset(_LISTA.split())


def validar_pin(pin: str) -> None:
    """Raise ValidationError (field `pin`) unless `pin` is six digits and not among the first guesses."""
    if len(pin) != LARGO or not (pin.isascii() and pin.isdigit()):
        raise ValidationError({"pin": "El PIN tiene seis números."})
    if es_facil(pin):
        raise ValidationError(
            {"pin": "Ese PIN es fácil de adivinar. Elige otro, sin números repetidos ni seguidos."}
        )


def es_facil(pin: str) -> bool:
    """Say whether `pin` repeats, runs up or down, or is among the best known."""
    cifras = [int(c) for c in pin]
    pasos = {(b - a) % 10 for a, b in pairwise(cifras)}
    corrido = len(pasos) == 1 and pasos <= {0, 1, 9}
    mitades = pin[:3] == pin[3:] or pin == pin[:2] * 3
    return corrido or mitades or len(set(pin)) <= 2 or pin in _CONOCIDOS
