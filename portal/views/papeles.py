"""The sheet of a space in PDF: the public one, and the one of whoever works on it."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from comunes.documentos import responder_pdf
from comunes.vistas import VistaDetalle
from cuentas.enums import Permiso
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico
from portal.documents import ficha_de_trabajo, ficha_para_todos


def url_absoluta(request: HttpRequest, espacio: Any) -> str:
    return request.build_absolute_uri(reverse("portal:espacio-publico", args=[espacio.codigo]))


class FichaPublicaPdf(VistaDetalle):
    """`/espacio/<codigo>/ficha.pdf`: one page for the wall. A retired space has none: its page says why."""

    publica = True
    model = EspacioPublico
    slug_field = slug_url_kwarg = "codigo"

    def get_queryset(self) -> QuerySet[Any]:
        return EspacioPublico.objects.con_lugar()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        espacio: Any = self.get_object()
        if espacio.estado == EstadoEspacio.RETIRADO:
            return redirect("portal:espacio-publico", espacio.codigo)
        respuesta = responder_pdf(
            ficha_para_todos(espacio, url_absoluta(request, espacio)), f"ficha-{espacio.codigo}"
        )
        respuesta["Cache-Control"] = "public, max-age=300"  # soon gone when a photo is no longer published
        return respuesta


class FichaDeTrabajoPdf(VistaDetalle):
    """The same page with what is not published, for whoever sees the space."""

    permiso = Permiso.ESPACIO_VER
    model = EspacioPublico
    slug_field = slug_url_kwarg = "codigo"

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = super().get_queryset()
        return filas.con_lugar()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        espacio: Any = self.get_object()
        contenido = ficha_de_trabajo(request.user, espacio, url_absoluta(request, espacio))
        return responder_pdf(contenido, f"ficha-de-trabajo-{espacio.codigo}")
