"""Tasks about photos of spaces: those that wait for approval, and those that came back to be mended."""

from datetime import date
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse

from cuentas.enums import Permiso
from espacios.enums import EstadoFoto
from espacios.models import FotoEspacio, FotoQuerySet
from portal.clases_de_tarea import Clase, Tarea


def fotos_por_aprobar(user: Any, hoy: date) -> QuerySet[FotoEspacio]:
    """Return what waits for the user's approval: never what they added themselves."""
    filas = _visibles(FotoEspacio.objects.por_aprobar(), user, Permiso.FOTO_PUBLICAR)
    return filas.exclude(autor=user).select_related("espacio").order_by("actualizado", "pk")


def fotos_devueltas(user: Any, hoy: date) -> QuerySet[FotoEspacio]:
    """Return what came back without being published and waits to be mended."""
    filas = _visibles(FotoEspacio.objects.vigentes().devueltas(), user, Permiso.ESPACIO_EDITAR)
    return filas.select_related("espacio").order_by("actualizado", "pk")


def _visibles(filas: FotoQuerySet, user: Any, permiso: Permiso) -> FotoQuerySet:
    """Return what the user may see of a few photos, asked one by one: joined, a large municipality's
    photos would all be looked at to find the few that wait.
    """
    suyas = FotoEspacio.objects.visible_to(user, permiso).filter(pk=OuterRef("pk"))
    return filas.filter(Exists(suyas))


def _tarea_de_foto(user: Any, foto: FotoEspacio, hoy: date) -> Tarea:
    por_aprobar = foto.estado == EstadoFoto.POR_APROBAR
    que_es = f"{foto.get_momento_display()}. {str(foto).rstrip('.')}."
    archivo = "espacios:foto-difuminada" if foto.rectangulos else "espacios:foto"
    return Tarea(
        titulo=foto.espacio.nombre,
        url=foto.get_absolute_url(),
        motivo=que_es if por_aprobar else foto.devuelta_porque,
        accion="Revisar" if por_aprobar else "Corregir",
        url_accion=foto.get_absolute_url(),
        foto=reverse(archivo, args=[foto.uuid, "miniatura"]),
        foto_alt="Foto del espacio",
    )


CLASES_DE_FOTOS: Final = (
    Clase(
        "aprobar-fotos",
        "Fotos por aprobar",
        "camera-fill",
        "jacaranda",
        Permiso.FOTO_PUBLICAR,
        fotos_por_aprobar,
        _tarea_de_foto,
        ("actualizado", "pk"),
        datos=(
            "uuid",
            "estado",
            "momento",
            "descripcion",
            "rectangulos",
            "devuelta_porque",
            "espacio__nombre",
        ),
    ),
    Clase(
        "corregir-fotos",
        "Fotos devueltas",
        "chat-left-text-fill",
        "farol",
        Permiso.ESPACIO_EDITAR,
        fotos_devueltas,
        _tarea_de_foto,
        ("actualizado", "pk"),
        datos=(
            "uuid",
            "estado",
            "momento",
            "descripcion",
            "rectangulos",
            "devuelta_porque",
            "espacio__nombre",
        ),
    ),
)
