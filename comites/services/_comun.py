"""What the services of committees share: the lock, dates that must be past, leaders' assignments."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone

from comites.models import Comite

DISUELTO = "Este comité está disuelto: ya no se puede cambiar."


def bloquear(comite: Comite) -> Comite:
    """Return `comite` read again under a lock that lasts until the transaction ends.

    Raises ValidationError when it was dissolved: its history does not change.
    """
    fresco = Comite.objects.select_for_update(of=("self",)).select_related("espacio").get(pk=comite.pk)
    if fresco.disuelto is not None:
        raise ValidationError(DISUELTO)
    return fresco


def no_futura(campo: str, dia: date, que: str) -> None:
    """Raise ValidationError beside `campo` when `dia` has not come yet."""
    if dia > timezone.localdate():
        raise ValidationError({campo: f"{que} está en el futuro. Revise la fecha."})


def escribir(dia: date) -> str:
    return f"{dia:%d/%m/%Y}"


def clave(objeto: Any) -> Any:
    """Return what the history keeps of an optional row."""
    return None if objeto is None else objeto.pk
