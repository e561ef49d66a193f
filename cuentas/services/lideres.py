"""Accounts of committee leaders: made from the committee's page, entered by link and PIN."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from comunes.bitacora import registrar
from comunes.texto import clave_busqueda, en_una_linea
from cuentas.enums import Permiso
from cuentas.models import Asignacion, Usuario
from cuentas.permissions import exigir
from cuentas.roles import Rol


@transaction.atomic
def crear_lider(
    *, actor: Any, nombres: str, apellidos: str, comite: Model, espacio: Model, de_ejemplo: bool = False
) -> Usuario:
    """Create the account of a leader of `comite` and tie it to the committee and its space.

    The account has no password: `emitir_enlace` gives the way in. Raises ValidationError (field
    `nombres`) when an active leader of that committee already bears that name.
    """
    exigir(actor, Permiso.ENLACE_EMITIR, comite)
    if getattr(comite, "espacio_id", espacio.pk) != espacio.pk:
        raise ValueError("the space is not the committee's")
    nombres, apellidos = en_una_linea(nombres), en_una_linea(apellidos)
    if not nombres:
        raise ValidationError({"nombres": "Escriba los nombres."})
    _exigir_nombre_nuevo(comite, nombres, apellidos)
    usuario = Usuario(
        identificador=f"lider-{uuid.uuid4().hex}", nombres=nombres, apellidos=apellidos, de_ejemplo=de_ejemplo
    )
    usuario.set_unusable_password()
    usuario.full_clean(exclude=["password"])
    usuario.save()
    asignacion = Asignacion(usuario=usuario, rol=Rol.LIDER_COMITE, comite_id=comite.pk, espacio_id=espacio.pk)
    asignacion.full_clean()
    asignacion.save()
    registrar(actor=actor, accion="lider-creado", objeto=usuario, comite=comite.pk)
    return usuario


def _exigir_nombre_nuevo(comite: Model, nombres: str, apellidos: str) -> None:
    clave = clave_busqueda(nombres, apellidos)
    vigentes = Asignacion.objects.vigentes().filter(comite=comite.pk, usuario__is_active=True)
    for asignacion in vigentes.select_related("usuario"):
        if clave_busqueda(asignacion.usuario.get_full_name()) == clave:
            raise ValidationError({"nombres": "Ya hay una cuenta de líder con ese nombre en este comité."})
