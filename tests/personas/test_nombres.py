"""Names: the key that finds them in any order, and what a name may hold."""

import pytest
from django.core.exceptions import ValidationError

from personas.models import Persona
from personas.nombres import clave_de_nombres, clave_fonetica, normalizar_nombre, se_parecen
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


@pytest.mark.parametrize(
    ("una", "otra"),
    [
        ("Juan Quispe", "Jhuan Kispe"),
        ("Jonathan Huamán", "Guaman Jhonatan"),
        ("Ximena Yupanqui", "Jimena Llupanki"),
        ("Vázquez Chávez", "CHAVES VASQUES"),
        ("María de la Cruz", "Cruz María"),
        ("Cecilia Zevallos", "Sesilia Ceballos"),
    ],
)
def test_names_that_sound_alike_have_one_key(una, otra):
    assert clave_fonetica(una) == clave_fonetica(otra)


@pytest.mark.parametrize(("una", "otra"), [("Rosa Quispe", "Rosa Quiroz"), ("Ana Chávez", "Ana Cáceres")])
def test_names_that_sound_different_do_not_resemble(una, otra):
    assert not se_parecen(clave_fonetica(una), clave_fonetica(otra))
