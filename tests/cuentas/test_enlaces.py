"""Leaders' accounts, links and devices: issued in scope, used once, revoked at will."""

from datetime import timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comunes.bitacora import historial
from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal
from cuentas.roles import Rol
from cuentas.secretos import huella
from cuentas.services import (
    crear_lider,
    emitir_enlace,
    estrenar_enlace,
    revocar_dispositivo,
    revocar_enlace,
)
from cuentas.services.enlaces import EnlaceNoSirve
from tests.apoyo import entrar
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import AsignacionFactory, usuario_con_rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def comite():
    return ComiteFactory()


@pytest.fixture
def coordinadora(comite):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


@pytest.fixture
def lider(comite):
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


def crear(actor, comite, nombres="Teodora", apellidos="Huamán Ccallo"):
    return crear_lider(
        actor=actor, nombres=nombres, apellidos=apellidos, comite=comite, espacio=comite.espacio
    )


def test_leader_account_is_tied_to_committee_and_space(comite, coordinadora):
    lider = crear(coordinadora, comite, nombres="  Teodora ")
    asignacion = Asignacion.objects.get(usuario=lider)
    assert (asignacion.rol, asignacion.comite_id, asignacion.espacio_id) == (
        Rol.LIDER_COMITE,
        comite.pk,
        comite.espacio_id,
    )
    assert lider.get_full_name() == "Teodora Huamán Ccallo"
    assert not lider.has_usable_password()
    assert [e.accion for e in historial(lider)] == ["lider-creado"]


def test_leader_account_outside_the_scope_is_refused(coordinadora):
    with pytest.raises(PermissionDenied):
        crear(coordinadora, ComiteFactory())


def test_leader_with_the_same_name_is_refused(comite, coordinadora):
    crear(coordinadora, comite)
    with pytest.raises(ValidationError) as error:
        crear(coordinadora, comite, nombres="TEODORA", apellidos="Huaman  Ccallo")
    assert list(error.value.message_dict) == ["nombres"]


def test_link_keeps_only_the_fingerprint(lider, coordinadora):
    enlace, secreto = emitir_enlace(actor=coordinadora, usuario=lider)
    assert enlace.huella == huella(secreto)
    assert len(secreto) == 32
    assert secreto not in str(enlace.__dict__)
    assert enlace.vence - enlace.creado == timedelta(days=7)


def test_new_link_revokes_the_unused_one(lider, coordinadora):
    primero, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    segundo, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    assert list(EnlacePersonal.objects.vivos()) == [segundo]
    primero.refresh_from_db()
    assert primero.situacion == "Anulado"


def test_link_for_a_leader_of_another_municipality_is_refused(coordinadora):
    ajeno = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    with pytest.raises(PermissionDenied):
        emitir_enlace(actor=coordinadora, usuario=ajeno)


def test_link_for_somebody_with_a_staff_role_besides_is_refused(lider, coordinadora, comite):
    AsignacionFactory(
        usuario=lider, rol=Rol.COORDINADOR_MUNICIPAL, municipalidad=comite.espacio.municipalidad
    )
    with pytest.raises(ValidationError):
        emitir_enlace(actor=coordinadora, usuario=lider)


def test_link_opens_once(lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    confiable, secreto = estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")
    assert confiable.huella == huella(secreto)
    assert confiable.vence - confiable.creado >= timedelta(days=29, hours=23)
    with pytest.raises(EnlaceNoSirve):
        estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")
    assert DispositivoConfiable.objects.count() == 1


def test_link_past_its_week_does_not_open(lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    with time_machine.travel(timezone.now() + timedelta(days=7, seconds=1)), pytest.raises(EnlaceNoSirve):
        estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")


def test_revoked_link_does_not_open(lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    revocar_enlace(actor=coordinadora, enlace=enlace)
    with pytest.raises(EnlaceNoSirve):
        estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")


def test_link_of_a_deactivated_leader_does_not_open(lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    lider.is_active = False
    lider.save()
    lider = type(lider).objects.get(pk=lider.pk)
    with pytest.raises(EnlaceNoSirve):
        estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")


FACILES = ["123456", "000000", "654321", "111222", "121212", "123123", "890123", "112233"]
MALFORMADOS = ["", "12345", "1234567", "12a456", "１２３９４７"]


@pytest.mark.parametrize("pin", FACILES + MALFORMADOS)
def test_easy_or_malformed_pin_is_refused_and_keeps_the_link(pin, lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    with pytest.raises(ValidationError) as error:
        estrenar_enlace(actor=lider, enlace=enlace, pin=pin, dispositivo="Chrome")
    assert list(error.value.message_dict) == ["pin"]
    assert EnlacePersonal.objects.vivos().count() == 1


def test_revoking_a_device_changes_the_session_seal(lider, coordinadora):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    confiable, _ = estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")
    antes = lider.get_session_auth_hash()
    revocar_dispositivo(actor=coordinadora, dispositivo=confiable)
    lider.refresh_from_db()
    assert lider.get_session_auth_hash() != antes
    assert list(DispositivoConfiable.objects.vivos()) == []


def test_device_of_another_municipality_cannot_be_revoked(lider, coordinadora, comite):
    enlace, _ = emitir_enlace(actor=coordinadora, usuario=lider)
    confiable, _ = estrenar_enlace(actor=lider, enlace=enlace, pin="270413", dispositivo="Chrome")
    otra = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, ComiteFactory().espacio.municipalidad)
    with pytest.raises(PermissionDenied):
        revocar_dispositivo(actor=otra, dispositivo=confiable)
    assert list(DispositivoConfiable.objects.visible_to(otra)) == []
    assert list(DispositivoConfiable.objects.visible_to(coordinadora)) == [confiable]


@pytest.fixture
def mudada(comite):
    """A leader whose office here is over, and who now leads a committee elsewhere."""
    usuario = usuario_con_rol(Rol.LIDER_COMITE, comite)
    ayer = timezone.localdate() - timedelta(days=1)
    usuario.asignaciones.update(desde=ayer - timedelta(days=30), hasta=ayer)
    otro = ComiteFactory()
    AsignacionFactory(usuario=usuario, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    return usuario


def test_a_former_leader_is_no_longer_in_scope(coordinadora, mudada, comite):
    """Issuing her a link would open another municipality's committee."""
    anterior = mudada.asignaciones.get(comite=comite)
    with pytest.raises(PermissionDenied):
        emitir_enlace(actor=coordinadora, usuario=mudada)
    assert not Asignacion.objects.visible_to(coordinadora, Permiso.ENLACE_EMITIR).filter(pk=anterior.pk)
    assert not EnlacePersonal.objects.exists()


def test_account_with_another_role_gets_words_instead_of_a_link(client, coordinadora, lider):
    AsignacionFactory(usuario=lider, rol=Rol.RESPONSABLE_NACIONAL)
    asignacion = lider.asignaciones.get(rol=Rol.LIDER_COMITE)
    entrar(client, coordinadora)
    respuesta = client.post(reverse("cuentas:enlace-emitir", args=[asignacion.pk]), follow=True)
    assert respuesta.status_code == 200
    assert [str(m) for m in respuesta.context["messages"]] == [
        "Esta cuenta no entra con enlace personal: no lidera un comité hoy."
    ]


def test_link_that_would_open_a_committee_elsewhere_is_refused(coordinadora, lider):
    """Whoever issues a link could use it: it must open nothing that the issuer does not coordinate."""
    otro = ComiteFactory()
    AsignacionFactory(usuario=lider, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    with pytest.raises(ValidationError, match="fuera de su ámbito"):
        emitir_enlace(actor=coordinadora, usuario=lider)
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    assert emitir_enlace(actor=nacional, usuario=lider)[0].usuario == lider
