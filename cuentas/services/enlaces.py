"""Personal links and trusted devices of leaders: issue, use once, revoke."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal, Usuario
from cuentas.pin import validar_pin
from cuentas.roles import Rol
from cuentas.secretos import huella, nuevo_secreto, nuevo_sello

LIDERA_EN_OTRA_PARTE = (
    "Esta persona también lidera un comité fuera de su ámbito, y el enlace abriría los dos. "
    "Pídalo al ministerio."
)


class EnlaceNoSirve(Exception):
    """The link was used, revoked, expired or never existed; people get one answer for all four."""


@transaction.atomic
def emitir_enlace(*, actor: Any, usuario: Usuario) -> tuple[EnlacePersonal, str]:
    """Issue a personal link for a leader and return it with its secret, which is not kept.

    The leader's earlier unused link stops working. Raises PermissionDenied when none of the leader's
    committees is in the actor's scope, ValidationError when one lies outside it (the link would open
    that one too, to whoever holds it) or the account doesn't enter by link.
    """
    _exigir_sobre_lider(actor, usuario)
    _exigir_todo_en_ambito(actor, usuario)
    usuario = Usuario.objects.select_for_update().get(pk=usuario.pk)
    if not usuario.entra_con_pin:
        raise ValidationError("Esta cuenta no entra con enlace personal: no lidera un comité hoy.")
    ahora = timezone.now()
    usuario.enlaces.filter(usado__isnull=True, revocado__isnull=True).update(revocado=ahora)
    secreto = nuevo_secreto()
    enlace = EnlacePersonal.objects.create(
        usuario=usuario,
        huella=huella(secreto),
        creado_por=actor,
        creado=ahora,
        vence=ahora + timedelta(days=settings.DIAS_ENLACE_PERSONAL),
    )
    registrar(actor=actor, accion="enlace-emitido", objeto=usuario, enlace=enlace.pk)
    return enlace, secreto


def _exigir_sobre_lider(actor: Any, usuario: Usuario) -> None:
    if not Asignacion.objects.visible_to(actor, Permiso.ENLACE_EMITIR).filter(usuario=usuario).exists():
        raise PermissionDenied


def _exigir_todo_en_ambito(actor: Any, usuario: Usuario) -> None:
    propias = Asignacion.objects.visible_to(actor, Permiso.ENLACE_EMITIR).values("pk")
    lideradas = Asignacion.objects.vigentes().filter(usuario=usuario, rol=Rol.LIDER_COMITE)
    if lideradas.exclude(pk__in=propias).exists():
        raise ValidationError(LIDERA_EN_OTRA_PARTE)


@transaction.atomic
def revocar_enlace(*, actor: Any, enlace: EnlacePersonal) -> None:
    """Make an unused link stop working; on a used or revoked one nothing changes."""
    _exigir_sobre_lider(actor, enlace.usuario)
    vivos = EnlacePersonal.objects.filter(pk=enlace.pk, usado__isnull=True, revocado__isnull=True)
    if vivos.update(revocado=timezone.now()):
        registrar(actor=actor, accion="enlace-anulado", objeto=enlace.usuario, enlace=enlace.pk)


@transaction.atomic
def estrenar_enlace(
    *, actor: Usuario, enlace: EnlacePersonal, pin: str, dispositivo: str
) -> tuple[DispositivoConfiable, str]:
    """Use a link: keep the chosen PIN, trust this device, and return it with its secret.

    `actor` is the link's own leader; `dispositivo` is the device's name for people. Sessions open
    elsewhere end. Raises EnlaceNoSirve when somebody used or revoked the link meanwhile, and
    ValidationError (field `pin`) for an easy PIN.
    """
    validar_pin(pin)
    if actor.pk != enlace.usuario_id or not actor.entra_con_pin:
        raise EnlaceNoSirve
    if not EnlacePersonal.objects.vivos().filter(pk=enlace.pk).update(usado=timezone.now()):
        raise EnlaceNoSirve
    actor.pin = make_password(pin)
    actor.sello = nuevo_sello()
    actor.save(update_fields=["pin", "sello"])
    confiable, secreto = _confiar(actor, dispositivo)
    registrar(actor=actor, accion="enlace-usado", objeto=actor, enlace=enlace.pk, dispositivo=confiable.pk)
    return confiable, secreto


def _confiar(usuario: Usuario, nombre: str) -> tuple[DispositivoConfiable, str]:
    secreto = nuevo_secreto()
    confiable = DispositivoConfiable.objects.create(
        usuario=usuario,
        huella=huella(secreto),
        nombre=en_una_linea(nombre)[:80] or "Dispositivo",
        vence=timezone.now() + timedelta(days=settings.DIAS_DISPOSITIVO),
    )
    return confiable, secreto


@transaction.atomic
def revocar_dispositivo(*, actor: Any, dispositivo: DispositivoConfiable) -> None:
    """End the trust in a device, and with it the leader's open sessions; others ask for the PIN again."""
    usuario = dispositivo.usuario
    if actor.pk != usuario.pk:
        _exigir_sobre_lider(actor, usuario)
    vivos = DispositivoConfiable.objects.filter(pk=dispositivo.pk, revocado__isnull=True)
    if vivos.update(revocado=timezone.now()):
        usuario.sello = nuevo_sello()
        usuario.save(update_fields=["sello"])
        registrar(actor=actor, accion="dispositivo-anulado", objeto=usuario, dispositivo=dispositivo.pk)
