"""What the portal brings to the page of a space: the way to its public face."""

from django.http import HttpRequest

from espacios.bloques import Bloque
from espacios.models import EspacioPublico


def boton_ver_como_publico(_request: HttpRequest, _espacio: EspacioPublico) -> Bloque:
    """Offer it to whoever sees the space: what is published is no secret to them."""
    return "portal/_boton_ver_como_publico.html", {}
