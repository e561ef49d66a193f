"""The ages at which the programme's rules change."""

from datetime import date

from django.utils import timezone

# Under this age no contact data is kept and a guardian speaks for the child.
EDAD_SIN_CONTACTO = 14
# From this age a person may hold a leading office and decide about public photos.
MAYORIA_DE_EDAD = 18


def edad_en(nacio: date | None, dia: date | None = None) -> int | None:
    """Return completed years on `dia` (today by default); None when the birth date is unknown."""
    if nacio is None:
        return None
    dia = dia or timezone.localdate()
    return dia.year - nacio.year - ((dia.month, dia.day) < (nacio.month, nacio.day))


def es_menor(nacio: date | None) -> bool:
    """Say whether who was born on `nacio` is known to be under age today."""
    edad = edad_en(nacio)
    return edad is not None and edad < MAYORIA_DE_EDAD
