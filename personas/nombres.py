"""Names as people write them, and the key that finds the same name written otherwise."""

import unicodedata

from django.core.exceptions import ValidationError

from comunes.texto import clave_busqueda, en_una_linea

_SIGNOS = frozenset(" '’.-")


def clave_de_nombres(*partes: str) -> str:
    """Return the words of the name sorted, without accents or case: equal in whatever order."""
    return " ".join(sorted(clave_busqueda(*partes).replace("-", " ").split()))[:220]


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
