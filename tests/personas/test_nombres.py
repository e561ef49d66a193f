"""Names: the key that finds them in any order, and what a name may hold."""

import pytest
from django.core.exceptions import ValidationError

from personas.models import Persona
from personas.nombres import clave_de_nombres, normalizar_nombre
from tests.fabricas.personas import PersonaFactory


def test_key_ignores_order_accents_case_and_spaces():
    assert clave_de_nombres("María  José", "Ñahui", "") == clave_de_nombres("ÑAHUI", "jose", "MARIA")


def test_key_tells_different_names_apart():
    assert clave_de_nombres("Rosa", "Quispe", "Mamani") != clave_de_nombres("Rosa", "Quispe", "Huamán")


@pytest.mark.parametrize("texto", ["Rosa Elvira", "D'Angelo", "Núñez-Melgar", "Ñahui", "María J."])
def test_real_names_are_kept(texto):
    assert normalizar_nombre(f"  {texto} ") == texto


@pytest.mark.parametrize("texto", ["Rosa 2", "<b>Rosa</b>", "=SUM(A1)", "Rosa@casa", "   "])
def test_what_is_not_a_name_is_refused(texto):
    with pytest.raises(ValidationError):
        normalizar_nombre(texto)


@pytest.mark.django_db
def test_bulk_inserts_fill_the_key_too():
    fila = PersonaFactory.build(nombres="Élida", apellido_paterno="Ríos", apellido_materno="")
    Persona.objects.bulk_create([fila])
    assert Persona.objects.get().clave_nombres == "elida rios"
