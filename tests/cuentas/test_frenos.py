"""Five failures per account and address: exact, on every route, and nobody else pays for them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.conf import settings
from django.contrib.auth.hashers import MD5PasswordHasher
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import timezone

from comunes.models import ClaveIdempotencia
from cuentas.models import DispositivoConfiable, IntentoFallido
from cuentas.red import ip_de
from cuentas.roles import Rol
from cuentas.secretos import huella
from cuentas.services.frenos import (
    DemasiadosIntentos,
    devolver_intento,
    intentos_restantes,
    olvidar_vencidos,
    tomar_intento,
)
from tests.cuentas.apoyo import codigo_de_ahora, esta_dentro, ingresar, poner_codigo, poner_contrasena
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import DispositivoConfiableFactory, usuario_con_rol

MAL = "no es esta la clave"


def fallar(client, email, veces=5):
    return [poner_contrasena(client, email, MAL).status_code for _ in range(veces)]


@pytest.mark.django_db
def test_sixth_failure_is_answered_429_with_the_time_to_come_back(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False):
        assert fallar(client, coordinadora.email, 6) == [422] * 5 + [429]
        respuesta = poner_contrasena(client, coordinadora.email)
    assert respuesta.status_code == 429
    assert respuesta["Retry-After"] == "901"
    assert "Hay que esperar unos minutos" in respuesta.content.decode()
    assert not esta_dentro(client)


@pytest.mark.django_db
def test_unknown_account_is_stopped_alike(client):
    assert fallar(client, "nadie@ejemplo.pe", 6) == [422] * 5 + [429]


@pytest.mark.django_db
def test_owner_enters_from_elsewhere_meanwhile(client, otro_lugar, coordinadora):
    fallar(client, coordinadora.email, 6)
    ingresar(otro_lugar, coordinadora)
    assert esta_dentro(otro_lugar)


@pytest.mark.django_db
def test_another_account_at_the_same_address_is_not_stopped(client, coordinadora):
    fallar(client, "nadie@ejemplo.pe", 6)
    ingresar(client, coordinadora)
    assert esta_dentro(client)


@pytest.mark.django_db
def test_wait_over_gives_five_new_attempts(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        fallar(client, coordinadora.email, 6)
        reloj.shift(timedelta(minutes=15))
        assert fallar(client, coordinadora.email, 6) == [422] * 5 + [429]


@pytest.mark.django_db
def test_attempts_while_stopped_do_not_lengthen_the_wait(client, coordinadora):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        fallar(client, coordinadora.email, 5)
        reloj.shift(timedelta(minutes=14))
        assert fallar(client, coordinadora.email, 3) == [429] * 3
        reloj.shift(timedelta(minutes=1))
        assert poner_contrasena(client, coordinadora.email).status_code == 302


@pytest.mark.django_db
def test_wrong_codes_count_with_wrong_passwords_and_a_right_password_forgets_nothing(client, coordinadora):
    fallar(client, coordinadora.email, 2)
    poner_contrasena(client, coordinadora.email)
    estados = [poner_codigo(client, "000000").status_code for _ in range(4)]
    assert estados == [422, 422, 422, 429]
    assert poner_contrasena(Client(), coordinadora.email).status_code == 429
    assert not esta_dentro(client)


@pytest.mark.django_db
def test_complete_sign_in_forgets_the_failures(client, coordinadora):
    fallar(client, coordinadora.email, 4)
    ingresar(client, coordinadora)
    assert [f.fallos for f in IntentoFallido.objects.all()] == [0]


@pytest.mark.django_db
def test_old_password_is_no_way_around(client, coordinadora):
    ingresar(client, coordinadora)
    datos = {"oldpassword": MAL, "password1": "x", "password2": "x"}
    estados = [client.post(reverse("account_change_password"), datos).status_code for _ in range(6)]
    assert estados == [422] * 5 + [429]


@pytest.mark.django_db
def test_confirming_the_password_is_no_way_around(client, coordinadora):
    ingresar(client, coordinadora)
    ruta = reverse("account_reauthenticate")
    assert [client.post(ruta, {"password": MAL}).status_code for _ in range(6)] == [422] * 5 + [429]


@pytest.mark.django_db
def test_asking_for_a_new_password_is_counted_apart(client, coordinadora):
    ruta = reverse("account_reset_password")
    estados = [client.post(ruta, {"email": coordinadora.email}).status_code for _ in range(6)]
    assert estados == [302] * 5 + [429]
    assert poner_contrasena(client, coordinadora.email).status_code == 302


@pytest.mark.django_db
def test_count_holds_no_name_nor_address(client, coordinadora):
    fallar(client, coordinadora.email, 1)
    fila = IntentoFallido.objects.get()
    assert coordinadora.email not in str(fila.__dict__)
    assert "127.0.0.1" not in str(fila.__dict__)
    assert len(fila.clave) == 64


@pytest.mark.django_db
def test_given_back_attempt_is_free_again():
    clave = tomar_intento("a@ejemplo.pe", "192.0.2.1")
    assert intentos_restantes("A@ejemplo.pe ", "192.0.2.1") == 4
    devolver_intento(clave)
    devolver_intento(clave)
    assert intentos_restantes("a@ejemplo.pe", "192.0.2.1") == 5


@pytest.mark.django_db
def test_old_counts_are_swept():
    tomar_intento("a@ejemplo.pe", "192.0.2.1")
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        tomar_intento("b@ejemplo.pe", "192.0.2.1")
        assert olvidar_vencidos() == 1
    assert IntentoFallido.objects.count() == 1


@pytest.mark.django_db
def test_cleaning_command_forgets_what_is_over(client, coordinadora):
    ingresar(client, coordinadora)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        call_command("limpiar_accesos", verbosity=0)
        call_command("limpiar_accesos", verbosity=0)
    counts = [m.objects.count() for m in (IntentoFallido, ClaveIdempotencia, Session)]
    assert counts == [0, 0, 0]


class Cuenta:
    """Counts how often the hasher works."""

    def __init__(self, monkeypatch):
        self.veces = 0
        original = MD5PasswordHasher.encode

        def contar(hasher, *args, **kwargs):
            self.veces += 1
            return original(hasher, *args, **kwargs)

        monkeypatch.setattr(MD5PasswordHasher, "encode", contar)


@pytest.mark.django_db
def test_every_failure_costs_one_hash_whoever_it_is_about(client, coordinadora, monkeypatch):
    apagada = usuario_con_rol(Rol.AUDITOR)
    apagada.set_password("arroz caballo nube tijera")
    apagada.is_active = False
    apagada.save()
    sin_clave = usuario_con_rol(Rol.AUDITOR)
    sin_clave.set_unusable_password()
    sin_clave.save()
    hasher = Cuenta(monkeypatch)
    costos = []
    for email in (coordinadora.email, "nadie@ejemplo.pe", apagada.email, sin_clave.email):
        antes = hasher.veces
        poner_contrasena(client, email, MAL)
        costos.append(hasher.veces - antes)
    assert costos == [1, 1, 1, 1]


# Exact under concurrency, on both databases ---------------------------------------------------------


def a_la_vez(cuantos, trabajo):
    """Run `trabajo(n)` in `cuantos` threads that start together; return the answers."""
    barrera = Barrier(cuantos)

    def uno(n):
        try:
            barrera.wait()
            return trabajo(n)
        finally:
            connection.close()

    with ThreadPoolExecutor(cuantos) as hilos:
        return sorted(hilos.map(uno, range(cuantos)))


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_attempts_take_exactly_five():
    def intentar(_):
        try:
            tomar_intento("a@ejemplo.pe", "192.0.2.1")
        except DemasiadosIntentos:
            return "no"
        return "si"

    assert a_la_vez(20, intentar) == ["no"] * 15 + ["si"] * 5


@pytest.mark.django_db(transaction=True)
def test_twenty_parallel_attempts_after_the_wait_take_exactly_five():
    def intentar(_):
        try:
            tomar_intento("a@ejemplo.pe", "192.0.2.1")
        except DemasiadosIntentos:
            return "no"
        return "si"

    for _ in range(5):
        tomar_intento("a@ejemplo.pe", "192.0.2.1")
    IntentoFallido.objects.update(ultimo=timezone.now() - timedelta(hours=1))
    assert a_la_vez(20, intentar) == ["no"] * 15 + ["si"] * 5


@pytest.mark.django_db(transaction=True)
def test_attempts_while_old_counts_are_swept_are_not_refused():
    def intentar(n):
        if n % 2:
            IntentoFallido.objects.all().delete()
            return "barrido"
        clave = tomar_intento(f"{n}@ejemplo.pe", "192.0.2.1")
        devolver_intento(clave)
        return "si"

    assert a_la_vez(12, intentar) == ["barrido"] * 6 + ["si"] * 6


@pytest.mark.django_db(transaction=True)
def test_sixteen_parallel_sign_ins_compare_exactly_five_passwords(coordinadora):
    assert (
        a_la_vez(16, lambda _: poner_contrasena(Client(), coordinadora.email, MAL).status_code)
        == [422] * 5 + [429] * 11
    )


@pytest.mark.django_db(transaction=True)
def test_parallel_codes_of_one_password_compare_exactly_five(coordinadora):
    clientes = [Client() for _ in range(12)]
    for cliente in clientes:
        poner_contrasena(cliente, coordinadora.email)
    estados = a_la_vez(12, lambda n: poner_codigo(clientes[n], "000000").status_code)
    assert estados == [422] * 5 + [429] * 7


@pytest.mark.django_db(transaction=True)
def test_one_right_code_in_parallel_opens_once(coordinadora):
    clientes = [Client() for _ in range(5)]
    for cliente in clientes:
        poner_contrasena(cliente, coordinadora.email)
    codigo = codigo_de_ahora()
    estados = a_la_vez(5, lambda n: poner_codigo(clientes[n], codigo).status_code)
    assert estados == [302, 422, 422, 422, 422]


@pytest.mark.django_db(transaction=True)
def test_parallel_pins_compare_exactly_five():
    lider = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())
    secreto = "s" * 32
    DispositivoConfiableFactory(usuario=lider, huella=huella(secreto))

    def intentar(_):
        cliente = Client()
        cliente.cookies[settings.COOKIE_DISPOSITIVO] = secreto
        return cliente.post(reverse("cuentas:pin"), {"pin": "270413"}).status_code

    assert a_la_vez(12, intentar) == [422] * 5 + [429] * 7
    assert DispositivoConfiable.objects.get().fallos == 5


# Where a request comes from -------------------------------------------------------------------------

PROXIES = ["10.0.0.0/8", "2001:db8:1::/48"]


@pytest.mark.parametrize(
    ("remota", "reenviada", "esperada"),
    [
        ("198.51.100.7", "", "198.51.100.7"),
        ("198.51.100.7", "203.0.113.5", "198.51.100.7"),
        ("10.0.0.2", "203.0.113.5", "203.0.113.5"),
        ("10.0.0.2", "1.2.3.4, 203.0.113.5", "203.0.113.5"),
        ("10.0.0.2", "203.0.113.5, 10.0.0.3", "203.0.113.5"),
        ("10.0.0.2", "", "10.0.0.2"),
        ("10.0.0.2", "no soy una dirección", "desconocida"),
        ("2001:db8:9:9:a:b:c:d", "", "2001:db8:9:9::"),
        ("::ffff:198.51.100.7", "", "198.51.100.7"),
        ("", "203.0.113.5", "desconocida"),
    ],
)
def test_only_named_proxies_are_believed(remota, reenviada, esperada, settings):
    settings.PROXIES_DE_CONFIANZA = PROXIES
    peticion = RequestFactory().get("/", REMOTE_ADDR=remota, HTTP_X_FORWARDED_FOR=reenviada)
    assert ip_de(peticion) == esperada


@pytest.mark.django_db
def test_forged_header_gives_no_new_attempts(client, coordinadora):
    estados = [
        client.post(
            reverse("account_login"),
            {"login": coordinadora.email, "password": MAL},
            headers={"X-Forwarded-For": f"203.0.113.{n}"},
        ).status_code
        for n in range(6)
    ]
    assert estados == [422] * 5 + [429]
