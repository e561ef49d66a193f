"""What every template may ask for."""

from django.http import HttpRequest

from comunes.instalacion import mostrar_cinta_de_ejemplo


def producto(request: HttpRequest) -> dict[str, object]:
    """Return `datos_de_ejemplo`, looked up only by the pages that ask for it."""
    return {"datos_de_ejemplo": mostrar_cinta_de_ejemplo}
