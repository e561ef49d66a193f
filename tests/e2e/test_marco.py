"""What every page shares: menu, messages, confirmation, single send, error focus; the home and the admin."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import ComisariaFactory, RegionFactory

GALERIA = "/galeria/"


@pytest.fixture
def en_galeria(pagina: Page) -> Page:
    entrar_como(pagina, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina, GALERIA)
    return pagina


def test_gallery_has_no_barrier_at_any_size(en_galeria: Page) -> None:
    sin_violaciones(en_galeria)
    sin_desborde(en_galeria)
    sin_desborde(en_galeria, 320)


def test_home_map_draws_the_lamps_that_the_list_names(pagina: Page) -> None:
    usuario_con_rol(Rol.ADMINISTRADOR_TECNICO)  # without one the home is the first-start page
    RegionFactory(ubigeo="20", nombre="Piura")
    RegionFactory(ubigeo="1501", nombre="Lima Metropolitana")
    abrir(pagina, reverse("portal:portada"))
    pagina.locator(".regiones").scroll_into_view_if_needed()
    expect(pagina.locator("[data-mapa-portada] .faro")).to_have_count(pagina.locator(".regiones a").count())
    sin_violaciones(pagina)
    sin_desborde(pagina, 320)


def test_phone_menu_opens_traps_and_gives_the_focus_back(pagina_movil: Page) -> None:
    entrar_como(pagina_movil, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina_movil, GALERIA)
    boton = pagina_movil.get_by_role("link", name="Menú", exact=True)
    cajon = pagina_movil.locator("#menu")
    boton.click()
    expect(cajon).to_be_visible()
    expect(cajon.get_by_role("button", name="Cerrar sesión")).to_be_visible()
    sin_violaciones(pagina_movil)
    pagina_movil.keyboard.press("Escape")
    expect(cajon).to_be_hidden()
    expect(boton).to_be_focused()


def test_error_summary_has_the_focus_and_leads_to_the_field(en_galeria: Page) -> None:
    resumen = en_galeria.locator(".resumen-errores")
    expect(resumen).to_be_focused()
    resumen.get_by_role("link", name="Celular").click()
    expect(en_galeria.locator("#mal_celular")).to_be_focused()


def test_confirmation_asks_first_and_cancelling_sends_nothing(en_galeria: Page) -> None:
    en_galeria.get_by_role("button", name="Pide confirmación").click()
    dialogo = en_galeria.get_by_role("dialog", name="¿Retirar este espacio?")
    expect(dialogo.get_by_role("button", name="Cancelar")).to_be_focused()
    dialogo.get_by_role("button", name="Cancelar").click()
    expect(dialogo).to_be_hidden()
    assert en_galeria.url.endswith(GALERIA)
    en_galeria.get_by_role("button", name="Pide confirmación").click()
    dialogo.get_by_role("button", name="Retirar espacio").click()
    en_galeria.wait_for_url("**/galeria/?**")


def test_form_pressed_twice_is_sent_once(en_galeria: Page) -> None:
    boton = en_galeria.get_by_role("button", name="Guardar espacio").last
    enviados = boton.evaluate(
        """(boton) => {
            let enviados = 0;
            addEventListener("submit", (evento) => { enviados += 1; evento.preventDefault(); });
            boton.click();
            boton.click();
            return enviados;
        }"""
    )
    assert enviados == 1
    expect(boton).to_have_attribute("aria-busy", "true")


def test_counter_stays_within_its_limits(en_galeria: Page) -> None:
    campo = en_galeria.locator("[name=cuantas]")
    en_galeria.get_by_role("button", name="50", exact=True).click()
    en_galeria.get_by_role("button", name="Una más").click()
    expect(campo).to_have_value("51")
    campo.fill("1")
    en_galeria.get_by_role("button", name="Una menos").click()
    expect(campo).to_have_value("1")


@pytest.mark.parametrize(
    "pantalla", ["index", "territorio_comisaria_changelist", "espacios_espaciopublico_add"]
)
def test_admin_screens_have_no_barrier_and_no_blocked_style(pagina: Page, pantalla: str) -> None:
    ComisariaFactory()
    entrar_como(pagina, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    abrir(pagina, reverse(f"admin:{pantalla}"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
