"""Links to set a password: asked for by the owner, or sent by whoever administers accounts."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.models import Usuario
from cuentas.permissions import exigir
from cuentas.tareas import enviar_enlace_de_contrasena


@transaction.atomic
def pedir_recuperacion(*, actor: Any, email: str, raiz: str) -> None:
    """Queue the link for whoever bears `email`; for an unknown address queue as much work for nobody.

    The e-mail leaves in the background, so that the answer takes the same time for both. `actor` is
    None: nobody has signed in.
    """
    usuario = Usuario.objects.filter(email=email, is_active=True).first()
    _encolar(usuario.pk if usuario else 0, "cuentas/correo/recuperar.txt", raiz)


@transaction.atomic
def invitar(*, actor: Any, usuario: Usuario, raiz: str) -> None:
    """Send `usuario` the link with which to set a first password (or a new one)."""
    exigir(actor, Permiso.CUENTA_ADMINISTRAR)
    if not usuario.is_active or not usuario.email:
        raise ValidationError("Solo se invita a cuentas activas que tienen correo.")
    registrar(actor=actor, accion="invitacion-enviada", objeto=usuario)
    _encolar(usuario.pk, "cuentas/correo/invitacion.txt", raiz)


def _encolar(usuario_id: int, plantilla: str, raiz: str) -> None:
    transaction.on_commit(partial(enviar_enlace_de_contrasena.enqueue, usuario_id, plantilla, raiz))
