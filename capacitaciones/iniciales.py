"""The initials of a name: all that the public check of a certificate says of its holder."""

from personas.nombres import PARTICULAS_DE_APELLIDO


def iniciales_de(nombre: str) -> str:
    """Return «M. C. H.» for «María Chuquimarca de Huallpa»; an empty text for none."""
    palabras = nombre.split()
    propias = [p for p in palabras if p.lower() not in PARTICULAS_DE_APELLIDO] or palabras
    return " ".join(f"{palabra[0].upper()}." for palabra in propias)
