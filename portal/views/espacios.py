"""Spaces in public: the list with its search, the page of one, and its published photos."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from comunes.condicional import con_etag
from comunes.fotos import responder_foto
from comunes.vistas import ConPermiso, VistaDetalle, VistaLista
from cuentas.enums import Permiso
from espacios.bloques import ACCIONES, registrar_bloque
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico, FotoEspacio
from portal.bloques import salidas_del_espacio
from portal.compartir import compartible
from portal.filas import fila_de_espacio
from portal.filters import FiltroEspaciosPublicos
from portal.selectors.publico import dia_de_retiro, espacios_publicados, ficha_publica
from portal.selectors.reserva import lo_reservado
from territorio.croquis import croquis

registrar_bloque(ACCIONES, 5, salidas_del_espacio)


class ListaEspaciosPublicos(VistaLista):
    """`/espacios-publicos/`: every space that takes part, searched by name or district."""

    publica = True
    model = EspacioPublico
    template_name = "portal/espacios_publicos.html"
    filtro = FiltroEspaciosPublicos
    orden = ("clave_orden", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        return espacios_publicados()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        formulario = contexto["filtro"].form
        elegidos = formulario.cleaned_data if formulario.is_valid() else {}
        return contexto | {
            "filas": [fila_de_espacio(espacio) for espacio in contexto["pagina"]],
            "texto_buscado": elegidos.get("q") or "",
            "region": elegidos.get("region"),
            "hay_filtros": any(elegidos.values()),
        }


def pagina_publica(request: HttpRequest, espacio: Any) -> dict[str, Any]:
    """Return what the public page of `espacio` shows: here, and where staff look at it beforehand."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        return {"retirado": True, "dia_de_retiro": dia_de_retiro(espacio)}
    ficha = ficha_publica(espacio)
    con_punto = espacio.latitud is not None
    return {
        "retirado": False,
        "ficha": ficha,
        "compartible": compartible(request, espacio, ficha.foto_de_portada),
        "croquis": croquis(float(espacio.latitud), float(espacio.longitud), espacio.distrito_id)
        if con_punto
        else None,
    }


class DetalleEspacioPublico(VistaDetalle):
    """`/espacio/<codigo>/`: what everybody may know of one space, at an address that outlives its name."""

    publica = True
    model = EspacioPublico
    template_name = "portal/espacio_publico.html"
    slug_field = slug_url_kwarg = "codigo"
    context_object_name = "espacio"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        codigo = kwargs["codigo"]
        if codigo != codigo.upper():  # somebody typed it from a poster
            return redirect("portal:espacio-publico", codigo.upper(), permanent=True)
        return con_etag(request, super().get(request, *args, **kwargs))

    def get_queryset(self) -> QuerySet[Any]:
        return EspacioPublico.objects.con_lugar()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        publico = pagina_publica(self.request, self.object)
        return super().get_context_data(vista_previa=False, **publico, **kwargs)


class VerComoPublico(VistaDetalle):
    """The public page as it is now, for whoever works on the space, with what it leaves out and why."""

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    template_name = "portal/espacio_publico.html"
    slug_field = slug_url_kwarg = "codigo"
    context_object_name = "espacio"

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = super().get_queryset()
        return filas.con_lugar()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: Any = self.object
        publico = pagina_publica(self.request, espacio)
        reservado = lo_reservado(self.request.user, espacio)
        return super().get_context_data(vista_previa=True, reservado=reservado, **publico, **kwargs)


class FotoPublica(ConPermiso):
    """A published photo of a space that is published too; anything else does not exist."""

    publica = True
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, codigo: str, uuid: Any, tamano: str) -> FileResponse:
        publicadas = FotoEspacio.objects.publicadas().filter(espacio__in=EspacioPublico.objects.publicados())
        foto = get_object_or_404(publicadas, espacio__codigo=codigo, uuid=uuid)
        respuesta = responder_foto(foto.nombre_publicable, tamano)
        respuesta["Cache-Control"] = "public, max-age=300"  # soon gone when it is no longer published
        return respuesta
