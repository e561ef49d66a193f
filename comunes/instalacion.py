"""Facts about this installation that pages need on every request."""

from comunes.models import HechoDeInstalacion

DATOS_DE_EJEMPLO = "datos-de-ejemplo"


def hay_datos_de_ejemplo() -> bool:
    """Say whether the sample programme is loaded, so that every page can mark it."""
    return HechoDeInstalacion.objects.filter(pk=DATOS_DE_EJEMPLO).exists()


def marcar_datos_de_ejemplo(**detalle: str) -> None:
    """Remember that the sample programme is loaded."""
    HechoDeInstalacion.objects.update_or_create(pk=DATOS_DE_EJEMPLO, defaults={"valor": detalle})
