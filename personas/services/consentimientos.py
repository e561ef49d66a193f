"""What people agree to: written down with its text and channel, revoked, never deleted."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.edades import EDAD_SIN_CONTACTO, MAYORIA_DE_EDAD
from personas.enums import Canal, Finalidad
from personas.models import Consentimiento, Persona
from personas.nombres import normalizar_nombre
from personas.privacidad import CON_APODERADO_SI_ES_MENOR, VERSION_DEL_TEXTO


@transaction.atomic
def registrar_consentimiento(
    *,
    actor: Any,
    persona: Persona,
    finalidad: Finalidad,
    canal: Canal,
    fecha: date | None = None,
    apoderado: str = "",
) -> Consentimiento:
    """Write down that `persona` (or the guardian, for a minor) agreed to `finalidad`.

    The one in force is returned as it is. Raises ValidationError({"apoderado"}).
    """
    exigir(actor, Permiso.PERSONA_EDITAR, persona)
    vigente = persona.consentimientos.vigentes().filter(finalidad=finalidad).first()
    if vigente is not None:
        return vigente
    consentimiento = Consentimiento(
        persona=persona,
        finalidad=finalidad,
        canal=canal,
        fecha=_no_futura(fecha or timezone.localdate()),
        apoderado=_apoderado(persona, finalidad, apoderado),
        version_texto=VERSION_DEL_TEXTO,
        registrado_por=actor,
    )
    consentimiento.full_clean(exclude=["registrado_por"])
    consentimiento.save()
    registrar(actor=actor, accion="consentimiento-registrado", objeto=persona, finalidad=str(finalidad))
    return consentimiento


def _no_futura(fecha: date) -> date:
    if fecha > timezone.localdate():
        raise ValidationError({"fecha": "La fecha del consentimiento está en el futuro."})
    return fecha


def _apoderado(persona: Persona, finalidad: Finalidad, apoderado: str) -> str:
    """Return the guardian's name when the law asks for one, or "" (a name nobody needs isn't kept)."""
    edad = persona.edad()
    limite = MAYORIA_DE_EDAD if finalidad in CON_APODERADO_SI_ES_MENOR else EDAD_SIN_CONTACTO
    if edad is None or edad >= limite:
        return ""
    if not en_una_linea(apoderado):
        quien = "escriba quién consiente, su madre, padre o apoderado"
        raise ValidationError({"apoderado": f"Tiene menos de {limite} años: {quien}."})
    try:
        return normalizar_nombre(apoderado)
    except ValidationError as error:
        raise ValidationError({"apoderado": error}) from error


@transaction.atomic
def revocar_consentimiento(*, actor: Any, consentimiento: Consentimiento) -> Consentimiento:
    """End a consent; the row stays as history. Revoking twice changes nothing."""
    exigir(actor, Permiso.PERSONA_EDITAR, consentimiento.persona)
    vigentes = Consentimiento.objects.filter(pk=consentimiento.pk, revocado__isnull=True)
    if vigentes.update(revocado=timezone.now()):
        registrar(
            actor=actor,
            accion="consentimiento-revocado",
            objeto=consentimiento.persona,
            finalidad=consentimiento.finalidad,
        )
    consentimiento.refresh_from_db()
    return consentimiento
