"""The foundations hold: scope is empty without assignments, and views declare their permission."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from actividades.models import Actividad
from comunes.vistas import VistaPlantilla
from cuentas.roles import Rol
from espacios.models import EspacioPublico
from personas.models import Persona
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory, usuario_con_rol
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db


def test_view_without_declared_permission_refuses_to_start():
    with pytest.raises(ImproperlyConfigured):
        VistaPlantilla.as_view(template_name="x.html")


def test_user_without_assignment_sees_nothing():
    ActividadFactory()
    usuario = UsuarioFactory()
    assert list(EspacioPublico.objects.visible_to(usuario)) == []
    assert list(Actividad.objects.visible_to(usuario)) == []


def test_coordinator_sees_own_municipality_only():
    propio, _ajeno = EspacioFactory(), EspacioFactory()
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, propio.municipalidad)
    assert list(EspacioPublico.objects.visible_to(usuario)) == [propio]


def test_leader_sees_own_committee_and_its_people():
    propio, ajeno = IntegranteFactory(), IntegranteFactory()
    usuario = usuario_con_rol(Rol.LIDER_COMITE, propio.comite)
    assert list(Persona.objects.visible_to(usuario)) == [propio.persona]
    assert list(EspacioPublico.objects.visible_to(usuario)) == [propio.comite.espacio]
    assert ajeno.persona not in Persona.objects.visible_to(usuario)
