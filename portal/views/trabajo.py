"""Where people land after signing in."""

from comunes.vistas import VistaPlantilla
from cuentas.enums import Permiso


class InicioTrabajo(VistaPlantilla):
    permiso = Permiso.TRABAJO_VER
    template_name = "portal/inicio_trabajo.html"
