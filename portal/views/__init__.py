"""Pages of the portal: public site and the start of work."""

from portal.views.cifras import FilasDeCifra
from portal.views.espacios import DetalleEspacioPublico, FotoPublica, ListaEspaciosPublicos, VerComoPublico
from portal.views.papeles import FichaDeTrabajoPdf, FichaPublicaPdf
from portal.views.publico import Accesibilidad, ComoFunciona, Portada, Privacidad
from portal.views.trabajo import InicioTrabajo, TareasDeUnaClase

__all__ = [
    "Accesibilidad",
    "ComoFunciona",
    "DetalleEspacioPublico",
    "FichaDeTrabajoPdf",
    "FichaPublicaPdf",
    "FilasDeCifra",
    "FotoPublica",
    "InicioTrabajo",
    "ListaEspaciosPublicos",
    "Portada",
    "Privacidad",
    "TareasDeUnaClase",
    "VerComoPublico",
]
