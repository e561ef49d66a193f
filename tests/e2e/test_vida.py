"""The life of a space in a browser: its timeline filtered, and its public face shared."""

import re

from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.capacitaciones import AsistenciaFactory
from tests.fabricas.comites import IntegranteFactory, MandatoFactory
from tests.fabricas.planes import ArticulacionFactory

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

    pasar(pagina.get_by_role("link", name="Ver como público"))
    expect(pagina.get_by_text("Así ve este espacio cualquier persona.")).to_be_visible()
    expect(pagina.get_by_role("link", name="Enviar por WhatsApp")).to_have_attribute(
        "href", re.compile(rf"^https://wa\.me/\?text=.*{espacio.codigo}")
    )
    pagina.get_by_role("button", name="Copiar enlace").click()
    expect(pagina.locator("[data-copiado]")).to_have_text(re.compile("Copiado|Selecciónalo y cópialo"))
    sin_violaciones(pagina)
    sin_desborde(pagina)
    sin_desborde(pagina, 320)


def test_chosen_kind_is_seen_in_a_row_that_does_not_fit(pagina_movil: Page) -> None:
    pagina, lugar = pagina_movil, hacer_lugares().propio
    persona = IntegranteFactory(comite=lugar.comite, desde="2020-01-01").persona
    AsistenciaFactory(inscripcion__persona=persona, sesion__titulo="Leer el parque con otros ojos")
    ArticulacionFactory(espacio=lugar.espacio)
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, f"{lugar.espacio.get_absolute_url()}?tipo=charlas")
    filtros = pagina.get_by_role("navigation", name="Qué mostrar")
    filtros.scroll_into_view_if_needed()
    expect(filtros.get_by_role("link", name="Charlas")).to_be_in_viewport(ratio=1)
    expect(pagina.get_by_text("Participó 1 integrante del comité.")).to_be_visible()
    sin_violaciones(pagina)
    filtros.get_by_role("link", name="Compromisos").click()
    expect(pagina.get_by_role("link", name="Acta con la municipalidad y la comisaría")).to_be_visible()
    expect(filtros.get_by_role("link", name="Compromisos")).to_be_in_viewport(ratio=1)
    sin_desborde(pagina, 320)
