"""The catalogue that a new installation starts with."""

import pytest
from django.conf import settings

from actividades.enums import IconoActividad
from actividades.models import TipoActividad

pytestmark = pytest.mark.django_db


def test_catalogue_holds_the_twelve_types_most_frequent_first():
    assert list(TipoActividad.objects.values_list("slug", flat=True)) == [
        "limpieza-o-faena",
        "reunion",
        "siembra",
        "deporte",
        "pintado-o-mural",
        "mantenimiento",
        "cultura",
        "feria",
        "sensibilizacion",
        "vigilancia-o-ronda",
        "marcha-exploratoria",
        "gestion-ante-autoridad",
    ]


def test_every_icon_on_offer_is_in_the_sprite():
    sprite = settings.SPRITE_ICONOS.read_text()
    assert [icono for icono in IconoActividad.values if f'id="{icono}"' not in sprite] == []


def test_every_type_has_an_icon_on_offer():
    assert set(TipoActividad.objects.values_list("icono", flat=True)) <= set(IconoActividad.values)
