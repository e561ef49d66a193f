"""Who may hold which office, said in words."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from comites.models import Cargo, Integrante
from personas.edades import MAYORIA_DE_EDAD, edad_en

FALTA_NACIMIENTO = (
    "Falta su fecha de nacimiento: este cargo es para mayores de edad. Complétela en la ficha de la persona."
)
MENOR_DE_EDAD = f"Este cargo es para personas de {MAYORIA_DE_EDAD} años o más. Elija otro cargo."


def exigir_edad_para(cargo: Cargo, nacio: date | None, dia: date) -> None:
    """Raise ValidationError unless who was born on `nacio` may hold `cargo` from `dia`."""
    if not cargo.directivo:
        return
    edad = edad_en(nacio, dia)
    if edad is None:
        raise ValidationError({"cargo": FALTA_NACIMIENTO})
    if edad < MAYORIA_DE_EDAD:
        raise ValidationError({"cargo": MENOR_DE_EDAD})


def errores_de_directiva(directiva: Iterable[tuple[Integrante, Cargo]], inicio: date) -> dict[str, str]:
    """Return what is wrong with a directive that takes office on `inicio`, by field (`cargo_<membership>`).

    Whoever keeps an office is not asked for a missing birth date; a minor is refused all the same.
    """
    pares = list(directiva)
    veces = Counter(cargo.pk for _, cargo in pares if cargo.unico)
    errores = {}
    for integrante, cargo in pares:
        campo = f"cargo_{integrante.pk}"
        if veces[cargo.pk] > 1:
            errores[campo] = f"Dos personas no pueden tener este cargo: {cargo.nombre.lower()}."
        elif not cargo.activo and cargo.pk != integrante.cargo_id:
            errores[campo] = "Ese cargo ya no se usa. Elija otro."
        elif motivo := _falta_edad(integrante, cargo, inicio):
            errores[campo] = motivo
    return errores


def _falta_edad(integrante: Integrante, cargo: Cargo, inicio: date) -> str:
    nacio = integrante.persona.fecha_nacimiento
    if nacio is None and cargo.pk == integrante.cargo_id:
        return ""
    try:
        exigir_edad_para(cargo, nacio, inicio)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


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
