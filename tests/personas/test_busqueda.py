"""Finding who is already there: within the scope in full, outside it only that somebody is."""

from datetime import date

import pytest

from cuentas.roles import Rol
from personas.selectors import Hallazgo, buscar_por_documento, buscar_similares
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
NOMBRE = {"nombres": "María José", "apellido_paterno": "Ñahui", "apellido_materno": "Ríos"}
NACIO = date(1990, 6, 12)


def persona(**campos):
    return IntegranteFactory(
        persona=PersonaFactory(**{**NOMBRE, "fecha_nacimiento": NACIO, **campos})
    ).persona


@pytest.fixture
def propia():
    return persona()


@pytest.fixture
def coordinadora(propia):
    comite = propia.membresias.get().comite
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


def similares(usuario, **cambios):
    datos = {"nombres": "JOSE MARIA", "apellido_paterno": "rios", "apellido_materno": "nahui"}
    return buscar_similares(usuario, **{**datos, "fecha_nacimiento": NACIO, **cambios})


def test_document_in_scope_gives_the_person(coordinadora, propia):
    hallazgo = buscar_por_documento(coordinadora, tipo="dni", numero=propia.numero_documento)
    assert hallazgo == Hallazgo(persona=propia)


def test_document_outside_the_scope_is_only_said_to_exist(coordinadora):
    ajena = persona()
    hallazgo = buscar_por_documento(coordinadora, tipo="dni", numero=ajena.numero_documento)
    assert hallazgo == Hallazgo(persona=None, fuera=True)


def test_unknown_document_is_nobody(coordinadora):
    assert buscar_por_documento(coordinadora, tipo="dni", numero="49999999").nadie
    assert buscar_por_documento(coordinadora, tipo="sin-documento", numero="").nadie


def test_same_number_of_another_type_is_somebody_else(coordinadora, propia):
    assert buscar_por_documento(coordinadora, tipo="ptp", numero=propia.numero_documento).nadie


def test_same_names_in_another_order_and_birth_date_are_similar(coordinadora, propia):
    assert similares(coordinadora).personas == [propia]


def test_same_names_with_another_birth_date_are_not(coordinadora):
    assert not similares(coordinadora, fecha_nacimiento=date(1991, 6, 12))


def test_same_names_in_the_same_district_are_similar(coordinadora, propia):
    distrito = propia.membresias.get().comite.espacio.distrito
    propia.distrito = distrito
    propia.save()
    assert similares(coordinadora, fecha_nacimiento=None, distrito=distrito).personas == [propia]


def test_in_scope_an_unknown_birth_date_counts_as_similar(coordinadora, propia):
    propia.fecha_nacimiento = None
    propia.save()
    assert similares(coordinadora).personas == [propia]


def test_similar_outside_the_scope_is_only_said_to_exist(coordinadora, propia):
    persona()
    hallados = similares(coordinadora)
    assert (hallados.personas, hallados.fuera) == ([propia], True)


def test_other_names_are_not_similar(coordinadora):
    assert not similares(coordinadora, nombres="Teodora", apellido_materno="Huaman")


@pytest.mark.parametrize(
    "cambios",
    [
        {"nombres": "Jose", "apellido_materno": ""},  # words left out
        {"nombres": "María Jozé", "apellido_paterno": "Ñaui"},  # spelled by ear
        {"nombres": "Maria Jose", "apellido_paterno": "Riios"},  # mistyped
    ],
)
def test_names_left_out_or_mistyped_are_similar_with_the_same_birth_date(coordinadora, propia, cambios):
    assert similares(coordinadora, **cambios).personas == [propia]


def test_day_and_month_swapped_are_the_same_birth_date(coordinadora, propia):
    assert similares(coordinadora, fecha_nacimiento=date(1990, 12, 6)).personas == [propia]


def test_similar_outside_is_kept_only_as_a_key(coordinadora, propia):
    ajena = persona()
    assert similares(coordinadora).claves_fuera == (ajena.pk,)


def test_too_little_of_a_name_finds_nobody(coordinadora):
    assert not similares(coordinadora, nombres="Jo", apellido_paterno="", apellido_materno="")


def test_search_takes_the_same_queries_whoever_there_is(coordinadora, propia, django_assert_num_queries):
    coordinadora.alcance()
    similares(coordinadora)
    persona()
    persona(fecha_nacimiento=None)
    with django_assert_num_queries(4):
        similares(coordinadora)


def test_role_that_sees_no_persons_finds_nobody(propia):
    comite = propia.membresias.get().comite
    promotora = usuario_con_rol(Rol.PROMOTOR_OPC, comite.espacio.comisaria)
    assert buscar_por_documento(promotora, tipo="dni", numero=propia.numero_documento).persona is None
