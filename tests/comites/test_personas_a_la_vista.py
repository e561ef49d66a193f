"""Persons seen through committees are the same, gathered or asked one by one."""

import pytest

from comites import personas_a_la_vista
from cuentas.enums import Permiso
from cuentas.models import Usuario
from personas.models import Persona
from tests.fabricas.comites import IntegranteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("pocos", [300, 1, 0])
def test_few_and_many_committees_show_the_same_persons(coordinadora, comite, monkeypatch, pocos):
    monkeypatch.setattr(personas_a_la_vista, "POCOS_COMITES", pocos)
    vecinos = [IntegranteFactory(comite=comite).persona for _ in range(2)]
    IntegranteFactory()
    usuaria = Usuario.objects.get(pk=coordinadora.pk)
    visibles = Persona.objects.visible_to(usuaria, Permiso.PERSONA_VER)
    assert sorted(visibles, key=lambda p: p.pk) == vecinos
