"""Leaders' access: membership is not login."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comites.services import dar_acceso_lider, retirar_integrante
from cuentas.models import Asignacion, EnlacePersonal, Usuario
from cuentas.roles import Rol
from cuentas.services import emitir_enlace
from tests.comites.conftest import HOY
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]


@pytest.fixture
def integrante(comite):
    return IntegranteFactory(comite=comite, desde=date(2026, 4, 1))


def dar(actor, integrante):
    return dar_acceso_lider(actor=actor, integrante=integrante)


def test_access_makes_account_and_assignment_that_take_a_link(coordinadora, integrante, comite):
    asignacion = dar(coordinadora, integrante)
    usuario = asignacion.usuario
    integrante.persona.refresh_from_db()
    assert integrante.persona.usuario == usuario
    assert (usuario.nombres, usuario.apellidos) == (
        "Teodora",
        f"Huamán {integrante.persona.apellido_materno}",
    )
    assert (asignacion.rol, asignacion.comite) == (Rol.LIDER_COMITE, comite)
    assert asignacion.espacio == comite.espacio
    enlace, _secreto = emitir_enlace(actor=coordinadora, usuario=usuario)
    assert list(EnlacePersonal.objects.vivos()) == [enlace]


def test_giving_access_again_changes_nothing(coordinadora, integrante):
    primera = dar(coordinadora, integrante)
    assert dar(coordinadora, integrante) == primera
    assert Asignacion.objects.filter(usuario=primera.usuario).count() == 1


def test_account_of_that_name_without_person_is_taken_over(coordinadora, integrante, comite):
    persona = integrante.persona
    cuenta = UsuarioFactory(nombres="TEODORA", apellidos=f"Huaman {persona.apellido_materno}", email="")
    AsignacionFactory(usuario=cuenta, rol=Rol.LIDER_COMITE, comite=comite, espacio=comite.espacio)
    acceso = dar(coordinadora, integrante)
    assert acceso.usuario == cuenta


def test_leaving_ends_the_access_and_keeps_the_account(coordinadora, integrante):
    acceso = dar(coordinadora, integrante)
    Asignacion.objects.update(desde=date(2026, 4, 1))
    retirar_integrante(actor=coordinadora, integrante=integrante, version=1, fecha=HOY, motivo="renuncia")
    usuario = Usuario.objects.get(pk=acceso.usuario_id)
    assert (usuario.is_active, usuario.asignaciones_vigentes) == (True, [])
    assert usuario.asignaciones.get().hasta == date(2026, 11, 21)


def test_leaving_on_the_day_of_the_access_ends_it_too(coordinadora, integrante):
    acceso = dar(coordinadora, integrante)
    retirar_integrante(actor=coordinadora, integrante=integrante, version=1, fecha=HOY, motivo="mudanza")
    assert Usuario.objects.get(pk=acceso.usuario_id).asignaciones_vigentes == []


def test_who_comes_back_gets_a_new_assignment_and_keeps_the_old_one(coordinadora, integrante, comite):
    acceso = dar(coordinadora, integrante)
    retirar_integrante(actor=coordinadora, integrante=integrante, version=1, fecha=HOY, motivo="renuncia")
    vuelta = IntegranteFactory(comite=comite, persona=integrante.persona, desde=HOY)
    nuevo = dar(coordinadora, vuelta)
    assert nuevo.usuario == acceso.usuario
    assert [a.activa for a in acceso.usuario.asignaciones.order_by("pk")] == [False, True]


def test_leaving_one_committee_keeps_the_access_to_another(coordinadora, integrante):
    acceso = dar(coordinadora, integrante)
    otro = IntegranteFactory(persona=integrante.persona).comite
    AsignacionFactory(usuario=acceso.usuario, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    retirar_integrante(actor=coordinadora, integrante=integrante, version=1, fecha=HOY, motivo="renuncia")
    vigentes = Usuario.objects.get(pk=acceso.usuario_id).asignaciones_vigentes
    assert [a.comite_id for a in vigentes] == [otro.pk]


@pytest.mark.parametrize("cambio", ["salio", "nina"])
def test_who_left_or_is_a_child_gets_no_access(coordinadora, integrante, cambio):
    if cambio == "salio":
        retirar_integrante(actor=coordinadora, integrante=integrante, version=1, fecha=HOY, motivo="renuncia")
    else:
        integrante.persona.fecha_nacimiento = date(2014, 1, 1)
        integrante.persona.save()
    with pytest.raises(ValidationError):
        dar(coordinadora, integrante)
    assert Asignacion.objects.filter(rol=Rol.LIDER_COMITE).count() == 0


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.LIDER_COMITE])
def test_who_may_not_issue_links_gives_no_access(comite, integrante, rol):
    lugar = comite if rol == Rol.LIDER_COMITE else comite.espacio.comisaria
    with pytest.raises(PermissionDenied):
        dar(usuario_con_rol(rol, lugar), integrante)
