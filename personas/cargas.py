"""Persons written by the thousand, for the padrón. The caller opens the transaction and has checked rows.

A person enters somebody's scope only by taking part in something: the caller adds the memberships in the
same transaction and asks for the scope there.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from comunes.lotes import LOTE, actualizar_en_lote, crear_en_lote, registrar_en_lote
from cuentas.enums import Permiso
from cuentas.lotes import exigir_en_lote
from personas.enums import Canal, Finalidad
from personas.models import Consentimiento, Persona
from personas.privacidad import VERSION_DEL_TEXTO

_ORIGEN = "padrón"


@transaction.atomic
def crear_personas(*, actor: Any, datos: Sequence[Mapping[str, Any]]) -> list[Persona]:
    """Register persons, in order. Each item holds the model's attributes."""
    personas = crear_en_lote([Persona(**dato) for dato in datos])
    registrar_en_lote(
        actor=actor, accion="persona-registrada", objetos=personas, datos=lambda p: {"origen": _ORIGEN}
    )
    return personas


@transaction.atomic
def actualizar_personas(*, actor: Any, cambios: Mapping[int, Mapping[str, Any]]) -> list[Persona]:
    """Change the attributes given for each key, one version up; only persons in the actor's scope."""
    exigir_en_lote(actor, Permiso.PADRON_IMPORTAR, Persona, cambios)
    personas = actualizar_en_lote(Persona, cambios, derivados=("clave_nombres", "clave_sonido"))
    registrar_en_lote(
        actor=actor,
        accion="persona-editada",
        objetos=personas,
        datos=lambda p: {"campos": sorted(cambios[p.pk]), "origen": _ORIGEN},
    )
    return personas


@transaction.atomic
def consentir_gestion(*, actor: Any, personas: Sequence[Persona], fecha: date) -> None:
    """Write down that these new persons signed, at the office, the consent for the programme's work."""
    Consentimiento.objects.bulk_create(
        [
            Consentimiento(
                persona=persona,
                finalidad=Finalidad.GESTION,
                version_texto=VERSION_DEL_TEXTO,
                canal=Canal.PADRON,
                fecha=fecha,
                registrado_por=actor,
            )
            for persona in personas
        ],
        batch_size=LOTE,
    )
    registrar_en_lote(
        actor=actor,
        accion="consentimiento-registrado",
        objetos=personas,
        datos=lambda p: {"finalidad": str(Finalidad.GESTION), "origen": _ORIGEN},
    )
