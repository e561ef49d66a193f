"""Passwords: long enough for what else guards the account, and not what guessing starts with."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from time_machine import travel

from cuentas.models import Usuario
from cuentas.pin import es_facil
from tests.apoyo import consultas
from tests.cuentas.apoyo import ingresar
from tests.cuentas.conftest import CLAVE
from tests.fabricas.cuentas import UsuarioFactory

pytestmark = pytest.mark.django_db
NUEVA = "jirafa marea once cobre"


def errores(clave, usuario=None):
    try:
        validate_password(clave, usuario)
    except ValidationError as error:
        return {e.code for e in error.error_list}
    return set()


def test_length_depends_on_the_second_factor(coordinadora):
    doce, catorce = "jirafa marea", "jirafa marea o"
    assert errores(doce, coordinadora) == set()
    assert errores(doce[:-1], coordinadora) == {"password_too_short"}
    assert errores(catorce, UsuarioFactory()) == {"password_too_short"}
    assert errores(catorce + "n", UsuarioFactory()) == set()
    assert errores(catorce) == {"password_too_short"}


@pytest.mark.parametrize(
    "clave",
    [
        "aaaaaaaaaaaaaaaa",
        "1234567890123456",
        "abcdefghijklmnop",
        "ministerio del interior",
        "EspacioSeguro2026",
        "contraseña1234567",
        "ababababababababab",
        "zyxwvutsrqponmlk",
        "Lima2024Peru2025Lima",
    ],
)
def test_known_shapes_are_refused(clave, coordinadora):
    assert "password_known_shape" in errores(clave, coordinadora)


@pytest.mark.parametrize("clave", [CLAVE, NUEVA, "k7#Qm2!vR9@xL4", "la luna de Huancayo en 3 tazas"])
def test_good_ones_pass(clave, coordinadora):
    assert errores(clave, coordinadora) == set()


def test_own_name_is_refused(coordinadora):
    coordinadora.nombres, coordinadora.apellidos = "Wenceslada", "Champi"
    assert errores("Wenceslada Champi", coordinadora) == {"password_too_similar"}


@pytest.mark.lenta
def test_easy_pins_are_few_enough_to_leave_choice():
    faciles = sum(es_facil(f"{n:06d}") for n in range(1_000_000))
    assert 1000 < faciles < 8000


def test_changing_it_keeps_this_session_and_ends_the_others(client, otro_lugar, coordinadora):
    ingresar(client, coordinadora)
    otro_lugar.force_login(coordinadora, backend="cuentas.motor.MotorDeCuentas")
    datos = {"oldpassword": CLAVE, "password1": NUEVA, "password2": NUEVA}
    respuesta = client.post(reverse("account_change_password"), datos)
    assert respuesta["Location"] == reverse("cuentas:mi-cuenta")
    assert client.get("/cuenta/").status_code == 200
    assert otro_lugar.get("/cuenta/").status_code == 302
    coordinadora.refresh_from_db()
    assert coordinadora.check_password(NUEVA)


# Forgotten ------------------------------------------------------------------------------------------


@pytest.fixture
def pedir(client, django_capture_on_commit_callbacks):
    def hacerlo(email):
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse("account_reset_password"), {"email": email})

    return hacerlo


def enlace():
    return next(linea for linea in mail.outbox[0].body.splitlines() if linea.startswith("http"))


def test_known_and_unknown_get_the_same_answer_with_the_same_work(pedir, coordinadora, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    with consultas() as conocida:
        una = pedir(coordinadora.email)
    with consultas() as desconocida:
        otra = pedir("nadie@ejemplo.pe")
    assert (una.status_code, una["Location"]) == (otra.status_code, otra["Location"])
    assert len(conocida) == len(desconocida)
    assert mail.outbox == []


def test_only_an_account_gets_the_mail(pedir, coordinadora):
    pedir("nadie@ejemplo.pe")
    assert mail.outbox == []
    pedir(coordinadora.email)
    assert [m.to for m in mail.outbox] == [[coordinadora.email]]


def test_forgotten_password_is_set_by_the_link_once(client, pedir, coordinadora):
    pedir(coordinadora.email.upper())
    formulario = client.get(enlace(), follow=True).redirect_chain[-1][0]
    respuesta = client.post(formulario, {"password1": NUEVA, "password2": NUEVA})
    assert respuesta["Location"] == reverse("account_login")
    coordinadora.refresh_from_db()
    assert coordinadora.check_password(NUEVA)
    assert "ya no sirve" in client.get(enlace()).content.decode()


def test_link_ends_after_a_day(client, pedir, coordinadora):
    pedir(coordinadora.email)
    with travel(timezone.now() + timezone.timedelta(hours=24, seconds=2)):
        assert "ya no sirve" in client.get(enlace(), follow=True).content.decode()


def test_deactivated_account_gets_no_link(pedir, coordinadora):
    Usuario.objects.update(is_active=False)
    pedir(coordinadora.email)
    assert mail.outbox == []


@pytest.mark.parametrize("llave", ["x", "1-x", "zzzzzzzzzz-abc", "1-" + "a" * 500])
def test_invented_link_is_answered_alike(client, coordinadora, llave):
    respuesta = client.get(f"/cuenta/contrasena/nueva/{llave}/")
    if "-" in llave:
        assert "ya no sirve" in respuesta.content.decode()
    else:
        assert respuesta.status_code == 404
