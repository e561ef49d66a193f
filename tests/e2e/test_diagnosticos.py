"""A diagnosis filled in on a phone: it saves itself, a second editor loses nothing, it is reviewed."""

from playwright.sync_api import Page, Route, expect

from cuentas.roles import Rol
from espacios.models import Diagnostico
from espacios.services import guardar_borrador
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.espacios import DiagnosticoFactory, FactorRiesgoFactory

# The smallest letter of the charts as it is drawn, in whole pixels of the screen.
LETRA_MENOR = """() => Math.min(...[...document.querySelectorAll("svg.grafico text")].map((texto) =>
  Math.round(parseFloat(getComputedStyle(texto).fontSize) * texto.ownerSVGElement.getScreenCTM().a)))"""
# The small tables that reach beyond the body of their card, which cuts them.
TABLAS_CORTADAS = """() => [...document.querySelectorAll(".tarjeta .tabla--compacta")].filter((tabla) =>
  tabla.getBoundingClientRect().width > tabla.parentElement.clientWidth).map((tabla) => tabla.innerText)"""


def revisar(pagina: Page) -> None:
    sin_violaciones(pagina)
    sin_desborde(pagina)


def test_draft_saves_itself_and_a_second_editor_loses_nothing(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    FactorRiesgoFactory()
    coordinadora = entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, lugar.espacio.get_absolute_url())
    pasar(pagina.get_by_role("link", name="Abrir uno"))
    pagina.get_by_label("Marcha exploratoria").check()
    revisar(pagina)
    guiones: list[Route] = []
    pagina.route("**/js/diagnostico.js", lambda guion: guiones.append(guion))
    with pagina.expect_request("**/js/diagnostico.js"):
        pagina.get_by_role("button", name="Abrir y llenar").click()
    pagina.get_by_role("group", name="Seguridad").get_by_role("radio", name="2").check()
    pagina.locator("#div_id_inseguro input").fill("3")
    guiones[0].continue_()  # what was written before it came saves itself too
    pagina.unroute("**/js/diagnostico.js")
    expect(pagina.locator("output[data-minimo]")).to_have_text("3")
    expect(pagina.get_by_text("Son menos de 30 respuestas.")).to_be_visible()
    expect(pagina.locator("[data-estado-guardado]")).to_contain_text("Guardado a las")
    guardado = Diagnostico.objects.get()
    assert (guardado.seguridad, guardado.inseguro) == (2, 3)
    revisar(pagina)
    guardar_borrador(
        actor=coordinadora, diagnostico=guardado, version=guardado.version, actores="La parroquia"
    )
    pagina.locator("#div_id_inseguro").get_by_role("button", name="Una más").click()
    expect(pagina.locator("output[data-minimo]")).to_have_text("4")
    pagina.get_by_role("textbox", name="Actores").fill("La junta vecinal")
    expect(pagina.get_by_role("alert")).to_contain_text("Otra persona guardó cambios")
    expect(pagina.get_by_role("alert")).to_be_in_viewport(ratio=1)
    pasar(pagina.get_by_role("button", name="Guardar", exact=True))
    expect(pagina.get_by_role("textbox", name="Actores")).to_have_value("La junta vecinal")
    expect(pagina.get_by_text("La parroquia")).to_be_visible()
    revisar(pagina)


def test_specialist_reviews_section_by_section(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio, enviado=True)
    entrar_como(pagina, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    abrir(pagina, diagnostico.get_absolute_url())
    revisar(pagina)
    pasar(pagina.get_by_role("link", name="Revisar"))
    pagina.get_by_label("Comentario sobre «factores de riesgo»").fill("Falta la esquina oscura.")
    revisar(pagina)
    pagina.get_by_role("button", name="Observar").click()
    expect(pagina.get_by_text("Diagnóstico observado.")).to_be_visible()
    expect(pagina.get_by_text("Falta la esquina oscura.").first).to_be_visible()
    revisar(pagina)


def test_space_page_compares_the_line_base_with_the_follow_up(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    DiagnosticoFactory(espacio=lugar.espacio, validado=True, fecha="2026-03-14")
    DiagnosticoFactory(
        espacio=lugar.espacio,
        momento="seguimiento",
        validado=True,
        fecha="2026-10-03",
        seguridad=4,
        inclusion=4,
        inseguro=10,
        seguro=18,
    )
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, lugar.espacio.get_absolute_url())
    expect(pagina.get_by_role("img", name="Puntaje por dimensión, de 1 a 5")).to_be_visible()
    expect(pagina.get_by_text("20 puntos porcentuales menos")).to_be_visible()
    assert pagina.evaluate(LETRA_MENOR) >= 12
    revisar(pagina)
    sin_desborde(pagina, 320)
    assert pagina.evaluate(TABLAS_CORTADAS) == []


def sin_red(pagina: Page, cortada: bool) -> None:
    pagina.vigia.pausar(cortada)  # type: ignore[attr-defined]
    pagina.context.set_offline(cortada)


def test_survey_is_taken_one_tap_at_a_time_with_and_without_signal(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    diagnostico = DiagnosticoFactory(espacio=lugar.espacio)
    entrar_como(pagina, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    abrir(pagina, f"/espacios/diagnosticos/{diagnostico.uuid}/llenar/")
    pasar(pagina.get_by_role("link", name="anótelas una por una"))
    # A tap before the script arrives is a form of its own: it counts, and says so in other words.
    expect(pagina.locator("[data-encuesta]")).to_have_attribute("data-listo", "si")
    pagina.get_by_role("button", name="Muy inseguro").click()
    expect(pagina.locator("[data-total]")).to_have_text("1")
    revisar(pagina)
    expect(pagina.locator("[data-estado]")).to_have_text("Todo guardado.")
    sin_red(pagina, True)
    for _ in range(2):
        pagina.get_by_role("button", name="Muy seguro").click()
    pagina.get_by_role("button", name="Deshacer la última").click()
    expect(pagina.locator("[data-total]")).to_have_text("2")
    expect(pagina.locator("[data-estado]")).to_contain_text("Sin señal.")
    sin_red(pagina, False)
    expect(pagina.locator("[data-estado]")).to_have_text("Todo guardado.")
    pagina.get_by_role("link", name="Volver al formulario").click()
    expect(pagina.locator("output[data-minimo]")).to_have_text("2")
    assert Diagnostico.objects.get().encuestas == 2
