"""Leaders at the door: the link once, the PIN afterwards; bad input of every kind."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given
from hypothesis import settings as ajustes
from hypothesis import strategies as st

from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal, Usuario
from cuentas.roles import Rol
from cuentas.services import emitir_enlace, revocar_dispositivo, revocar_enlace
from cuentas.whatsapp import enlace_a_whatsapp
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.cuentas.apoyo import esta_dentro
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import AsignacionFactory, usuario_con_rol

pytestmark = pytest.mark.django_db
PIN = "270413"
PAGINA_DE_PIN = "/cuenta/pin/"


@pytest.fixture
def comite():
    return ComiteFactory()


@pytest.fixture
def coordinadora(comite):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


@pytest.fixture
def lider(comite):
    usuario = usuario_con_rol(Rol.LIDER_COMITE, comite)
    usuario.set_unusable_password()
    usuario.save()
    return usuario


@pytest.fixture
def enlace(lider, coordinadora):
    """A live link: the row and its address."""
    fila, secreto = emitir_enlace(actor=coordinadora, usuario=lider)
    fila.ruta = reverse("cuentas:abrir-enlace", args=[secreto])
    return fila


def elegir(client, enlace, pin=PIN, repetido=None):
    return client.post(enlace.ruta, {"pin": pin, "repetido": pin if repetido is None else repetido})


@pytest.fixture
def telefono(client, enlace):
    """A trusted phone whose session has ended."""
    elegir(client, enlace)
    client.post(reverse("account_logout"))
    return client


# The link -------------------------------------------------------------------------------------------


def test_looking_at_the_link_changes_nothing(client, enlace, django_assert_num_queries):
    antes = list(EnlacePersonal.objects.values())
    respuesta = client.get(enlace.ruta)
    assert respuesta.status_code == 200
    assert "Hola, Rosa" in respuesta.content.decode()
    assert list(EnlacePersonal.objects.values()) == antes
    assert DispositivoConfiable.objects.count() == 0
    assert not esta_dentro(client)


def test_choosing_the_pin_enters_and_trusts_the_phone(client, enlace, lider):
    respuesta = elegir(client, enlace)
    assert (respuesta.status_code, respuesta["Location"]) == (302, "/inicio/")
    assert client.session["_auth_user_id"] == str(lider.pk)
    galleta = respuesta.cookies[settings.COOKIE_DISPOSITIVO]
    assert (galleta["httponly"], galleta["samesite"], galleta["path"]) == (True, "Lax", "/")
    lider.refresh_from_db()
    assert PIN not in lider.pin
    assert DispositivoConfiable.objects.get().huella != galleta.value


def test_pins_that_differ_keep_the_link(client, enlace):
    respuesta = elegir(client, enlace, repetido="270414")
    assert respuesta.status_code == 422
    assert list(respuesta.context["form"].errors) == ["repetido"]
    assert EnlacePersonal.objects.vivos().count() == 1


@pytest.mark.parametrize("pin", ["123456", "000000", "12345", "", "abcdef", "27041³"])
def test_bad_pin_keeps_the_link(client, enlace, pin):
    respuesta = elegir(client, enlace, pin)
    assert respuesta.status_code == 422
    assert "pin" in respuesta.context["form"].errors
    assert EnlacePersonal.objects.vivos().count() == 1


def test_pin_typed_with_spaces_or_wide_digits_is_understood(client, enlace, lider):
    assert elegir(client, enlace, "270 413", "２７０４１３").status_code == 302


def usar(enlace, **_):
    elegir(Client(), enlace)


def anular(enlace, coordinadora, **_):
    revocar_enlace(actor=coordinadora, enlace=enlace)


def reemplazar(enlace, coordinadora, **_):
    emitir_enlace(actor=coordinadora, usuario=enlace.usuario)


def desactivar(enlace, **_):
    Usuario.objects.filter(pk=enlace.usuario_id).update(is_active=False)


def quitar_el_comite(enlace, **_):
    Asignacion.objects.filter(usuario=enlace.usuario).update(activa=False)


def vencer(enlace, **_):
    EnlacePersonal.objects.update(vence=timezone.now())


@pytest.mark.parametrize("metodo", ["get", "post"])
@pytest.mark.parametrize(
    "suceso", [usar, anular, reemplazar, desactivar, quitar_el_comite, vencer], ids=lambda f: f.__name__
)
def test_dead_link_answers_like_one_that_never_was(client, enlace, coordinadora, suceso, metodo):
    suceso(enlace=enlace, coordinadora=coordinadora)
    inexistente = reverse("cuentas:abrir-enlace", args=["x" * 32])
    datos = {"pin": PIN, "repetido": PIN}
    una, otra = getattr(client, metodo)(enlace.ruta, datos), getattr(client, metodo)(inexistente, datos)
    assert (una.status_code, otra.status_code) == (404, 404)
    assert _sin_azar(una) == _sin_azar(otra)
    assert not esta_dentro(client)


def _sin_azar(respuesta):
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", respuesta.content.decode())


def test_old_link_on_its_own_phone_leads_to_the_pin(telefono, enlace):
    assert telefono.get(enlace.ruta)["Location"] == PAGINA_DE_PIN


def test_link_opened_by_whoever_issued_it_is_not_used_up(client, enlace, coordinadora):
    entrar(client, coordinadora)
    respuesta = client.get(enlace.ruta)
    assert "Este enlace es de Rosa" in respuesta.content.decode()
    elegir(client, enlace)
    assert EnlacePersonal.objects.vivos().count() == 1
    assert client.session["_auth_user_id"] == str(coordinadora.pk)


@ajustes(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pin=st.text(max_size=80), repetido=st.text(max_size=80))
def test_any_text_as_pin_is_answered(client, enlace, pin, repetido):
    assert client.post(enlace.ruta, {"pin": pin, "repetido": repetido}).status_code in {302, 404, 422}


@ajustes(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(secreto=st.text(min_size=1, max_size=300).filter(lambda t: "/" not in t and t not in {".", ".."}))
def test_any_text_as_link_is_answered(client, secreto):
    assert client.get(reverse("cuentas:abrir-enlace", args=[secreto])).status_code == 404


# The PIN --------------------------------------------------------------------------------------------


def test_phone_asks_only_for_the_pin(telefono):
    assert telefono.get("/cuenta/ingresar/?next=/cuenta/")["Location"] == "/cuenta/pin/?next=%2Fcuenta%2F"
    respuesta = telefono.post(PAGINA_DE_PIN, {"pin": PIN, "next": "/cuenta/"})
    assert respuesta["Location"] == "/cuenta/"
    assert esta_dentro(telefono)


@pytest.mark.parametrize("ajena", ["https://malo.example", "//malo.example/x", "/\\malo.example"])
def test_pin_never_leads_off_the_site(telefono, ajena):
    assert telefono.post(PAGINA_DE_PIN, {"pin": PIN, "next": ajena})["Location"] == "/inicio/"


def test_wrong_pin_says_so_and_how_many_are_left(telefono):
    for _ in range(3):
        respuesta = telefono.post(PAGINA_DE_PIN, {"pin": "999888"})
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["pin"] == ["Ese no es tu PIN. Te quedan dos intentos."]


def test_sixth_wrong_pin_waits(telefono):
    estados = [telefono.post(PAGINA_DE_PIN, {"pin": "999888"}).status_code for _ in range(6)]
    assert estados == [422] * 5 + [429]


def test_twenty_wrong_pins_over_days_end_the_trust(telefono):
    for dia in range(4):
        with time_machine.travel(timezone.now() + timedelta(days=dia)):
            for _ in range(5):
                telefono.post(PAGINA_DE_PIN, {"pin": "999888"})
    assert list(DispositivoConfiable.objects.vivos()) == []
    assert "Este equipo todavía no te conoce" in telefono.get(PAGINA_DE_PIN).content.decode()


def test_right_pin_starts_the_count_again(telefono):
    telefono.post(PAGINA_DE_PIN, {"pin": "999888"})
    telefono.post(PAGINA_DE_PIN, {"pin": PIN})
    assert DispositivoConfiable.objects.get().fallos == 0


def test_another_phone_needs_another_link(telefono):
    respuesta = Client().post(PAGINA_DE_PIN, {"pin": PIN})
    assert "Este equipo todavía no te conoce" in respuesta.content.decode()


@pytest.mark.parametrize("galleta", ["", "x", "x" * 32, "é" * 32, "a" * 5000, "'; drop table--"])
def test_invented_cookie_is_no_phone(client, telefono, galleta):
    ajeno = Client()
    ajeno.cookies[settings.COOKIE_DISPOSITIVO] = galleta
    assert ajeno.get(PAGINA_DE_PIN).status_code == 200
    assert not esta_dentro(ajeno)


def test_thirty_days_end_the_trust(telefono):
    with time_machine.travel(timezone.now() + timedelta(days=30, minutes=1)):
        assert telefono.post(PAGINA_DE_PIN, {"pin": PIN}).status_code == 200
        assert not esta_dentro(telefono)


def test_hour_without_use_asks_for_the_pin_and_comes_back(client, enlace):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        elegir(client, enlace)
        reloj.shift(timedelta(minutes=59))
        assert client.get("/cuenta/").status_code == 200
        reloj.shift(timedelta(minutes=60))
        cadena = client.get("/cuenta/", follow=True).redirect_chain
    assert [ruta for ruta, _ in cadena] == [
        "/cuenta/ingresar/?next=/cuenta/",
        "/cuenta/pin/?next=%2Fcuenta%2F",
    ]


def test_leader_in_use_is_not_sent_away_after_twelve_hours(client, enlace):
    with time_machine.travel(timezone.now(), tick=False) as reloj:
        elegir(client, enlace)
        estados = []
        for _ in range(20):
            reloj.shift(timedelta(minutes=50))
            estados.append(client.get("/cuenta/").status_code)
    assert estados == [200] * 20


def test_revoked_phone_is_out_at_once(client, enlace, coordinadora):
    elegir(client, enlace)
    revocar_dispositivo(actor=coordinadora, dispositivo=DispositivoConfiable.objects.get())
    assert client.get("/cuenta/").status_code == 302
    assert client.post(PAGINA_DE_PIN, {"pin": PIN}).status_code == 200
    assert not esta_dentro(client)


def test_pin_does_not_open_an_account_that_got_a_staff_role(telefono, lider):
    AsignacionFactory(usuario=lider, rol=Rol.RESPONSABLE_NACIONAL)
    assert telefono.post(PAGINA_DE_PIN, {"pin": PIN}).status_code == 200
    assert not esta_dentro(telefono)


def test_phone_can_be_forgotten_by_whoever_holds_it(telefono):
    telefono.post(reverse("cuentas:pin-olvidar"))
    assert list(DispositivoConfiable.objects.vivos()) == []
    assert telefono.cookies[settings.COOKIE_DISPOSITIVO].value == ""


def test_pin_is_changed_with_the_old_one(client, enlace):
    elegir(client, enlace)
    ruta = reverse("cuentas:cambiar-pin")
    mal = client.post(ruta, {"actual": "111999", "pin": "508162", "repetido": "508162"})
    assert (mal.status_code, list(mal.context["form"].errors)) == (422, ["actual"])
    assert client.post(ruta, {"actual": PIN, "pin": "508162", "repetido": "508162"}).status_code == 302
    assert esta_dentro(client)
    client.post(reverse("account_logout"))
    assert client.post(PAGINA_DE_PIN, {"pin": PIN}).status_code == 422
    assert client.post(PAGINA_DE_PIN, {"pin": "508162"}).status_code == 302


def test_account_says_whether_a_link_waits(client, enlace, coordinadora, lider):
    elegir(client, enlace)
    pagina = client.get(reverse("cuentas:mi-cuenta"))
    assert (pagina.context["base"], pagina.context["enlace"]) == ("base_telefono.html", None)
    assert "ya no abre nada" in pagina.content.decode()
    emitir_enlace(actor=coordinadora, usuario=lider)
    con_otro = client.get(reverse("cuentas:mi-cuenta")).content.decode()
    assert "Tienes un enlace personal sin usar" in con_otro


def test_leader_has_no_password_pages(client, enlace):
    elegir(client, enlace)
    rutas = ["account_change_password", "mfa_index", "mfa_activate_totp", "account_reauthenticate"]
    assert [client.get(reverse(ruta)).status_code for ruta in rutas] == [404] * 4


# Issuing and revoking, on screen --------------------------------------------------------------------


def test_issued_link_is_shown_once_with_the_message(client, coordinadora, lider, comite):
    entrar(client, coordinadora)
    asignacion = lider.asignaciones.get()
    respuesta = client.post(reverse("cuentas:enlace-emitir", args=[asignacion.pk]))
    assert respuesta.status_code == 200
    texto = respuesta.context["texto"]
    assert respuesta.context["url_enlace"] in texto
    assert str(comite) in texto
    assert respuesta.context["whatsapp"].startswith("https://wa.me/?text=Hola")
    assert "no-store" in respuesta["Cache-Control"]
    assert Client().get(respuesta.context["url_enlace"]).status_code == 200


@pytest.mark.parametrize(
    ("celular", "numero"),
    [
        ("+51987654321", "51987654321"),
        ("987 654-321", "51987654321"),
        ("", ""),
        ("12", ""),
        ("987654321; x", ""),
        ("javascript:alert(1)", ""),
        ("+1 555 123 4567", ""),
    ],
)
def test_only_a_peruvian_mobile_goes_into_the_address(celular, numero):
    assert enlace_a_whatsapp("a b&c", celular) == f"https://wa.me/{numero}?text=a+b%26c"


def test_links_of_a_leader_elsewhere_do_not_exist(client, coordinadora):
    ajeno = usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory()).asignaciones.get()
    entrar(client, coordinadora)
    rutas = [reverse(f"cuentas:{n}", args=[ajeno.pk]) for n in ("enlace-emitir", "acceso-de-lider")]
    assert (client.post(rutas[0]).status_code, client.get(rutas[1]).status_code) == (404, 404)
    assert EnlacePersonal.objects.count() == 0


def test_staff_assignment_is_no_leader(client, coordinadora):
    entrar(client, coordinadora)
    propia = coordinadora.asignaciones.get()
    assert client.post(reverse("cuentas:enlace-emitir", args=[propia.pk])).status_code == 404


def test_link_and_phone_are_revoked_from_the_page(client, coordinadora, enlace):
    entrar(client, coordinadora)
    elegir(Client(), enlace)
    nuevo, _ = emitir_enlace(actor=coordinadora, usuario=enlace.usuario)
    dispositivo = DispositivoConfiable.objects.get()
    client.post(reverse("cuentas:enlace-anular", args=[nuevo.pk]))
    client.post(reverse("cuentas:dispositivo-anular", args=[dispositivo.pk]))
    assert EnlacePersonal.objects.vivos().count() + DispositivoConfiable.objects.vivos().count() == 0


@pytest.mark.parametrize("rol", Rol)
def test_only_roles_that_issue_links_reach_the_pages(client, rol):
    lugares = hacer_lugares()
    usuario = lugares.propio.usuario(rol)
    entrar(client, usuario)
    propio = usuario_con_rol(Rol.LIDER_COMITE, lugares.propio.comite).asignaciones.get()
    esperado = 200 if usuario.tiene(Permiso.ENLACE_EMITIR) else 403
    assert client.get(reverse("cuentas:acceso-de-lider", args=[propio.pk])).status_code == esperado
    assert client.post(reverse("cuentas:enlace-emitir", args=[propio.pk])).status_code == esperado
