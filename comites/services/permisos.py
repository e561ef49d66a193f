"""What members agree to, written down for several of a committee at once."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from comites.models import Comite, Integrante
from comites.services._comun import bloquear
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.enums import Canal, Finalidad
from personas.services import registrar_consentimiento

SIN_EL_PRIMERO: Final = "Marque a estas personas también arriba: sin ese permiso no se guardan sus datos."


@transaction.atomic
def registrar_permisos(
    *,
    actor: Any,
    comite: Comite,
    aceptan: Mapping[Finalidad, Collection[int]],
    canal: Canal,
    fecha: date | None = None,
) -> int:
    """Write down what those members agree to, of whom nothing was known, and return how many they are.

    Whose permission somebody wrote down meanwhile, or took back, is left as it is. Raises ValidationError.
    """
    exigir(actor, Permiso.PAPEL_LLEVAR, comite)
    comite = bloquear(comite)
    primero = set(aceptan[Finalidad.GESTION])
    if any(not primero.issuperset(quienes) for quienes in aceptan.values()):
        raise ValidationError({"whatsapp": SIN_EL_PRIMERO})
    filas = Integrante.objects.sin_permiso().filter(comite=comite, pk__in=primero).select_related("persona")
    suyas = list(filas.order_by("pk"))
    for integrante in suyas:
        for finalidad, quienes in aceptan.items():
            if integrante.pk in quienes:
                registrar_consentimiento(
                    actor=actor, persona=integrante.persona, finalidad=finalidad, canal=canal, fecha=fecha
                )
    return len(suyas)
