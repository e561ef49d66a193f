"""The life of a space in a browser: its timeline filtered, and its public face shared."""

import re

from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import MandatoFactory

NOMBRE = "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo 4"


def test_coordinator_filters_the_story_and_shares_the_public_page(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    espacio = lugar.espacio
    type(espacio).objects.filter(pk=espacio.pk).update(
        nombre=NOMBRE, estado="recuperado", latitud="-11.98", longitud="-77.0"
    )
    MandatoFactory(comite=lugar.comite)
    ActividadFactory.create_batch(9, comite=lugar.comite, titulo="Faena del sábado")
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, espacio.get_absolute_url())
    historia = pagina.get_by_role("region", name="Historia del espacio")
    historia.get_by_role("link", name="Ver lo anterior").click()
    expect(historia.get_by_text("El espacio entró al programa")).to_be_visible()
    expect(historia.get_by_role("list").filter(has_text="El espacio entró al programa")).to_be_focused()
    historia.get_by_role("link", name="Comité", exact=True).click()
    expect(pagina).to_have_url(re.compile(r"\?tipo=comite$"))
    expect(historia.get_by_role("heading", level=3)).to_have_text(["Se constituyó el comité"])
    sin_violaciones(pagina)
    sin_desborde(pagina)

    pagina.get_by_role("link", name="Ver como público").click()
    expect(pagina.get_by_text("Así ve este espacio cualquier persona.")).to_be_visible()
    expect(pagina.get_by_role("link", name="Enviar por WhatsApp")).to_have_attribute(
        "href", re.compile(rf"^https://wa\.me/\?text=.*{espacio.codigo}")
    )
    pagina.get_by_role("button", name="Copiar enlace").click()
    expect(pagina.locator("[data-copiado]")).to_have_text(re.compile("Copiado|Selecciónalo y cópialo"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
    sin_desborde(pagina, 320)
