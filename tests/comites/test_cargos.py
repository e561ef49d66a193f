"""The catalogue of offices that every installation starts with."""

import pytest

from comites.models import Cargo
from personas.enums import Sexo

pytestmark = pytest.mark.django_db


def test_catalogue_has_the_nine_offices_in_order():
    assert list(Cargo.objects.values_list("slug", flat=True)) == [
        "presidencia",
        "vicepresidencia",
        "secretaria-de-actas",
        "tesoreria",
        "vocal",
        "fiscal",
        "delegacion-juvenil",
        "comunicaciones",
        "integrante",
    ]


def test_only_three_offices_are_unique_and_leading():
    unicos = set(Cargo.objects.filter(unico=True).values_list("slug", flat=True))
    assert unicos == {"presidencia", "vicepresidencia", "secretaria-de-actas"}
    assert unicos == set(Cargo.objects.filter(directivo=True).values_list("slug", flat=True))


@pytest.mark.parametrize(
    ("sexo", "nombre"),
    [
        (Sexo.MUJER, "Presidenta"),
        (Sexo.HOMBRE, "Presidente"),
        (Sexo.NO_DECLARA, "Presidenta o presidente"),
    ],
)
def test_office_is_named_as_the_person_is_called(sexo, nombre):
    assert Cargo.objects.get(slug="presidencia").nombre_para(sexo) == nombre


def test_office_without_gendered_forms_keeps_its_name():
    assert Cargo.objects.get(slug="vocal").nombre_para(Sexo.MUJER) == "Vocal"
