"""How easy a Spanish text is to read: the Szigriszt-Pazos index on the INFLESZ scale.

The index is 206.835 - 62.3 x syllables per word - words per sentence: higher is easier. The scale's cuts
are those of Barrio-Cantalejo (2008). It measures length, not sense, so it advises and never forbids.
"""

import re
from enum import StrEnum
from typing import Final

_PALABRA: Final = re.compile(r"[^\W\d_]+")
_FRASES: Final = re.compile(r"[.!?…;:\n]+")
_VOCALES: Final = re.compile(r"[aeiouáéíóúü]+")
_FUERTES: Final = frozenset("aeoáéíóú")  # an accented i or u makes a syllable of its own


class NivelLectura(StrEnum):
    """The steps of the scale, in words."""

    MUY_FACIL = "Muy fácil"
    FACIL = "Fácil"
    NORMAL = "Normal"
    ALGO_DIFICIL = "Algo difícil"
    DIFICIL = "Difícil"


_CORTES: Final = (
    (80.0, NivelLectura.MUY_FACIL),
    (65.0, NivelLectura.FACIL),
    (55.0, NivelLectura.NORMAL),
    (40.0, NivelLectura.ALGO_DIFICIL),
)


def silabas(palabra: str) -> int:
    """Return the syllables of a word: one per strong vowel, one per group of weak ones; at least one."""
    grupos = _VOCALES.findall(palabra.lower())
    return sum(max(1, sum(letra in _FUERTES for letra in grupo)) for grupo in grupos) or 1


def indice(texto: str) -> float | None:
    """Return the index of `texto`, or None when it has no words."""
    palabras = _PALABRA.findall(texto)
    if not palabras:
        return None
    frases = sum(bool(_PALABRA.search(trozo)) for trozo in _FRASES.split(texto))
    total = sum(silabas(palabra) for palabra in palabras)
    return 206.835 - 62.3 * total / len(palabras) - len(palabras) / frases


def nivel(texto: str) -> NivelLectura | None:
    """Return the step of `texto` on the scale, or None when it has no words."""
    valor = indice(texto)
    if valor is None:
        return None
    return next((paso for corte, paso in _CORTES if valor > corte), NivelLectura.DIFICIL)
