from comunes.vistas import VistaPlantilla
from cuentas.enums import Permiso


class Portada(VistaPlantilla):
    """The public home."""

    publica = True
    template_name = "portal/portada.html"


class InicioTrabajo(VistaPlantilla):
    """Where people land after signing in."""

    permiso = Permiso.TRABAJO_VER
    template_name = "portal/inicio_trabajo.html"
