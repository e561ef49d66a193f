"""The register of WhatsApp groups."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comites.services import actualizar_grupo, cerrar_grupo, registrar_grupo_whatsapp
from comites.services.grupos import DatosGrupo
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from tests.comites.conftest import HOY
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]
DATOS = DatosGrupo("987 654 321", 34, date(2026, 4, 1), date(2026, 11, 20))


@pytest.fixture
def grupo(comite, coordinadora):
    return registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS)


def test_group_is_registered_with_a_clean_phone(grupo, comite):
    assert (grupo.comite, grupo.celular_administrador, grupo.miembros) == (comite, "+51987654321", 34)


def test_second_open_group_is_refused_until_the_first_is_closed(grupo, comite, coordinadora):
    with pytest.raises(ValidationError):
        registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS)
    cerrar_grupo(actor=coordinadora, grupo=grupo, version=1, fecha=HOY)
    assert registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=DATOS).pk != grupo.pk


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        (DatosGrupo(celular_administrador="98745612"), "celular_administrador"),
        (DatosGrupo(miembros=0), "miembros"),
        (DatosGrupo(miembros=1025), "miembros"),
        (DatosGrupo(abierto=HOY + timedelta(days=1)), "abierto"),
        (DatosGrupo(ultimo_mensaje=HOY + timedelta(days=1)), "ultimo_mensaje"),
        (DatosGrupo(abierto=date(2026, 5, 1), ultimo_mensaje=date(2026, 4, 30)), "ultimo_mensaje"),
    ],
)
def test_wrong_value_is_named(comite, coordinadora, datos, campo):
    with pytest.raises(ValidationError) as error:
        registrar_grupo_whatsapp(actor=coordinadora, comite=comite, datos=datos)
    assert list(error.value.message_dict) == [campo]


def test_stale_update_is_a_conflict(grupo, coordinadora):
    actualizar_grupo(actor=coordinadora, grupo=grupo, version=1, datos=DatosGrupo(miembros=40))
    with pytest.raises(ConflictoDeEdicion):
        actualizar_grupo(actor=coordinadora, grupo=grupo, version=1, datos=DatosGrupo(miembros=41))
    grupo.refresh_from_db()
    assert (grupo.miembros, grupo.version) == (40, 2)


def test_closed_group_does_not_change(grupo, coordinadora):
    cerrar_grupo(actor=coordinadora, grupo=grupo, version=1, fecha=HOY)
    with pytest.raises(ValidationError):
        actualizar_grupo(actor=coordinadora, grupo=grupo, version=2, datos=DATOS)


def test_who_only_reads_registers_no_group(comite):
    promotora = usuario_con_rol(Rol.PROMOTOR_OPC, comite.espacio.comisaria)
    with pytest.raises(PermissionDenied):
        registrar_grupo_whatsapp(actor=promotora, comite=comite, datos=DATOS)
