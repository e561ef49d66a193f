"""Two rows of one person in a real browser: found, compared, united and separated again."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from personas.models import Persona
from personas.services import buscar_duplicados
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.personas import PersonaFactory


@pytest.fixture
def lugar():
    return hacer_lugares().propio


def test_two_rows_are_united_and_separated(pagina: Page, lugar):
    hoy = timezone.localdate()
    una = IntegranteFactory(comite=lugar.comite, persona__nombres="María Rosa", hasta=hoy).persona
    otra = PersonaFactory(nombres="Maria Rosa", apellido_materno=una.apellido_materno)
    IntegranteFactory(comite=lugar.comite, persona=otra)
    buscar_duplicados(actor=None)
    entrar_como(pagina, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    abrir(pagina, reverse("personas:duplicados"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
    pasar(pagina.get_by_role("link", name="Comparar y unir"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
    pagina.get_by_role("group", name="Documento").get_by_label(otra.numero_documento).check()
    pagina.get_by_label("Por qué son la misma persona").fill("El mismo documento en el padrón")
    pagina.get_by_role("button", name="Unir en una sola").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text(una.nombre_completo)
    assert Persona.objects.get().numero_documento == otra.numero_documento
    sin_violaciones(pagina)
    pagina.get_by_role("button", name="Deshacer").click()
    pagina.get_by_role("dialog").get_by_role("button", name="Deshacer").click()
    expect(pagina.get_by_text("vuelven a ser dos personas")).to_be_visible()
    assert Persona.objects.count() == 2


def test_anybody_asks_about_their_data(pagina: Page):
    abrir(pagina, reverse("personas:derechos"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
    pagina.get_by_label("Ver mis datos").check()
    pagina.get_by_label("Nombres y apellidos").fill("Zenobia Quispe")
    pagina.get_by_label("Número").fill("48151623")
    pagina.get_by_label("Correo o celular").fill("987 654 321")
    pagina.get_by_role("button", name="Enviar solicitud").click()
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Recibimos tu solicitud")
    sin_violaciones(pagina)
