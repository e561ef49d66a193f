"""What people agree to: written down with its text and channel, revoked, never deleted."""

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto, guardar
from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.permissions import can, exigir
from personas.edades import EDAD_SIN_CONTACTO, MAYORIA_DE_EDAD
from personas.enums import Canal, Finalidad
from personas.models import Consentimiento, Persona
from personas.nombres import normalizar_nombre
from personas.privacidad import CON_APODERADO_SI_ES_MENOR, VERSION_DEL_TEXTO

CARPETA_DE_PAPELES = "papeles"
LEY_29733: Final = date(2011, 7, 3)  # the personal data act was published


@transaction.atomic
def registrar_consentimiento(
    *,
    actor: Any,
    persona: Persona,
    finalidad: Finalidad,
    canal: Canal,
    fecha: date | None = None,
    apoderado: str = "",
    papel: str = "",
) -> Consentimiento:
    """Write down that `persona` (or the guardian, for a minor) agreed to `finalidad`.

    `papel` names the stored photo of the signed paper. The one in force is returned as it is. Whoever adds
    members writes down what those of the own committee agree to. Raises ValidationError({"apoderado"}).
    """
    if not can(actor, Permiso.INTEGRANTE_AGREGAR, persona):
        exigir(actor, Permiso.PERSONA_EDITAR, persona)
    if persona.anonimizada:
        raise ValidationError("Los datos de esta persona se retiraron: ya no se registran permisos.")
    vigente = persona.consentimientos.vigentes().filter(finalidad=finalidad).first()
    if vigente is not None:
        return vigente
    consentimiento = Consentimiento(
        persona=persona,
        finalidad=finalidad,
        canal=canal,
        fecha=_posible(fecha or timezone.localdate()),
        apoderado=apoderado_para(persona.edad(), finalidad, apoderado),
        version_texto=VERSION_DEL_TEXTO,
        registrado_por=actor,
        papel=papel,
    )
    consentimiento.full_clean(exclude=["registrado_por"])
    consentimiento.save()
    registrar(actor=actor, accion="consentimiento-registrado", objeto=persona, finalidad=str(finalidad))
    return consentimiento


def _posible(fecha: date) -> date:
    if fecha > timezone.localdate():
        raise ValidationError({"fecha": "La fecha del consentimiento está en el futuro."})
    if fecha < LEY_29733:
        pide = f"La fecha es anterior a la ley que pide el consentimiento, del {LEY_29733:%d/%m/%Y}."
        raise ValidationError({"fecha": pide})
    return fecha


def apoderado_para(edad: int | None, finalidad: Finalidad, apoderado: str) -> str:
    """Return the guardian's name when the law asks for one, or "" (a name nobody needs isn't kept).

    Raises ValidationError({"apoderado"}).
    """
    limite = MAYORIA_DE_EDAD if finalidad in CON_APODERADO_SI_ES_MENOR else EDAD_SIN_CONTACTO
    if edad is None or edad >= limite:
        return ""
    if not en_una_linea(apoderado):
        que = "las fotos las acepta" if finalidad in CON_APODERADO_SI_ES_MENOR else "acepta"
        quien = f"{que} su madre, padre o apoderado. Escriba sus nombres y apellidos"
        raise ValidationError({"apoderado": f"Tiene menos de {limite} años: {quien}."})
    try:
        return normalizar_nombre(apoderado)
    except ValidationError as error:
        raise ValidationError({"apoderado": error}) from error


@archivos_o_nada()
def registrar_consentimientos(
    *,
    actor: Any,
    persona: Persona,
    finalidades: Collection[Finalidad],
    canal: Canal,
    fecha: date | None = None,
    apoderado: str = "",
    foto: Foto | None = None,
) -> list[Consentimiento]:
    """Write down several at once, with the photo of the paper that says them. Raises ValidationError."""
    if not finalidades:
        raise ValidationError({"finalidades": "Marque al menos un permiso."})
    papel = guardar(foto, CARPETA_DE_PAPELES) if foto else ""
    return [
        registrar_consentimiento(
            actor=actor,
            persona=persona,
            finalidad=finalidad,
            canal=canal,
            fecha=fecha,
            apoderado=apoderado,
            papel=papel,
        )
        for finalidad in finalidades
    ]


@transaction.atomic
def revocar_consentimiento(*, actor: Any, consentimiento: Consentimiento, motivo: str = "") -> Consentimiento:
    """End a consent; the row stays as history. Revoking twice changes nothing.

    `motivo` says how the person revoked it.
    """
    exigir(actor, Permiso.PERSONA_EDITAR, consentimiento.persona)
    vigentes = Consentimiento.objects.filter(pk=consentimiento.pk, revocado__isnull=True)
    if vigentes.update(revocado=timezone.now(), motivo_revocacion=en_una_linea(motivo)[:200]):
        registrar(
            actor=actor,
            accion="consentimiento-revocado",
            objeto=consentimiento.persona,
            finalidad=consentimiento.finalidad,
        )
    consentimiento.refresh_from_db()
    return consentimiento


@transaction.atomic
def anotar_apertura_del_papel(*, actor: Any, consentimiento: Consentimiento) -> None:
    """Write down that somebody opened a signed paper: it shows a document and a signature."""
    exigir(actor, Permiso.PERSONA_EDITAR, consentimiento)
    registrar(
        actor=actor, accion="papel-abierto", objeto=consentimiento.persona, consentimiento=consentimiento.pk
    )
