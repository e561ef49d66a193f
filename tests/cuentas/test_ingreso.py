"""Signing in and out: password, second factor, limits of the session, where one lands."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth import get_user_model
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from comunes.bitacora import historial
from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.roles import Rol
from tests.cuentas.apoyo import codigo_de_ahora, esta_dentro, ingresar, poner_codigo, poner_contrasena
from tests.cuentas.conftest import CLAVE
from tests.fabricas.cuentas import SegundoFactorFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.territorio import MunicipalidadFactory

pytestmark = pytest.mark.django_db
INICIO = "/inicio/"
FORMULARIO = "/espacios/nuevo/"


def test_password_alone_does_not_open_an_account_with_a_second_factor(client, coordinadora):
    respuesta = poner_contrasena(client, coordinadora.email)
    assert respuesta["Location"] == reverse("mfa_authenticate")
    assert not esta_dentro(client)


def test_password_and_code_open_the_account_and_are_noted(client, coordinadora):
    respuesta = ingresar(client, coordinadora)
    assert (respuesta.status_code, respuesta["Location"]) == (302, INICIO)
    assert esta_dentro(client)
    assert [e.accion for e in historial(coordinadora)] == ["ingreso"]


def test_email_is_accepted_in_capitals(client, coordinadora):
    respuesta = poner_contrasena(client, coordinadora.email.upper())
    assert respuesta["Location"] == reverse("mfa_authenticate")


def test_session_id_changes_on_the_way_in(client, coordinadora):
    poner_contrasena(client, coordinadora.email)
    antes = client.session.session_key
    poner_codigo(client, codigo_de_ahora())
    assert client.session.session_key != antes


def test_code_opens_only_once(client, otro_lugar, coordinadora):
    codigo = codigo_de_ahora()
    poner_contrasena(client, coordinadora.email)
    poner_contrasena(otro_lugar, coordinadora.email)
    poner_codigo(client, codigo)
    respuesta = poner_codigo(otro_lugar, codigo)
    assert respuesta.status_code == 422
    assert esta_dentro(client)
    assert not esta_dentro(otro_lugar)


@pytest.mark.parametrize("clave", ["", "otra cosa distinta", CLAVE + " "])
def test_wrong_password_keeps_the_email_and_says_nothing_more(client, coordinadora, clave):
    respuesta = poner_contrasena(client, coordinadora.email, clave)
    desconocida = poner_contrasena(client, "nadie@ejemplo.pe", clave)
    assert (respuesta.status_code, desconocida.status_code) == (422, 422)
    assert respuesta.context["form"]["login"].value() == coordinadora.email
    assert respuesta.context["form"].errors == desconocida.context["form"].errors


def test_deactivated_account_is_told_so_only_with_its_password(client, coordinadora):
    coordinadora.is_active = False
    coordinadora.save()
    assert poner_contrasena(client, coordinadora.email, "otra cosa").status_code == 422
    respuesta = poner_contrasena(client, coordinadora.email)
    assert respuesta["Location"] == reverse("account_inactive")
    assert client.get(respuesta["Location"]).status_code == 200
    assert not esta_dentro(client)


@pytest.mark.parametrize(
    "ajena", ["https://malo.example/", "//malo.example", "/\\malo.example", "javascript:alert(1)"]
)
def test_next_never_leaves_the_site(client, coordinadora, ajena):
    poner_contrasena(client, coordinadora.email, next=ajena)
    assert poner_codigo(client, codigo_de_ahora())["Location"] == INICIO


def test_next_comes_back_to_the_page_asked_for(client, coordinadora):
    poner_contrasena(client, coordinadora.email, next="/cuenta/?x=1")
    assert poner_codigo(client, codigo_de_ahora())["Location"] == "/cuenta/?x=1"


def test_sign_out_is_a_post(client, coordinadora):
    ingresar(client, coordinadora)
    client.get(reverse("account_logout"))
    assert esta_dentro(client)
    client.post(reverse("account_logout"))
    assert not esta_dentro(client)


def test_there_is_no_sign_up(client):
    assert client.get("/cuenta/signup/").status_code == 404
    assert get_user_model().objects.count() == 0


# The second factor is enrolled before the first page ------------------------------------------------


@pytest.fixture
def sin_factor(db):
    usuario = usuario_con_rol(Rol.RESPONSABLE_NACIONAL, segundo_factor=False)
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


@pytest.mark.parametrize("ruta", ["/", "/inicio/", "/admin/", "/cuenta/", "/no-existe-nada/"])
def test_nobody_passes_before_enrolling(client, sin_factor, ruta):
    poner_contrasena(client, sin_factor.email)
    assert esta_dentro(client)
    respuesta = client.get(ruta)
    if ruta == "/no-existe-nada/":
        assert respuesta.status_code == 404
    else:
        assert respuesta["Location"] == reverse("cuentas:inscribir-segundo-factor")


def test_posts_do_not_pass_either(client, sin_factor):
    poner_contrasena(client, sin_factor.email)
    respuesta = client.post(reverse("cuentas:salir-de-todas-partes"))
    assert respuesta["Location"] == reverse("cuentas:inscribir-segundo-factor")


def test_enrolment_health_and_way_out_stay_open(client, sin_factor):
    poner_contrasena(client, sin_factor.email)
    rutas = [
        "cuentas:inscribir-segundo-factor",
        "mfa_activate_totp",
        "mfa_add_webauthn",
        "comunes:salud-vivo",
    ]
    assert [client.get(reverse(r)).status_code for r in rutas] == [200, 200, 200, 200]
    client.post(reverse("account_logout"))
    assert not esta_dentro(client)


def inscribir(client, usuario):
    """Enrol an app as people do; return the answer and the app's secret."""
    poner_contrasena(client, usuario.email)
    secreto = client.get(reverse("mfa_activate_totp")).context["form"].secret
    return client.post(reverse("mfa_activate_totp"), {"code": codigo_de_ahora(secreto)}), secreto


@pytest.mark.django_db(transaction=True)
def test_enrolling_an_app_opens_the_way_and_shows_the_backup_codes(client, sin_factor):
    respuesta, _ = inscribir(client, sin_factor)
    assert respuesta["Location"] == reverse("mfa_view_recovery_codes")
    codigos = client.get(respuesta["Location"]).context["codigos"]
    assert len(codigos) == 10
    assert client.get(reverse("cuentas:mi-cuenta")).status_code == 200
    assert "segundo-factor-agregado" in [e.accion for e in historial(sin_factor)]
    assert [m.to for m in mail.outbox] == [[sin_factor.email]]


def test_backup_code_opens_once(client, sin_factor):
    inscribir(client, sin_factor)
    codigo = client.get(reverse("mfa_view_recovery_codes")).context["codigos"][0]
    client.post(reverse("account_logout"))
    poner_contrasena(client, sin_factor.email)
    assert poner_codigo(client, codigo).status_code == 302
    client.post(reverse("account_logout"))
    poner_contrasena(client, sin_factor.email)
    assert poner_codigo(client, codigo).status_code == 422


def test_secret_of_the_app_is_not_readable_in_the_database(client, sin_factor):
    _, secreto = inscribir(client, sin_factor)
    guardado = [f.data for f in sin_factor.authenticator_set.all()]
    assert secreto not in str(guardado)


@pytest.mark.django_db(transaction=True)
def test_password_alone_does_not_profit_from_a_factor_enrolled_elsewhere(client, otro_lugar, sin_factor):
    poner_contrasena(otro_lugar, sin_factor.email)
    inscribir(client, sin_factor)
    assert client.get("/cuenta/").status_code == 200
    assert otro_lugar.get("/cuenta/segundo-paso/inscribir/").status_code == 302
    assert not esta_dentro(otro_lugar)


def test_session_without_the_factor_signs_in_again_with_it(client, sin_factor):
    poner_contrasena(client, sin_factor.email)
    SegundoFactorFactory(user=sin_factor)
    assert client.get("/cuenta/segundo-paso/inscribir/")["Location"] == reverse("account_login")
    assert not esta_dentro(client)


def test_last_factor_cannot_be_taken_away(client, coordinadora):
    ingresar(client, coordinadora)
    respuesta = client.post(reverse("mfa_deactivate_totp"))
    assert respuesta.status_code == 422
    assert coordinadora.authenticator_set.count() == 1


def test_sample_account_enters_without_factor_only_with_sample_data(client, sin_factor, settings):
    settings.EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO = False
    sin_factor.de_ejemplo = True
    sin_factor.save()
    poner_contrasena(client, sin_factor.email)
    puerta = reverse("cuentas:inscribir-segundo-factor")
    assert client.get(reverse("cuentas:mi-cuenta")).headers.get("Location") == puerta
    marcar_datos_de_ejemplo()
    assert client.get(reverse("cuentas:mi-cuenta")).status_code == 200
    settings.EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO = True
    assert client.get(reverse("cuentas:mi-cuenta")).headers.get("Location") == puerta


def test_admin_has_no_login_of_its_own(client, coordinadora):
    respuesta = client.get("/admin/login/?next=/admin/")
    assert respuesta["Location"] == "/cuenta/ingresar/?next=/admin/"
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 302
    assert client.get("/admin/", follow=True).redirect_chain[-1] == ("/cuenta/ingresar/?next=/admin/", 302)


# Limits of the session ------------------------------------------------------------------------------


def test_idle_half_hour_ends_the_session_and_comes_back_to_the_page(client, coordinadora):
    ahora = timezone.now()
    with time_machine.travel(ahora, tick=False) as reloj:
        ingresar(client, coordinadora)
        reloj.shift(timedelta(minutes=29))
        assert client.get("/cuenta/").status_code == 200
        reloj.shift(timedelta(minutes=30))
        respuesta = client.get("/cuenta/?a=1")
    assert respuesta["Location"] == "/cuenta/ingresar/?next=/cuenta/%3Fa%3D1"
    assert not esta_dentro(client)


def test_twelve_hours_end_the_session_however_busy(client, coordinadora):
    ahora = timezone.now()
    with time_machine.travel(ahora, tick=False) as reloj:
        ingresar(client, coordinadora)
        estados = []
        for _ in range(36):
            reloj.shift(timedelta(minutes=20))
            estados.append(client.get("/cuenta/").status_code)
    assert estados == [200] * 35 + [302]


def test_what_was_being_sent_survives_the_session(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        ingresar(client, coordinadora)
        reloj.shift(timedelta(minutes=31))
        respuesta = client.post(FORMULARIO, {"nombre": "Parque", "password1": "x", "riesgo": ["1", "2"]})
        assert respuesta["Location"] == "/cuenta/ingresar/?next=/cuenta/continuar/"
        poner_contrasena(client, coordinadora.email, next="/cuenta/continuar/")
        assert poner_codigo(client, codigo_de_ahora())["Location"] == "/cuenta/continuar/"
    envio = client.get("/cuenta/continuar/").context["envio"]
    assert envio["campos"] == [["nombre", "Parque"], ["riesgo", "1"], ["riesgo", "2"]]
    enviado = client.post(envio["ruta"], dict(envio["campos"]))
    assert enviado.context["form"]["nombre"].value() == "Parque"
    assert client.get("/cuenta/continuar/")["Location"] == INICIO


def test_what_was_being_sent_is_for_its_owner_only(client, coordinadora):
    otra = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory())
    otra.set_password(CLAVE)
    otra.save()
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        ingresar(client, coordinadora)
        reloj.shift(timedelta(minutes=31))
        client.post(FORMULARIO, {"nombre": "Parque"})
        ingresar(client, otra)
    assert client.get("/cuenta/continuar/")["Location"] == INICIO


def test_secrets_of_the_own_account_are_not_kept(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        ingresar(client, coordinadora)
        reloj.shift(timedelta(minutes=31))
        respuesta = client.post(reverse("account_change_password"), {"oldpassword": CLAVE, "x": "y"})
    assert respuesta["Location"].startswith("/cuenta/ingresar/")
    assert "envio_pendiente" not in client.session


def test_htmx_gets_the_door_as_a_page(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        ingresar(client, coordinadora)
        reloj.shift(timedelta(minutes=31))
        cabeceras = {"HX-Request": "true", "HX-Current-URL": "http://testserver/cuenta/?p=2"}
        respuesta = client.get("/cuenta/", headers=cabeceras)
    assert (respuesta.status_code, respuesta["HX-Redirect"]) == (
        204,
        "/cuenta/ingresar/?next=/cuenta/%3Fp%3D2",
    )


def test_signing_out_everywhere_ends_the_other_session(client, otro_lugar, coordinadora):
    ingresar(client, coordinadora)
    poner_contrasena(otro_lugar, coordinadora.email)
    poner_codigo(otro_lugar, codigo_de_ahora(corrimiento=1))
    assert otro_lugar.get("/cuenta/").status_code == 200
    client.post("/cuenta/salir-de-todas-partes/")
    assert otro_lugar.get("/cuenta/").status_code == 302
    assert client.get("/cuenta/").status_code == 302


def test_deactivation_ends_open_sessions(client, coordinadora):
    ingresar(client, coordinadora)
    coordinadora.is_active = False
    coordinadora.save()
    assert client.get("/cuenta/").status_code == 302


def test_signed_in_pages_are_not_stored(client, coordinadora):
    ingresar(client, coordinadora)
    assert "no-store" in client.get("/cuenta/")["Cache-Control"]


def test_account_without_role_signs_in_and_sees_only_its_account(client):
    usuario = UsuarioFactory()
    usuario.set_password(CLAVE)
    usuario.save()
    poner_contrasena(client, usuario.email)
    assert client.get("/cuenta/").status_code == 200
    assert client.get("/inicio/").status_code == 403
