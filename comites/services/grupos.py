"""The register of a committee's WhatsApp group. Chats are never read or stored."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comites.models import Comite, GrupoWhatsApp
from comites.services._comun import bloquear, no_futura
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.documentos import normalizar_celular

# The largest group that WhatsApp allows.
MAXIMO_DE_MIEMBROS = 1024


@dataclass(frozen=True)
class DatosGrupo:
    """The fields of the register that people write."""

    celular_administrador: str = ""
    miembros: int | None = None
    abierto: date | None = None
    ultimo_mensaje: date | None = None


@transaction.atomic
def registrar_grupo_whatsapp(*, actor: Any, comite: Comite, datos: DatosGrupo) -> GrupoWhatsApp:
    """Create the register of the committee's group. Raises ValidationError by field."""
    exigir(actor, Permiso.COMITE_EDITAR, comite)
    grupo = GrupoWhatsApp(comite=bloquear(comite))
    _poner(grupo, datos)
    try:
        with transaction.atomic():
            grupo.save()
    except IntegrityError as error:
        raise ValidationError(
            "Este comité ya tiene un grupo abierto. Ciérrelo antes de registrar otro."
        ) from error
    registrar(actor=actor, accion="grupo-registrado", objeto=comite)
    return grupo


@transaction.atomic
def actualizar_grupo(*, actor: Any, grupo: GrupoWhatsApp, version: int, datos: DatosGrupo) -> GrupoWhatsApp:
    """Save `datos` over the open group. Raises ValidationError by field, ConflictoDeEdicion."""
    grupo = _tomar_abierto(actor, grupo, version)
    _poner(grupo, datos)
    grupo.save()
    registrar(actor=actor, accion="grupo-actualizado", objeto=grupo.comite)
    return grupo


@transaction.atomic
def cerrar_grupo(*, actor: Any, grupo: GrupoWhatsApp, version: int, fecha: date) -> GrupoWhatsApp:
    """Close the group, so that another one may be registered. Raises ValidationError."""
    grupo = _tomar_abierto(actor, grupo, version)
    no_futura("fecha", fecha, "El cierre")
    grupo.cerrado = fecha
    grupo.save()
    registrar(actor=actor, accion="grupo-cerrado", objeto=grupo.comite)
    return grupo


def _tomar_abierto(actor: Any, grupo: GrupoWhatsApp, version: int) -> GrupoWhatsApp:
    exigir(actor, Permiso.COMITE_EDITAR, grupo)
    bloquear(grupo.comite)
    fresco = tomar_version(GrupoWhatsApp.objects.select_related("comite").get(pk=grupo.pk), version)
    if fresco.cerrado is not None:
        raise ValidationError("Este grupo ya está cerrado.")
    return fresco


def _poner(grupo: GrupoWhatsApp, datos: DatosGrupo) -> None:
    errores: dict[str, Any] = {}
    try:
        grupo.celular_administrador = normalizar_celular(datos.celular_administrador)
    except ValidationError as error:
        errores["celular_administrador"] = error
    if datos.miembros is not None and not 1 <= datos.miembros <= MAXIMO_DE_MIEMBROS:
        errores["miembros"] = f"Un grupo tiene entre 1 y {MAXIMO_DE_MIEMBROS} miembros."
    if datos.abierto and datos.ultimo_mensaje and datos.ultimo_mensaje < datos.abierto:
        errores["ultimo_mensaje"] = "El último mensaje es anterior a la apertura del grupo."
    if errores:
        raise ValidationError(errores)
    for campo, que in (("abierto", "La apertura"), ("ultimo_mensaje", "El último mensaje")):
        if (dia := getattr(datos, campo)) is not None:
            no_futura(campo, dia, que)
        setattr(grupo, campo, dia)
    grupo.miembros = datos.miembros
