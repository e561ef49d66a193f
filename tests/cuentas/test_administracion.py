"""Accounts by those who administer them: made, corrected, moved, switched off, handed over."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from comunes.bitacora import historial
from comunes.versiones import ConflictoDeEdicion
from cuentas import entregas
from cuentas.enums import Permiso
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from cuentas.services import (
    Funcion,
    asignar,
    cambiar_asignacion,
    cerrar_asignacion,
    crear_usuario,
    desactivar_usuario,
    editar_usuario,
    entregar_trabajo,
    invitar,
    quitar_segundo_paso,
    reactivar_usuario,
)
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.cuentas.conftest import acciones, vigentes
from tests.cuentas.test_frenos import a_la_vez
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import (
    AsignacionFactory,
    DispositivoConfiableFactory,
    EnlacePersonalFactory,
    UsuarioFactory,
    usuario_con_rol,
)
from tests.fabricas.territorio import MunicipalidadFactory

RAIZ = "https://espacioseguro.example/"
LISTA = reverse("admin:cuentas_usuario_changelist")
NUEVA = reverse("admin:cuentas_usuario_add")


@pytest.fixture
def coordinadora(municipalidad):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, municipalidad)


# Services -------------------------------------------------------------------------------------------


def test_account_is_made_with_its_role_and_invited(admin, municipalidad, django_capture_on_commit_callbacks):
    funcion = Funcion(Rol.COORDINADOR_MUNICIPAL, municipalidad=municipalidad.pk)
    with django_capture_on_commit_callbacks(execute=True):
        usuario = crear_usuario(
            actor=admin,
            nombres=" Yesenia ",
            apellidos="Ruiz",
            email="Y.Ruiz@Muni.gob.pe",
            funciones=[funcion],
            raiz=RAIZ,
        )
    assert (usuario.nombres, usuario.email, usuario.identificador) == (
        "Yesenia",
        "y.ruiz@muni.gob.pe",
        "y.ruiz@muni.gob.pe",
    )
    assert not usuario.has_usable_password()
    assert vigentes(usuario) == [f"Coordinación municipal, {municipalidad}"]
    assert [m.to for m in mail.outbox] == [["y.ruiz@muni.gob.pe"]]
    assert f"{RAIZ}cuenta/contrasena/nueva/" in mail.outbox[0].body
    assert sorted(acciones(usuario)) == ["cuenta-creada", "funcion-asignada", "invitacion-enviada"]


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"email": ""}, "email"),
        ({"email": "no es un correo"}, "email"),
        ({"email": "REPETIDA@ejemplo.pe"}, "email"),
        ({"nombres": ""}, "nombres"),
        ({"nombres": "x" * 81}, "nombres"),
    ],
)
def test_bad_data_makes_no_account(admin, datos, campo):
    UsuarioFactory(identificador="repetida@ejemplo.pe")
    antes = Usuario.objects.count()
    completos = {"nombres": "Ana", "apellidos": "Paz", "email": "ana@ejemplo.pe", **datos}
    with pytest.raises(ValidationError) as error:
        crear_usuario(actor=admin, **completos)
    assert list(error.value.message_dict) == [campo]
    assert Usuario.objects.count() == antes


@pytest.mark.parametrize("rol", [r for r in Rol if r != Rol.LIDER_COMITE])
def test_only_those_who_administer_accounts_make_them(rol, municipalidad):
    actor = hacer_lugares().propio.usuario(rol)
    datos = {"nombres": "Ana", "apellidos": "Paz", "email": "ana@ejemplo.pe"}
    if actor.tiene(Permiso.CUENTA_ADMINISTRAR):
        assert crear_usuario(actor=actor, **datos).pk
    else:
        with pytest.raises(PermissionDenied):
            crear_usuario(actor=actor, **datos)


def test_role_without_its_place_is_refused(admin):
    with pytest.raises(ValidationError):
        asignar(actor=admin, usuario=UsuarioFactory(), funcion=Funcion(Rol.COORDINADOR_MUNICIPAL))


def test_leader_role_is_not_given_here(admin):
    with pytest.raises(ValidationError):
        asignar(actor=admin, usuario=UsuarioFactory(), funcion=Funcion(Rol.LIDER_COMITE))


def test_same_role_twice_is_refused(admin, coordinadora, municipalidad):
    funcion = Funcion(Rol.COORDINADOR_MUNICIPAL, municipalidad=municipalidad.pk)
    with pytest.raises(ValidationError):
        asignar(actor=admin, usuario=coordinadora, funcion=funcion)


def test_nobody_gives_themselves_a_role(admin):
    with pytest.raises(PermissionDenied):
        asignar(actor=admin, usuario=admin, funcion=Funcion(Rol.RESPONSABLE_NACIONAL))


def test_moving_ends_one_role_and_opens_another(admin, coordinadora):
    nueva = MunicipalidadFactory()
    cambiar_asignacion(
        actor=admin,
        asignacion=coordinadora.asignaciones.get(),
        funcion=Funcion(Rol.COORDINADOR_MUNICIPAL, municipalidad=nueva.pk),
    )
    assert vigentes(coordinadora) == [f"Coordinación municipal, {nueva}"]
    vieja = coordinadora.asignaciones.get(activa=False)
    assert vieja.hasta == timezone.localdate()


def test_last_technical_administrator_stays(admin):
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    funcion = admin.asignaciones.get()
    hasta = Funcion(Rol.ADMINISTRADOR_TECNICO, hasta=timezone.localdate() + timedelta(days=3))
    intentos = [
        lambda: desactivar_usuario(actor=nacional, usuario=admin),
        lambda: cerrar_asignacion(actor=nacional, asignacion=funcion),
        lambda: cambiar_asignacion(actor=nacional, asignacion=funcion, funcion=hasta),
        lambda: cambiar_asignacion(actor=nacional, asignacion=funcion, funcion=Funcion(Rol.AUDITOR)),
    ]
    for intento in intentos:
        with pytest.raises(ValidationError):
            intento()
    assert vigentes(admin) == ["Administración técnica, ocho regiones"]
    assert Usuario.objects.get(pk=admin.pk).is_active


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_switch_each_other_off_at_once(admin, otra):
    pares = [(admin, otra), (otra, admin)]

    def apagar(n):
        actor, usuario = (Usuario.objects.get(pk=u.pk) for u in pares[n])
        try:
            desactivar_usuario(actor=actor, usuario=usuario)
        except (ValidationError, PermissionDenied):
            return "no"
        return "si"

    assert a_la_vez(2, apagar) == ["no", "si"]
    assert Usuario.objects.filter(is_active=True).count() == 1


def test_switched_off_account_loses_links_and_phones(admin):
    lider = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    EnlacePersonalFactory(usuario=lider)
    DispositivoConfiableFactory(usuario=lider)
    desactivar_usuario(actor=admin, usuario=lider)
    assert (lider.enlaces.vivos().count(), lider.dispositivos.vivos().count()) == (0, 0)
    reactivar_usuario(actor=admin, usuario=lider)
    assert Usuario.objects.get(pk=lider.pk).is_active
    assert acciones(lider) == ["cuenta-reactivada", "cuenta-desactivada"]


def test_nobody_switches_themselves_off(admin, otra):
    with pytest.raises(PermissionDenied):
        desactivar_usuario(actor=admin, usuario=admin)


def test_edit_tells_the_old_address_and_refuses_a_stale_version(
    admin, coordinadora, django_capture_on_commit_callbacks
):
    vieja = coordinadora.email
    datos = {"nombres": "Yesenia", "apellidos": "Ruiz", "email": "nueva@ejemplo.pe"}
    with django_capture_on_commit_callbacks(execute=True):
        editar_usuario(actor=admin, usuario=coordinadora, version=1, **datos)
    assert [m.to for m in mail.outbox] == [[vieja]]
    assert Usuario.objects.get(pk=coordinadora.pk).identificador == "nueva@ejemplo.pe"
    with pytest.raises(ConflictoDeEdicion):
        editar_usuario(actor=admin, usuario=coordinadora, version=1, **datos)


def test_taking_the_second_factor_away_ends_sessions_and_tells_the_owner(
    admin, coordinadora, client, django_capture_on_commit_callbacks
):
    entrar(client, coordinadora)
    with django_capture_on_commit_callbacks(execute=True):
        quitar_segundo_paso(actor=admin, usuario=coordinadora)
    assert client.get("/cuenta/").status_code == 302
    assert coordinadora.authenticator_set.count() == 0
    assert [m.to for m in mail.outbox] == [[coordinadora.email]]


def test_invitation_link_sets_the_password_once(
    admin, coordinadora, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        invitar(actor=admin, usuario=coordinadora, raiz="http://testserver/")
    ruta = next(linea for linea in mail.outbox[0].body.splitlines() if linea.startswith("http"))
    formulario = client.get(ruta, follow=True).redirect_chain[-1][0]
    clave = "cuatro palabras sin orden"
    respuesta = client.post(formulario, {"password1": clave, "password2": clave})
    assert respuesta["Location"] == reverse("account_login")
    coordinadora.refresh_from_db()
    assert coordinadora.check_password(clave)
    assert "ya no sirve" in client.get(ruta).content.decode()


# Hand-over ------------------------------------------------------------------------------------------


def test_work_passes_in_one_step(admin, coordinadora, municipalidad):
    segunda = MunicipalidadFactory()
    AsignacionFactory(usuario=coordinadora, rol=Rol.COORDINADOR_MUNICIPAL, municipalidad=segunda)
    nueva = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, segunda)
    antes = vigentes(coordinadora)
    assert entregar_trabajo(actor=admin, de=coordinadora, a=nueva, desactivar=True) == 1
    assert vigentes(nueva) == antes
    assert Usuario.objects.get(pk=coordinadora.pk).asignaciones.vigentes().count() == 0
    assert not Usuario.objects.get(pk=coordinadora.pk).is_active
    assert acciones(coordinadora) == ["cuenta-desactivada", "trabajo-entregado"]
    assert acciones(nueva) == ["trabajo-recibido"]


def test_what_upper_apps_registered_passes_too_or_nothing_does(admin, coordinadora, monkeypatch):
    monkeypatch.setattr(entregas, "_traspasos", {})
    nueva = UsuarioFactory()
    vistos = []
    entregas.registrar_traspaso("fichas", lambda *, actor, de, a: vistos.append((de, a)) or 3)
    entregar_trabajo(actor=admin, de=coordinadora, a=nueva, desactivar=False)
    assert vistos == [(coordinadora, nueva)]
    assert historial(nueva)[0].datos["fichas"] == 3

    def romper(**_):
        raise ValidationError("no")

    entregas.registrar_traspaso("rota", romper)
    otra = UsuarioFactory()
    antes = vigentes(nueva)
    with pytest.raises(ValidationError):
        entregar_trabajo(actor=admin, de=nueva, a=otra, desactivar=True)
    assert (vigentes(nueva), vigentes(otra)) == (antes, [])
    assert Usuario.objects.get(pk=nueva.pk).is_active


def test_hand_over_is_refused_where_it_makes_no_sense(admin, coordinadora):
    lider = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    inactiva = UsuarioFactory(is_active=False)
    sin_nada = UsuarioFactory()
    for de, a in [
        (coordinadora, inactiva),
        (coordinadora, coordinadora),
        (coordinadora, lider),
        (lider, coordinadora),
        (sin_nada, coordinadora),
    ]:
        with pytest.raises(ValidationError):
            entregar_trabajo(actor=admin, de=de, a=a, desactivar=True)
    with pytest.raises(PermissionDenied):
        entregar_trabajo(actor=admin, de=coordinadora, a=admin, desactivar=False)


def test_leader_hands_over_to_a_new_leader(admin):
    comite = ComiteFactory()
    lider = usuario_con_rol(Rol.LIDER_COMITE, comite)
    nueva = UsuarioFactory(email="", identificador="lider-nueva")
    entregar_trabajo(actor=admin, de=lider, a=nueva, desactivar=True)
    asignacion = Asignacion.objects.vigentes().get(usuario=nueva)
    assert (asignacion.comite_id, asignacion.espacio_id) == (comite.pk, comite.espacio_id)
