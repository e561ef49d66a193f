"""Chance that depends on the row's number alone: the programme at 1× is the beginning of that at 1 000×."""

from collections.abc import Sequence
from itertools import accumulate
from typing import TypeVar

T = TypeVar("T")
_MASCARA = 0xFFFFFFFF


def azar(numero: int, sal: int) -> int:
    """Return 32 well mixed bits for row `numero`; another `sal` gives another throw."""
    x = (numero * 0x9E3779B1 + sal * 0x85EBCA6B + 0x27D4EB2F) & _MASCARA
    x = ((x ^ (x >> 15)) * 0x2C1B3C6D) & _MASCARA
    x = ((x ^ (x >> 12)) * 0x297A2D39) & _MASCARA
    return x ^ (x >> 15)


def elegir(opciones: Sequence[T], numero: int, sal: int) -> T:
    return opciones[azar(numero, sal) % len(opciones)]


def barajar(pesos: dict[T, int], largo: int = 1000) -> list[T]:
    """Return `largo` options in the proportion of their weights, to choose from with `elegir`."""
    total = sum(pesos.values())
    cortes = [round(a * largo / total) for a in accumulate(pesos.values())]
    salida: list[T] = []
    for opcion, corte in zip(pesos, cortes, strict=True):
        salida += [opcion] * (corte - len(salida))
    return salida
