"""What the services of committees share: the lock, dates that must be past, leaders' assignments."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from comites.models import Comite
from comites.selectors import por_completar
from personas.datos import DatosPersona
from personas.models import Persona
from personas.services import completar_persona, registrar_persona

DISUELTO = "Este comité está disuelto: ya no se puede cambiar."


def bloquear(comite: Comite) -> Comite:
    """Return `comite` read again under a lock that lasts until the transaction ends.

    Raises ValidationError when it was dissolved: its history does not change.
    """
    fresco = Comite.objects.select_for_update(of=("self",)).select_related("espacio").get(pk=comite.pk)
    if fresco.disuelto is not None:
        raise ValidationError(DISUELTO)
    return fresco


def registrar_o_completar(actor: Any, datos: DatosPersona) -> Persona:
    """Register a person; whoever the programme knows from a talk alone is completed and stays one."""
    limpios = datos.revisados()
    if conocida := por_completar(limpios.tipo_documento, limpios.numero_documento):
        return completar_persona(actor=actor, persona=conocida, datos=limpios)
    return registrar_persona(actor=actor, datos=limpios)


def no_futura(campo: str, dia: date, que: str) -> None:
    """Raise ValidationError beside `campo` when `dia` has not come yet."""
    if dia > timezone.localdate():
        raise ValidationError({campo: f"{que} está en el futuro. Revise la fecha."})


def escribir(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


def clave(objeto: Any) -> Any:
    """Return what the history keeps of an optional row."""
    return None if objeto is None else objeto.pk
