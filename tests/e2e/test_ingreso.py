"""The doors in a real browser: password and app, a key alone, a leader's link and PIN."""

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cuentas.models import Usuario
from cuentas.roles import Rol
from cuentas.services import emitir_enlace
from tests.cuentas.apoyo import codigo_de_ahora
from tests.cuentas.conftest import CLAVE
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import MunicipalidadFactory

PIN = "270413"


@pytest.fixture
def sin_factor(db: None) -> Usuario:
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory(), segundo_factor=False)
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


def revisar(page: Page) -> None:
    sin_violaciones(page)
    sin_desborde(page)


def poner_contrasena(page: Page, usuario: Usuario, clave: str = CLAVE) -> None:
    page.get_by_label("Correo institucional").fill(usuario.email)
    page.get_by_label("Contraseña").fill(clave)
    pasar(page.get_by_role("button", name="Continuar"))


def test_first_sign_in_enrols_an_app_and_the_next_one_asks_for_its_code(
    pagina: Page, sin_factor: Usuario
) -> None:
    abrir(pagina, "/inicio/")
    revisar(pagina)
    poner_contrasena(pagina, sin_factor, "no es esta")
    expect(pagina.get_by_role("alert").first).to_contain_text("no coinciden")
    expect(pagina.get_by_label("Correo institucional")).to_have_value(sin_factor.email)
    revisar(pagina)
    poner_contrasena(pagina, sin_factor)
    expect(pagina.get_by_role("heading", name="Proteja su cuenta")).to_be_visible()
    revisar(pagina)
    pasar(pagina.get_by_role("link", name="Usar una aplicación"))
    pagina.get_by_text("No puedo usar la cámara").click()
    secreto = pagina.locator(".clave-larga").inner_text().replace(" ", "")
    revisar(pagina)
    pagina.get_by_label("Código que muestra la aplicación").fill(codigo_de_ahora(secreto, -1))
    pagina.get_by_role("button", name="Activar").click()
    expect(pagina.locator(".codigos-respaldo li")).to_have_count(10)
    revisar(pagina)
    pagina.get_by_role("link", name="Continuar a mi trabajo").click()
    expect(pagina).to_have_url(re.compile(r"/inicio/$"))
    abrir(pagina, reverse("cuentas:mi-cuenta"))
    revisar(pagina)
    pasar(pagina.locator("main").get_by_role("button", name="Cerrar sesión"))
    abrir(pagina, reverse("cuentas:mi-cuenta"))
    poner_contrasena(pagina, sin_factor)
    revisar(pagina)
    pagina.get_by_label("Código").fill(codigo_de_ahora(secreto))
    pagina.get_by_role("button", name="Ingresar", exact=True).click()
    expect(pagina).to_have_url(re.compile(r"/cuenta/$"))


def test_key_is_added_and_enters_alone(pagina_escritorio: Page, sin_factor: Usuario, settings) -> None:
    settings.MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
    page = pagina_escritorio
    _equipo_con_huella(page)
    abrir(page, "/inicio/")
    poner_contrasena(page, sin_factor)
    pasar(page.get_by_role("link", name="Usar una llave"))
    revisar(page)
    page.get_by_label("Nombre de la llave").fill("Mi celular")
    page.get_by_label("Entrar solo con esta llave").check()
    page.get_by_role("button", name="Agregar llave").click()
    expect(page.locator(".codigos-respaldo li")).to_have_count(10)
    abrir(page, reverse("mfa_index"))
    expect(page.get_by_text("Mi celular").first).to_be_visible()
    revisar(page)
    abrir(page, reverse("cuentas:mi-cuenta"))
    pasar(page.locator("main").get_by_role("button", name="Cerrar sesión"))
    abrir(page, reverse("cuentas:mi-cuenta"))
    page.get_by_role("button", name="Entrar con una llave de acceso").click()
    expect(page).to_have_url(re.compile(r"/cuenta/$"))


def _equipo_con_huella(page: Page) -> None:
    """Give the browser a device that checks its owner's finger."""
    mando = page.context.new_cdp_session(page)
    mando.send("WebAuthn.enable")
    aparato = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    mando.send("WebAuthn.addVirtualAuthenticator", {"options": aparato})


@pytest.fixture
def comite(db: None):
    return ComiteFactory()


@pytest.fixture
def coordinadora(comite) -> Usuario:
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


@pytest.fixture
def lider(comite) -> Usuario:
    return usuario_con_rol(Rol.LIDER_COMITE, comite)


def test_leader_opens_the_link_chooses_a_pin_and_comes_back_with_it(
    pagina: Page, lider: Usuario, coordinadora: Usuario
) -> None:
    _, secreto = emitir_enlace(actor=coordinadora, usuario=lider)
    enlace = reverse("cuentas:abrir-enlace", args=[secreto])
    abrir(pagina, enlace)
    revisar(pagina)
    _elegir(pagina, "123456")
    expect(pagina.locator(".resumen-errores")).to_be_focused()
    revisar(pagina)
    _elegir(pagina, PIN)
    expect(pagina).not_to_have_url(re.compile("/enlace/"))
    abrir(pagina, reverse("cuentas:mi-cuenta"))
    revisar(pagina)
    abrir(pagina, reverse("cuentas:cambiar-pin"))
    revisar(pagina)
    abrir(pagina, reverse("account_logout"))
    pasar(pagina.locator("main").get_by_role("button", name="Cerrar sesión"))
    abrir(pagina, enlace)
    revisar(pagina)
    pagina.get_by_label("Tu PIN de seis números").fill(PIN)
    pagina.get_by_role("button", name="Entrar").click()
    expect(pagina).not_to_have_url(re.compile("/pin/"))


def _elegir(page: Page, pin: str) -> None:
    page.get_by_label("Elige un PIN de seis números").fill(pin)
    page.get_by_label("Escríbelo otra vez").fill(pin)
    page.get_by_role("button", name="Guardar mi PIN y entrar").click()


def test_coordinator_issues_a_link_and_copies_the_message(
    pagina: Page, lider: Usuario, coordinadora: Usuario
) -> None:
    entrar_como(pagina, coordinadora)
    abrir(pagina, reverse("cuentas:acceso-de-lider", args=[lider.asignaciones.get().pk]))
    revisar(pagina)
    pagina.get_by_role("button", name="Emitir enlace nuevo").click()
    expect(pagina.get_by_label("Mensaje con el enlace")).to_have_value(re.compile("/cuenta/enlace/"))
    revisar(pagina)
    pagina.context.grant_permissions(["clipboard-read", "clipboard-write"])
    pagina.get_by_role("button", name="Copiar mensaje").click()
    expect(pagina.get_by_text("Copiado")).to_be_visible()


LATERALES = ["enlace/nada/", "pin/", "contrasena/recuperar/", "contrasena/nueva/1-x/"]


@pytest.mark.parametrize("ruta", LATERALES)
def test_side_doors_have_no_barrier(pagina: Page, ruta: str) -> None:
    abrir(pagina, f"/cuenta/{ruta}", 404 if "nada" in ruta else 200)
    revisar(pagina)
    sin_desborde(pagina, 320)


def test_empty_installation_creates_its_first_account(pagina: Page, settings) -> None:
    settings.PRIMER_INICIO = True
    abrir(pagina, "/")
    pasar(pagina.get_by_role("link", name="Crear la primera cuenta"))
    revisar(pagina)
    pagina.get_by_label("Nombres").fill("Liz")
    pagina.get_by_label("Apellidos").fill("Tello")
    pagina.get_by_label("Correo institucional").fill("liz@mininter.pe")
    pagina.get_by_label("Contraseña", exact=True).fill(CLAVE)
    pagina.get_by_label("Contraseña, otra vez").fill(CLAVE)
    pagina.get_by_role("button", name="Crear cuenta").click()
    expect(pagina.get_by_role("heading", name="Proteja su cuenta")).to_be_visible()


@pytest.mark.parametrize("pantalla", ["changelist", "add"])
def test_accounts_in_the_admin_have_no_barrier(pagina: Page, pantalla: str) -> None:
    entrar_como(pagina, usuario_con_rol(Rol.ADMINISTRADOR_TECNICO))
    abrir(pagina, reverse(f"admin:cuentas_usuario_{pantalla}"))
    sin_violaciones(pagina)


@pytest.mark.parametrize("pantalla", ["change", "entregar", "history"])
def test_one_account_in_the_admin_has_no_barrier(pagina: Page, coordinadora: Usuario, pantalla: str) -> None:
    entrar_como(pagina, usuario_con_rol(Rol.ADMINISTRADOR_TECNICO))
    abrir(pagina, reverse(f"admin:cuentas_usuario_{pantalla}", args=[coordinadora.pk]))
    sin_violaciones(pagina)
