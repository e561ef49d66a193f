"""Where people land after signing in: what needs them first, then how their territory stands."""

from datetime import date, datetime
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.generic import View

from comunes.texto import clave_busqueda
from comunes.vistas import VistaPlantilla
from cuentas.enums import Permiso
from portal.enlaces import url_si_existe
from portal.navegacion import Entrada, armar
from portal.selectors.trabajo import Resumen, resumen
from portal.tablero import Tablero, tablero_de
from portal.tareas import POR_SLUG, pagina_de, total_de

MESES = (
    *("enero", "febrero", "marzo", "abril", "mayo", "junio"),
    *("julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"),
)


class InicioTrabajo(VistaPlantilla):
    """«Mi semana». Somebody who only leads a committee is sent to the leader's own home."""

    permiso = Permiso.TRABAJO_VER
    template_name = "portal/inicio_trabajo.html"
    destino_de_lider = ""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.destino_de_lider = destino_de_lider(request.user)
        if self.destino_de_lider:
            return View.setup(self, request, *args, **kwargs)
        return super().setup(request, *args, **kwargs)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if self.destino_de_lider:
            return HttpResponseRedirect(self.destino_de_lider)
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, hoy = self.request.user, timezone.localdate()
        tablero = tablero_de(user, hoy)
        contexto = super().get_context_data(
            hoy=hoy, accesos=self._accesos(), grupos=tablero.grupos, semana=[], **kwargs
        )
        if not user.tiene(Permiso.ESPACIO_VER):
            return contexto | {"resumen": None}
        mio = resumen(user, hoy)
        return contexto | (self._con_espacios(tablero, mio) if mio.espacios else self._primeros_pasos(mio))

    def _con_espacios(self, tablero: Tablero, mio: Resumen) -> dict[str, Any]:
        user, semana = self.request.user, tablero.semana
        return {
            "resumen": mio,
            "titulo_resumen": titulo_del_territorio(user),
            "tiene_tareas": user.tiene(Permiso.COMITE_VER),
            "atiende": user.tiene(Permiso.COMITE_EDITAR),
            "total": total_de(tablero.grupos),
            "semana": semana,
            "rango": rango_en_palabras(semana[0].fecha, semana[-1].fecha) if semana else "",
            "hechos": tablero.hechos,
            "url_espacios": url_si_existe("espacios:lista"),
            "url_registrar": self._url_registrar(),
        }

    def _primeros_pasos(self, mio: Resumen) -> dict[str, Any]:
        return {
            "resumen": mio,
            "puede_registrar": self.request.user.tiene(Permiso.ESPACIO_EDITAR),
            "url_registrar": self._url_registrar(),
            "url_cuentas": self._si_tiene(Permiso.CUENTA_ADMINISTRAR, "admin:cuentas_usuario_add"),
            "url_padron": self._si_tiene(Permiso.PADRON_IMPORTAR, "padron:subir"),
        }

    def _si_tiene(self, permiso: Permiso, pagina: str) -> str:
        return url_si_existe(pagina) if self.request.user.tiene(permiso) else ""

    def _url_registrar(self) -> str:
        return self._si_tiene(Permiso.ESPACIO_EDITAR, "espacios:espacio-nuevo")

    def _accesos(self) -> list[Entrada]:
        """Return the other pages of the menu, for roles that only look or administer."""
        if self.request.user.tiene(Permiso.COMITE_EDITAR):
            return []
        pagina_admin = url_si_existe("admin:index")
        del_menu = [e for e in armar(self.request) if not e.activo and e.url != pagina_admin]
        return del_menu + _paginas_del_admin(self.request)


class TareasDeUnaClase(VistaPlantilla):
    """Everything of one kind that waits for the user, in pages."""

    permiso = Permiso.TRABAJO_VER
    template_name = "portal/tareas.html"

    def get_context_data(self, **_ruta: Any) -> dict[str, Any]:
        clase = POR_SLUG.get(self.kwargs["clase"])
        if clase is None:
            raise Http404
        if not self.request.user.tiene(clase.permiso):
            raise PermissionDenied
        cursor = self.request.GET.get("cursor", "")
        tareas, pagina = pagina_de(clase, self.request.user, timezone.localdate(), cursor)
        return super().get_context_data(clase=clase, tareas=tareas, pagina=pagina)


def _paginas_del_admin(request: HttpRequest) -> list[Entrada]:
    """Return the lists of the admin that the user may open, by name."""
    if not request.user.is_staff:
        return []
    modelos = [modelo for app in admin.site.get_app_list(request) for modelo in app["models"]]
    entradas = [Entrada(m["name"], m["admin_url"], "gear") for m in modelos if m["admin_url"]]
    return sorted(entradas, key=lambda entrada: clave_busqueda(entrada.texto))


def destino_de_lider(user: Any) -> str:
    """Return the leader's home for who leads a committee and does nothing else; otherwise nothing."""
    if not user.is_authenticated or user.tiene(Permiso.TRABAJO_VER):
        return ""
    return url_si_existe("actividades:lider-inicio") if user.tiene(Permiso.ACTIVIDAD_ANOTAR) else ""


def titulo_del_territorio(user: Any) -> str:
    """Return how to call the user's territory: their municipality, their region, the programme."""
    alcance = user.alcance(Permiso.ESPACIO_VER)
    if alcance.nacional:
        return "El programa hoy"
    lugares = {
        "Su región hoy": alcance.regiones,
        "Su municipalidad hoy": alcance.municipalidades,
        "Su comisaría hoy": alcance.comisarias,
    }
    titulos = [titulo for titulo, codigos in lugares.items() if len(codigos) == 1]
    unico = sum(map(len, lugares.values())) == 1
    return titulos[0] if unico else "Su territorio hoy"


def rango_en_palabras(desde: date | datetime, hasta: date | datetime) -> str:
    """Return «Del 23 al 29 de noviembre de 2026», naming what changes between both days."""
    fin = f"{hasta.day} de {MESES[hasta.month - 1]} de {hasta.year}"
    inicio = str(desde.day)
    if desde.month != hasta.month:
        inicio += f" de {MESES[desde.month - 1]}"
    if desde.year != hasta.year:
        inicio += f" de {desde.year}"
    return f"Del {inicio} al {fin}"
