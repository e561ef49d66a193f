"""Accounts of staff and institutions: made, corrected, switched off and on; never deleted."""

from collections.abc import Iterable
from typing import Any

from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.avisos import avisar
from cuentas.enums import Permiso
from cuentas.models import DispositivoConfiable, EnlacePersonal, Usuario
from cuentas.permissions import exigir
from cuentas.secretos import nuevo_sello
from cuentas.services.asignaciones import Funcion, asignar, exigir_sobre_otra
from cuentas.services.custodia import exigir_que_quede_administracion
from cuentas.services.recuperacion import invitar


@transaction.atomic
def crear_usuario(
    *,
    actor: Any,
    nombres: str,
    apellidos: str,
    email: str,
    funciones: Iterable[Funcion] = (),
    raiz: str | None = None,
) -> Usuario:
    """Create an account without password; with `raiz` its owner is sent the link to set one.

    `raiz` is this service's address. Raises ValidationError by field (`email` when it is taken).
    """
    exigir(actor, Permiso.CUENTA_ADMINISTRAR)
    usuario = Usuario(nombres=en_una_linea(nombres), apellidos=en_una_linea(apellidos))
    _poner_correo(usuario, email)
    usuario.set_unusable_password()
    usuario.full_clean(exclude=["password"])
    usuario.save()
    registrar(actor=actor, accion="cuenta-creada", objeto=usuario)
    for funcion in funciones:
        asignar(actor=actor, usuario=usuario, funcion=funcion)
    if raiz:
        invitar(actor=actor, usuario=usuario, raiz=raiz)
    return usuario


@transaction.atomic
def editar_usuario(
    *, actor: Any, usuario: Usuario, version: int, nombres: str, apellidos: str, email: str
) -> Usuario:
    """Correct an account's own data. The old address is told when the e-mail changes.

    Raises ConflictoDeEdicion for a stale `version`.
    """
    exigir(actor, Permiso.CUENTA_ADMINISTRAR)
    tomar_version(usuario, version)  # type: ignore[type-var]
    anterior = Usuario.objects.get(pk=usuario.pk)
    usuario.nombres, usuario.apellidos = en_una_linea(nombres), en_una_linea(apellidos)
    if email or anterior.email:
        _poner_correo(usuario, email)
    usuario.full_clean(exclude=["password"])
    usuario.save(update_fields=["nombres", "apellidos", "email", "identificador"])
    cambios = [c for c in ("nombres", "apellidos", "email") if getattr(usuario, c) != getattr(anterior, c)]
    registrar(actor=actor, accion="cuenta-editada", objeto=usuario, cambios=cambios)
    if anterior.email and anterior.email != usuario.email:
        avisar(anterior, "Cambió el correo con el que se entra a su cuenta")
    return usuario


def _poner_correo(usuario: Usuario, email: str) -> None:
    if not email:
        raise ValidationError({"email": "Escriba el correo con el que entrará."})
    usuario.email = usuario.identificador = en_una_linea(email).lower()
    if Usuario.objects.filter(identificador=usuario.identificador).exclude(pk=usuario.pk).exists():
        raise ValidationError({"email": "Ya hay una cuenta con este correo."})


@transaction.atomic
def desactivar_usuario(*, actor: Any, usuario: Usuario) -> None:
    """Switch an account off: its sessions, links and phones end now; its history stays."""
    exigir_sobre_otra(actor, usuario)
    exigir_que_quede_administracion(sin_usuario=usuario.pk)
    if not Usuario.objects.filter(pk=usuario.pk, is_active=True).update(is_active=False, sello=nuevo_sello()):
        return
    ahora = timezone.now()
    EnlacePersonal.objects.filter(usuario=usuario, usado=None, revocado=None).update(revocado=ahora)
    DispositivoConfiable.objects.filter(usuario=usuario, revocado=None).update(revocado=ahora)
    usuario.is_active = False
    registrar(actor=actor, accion="cuenta-desactivada", objeto=usuario)


@transaction.atomic
def reactivar_usuario(*, actor: Any, usuario: Usuario) -> None:
    """Switch an account on again, with the roles that are still in force."""
    exigir_sobre_otra(actor, usuario)
    if Usuario.objects.filter(pk=usuario.pk, is_active=False).update(is_active=True):
        usuario.is_active = True
        registrar(actor=actor, accion="cuenta-reactivada", objeto=usuario)


@transaction.atomic
def quitar_segundo_paso(*, actor: Any, usuario: Usuario) -> None:
    """Take away somebody's second factors (a lost phone): the next sign-in enrols new ones.

    Sessions end and the owner is told by e-mail. Nobody does it to themselves here.
    """
    exigir_sobre_otra(actor, usuario)
    quitados, _ = Authenticator.objects.filter(user=usuario).delete()
    if not quitados:
        raise ValidationError("Esta cuenta no tiene segundo paso.")
    Usuario.objects.filter(pk=usuario.pk).update(sello=nuevo_sello())
    registrar(actor=actor, accion="segundo-paso-quitado", objeto=usuario)
    avisar(usuario, "La administración quitó el segundo paso de su cuenta")
