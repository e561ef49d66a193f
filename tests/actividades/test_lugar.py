"""The place on what hangs from a space is the space's, whoever writes; whether it has a committee, too."""

from datetime import date

import pytest
from django.core.management.sql import emit_post_migrate_signal, emit_pre_migrate_signal
from django.db import connection

from actividades.models import Actividad
from comites.disparadores import MANTENIDOS
from comites.models import Comite
from comunes.disparadores import soltar
from espacios.lugares import disparadores
from espacios.models import Diagnostico, EspacioPublico
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.espacios import DiagnosticoFactory, EspacioFactory

pytestmark = pytest.mark.django_db


def lugares(espacio):
    """Return the places that the rows of `espacio` carry, and the space's own."""
    modelos = (EspacioPublico, Comite, Actividad, Diagnostico)
    filtros = ({"pk": espacio.pk}, *({"espacio": espacio},) * 3)
    return [
        lugar
        for modelo, filtro in zip(modelos, filtros, strict=True)
        for lugar in modelo.objects.filter(**filtro).values_list("region", "municipalidad")
    ]


@pytest.fixture
def espacio():
    comite = ComiteFactory()
    ActividadFactory(comite=comite, espacio=comite.espacio)
    DiagnosticoFactory(espacio=comite.espacio)
    return comite.espacio


def test_place_is_the_spaces_and_moves_with_it(espacio):
    suyo = (espacio.region_id, espacio.municipalidad_id)
    assert lugares(espacio) == [suyo] * 4
    otro = EspacioFactory()
    EspacioPublico.objects.filter(pk=espacio.pk).update(
        region=otro.region_id, municipalidad=otro.municipalidad_id
    )
    assert lugares(espacio) == [(otro.region_id, otro.municipalidad_id)] * 4 != [suyo] * 4


def test_activity_takes_the_place_of_the_space_it_is_moved_to(espacio):
    otro = EspacioFactory()
    Actividad.objects.update(espacio=otro)
    actividad = Actividad.objects.get()
    assert (actividad.region_id, actividad.municipalidad_id) == (otro.region_id, otro.municipalidad_id)


def test_row_read_before_cannot_write_an_old_place_back(espacio):
    leida, otro = Actividad.objects.get(), EspacioFactory()
    EspacioPublico.objects.filter(pk=espacio.pk).update(municipalidad=otro.municipalidad_id)
    leida.save()
    assert Actividad.objects.get().municipalidad_id == otro.municipalidad_id


def test_space_knows_whether_it_has_an_active_committee(espacio):
    def con_comite():
        return EspacioPublico.objects.get(pk=espacio.pk).con_comite

    vistos = [con_comite()]
    Comite.objects.update(disuelto=date(2026, 11, 2))
    vistos.append(con_comite())
    ComiteFactory(espacio=espacio)
    vistos.append(con_comite())
    assert vistos == [True, False, True]
    assert not EspacioFactory().con_comite


def test_migrating_writes_what_was_not_kept_meanwhile(espacio):
    soltar([*disparadores(), *MANTENIDOS])
    otro = EspacioFactory()
    EspacioPublico.objects.filter(pk=espacio.pk).update(municipalidad=otro.municipalidad_id)
    Comite.objects.update(disuelto=date(2026, 11, 2))
    emit_pre_migrate_signal(0, False, connection.alias, plan=[])
    emit_post_migrate_signal(0, False, connection.alias, plan=[])
    assert {municipalidad for _region, municipalidad in lugares(espacio)} == {otro.municipalidad_id}
    assert not EspacioPublico.objects.get(pk=espacio.pk).con_comite
