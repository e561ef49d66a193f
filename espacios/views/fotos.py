"""Photos of a space: the files themselves, the gallery, adding, those removed, those that wait."""

from collections import Counter
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comunes.fotos import responder_foto
from comunes.vistas import ConPermiso, VistaLista
from cuentas.enums import Permiso
from espacios import services
from espacios.comparador import comparaciones, direccion_privada, parejas_de
from espacios.enums import EstadoEspacio, EstadoFoto
from espacios.forms_fotos import FormularioFotos
from espacios.models import EspacioPublico, FotoEspacio
from espacios.publicacion import por_momento
from espacios.views.base import DetalleEspacio, FormularioDeEspacio


class ArchivoFoto(ConPermiso):
    """One photo in one size, to whoever may see its space."""

    permiso = Permiso.ESPACIO_VER
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, uuid: UUID, tamano: str) -> FileResponse:
        foto: Any = get_object_or_404(self.visibles(FotoEspacio), uuid=uuid)
        return responder_foto(self.nombre(foto), tamano)

    def nombre(self, foto: FotoEspacio) -> str:
        return str(foto.archivo)


class ArchivoFotoRetirada(ArchivoFoto):
    """A removed photo, to whoever may restore it."""

    permiso = Permiso.ESPACIO_EDITAR


class ArchivoDifuminado(ArchivoFoto):
    """A photo as it will be published, with its zones burned in; 404 while it has none."""

    def get(self, request: HttpRequest, uuid: UUID, tamano: str) -> FileResponse:
        respuesta = super().get(request, uuid, tamano)
        respuesta["Cache-Control"] = "private, no-store"  # the zones may change under the same address
        return respuesta

    def nombre(self, foto: FotoEspacio) -> str:
        if not foto.archivo_publico:
            raise Http404
        return str(foto.archivo_publico)


class FotosEspacio(DetalleEspacio):
    """Every photo of a space, by moment, after its pairs of before and after."""

    template_name = "espacios/fotos.html"

    def get_queryset(self) -> Any:
        filas: Any = super().get_queryset()
        return filas.marcar_permisos(self.request.user, editable=Permiso.ESPACIO_EDITAR)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: Any = self.object
        todas = list(espacio.fotos.all())
        fotos = [f for f in todas if f.retirada_en is None]
        cuentas = Counter(f.estado for f in fotos)
        return super().get_context_data(
            grupos=por_momento(fotos),
            comparaciones=comparaciones(parejas_de(fotos), direccion_privada),
            cuentas=[(estado, cuentas[estado]) for estado in EstadoFoto if cuentas[estado]],
            puede_editar=espacio.editable and espacio.estado != EstadoEspacio.RETIRADO,
            retiradas=len(todas) - len(fotos),
            **kwargs,
        )


class FotosRetiradas(DetalleEspacio):
    """The photos of a space that somebody removed, each with its motive and its way back."""

    permiso = Permiso.ESPACIO_EDITAR
    template_name = "espacios/fotos_retiradas.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: Any = self.object
        retiradas = espacio.fotos.filter(retirada_en__isnull=False).select_related("retirada_por")
        return super().get_context_data(
            fotos=retiradas.order_by("-retirada_en"),
            puede_editar=espacio.estado != EstadoEspacio.RETIRADO,
            **kwargs,
        )


class FotosPorAprobar(VistaLista):
    """The photos that wait for somebody to approve their publication, the oldest first."""

    permiso = Permiso.FOTO_PUBLICAR
    model = FotoEspacio
    template_name = "espacios/fotos_por_aprobar.html"
    orden = ("actualizado", "pk")

    def get_queryset(self) -> QuerySet[Any]:
        filas: Any = super().get_queryset()
        return filas.por_aprobar().select_related("espacio__distrito", "autor")  # type: ignore[no-any-return]


class AgregarFotos(FormularioDeEspacio):
    """Add photos, all of the same moment."""

    form_class = FormularioFotos
    template_name = "espacios/agregar_fotos.html"

    def guardar(self, form: Any) -> str:
        nuevas = services.agregar_fotos(actor=self.request.user, espacio=self.espacio, **form.cleaned_data)
        repetidas = len(form.cleaned_data["fotos"]) - len(nuevas)
        messages.success(self.request, recibidas(len(nuevas), repetidas))
        return reverse("espacios:espacio-fotos", args=[self.espacio.codigo])


def recibidas(nuevas: int, repetidas: int) -> str:
    """Tell how many photos were kept and how many were there already."""
    llegaron = {0: "No había fotos nuevas.", 1: "Se guardó una foto."}.get(
        nuevas, f"Se guardaron {nuevas} fotos."
    )
    if not repetidas:
        return llegaron
    return f"{llegaron} {'Una ya estaba' if repetidas == 1 else f'{repetidas} ya estaban'} en este espacio."


def direccion_de_galeria(espacio: EspacioPublico) -> str:
    return reverse("espacios:espacio-fotos", args=[espacio.codigo])
