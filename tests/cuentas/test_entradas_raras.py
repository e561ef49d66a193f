"""Whatever is typed at a door is answered with words: never with a server error, never with a session."""

import json

import pytest
from django.conf import settings
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as ajustes
from hypothesis import strategies as st

from cuentas.models import IntentoFallido
from cuentas.roles import Rol
from cuentas.secretos import huella
from tests.cuentas.apoyo import esta_dentro, ingresar, poner_contrasena
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import DispositivoConfiableFactory, usuario_con_rol

pytestmark = [pytest.mark.django_db, pytest.mark.lenta]
RARO = st.one_of(st.text(max_size=300), st.sampled_from(["\x00", "' or 1=1--", "<script>", "💡" * 90]))
CADA = ajustes(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda hijos: st.lists(hijos, max_size=3) | st.dictionaries(st.text(max_size=12), hijos, max_size=4),
    max_leaves=8,
)
CREDENCIALES = [
    "",
    "{}",
    "[]",
    "null",
    "1",
    '"x"',
    "{",
    json.dumps({"id": "x", "rawId": "x", "type": "public-key", "response": {}}),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {"clientDataJSON": "e30", "attestationObject": "o2M", "userHandle": "MQ"},
        }
    ),
    json.dumps(
        {
            "id": "eA",
            "rawId": "eA",
            "type": "public-key",
            "response": {
                "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0IiwiY2hhbGxlbmdlIjoieCIsIm9yaWdpbiI6IngifQ",
                "authenticatorData": "A" * 50,
                "signature": "eA",
                "userHandle": "MQ",
            },
        }
    ),
]


@CADA
@given(correo=RARO, clave=RARO)
def test_sign_in(client, correo, clave):
    respuesta = client.post(reverse("account_login"), {"login": correo, "password": clave, "next": correo})
    assert respuesta.status_code in {422, 429}
    assert not esta_dentro(client)


@CADA
@given(correo=RARO)
def test_forgotten_password(client, correo):
    assert client.post(reverse("account_reset_password"), {"email": correo}).status_code in {302, 422, 429}


@CADA
@given(codigo=RARO)
def test_second_step(client, coordinadora, codigo):
    IntentoFallido.objects.all().delete()
    poner_contrasena(client, coordinadora.email)
    assert client.post(reverse("mfa_authenticate"), {"code": codigo}).status_code == 422
    assert not esta_dentro(client)


@CADA
@given(pin=RARO, siguiente=RARO)
def test_pin(client, pin, siguiente):
    lider = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    secreto = "s" * 32
    dispositivo = DispositivoConfiableFactory(usuario=lider, huella=huella(secreto))
    client.cookies[settings.COOKIE_DISPOSITIVO] = secreto
    respuesta = client.post(reverse("cuentas:pin"), {"pin": pin, "next": siguiente})
    assert respuesta.status_code == 422
    assert not esta_dentro(client)
    dispositivo.delete()


@pytest.mark.parametrize("credencial", CREDENCIALES)
def test_invented_keys_open_nothing(client, coordinadora, credencial):
    puerta = reverse("mfa_login_webauthn")
    client.get(puerta, headers={"Accept": "application/json"})
    assert client.post(puerta, {"credential": credencial}).status_code == 302
    poner_contrasena(client, coordinadora.email)
    client.get(reverse("mfa_authenticate"))
    assert client.post(reverse("mfa_authenticate"), {"credential": credencial}).status_code == 422
    assert not esta_dentro(client)


@CADA
@given(credencial=JSON)
def test_any_json_as_a_key_is_answered(client, credencial):
    puerta = reverse("mfa_login_webauthn")
    client.get(puerta, headers={"Accept": "application/json"})
    assert client.post(puerta, {"credential": json.dumps(credencial)}).status_code == 302
    assert not esta_dentro(client)


@pytest.mark.parametrize("credencial", CREDENCIALES)
def test_invented_keys_are_not_added(client, coordinadora, credencial):
    ingresar(client, coordinadora)
    ruta = reverse("mfa_add_webauthn")
    client.get(ruta)
    respuesta = client.post(ruta, {"name": "x" * 500, "credential": credencial})
    assert respuesta.status_code == 422
    assert coordinadora.authenticator_set.count() == 1


@pytest.mark.parametrize("credencial", CREDENCIALES)
def test_invented_keys_confirm_nothing(client, coordinadora, credencial):
    ingresar(client, coordinadora)
    ruta = reverse("mfa_reauthenticate_webauthn")
    client.get(ruta)
    assert client.post(ruta, {"credential": credencial}).status_code == 302


def test_second_step_without_its_fields_is_answered(client, coordinadora):
    poner_contrasena(client, coordinadora.email)
    assert client.post(reverse("mfa_authenticate"), {}).status_code == 422
