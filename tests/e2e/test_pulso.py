"""No press is lost: what arrives between press and release waits until the finger has gone."""

from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from cuentas.roles import Rol
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.espacios import FactorRiesgoFactory

# Whatever the page had ready to show is shown by now.
DOS_CUADROS = "() => new Promise((listo) => requestAnimationFrame(() => requestAnimationFrame(listo)))"
# A draft on the phone, and the page told that there is something new about it.
DEJAR = """
async () => {
  const { poner } = await import("/estatico/js/borradores.js");
  await poner("a", { uuid: "a", estado: "borrador", creado: 1, campos: {} }, (borrador) => borrador);
}
"""
HAY_NOVEDADES = 'document.dispatchEvent(new CustomEvent("cola", { detail: { estado: "quieta" } }))'


def apretar_hasta_la_respuesta(puerta: Locator, direccion: str) -> None:
    """Leaving the field before it asks something; press, have the answer, and only then let go."""
    pagina = puerta.page
    puerta.hover()
    with pagina.expect_response(direccion) as respuesta:
        pagina.mouse.down()
    respuesta.value.finished()
    pagina.evaluate(DOS_CUADROS)
    pagina.mouse.up()


def test_tick_is_made_though_a_like_space_is_found_between_press_and_release(pagina: Page) -> None:
    propio = hacer_lugares().propio
    propio.otro_espacio(nombre="Parque Señor de los Milagros")
    FactorRiesgoFactory()
    entrar_como(pagina, propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, "/espacios/nuevo/")
    pagina.get_by_label("Nombre del espacio").fill("Parque Senor de los Milagros")
    casilla = pagina.get_by_label("Iluminación deficiente")
    apretar_hasta_la_respuesta(casilla, "**/parecidos/**")
    expect(casilla).to_be_checked()
    expect(pagina.get_by_role("heading", name="¿Será uno de estos?")).to_be_visible()


def test_answer_is_chosen_though_a_like_person_is_found_between_press_and_release(
    pagina_escritorio: Page,
) -> None:
    pagina, lugar = pagina_escritorio, hacer_lugares().propio
    persona = IntegranteFactory(comite=lugar.comite, persona__fecha_nacimiento="1980-05-04").persona
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, reverse("comites:integrante-nuevo", args=[lugar.comite.pk]))
    pagina.get_by_label("Número").fill("40123456")
    pagina.get_by_role("button", name="Buscar persona").click()
    pagina.get_by_label("Apellido paterno").fill(persona.apellido_paterno)
    pagina.get_by_label("Fecha de nacimiento").fill(persona.fecha_nacimiento)
    pagina.get_by_label("Nombres").fill(persona.nombres)
    apretar_hasta_la_respuesta(pagina.get_by_label("Mujer"), "**/integrantes/**")
    expect(pagina.get_by_label("Mujer")).to_be_checked()
    expect(pagina.get_by_text("Puede ser alguien ya registrado.")).to_be_visible()


def test_draft_is_discarded_though_the_list_is_made_anew_meanwhile(pagina_movil: Page) -> None:
    pagina = pagina_movil
    abrir(pagina, "/actividades/por-enviar/")
    pagina.evaluate(DEJAR)
    pagina.evaluate(HAY_NOVEDADES)
    expect(pagina.get_by_role("heading", name="Quedó a medias")).to_be_visible()
    for boton in ("Descartar", "Sí, borrarla de este teléfono"):
        pagina.get_by_role("button", name=boton).hover()
        pagina.mouse.down()
        pagina.evaluate(HAY_NOVEDADES)
        pagina.evaluate(DOS_CUADROS)
        pagina.mouse.up()
    expect(pagina.get_by_role("heading", name="Nada por enviar")).to_be_visible()
