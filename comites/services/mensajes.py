"""Writing, publishing and withdrawing the ready messages."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from comites.enums import EstadoMensaje, Tema
from comites.models import Mensaje
from comites.models.mensaje import TEXTO_MAXIMO
from comunes import fotos as motor_de_fotos
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea, normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from territorio.alcance import alcance_de
from territorio.models import Region

CARPETA: Final = "mensajes"
YA_ENVIADO: Final = (
    "Este mensaje ya se envió a un grupo y su texto se conserva como llegó. Retírelo y escriba otro."
)


@dataclass(frozen=True)
class DatosMensaje:
    """What people write of a message. Without a region it is for the whole country."""

    tema: str
    titulo: str
    texto: str
    desde: date
    hasta: date | None = None
    region: Region | None = None
    imagen_alt: str = ""


@archivos_o_nada()
def escribir_mensaje(*, actor: Any, datos: DatosMensaje, imagen: Foto | None = None) -> Mensaje:
    """Keep a new draft. Raises ValidationError by field, PermissionDenied outside the actor's regions.

    Side effect: writes the files of the image.
    """
    mensaje = Mensaje(autor=actor)
    _poner(actor, mensaje, datos, imagen)
    mensaje.save()
    registrar(actor=actor, accion="mensaje-escrito", objeto=mensaje)
    return mensaje


@archivos_o_nada()
def editar_mensaje(
    *,
    actor: Any,
    mensaje: Mensaje,
    version: int,
    datos: DatosMensaje,
    imagen: Foto | None = None,
    sin_imagen: bool = False,
) -> Mensaje:
    """Save `datos` over a message that nobody has sent yet.

    Raises ValidationError by field, or when it was sent or withdrawn; ConflictoDeEdicion.
    """
    fresco = _tomar(actor, mensaje, version)
    if fresco.difusiones.exists():
        raise ValidationError(YA_ENVIADO)
    if sin_imagen:
        fresco.imagen = ""
    _poner(actor, fresco, datos, imagen)
    fresco.save()
    registrar(actor=actor, accion="mensaje-editado", objeto=fresco)
    return fresco


@transaction.atomic
def publicar_mensaje(*, actor: Any, mensaje: Mensaje, version: int) -> Mensaje:
    """Make a draft available to the committees. Raises ValidationError, ConflictoDeEdicion."""
    fresco = _tomar(actor, mensaje, version)
    if fresco.estado != EstadoMensaje.BORRADOR:
        raise ValidationError("Este mensaje ya está publicado.")
    if fresco.hasta is not None and fresco.hasta < timezone.localdate():
        raise ValidationError(f"Su último día fue el {fresco.hasta:%d/%m/%Y}. Cambie la fecha y publíquelo.")
    fresco.estado = EstadoMensaje.PUBLICADO
    fresco.save()
    registrar(actor=actor, accion="mensaje-publicado", objeto=fresco)
    return fresco


@transaction.atomic
def retirar_mensaje(*, actor: Any, mensaje: Mensaje, version: int) -> Mensaje:
    """Take a message out of use for good; what was sent stays noted. Raises as publishing does."""
    fresco = _tomar(actor, mensaje, version)
    fresco.estado = EstadoMensaje.RETIRADO
    fresco.save()
    registrar(actor=actor, accion="mensaje-retirado", objeto=fresco)
    return fresco


def _tomar(actor: Any, mensaje: Mensaje, version: int) -> Mensaje:
    exigir(actor, Permiso.MENSAJE_EDITAR, mensaje)
    fresco = tomar_version(Mensaje.objects.select_for_update(of=("self",)).get(pk=mensaje.pk), version)
    if fresco.estado == EstadoMensaje.RETIRADO:
        raise ValidationError("Este mensaje está retirado: ya no cambia.")
    return fresco


def _exigir_region(actor: Any, region: Region | None) -> None:
    """Raise PermissionDenied unless the actor writes for `region` (None: the whole country)."""
    alcance = alcance_de(actor, Permiso.MENSAJE_EDITAR)
    if not alcance.nacional and (region is None or region.pk not in alcance.regiones):
        raise PermissionDenied


def _poner(actor: Any, mensaje: Mensaje, datos: DatosMensaje, imagen: Foto | None) -> None:
    _exigir_region(actor, datos.region)
    mensaje.tema, mensaje.region = Tema(datos.tema), datos.region
    mensaje.desde, mensaje.hasta = datos.desde, datos.hasta
    mensaje.titulo, mensaje.texto = en_una_linea(datos.titulo), normalizar(datos.texto)
    mensaje.imagen_alt = en_una_linea(datos.imagen_alt)
    _exigir_valores(mensaje, con_imagen=bool(imagen or mensaje.imagen))
    if imagen is not None:
        mensaje.imagen = motor_de_fotos.guardar(imagen, CARPETA)


def _exigir_valores(mensaje: Mensaje, *, con_imagen: bool) -> None:
    errores = {}
    if not mensaje.titulo:
        errores["titulo"] = "Escriba un título."
    if not mensaje.texto:
        errores["texto"] = "Escriba el texto del mensaje."
    elif (largo := len(mensaje.texto)) > TEXTO_MAXIMO:
        errores["texto"] = f"Tiene {largo} caracteres; en WhatsApp se lee bien hasta {TEXTO_MAXIMO}."
    if mensaje.hasta is not None and mensaje.hasta < mensaje.desde:
        errores["hasta"] = "El último día es anterior al primero."
    if con_imagen and not mensaje.imagen_alt:
        errores["imagen_alt"] = "Diga en una frase qué se ve en la imagen, para quien no puede verla."
    if errores:
        raise ValidationError(errores)
    if not con_imagen:
        mensaje.imagen_alt = ""
