"""The initials of a name: all that the public check of a certificate says of its holder."""

from typing import Final

_PARTICULAS: Final = frozenset(
    {"de", "del", "la", "las", "los", "el", "y", "da", "do", "dos", "di", "van", "von"}
)


def iniciales_de(nombre: str) -> str:
    """Return «M. C. H.» for «María Chuquimarca de Huallpa»; an empty text for none."""
    palabras = nombre.split()
    propias = [p for p in palabras if p.lower() not in _PARTICULAS] or palabras
    return " ".join(f"{palabra[0].upper()}." for palabra in propias)
