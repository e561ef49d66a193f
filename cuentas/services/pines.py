"""The PIN of a leader on a trusted device."""

from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import check_password, make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from comunes.bitacora import registrar
from cuentas.models import DispositivoConfiable, Usuario
from cuentas.pin import validar_pin
from cuentas.secretos import nuevo_sello
from cuentas.services.frenos import cuenta_de, devolver_intento, intentos_restantes, tomar_intento


def comprobar_pin(*, actor: Usuario, pin: str, ip: str, dispositivo: DispositivoConfiable | None) -> None:
    """Compare a typed PIN, counted. Raises ValidationError (field `pin`) when it is wrong.

    Must not run inside a transaction: the failure has to stay counted. Raises DemasiadosIntentos
    when the account has no attempts left from `ip`. Too many wrong PINs in a row on one device, over
    any time, end the trust in it.
    """
    cuenta = cuenta_de(actor)
    clave = tomar_intento(cuenta, ip)
    if check_password(pin, actor.pin):
        devolver_intento(clave)
        return
    if dispositivo is not None:
        _sumar_fallo(dispositivo)
    raise ValidationError({"pin": _aviso(intentos_restantes(cuenta, ip))})


def _sumar_fallo(dispositivo: DispositivoConfiable) -> None:
    propio = DispositivoConfiable.objects.filter(pk=dispositivo.pk)
    propio.update(fallos=F("fallos") + 1)
    agotado = propio.filter(fallos__gte=settings.MAXIMO_FALLOS_PIN, revocado__isnull=True)
    if agotado.update(revocado=timezone.now()):
        registrar(actor=None, accion="dispositivo-agotado", objeto=dispositivo.usuario)


def _aviso(restantes: int) -> str:
    base = "Ese no es tu PIN."
    queda = {2: "Te quedan dos intentos.", 1: "Te queda un intento.", 0: "No te quedan intentos por ahora."}
    return f"{base} {queda[restantes]}" if restantes in queda else base


@transaction.atomic
def anotar_ingreso_con_pin(*, actor: Usuario, dispositivo: DispositivoConfiable) -> None:
    """Note that the PIN opened a session on `dispositivo`."""
    DispositivoConfiable.objects.filter(pk=dispositivo.pk).update(ultimo_uso=timezone.now(), fallos=0)
    registrar(actor=actor, accion="ingreso", objeto=actor, dispositivo=dispositivo.pk)


@transaction.atomic
def cambiar_pin(*, actor: Usuario, pin: str) -> None:
    """Keep a new PIN; sessions opened elsewhere end. Raises ValidationError (field `pin`) for an easy one."""
    if not actor.entra_con_pin:
        raise ValidationError("Esta cuenta no usa PIN.")
    validar_pin(pin)
    actor.pin = make_password(pin)
    actor.sello = nuevo_sello()
    actor.save(update_fields=["pin", "sello"])
    registrar(actor=actor, accion="pin-cambiado", objeto=actor)


@transaction.atomic
def cerrar_sesiones(*, actor: Any) -> None:
    """End every session of one's own account, this one included."""
    actor.sello = nuevo_sello()
    actor.save(update_fields=["sello"])
    registrar(actor=actor, accion="sesiones-cerradas", objeto=actor)
