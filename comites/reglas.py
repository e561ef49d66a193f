"""Who may hold which office, said in words."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from comites.models import Cargo, Integrante
from personas.edades import MAYORIA_DE_EDAD, edad_en

FALTA_NACIMIENTO = (
    "Falta su fecha de nacimiento: este cargo es para mayores de edad. Complétela en la ficha de la persona."
)
MENOR_DE_EDAD = f"Este cargo es para personas de {MAYORIA_DE_EDAD} años o más."


def exigir_edad_para(cargo: Cargo, nacio: date | None, dia: date) -> None:
    """Raise ValidationError unless who was born on `nacio` may hold `cargo` from `dia`."""
    if not cargo.directivo:
        return
    edad = edad_en(nacio, dia)
    if edad is None:
        raise ValidationError({"cargo": FALTA_NACIMIENTO})
    if edad < MAYORIA_DE_EDAD:
        raise ValidationError({"cargo": MENOR_DE_EDAD})


def edad_para_sus_cargos(persona: Any) -> None:
    """Refuse a birth date that would make a minor of somebody who leads a committee."""
    for integrante in Integrante.objects.activos().filter(persona=persona).select_related("cargo"):
        try:
            exigir_edad_para(integrante.cargo, persona.fecha_nacimiento, integrante.desde)
        except ValidationError as error:
            cargo = integrante.cargo.nombre.lower()
            raise ValidationError(
                {"fecha_nacimiento": f"Tiene un cargo para mayores de edad ({cargo}). Cambie antes el cargo."}
            ) from error
