"""What every signed-in page costs before it reads anything of its own."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comunes.instalacion import marcar_datos_de_ejemplo, mostrar_cinta_de_ejemplo
from comunes.models import HechoDeInstalacion
from cuentas import sesiones
from cuentas.motor import MotorDeCuentas
from cuentas.roles import Rol
from tests.apoyo import consultas, entrar
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.territorio import RegionFactory

pytestmark = pytest.mark.django_db
MOTOR = MotorDeCuentas()


def test_account_comes_with_its_assignments_in_one_query():
    usuario = usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, RegionFactory())
    AsignacionFactory(usuario=usuario, rol=Rol.AUDITOR)
    with consultas() as hechas:
        hallado = MOTOR.get_user(usuario.pk)
        lugares = [a.lugar for a in hallado.asignaciones_vigentes]
    assert (hallado, len(lugares), len(hechas)) == (usuario, 2, 1)
    assert lugares == [a.lugar for a in usuario.asignaciones_vigentes]


def test_account_without_assignments_is_found_and_an_inactive_one_is_not():
    suelta, inactiva = UsuarioFactory(), usuario_con_rol(Rol.AUDITOR)
    inactiva.is_active = False
    inactiva.save()
    assert MOTOR.get_user(suelta.pk) == suelta
    assert MOTOR.get_user(suelta.pk).asignaciones_vigentes == []
    assert MOTOR.get_user(inactiva.pk) is None
    assert MOTOR.get_user(0) is None


def test_ribbon_is_remembered_and_follows_the_flag():
    assert not mostrar_cinta_de_ejemplo()
    marcar_datos_de_ejemplo()
    assert mostrar_cinta_de_ejemplo()
    with consultas() as hechas:
        mostrar_cinta_de_ejemplo()
    assert len(hechas) == 0
    HechoDeInstalacion.objects.all()[0].delete()
    assert not mostrar_cinta_de_ejemplo()


def _pendientes(client: Client) -> int:
    navegacion = client.get(reverse("portal:inicio-trabajo")).context["navegacion"]
    return next(e.cuenta for e in navegacion if e.texto == "Actividades")


def test_pending_reviews_are_remembered_until_the_user_sends_a_form(client: Client):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    ActividadFactory()
    assert _pendientes(client) == 1
    ActividadFactory()
    assert _pendientes(client) == 1
    client.post(reverse("espacios:espacio-avanzar", args=["NES-000000-00"]))
    assert _pendientes(client) == 2


def test_pending_reviews_are_counted_again_after_a_minute(client: Client):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    ActividadFactory()
    assert _pendientes(client) == 1
    ActividadFactory()
    with time_machine.travel(timezone.now() + timedelta(seconds=sesiones.GRANO + 1), tick=False):
        assert _pendientes(client) == 2
