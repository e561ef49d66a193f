"""A long run of rows cut in parts of one size: files of certificates, pages of an attendance."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Parte:
    """Some rows, by their place: `desde` is 1 in the first part, and `hasta` is in it too."""

    numero: int
    desde: int
    hasta: int


def partir(cuantas: int, tamano: int) -> list[Parte]:
    """Return the parts in which so many rows come; none for none."""
    inicios = range(0, cuantas, tamano)
    return [Parte(n, i + 1, min(i + tamano, cuantas)) for n, i in enumerate(inicios, start=1)]
