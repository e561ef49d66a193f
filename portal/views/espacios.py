"""Spaces in public: the list with its search, the page of one, and its published photos."""

from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404

from comunes.fotos import responder_foto
from comunes.vistas import ConPermiso, VistaDetalle, VistaLista
from espacios.models import EspacioPublico, FotoEspacio
from portal.filas import fila_de_espacio
from portal.filters import FiltroEspaciosPublicos
from portal.selectors.publico import espacios_publicados, ficha_publica


class ListaEspaciosPublicos(VistaLista):
    """`/espacios-publicos/`: every space that takes part, searched by name or district."""

    publica = True
    model = EspacioPublico
    template_name = "portal/espacios_publicos.html"
    filtro = FiltroEspaciosPublicos
    orden = ("nombre", "pk")

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


class DetalleEspacioPublico(VistaDetalle):
    """`/espacio/<codigo>/`: what everybody may know of one space."""

    publica = True
    model = EspacioPublico
    template_name = "portal/espacio_publico.html"
    slug_field = slug_url_kwarg = "codigo"
    context_object_name = "espacio"

    def get_queryset(self) -> QuerySet[Any]:
        return espacios_publicados().select_related("municipalidad", "comisaria")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(ficha=ficha_publica(self.object), **kwargs)


class FotoPublica(ConPermiso):
    """A published photo of a space that is published too; anything else does not exist."""

    publica = True
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, codigo: str, uuid: Any, tamano: str) -> FileResponse:
        publicadas = FotoEspacio.objects.publicadas().filter(espacio__in=EspacioPublico.objects.publicados())
        foto = get_object_or_404(publicadas, espacio__codigo=codigo, uuid=uuid)
        respuesta = responder_foto(str(foto.archivo), tamano)
        respuesta["Cache-Control"] = "public, max-age=3600"  # soon gone when it is no longer published
        return respuesta
