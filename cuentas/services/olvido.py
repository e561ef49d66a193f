"""Forgetting who bore a leader's account; what the account did stays in the history."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from comunes.bitacora import registrar
from cuentas.models import DispositivoConfiable, EnlacePersonal, Usuario
from cuentas.roles import DEFINICIONES, Rol
from cuentas.secretos import nuevo_sello

CUENTA_DE_TRABAJO = (
    "Tiene una cuenta de trabajo en el ministerio o una institución: primero hay que retirarla."
)


def es_solo_de_lider(usuario: Usuario) -> bool:
    """Say whether no role of the account, past ones included, asks for more than a link and a PIN."""
    return not any(DEFINICIONES[Rol(a.rol)].segundo_factor for a in usuario.asignaciones.all())


@transaction.atomic
def anonimizar_lider(*, actor: Any, usuario: Usuario) -> None:
    """Switch a leader's account off and take its name, contact, PIN, links and phones out.

    Part of anonymising its person, which asks for the permission. Raises ValidationError for a work account.
    """
    if not es_solo_de_lider(usuario):
        raise ValidationError(CUENTA_DE_TRABAJO)
    usuario.nombres, usuario.apellidos, usuario.email = "Cuenta", "anonimizada", ""
    usuario.identificador = f"anonima-{usuario.pk}"
    usuario.is_active, usuario.pin, usuario.sello = False, "", nuevo_sello()
    usuario.set_unusable_password()
    usuario.version += 1
    usuario.save()
    EnlacePersonal.objects.filter(usuario=usuario).delete()
    DispositivoConfiable.objects.filter(usuario=usuario).delete()
    for asignacion in usuario.asignaciones.vigentes():
        asignacion.terminar()
    registrar(actor=actor, accion="cuenta-anonimizada", objeto=usuario)
