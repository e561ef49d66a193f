"""What the portal brings to the page of a space: the ways to its public face and to its sheet."""

from django.http import HttpRequest

from espacios.bloques import Bloque
from espacios.models import EspacioPublico


def salidas_del_espacio(_request: HttpRequest, _espacio: EspacioPublico) -> Bloque:
    """Offer the public page and the sheet to whoever sees the space."""
    return "portal/_salidas_del_espacio.html", {}
