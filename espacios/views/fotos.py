"""Photos of a space: the files themselves, adding them, saying what they show."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comunes.fotos import responder_foto
from comunes.vistas import ConPermiso, VistaFormulario
from cuentas.enums import Permiso
from espacios import services
from espacios.enums import MomentoFoto
from espacios.forms import FormularioFoto, FormularioFotos
from espacios.models import EspacioPublico, FotoEspacio
from espacios.views.base import DetalleEspacio, FormularioDeEspacio


class ArchivoFoto(ConPermiso):
    """One photo in one size, to whoever may see its space."""

    permiso = Permiso.ESPACIO_VER
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, uuid: UUID, tamano: str) -> FileResponse:
        foto: Any = get_object_or_404(self.visibles(FotoEspacio), uuid=uuid)
        return responder_foto(foto.archivo.name, tamano)


class FotosEspacio(DetalleEspacio):
    """Every photo of a space, by moment."""

    template_name = "espacios/fotos.html"

    def get_queryset(self) -> Any:
        filas: Any = super().get_queryset()
        return filas.marcar_permisos(self.request.user, editable=Permiso.ESPACIO_EDITAR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: EspacioPublico = self.object
        orden = list(MomentoFoto.values)
        fotos = sorted(espacio.fotos.vigentes(), key=lambda foto: orden.index(foto.momento))
        return super().get_context_data(fotos=fotos, **kwargs)


class AgregarFotos(FormularioDeEspacio):
    """Add photos, all of the same moment."""

    form_class = FormularioFotos
    template_name = "espacios/agregar_fotos.html"

    def guardar(self, form: Any) -> str:
        nuevas = services.agregar_fotos(actor=self.request.user, espacio=self.espacio, **form.cleaned_data)
        repetidas = len(form.cleaned_data["fotos"]) - len(nuevas)
        messages.success(self.request, _recibidas(len(nuevas), repetidas))
        return reverse("espacios:espacio-fotos", args=[self.espacio.codigo])


def _recibidas(nuevas: int, repetidas: int) -> str:
    llegaron = "Se guardó una foto." if nuevas == 1 else f"Se guardaron {nuevas} fotos."
    if not repetidas:
        return llegaron
    return f"{llegaron} {'Una ya estaba' if repetidas == 1 else f'{repetidas} ya estaban'} en este espacio."


class EditarFoto(VistaFormulario):
    """Describe a photo and say whether it may be published."""

    permiso = Permiso.ESPACIO_EDITAR
    form_class = FormularioFoto
    template_name = "espacios/editar_foto.html"
    mensaje_exito = "Foto actualizada."
    foto: FotoEspacio

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas: Any = self.visibles(FotoEspacio)
        self.foto = get_object_or_404(filas.select_related("espacio"), uuid=kwargs["uuid"])

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"foto": self.foto}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(foto=self.foto, espacio=self.foto.espacio, **kwargs)

    def guardar(self, form: Any) -> str:
        services.editar_foto(actor=self.request.user, foto=self.foto, **form.cleaned_data)
        return reverse("espacios:espacio-fotos", args=[self.foto.espacio.codigo])
