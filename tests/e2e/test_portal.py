"""The public site and the start of work in a browser, on a phone and on a desk."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from territorio.models import Region
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.comites import ComiteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.territorio import MunicipalidadFactory
from tests.portal.conftest import hacer_programa

NOMBRE = "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo 4"


def revisar(pagina: Page) -> None:
    sin_violaciones(pagina)
    sin_desborde(pagina)
    sin_desborde(pagina, 320)


def test_neighbour_finds_the_space_of_the_district(pagina: Page) -> None:
    hacer_programa(nombre=NOMBRE, distrito="San Juan de Lurigancho")
    abrir(pagina, "/")
    pagina.get_by_label("¿Hay un espacio en tu distrito?").fill("LURIGANCHO")
    pasar(pagina.get_by_role("button", name="Buscar"))
    pasar(pagina.get_by_role("link", name=NOMBRE).locator("visible=true"))
    expect(pagina.locator("h1")).to_have_text(NOMBRE)
    expect(pagina.get_by_text("Limpieza o faena")).to_be_visible()
    revisar(pagina)


def test_figure_opens_its_rows(pagina: Page) -> None:
    hacer_programa(nombre=NOMBRE)
    abrir(pagina, "/")
    pasar(pagina.get_by_role("link", name="1 registrado: ver la lista de comités comunitarios"))
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Comités comunitarios")
    expect(pagina.get_by_text("1 registrado al")).to_be_visible()
    revisar(pagina)


def test_names_on_the_map_stay_inside_it_though_its_sheet_comes_late(pagina_movil: Page) -> None:
    """The name of a region has its size before its place is reckoned; a big lamp does not push it out."""
    pagina = pagina_movil
    pagina.route("**/leaflet*.css", lambda ruta: pagina.wait_for_timeout(500) or ruta.continue_())
    hacer_programa()
    Region.objects.update(nombre="Lima Metropolitana")
    abrir(pagina, "/")
    pagina.evaluate("document.querySelectorAll('[data-ubigeo]').forEach((a) => { a.dataset.n = 28000 })")
    mapa = pagina.locator("[data-mapa-portada]")
    mapa.scroll_into_view_if_needed()
    expect(mapa).to_have_attribute("data-listo", "si")
    caja, rotulo = mapa.bounding_box(), mapa.get_by_text("Lima Metropolitana").bounding_box()
    assert caja is not None
    assert rotulo is not None
    assert caja["x"] <= rotulo["x"] <= rotulo["x"] + rotulo["width"] <= caja["x"] + caja["width"]


@pytest.mark.parametrize(
    "ruta", ["/como-funciona/", "/privacidad/", "/accesibilidad/", "/espacios-publicos/?q=zzz"]
)
def test_page_of_text_has_no_barriers(pagina: Page, ruta: str) -> None:
    hacer_programa()
    abrir(pagina, ruta)
    revisar(pagina)


def test_empty_installation_leads_to_the_first_account(pagina: Page) -> None:
    abrir(pagina, "/")
    expect(pagina.get_by_role("heading", name="Todo listo para empezar")).to_be_visible()
    revisar(pagina)


def test_coordinator_starts_with_what_waits(pagina: Page) -> None:
    municipalidad = MunicipalidadFactory()
    comite = ComiteFactory(espacio=EspacioFactory(municipalidad=municipalidad, nombre=NOMBRE))
    hoy = timezone.localdate()
    MandatoFactory(comite=comite, fin=hoy + timedelta(days=11))
    entrar_como(pagina, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, municipalidad))
    abrir(pagina, "/inicio/")
    expect(pagina.get_by_text("Su mandato termina en 11 días")).to_be_visible()
    revisar(pagina)


def test_new_municipality_sees_its_first_steps(pagina: Page) -> None:
    entrar_como(pagina, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory()))
    abrir(pagina, "/inicio/")
    pasar(pagina.get_by_role("link", name="Registrar el primer espacio"))
    expect(pagina.get_by_role("heading", level=1)).to_have_text("Registrar un espacio")
