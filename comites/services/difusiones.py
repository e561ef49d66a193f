"""Noting that a message was sent to a group, and taking the note back."""

from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comites.enums import SituacionMensaje
from comites.models import Comite, Difusion, GrupoWhatsApp, Mensaje
from comites.services._comun import bloquear
from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.permissions import exigir

PLAZO_PARA_DESHACER: Final = timedelta(hours=24)
_NO_SE_ENVIA: Final = {
    SituacionMensaje.BORRADOR: "Este mensaje todavía no está publicado.",
    SituacionMensaje.POR_EMPEZAR: "Este mensaje todavía no se puede enviar.",
    SituacionMensaje.VENCIDO: "Este mensaje ya pasó su fecha: hay que elegir otro de la lista.",
    SituacionMensaje.RETIRADO: "Este mensaje se retiró: hay que elegir otro de la lista.",
}


@transaction.atomic
def anotar_difusion(*, actor: Any, mensaje: Mensaje, grupo: GrupoWhatsApp) -> Difusion:
    """Note that `mensaje` was sent to `grupo` today; asked again, return the first note untouched.

    The group's last post becomes today, which is what it shows as its activity. Raises ValidationError
    when the message is not for sending or not for that region, or the group is closed.
    """
    exigir(actor, Permiso.DIFUSION_ANOTAR, grupo.comite)
    comite = bloquear(grupo.comite)
    if previa := Difusion.objects.filter(mensaje=mensaje, grupo=grupo).first():
        return previa
    fresco = GrupoWhatsApp.objects.get(pk=grupo.pk)
    _exigir_que_se_envie(mensaje, fresco, comite)
    difusion = Difusion.objects.create(
        mensaje=mensaje, grupo=fresco, quien=actor, ultimo_previo=fresco.ultimo_mensaje
    )
    _poner_ultimo(fresco, difusion.dia)
    registrar(actor=actor, accion="mensaje-enviado", objeto=comite, mensaje=mensaje.pk)
    return difusion


@transaction.atomic
def deshacer_difusion(*, actor: Any, difusion: Difusion) -> None:
    """Take back a note made by mistake: only whoever made it, within a day. Raises ValidationError."""
    comite = difusion.grupo.comite
    exigir(actor, Permiso.DIFUSION_ANOTAR, comite)
    bloquear(comite)
    if not se_deshace(difusion, actor):
        raise ValidationError("Solo quien lo anotó puede deshacerlo, y dentro de un día.")
    grupo = GrupoWhatsApp.objects.get(pk=difusion.grupo_id)
    otras = Difusion.objects.filter(grupo=grupo, dia=difusion.dia).exclude(pk=difusion.pk)
    if grupo.ultimo_mensaje == difusion.dia and not otras.exists():
        _poner_ultimo(grupo, difusion.ultimo_previo)
    registrar(actor=actor, accion="mensaje-no-enviado", objeto=comite, mensaje=difusion.mensaje_id)
    difusion.delete()


def se_deshace(difusion: Difusion, actor: Any) -> bool:
    """Say whether `actor` may still take the note back."""
    return difusion.quien_id == actor.pk and timezone.now() - difusion.creado < PLAZO_PARA_DESHACER


def _exigir_que_se_envie(mensaje: Mensaje, grupo: GrupoWhatsApp, comite: Comite) -> None:
    if motivo := _NO_SE_ENVIA.get(mensaje.situacion):
        raise ValidationError(motivo)
    if mensaje.region_id not in (None, comite.espacio.region_id):
        raise ValidationError("Este mensaje es para los comités de otra región.")
    if grupo.cerrado is not None:
        raise ValidationError("El grupo de este comité está cerrado: no se puede anotar un envío.")


def _poner_ultimo(grupo: GrupoWhatsApp, dia: Any) -> None:
    """Set the last post; the version moves, so that an open form over the group notices."""
    GrupoWhatsApp.objects.filter(pk=grupo.pk).update(ultimo_mensaje=dia, version=F("version") + 1)
