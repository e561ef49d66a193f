"""The code of a certificate: at random, and printed so that it can be typed by hand from paper."""

import secrets
from typing import Final

# Thirty-two letters and figures that nobody mistakes for one another: five bits each, 130 in all.
ALFABETO: Final = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LARGO: Final = 26
_GRUPO: Final = 4


def codigo_legible() -> str:
    """Return 130 bits at random."""
    return "".join(secrets.choice(ALFABETO) for _ in range(LARGO))


def leer_codigo(texto: str) -> str:
    """Return what was typed as it is stored: capitals, without the hyphens and spaces of the paper."""
    return "".join(letra for letra in texto.upper() if letra.isalnum())


def tiene_forma(codigo: str) -> bool:
    """Say whether a code as `leer_codigo` returns it could be one of ours."""
    return len(codigo) == LARGO and set(codigo) <= set(ALFABETO)


def en_grupos(codigo: str) -> str:
    """Return the code as it is printed: «ABCD-EFGH-…»."""
    return "-".join(codigo[i : i + _GRUPO] for i in range(0, len(codigo), _GRUPO))
