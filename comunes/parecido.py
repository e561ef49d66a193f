"""Tells whether two photos look alike, whatever their size, format or compression.

The fingerprint is a difference hash: the photo in grey, nine by eight, and for each of 64 places whether it
gets brighter to the right. Two fingerprints that differ in at most `DISTANCIA` bits share at least one of
their four bands whole, so that likenesses are found by equality, with an index on each band.
"""

from io import BytesIO
from typing import Final

from PIL import Image

DISTANCIA: Final = 3
BANDAS: Final = 4
_BITS: Final = 64
_POR_BANDA: Final = _BITS // BANDAS
# A photo as plain as a wall says nothing: it would look like every other plain one.
_MINIMO_DE_BITS: Final = 8


def huella_visual(contenido: bytes) -> int | None:
    """Return the 64-bit fingerprint of a JPEG of ours, or None when the photo is too plain to tell."""
    with Image.open(BytesIO(contenido)) as imagen:
        grises = imagen.convert("L").resize((9, 8), Image.Resampling.LANCZOS).tobytes()
    filas = [grises[n * 9 : n * 9 + 9] for n in range(8)]
    bits = [int(fila[c] < fila[c + 1]) for fila in filas for c in range(8)]
    unos = sum(bits)
    if not _MINIMO_DE_BITS <= unos <= _BITS - _MINIMO_DE_BITS:
        return None
    return int("".join(map(str, bits)), 2)


def en_bandas(huella: int) -> tuple[int, ...]:
    """Return the four 16-bit parts of a fingerprint, the highest first."""
    mascara = (1 << _POR_BANDA) - 1
    return tuple((huella >> _POR_BANDA * n) & mascara for n in reversed(range(BANDAS)))


def de_bandas(bandas: tuple[int, ...]) -> int:
    """Return the fingerprint that `en_bandas` took apart."""
    huella = 0
    for banda in bandas:
        huella = huella << _POR_BANDA | banda
    return huella


def se_parecen(una: int, otra: int) -> bool:
    return (una ^ otra).bit_count() <= DISTANCIA
