"""Names as people write them, and the key that finds the same name written otherwise."""

import re
import unicodedata
from collections.abc import Sequence
from difflib import SequenceMatcher

from django.core.exceptions import ValidationError

from comunes.texto import clave_busqueda, en_una_linea

_SIGNOS = frozenset(" '’.-")
_PARTICULAS = frozenset({"da", "de", "del", "dos", "el", "la", "las", "los", "vda", "viuda", "y"})
# What opens a family name and belongs to it.
PARTICULAS_DE_APELLIDO = frozenset(
    {"de", "del", "la", "las", "los", "y", "da", "dos", "di", "van", "von", "san", "santa"}
)
# Spellings that sound alike in Peru, in the order in which they are brought together.
_SONIDOS = (
    (re.compile("ph"), "f"),
    (re.compile("sh|ch"), "\u00e7"),  # one sound that no other letter writes
    (re.compile("qu(?=[ei])|q|ck"), "k"),
    (re.compile("gu(?=[ei])"), "g"),
    (re.compile("^x|j(?=h)"), "j"),
    (re.compile("g(?=[ei])"), "j"),
    (re.compile("h"), ""),
    (re.compile("^j(?=[iy])|ll"), "y"),
    (re.compile("c(?=[ei])|z|x"), "s"),
    (re.compile("c"), "k"),
    (re.compile("v"), "b"),
    (re.compile("gu(?=a)|w"), "u"),
    (re.compile("y"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_PARECIDO_DE_PALABRA = 0.8
_PARTE_COMUN = 0.75


def clave_de_nombres(*partes: str) -> str:
    """Return the words of the name sorted, without accents or case: equal in whatever order."""
    return " ".join(sorted(clave_busqueda(*partes).replace("-", " ").split()))[:220]


def clave_fonetica(*partes: str) -> str:
    """Return the sorted words as they sound, without particles: «Kispe» is «Quispe»."""
    return " ".join(sorted(_sonidos(clave_de_nombres(*partes))))[:220]


def _sonidos(clave: str) -> list[str]:
    return [sonido for p in clave.replace("'", " ").split() if p not in _PARTICULAS if (sonido := _suena(p))]


def _suena(palabra: str) -> str:
    for patron, sonido in _SONIDOS:
        palabra = patron.sub(sonido, palabra)
    return palabra


def se_parecen(una: str, otra: str) -> bool:
    """Say whether two keys of sound may be one name: words missing or mistyped in either are forgiven.

    At least two words must meet, and three quarters of those of the shorter name.
    """
    corta, larga = sorted((una.split(), otra.split()), key=len)
    comunes = _palabras_comunes(corta, larga)
    return comunes >= min(2, len(larga)) and comunes >= _PARTE_COMUN * len(corta)


def _palabras_comunes(corta: Sequence[str], larga: Sequence[str]) -> int:
    quedan, comunes = list(larga), 0
    for palabra in corta:
        pareja = next((p for p in quedan if _es_casi(palabra, p)), None)
        if pareja is not None:
            quedan.remove(pareja)
            comunes += 1
    return comunes


def _es_casi(una: str, otra: str) -> bool:
    return una == otra or (
        una[0] == otra[0] and SequenceMatcher(None, una, otra).ratio() >= _PARECIDO_DE_PALABRA
    )


def normalizar_nombre(texto: str) -> str:
    """Return a name on one line. Raises ValidationError for figures or symbols, or when it is empty."""
    nombre = en_una_linea(texto)
    if not nombre:
        raise ValidationError("Escriba el nombre.")
    extranos = sorted({c for c in nombre if not _es_de_nombre(c)})
    if extranos:
        raise ValidationError(f"Un nombre lleva solo letras; quite «{''.join(extranos)}».")
    return nombre


def _es_de_nombre(caracter: str) -> bool:
    return caracter in _SIGNOS or unicodedata.category(caracter)[0] in "LM"


def partir_apellidos(texto: str) -> tuple[str, str]:
    """Return (paterno, materno), keeping «De la Cruz» in one piece."""
    palabras, primero = texto.split(), []
    while palabras:
        primero.append(palabras.pop(0))
        if primero[-1].lower() not in PARTICULAS_DE_APELLIDO:
            break
    return " ".join(primero), " ".join(palabras)
