"""The coordinator's spaces in a browser: register with the map or without it, look, correct."""

from io import BytesIO

from PIL import Image
from playwright.sync_api import Page, Route, expect

from cuentas.roles import Rol
from espacios.models import EspacioPublico
from tests.contratos.lugares import Lugares, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.espacios import FactorRiesgoFactory

NOMBRE = "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo 4"


def empezar(pagina: Page) -> Lugares:
    """Sign a coordinator of San Juan de Lurigancho in."""
    lugares = hacer_lugares()
    distrito = lugares.propio.municipalidad.distrito
    distrito.centro_latitud, distrito.centro_longitud = "-11.980000", "-77.000000"
    distrito.save()
    entrar_como(pagina, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    return lugares


def revisar(pagina: Page) -> None:
    sin_violaciones(pagina)
    sin_desborde(pagina)
    sin_desborde(pagina, 320)


def una_foto() -> dict[str, object]:
    salida = BytesIO()
    Image.new("RGB", (640, 480), "seagreen").save(salida, "JPEG")
    return {"name": "parque.jpg", "mimeType": "image/jpeg", "buffer": salida.getvalue()}


def llenar(pagina: Page, nombre: str = NOMBRE) -> None:
    pagina.get_by_label("Nombre del espacio").fill(nombre)
    pagina.get_by_label("Tipo").select_option(label="Parque")
    pagina.get_by_label("Iluminación deficiente").check()


def guardar(pagina: Page) -> None:
    pagina.get_by_role("button", name="Guardar espacio").click()


def test_space_is_registered_by_tapping_the_map(pagina: Page) -> None:
    empezar(pagina)
    abrir(pagina, "/espacios/")
    pasar(pagina.get_by_role("link", name="Registrar espacio").first)
    llenar(pagina)
    mapa = pagina.locator("[data-mapa-punto]")
    mapa.scroll_into_view_if_needed()
    expect(mapa).to_have_attribute("data-listo", "si")
    mapa.click()
    campo = pagina.get_by_role("textbox", name="Ubicación")
    expect(campo).not_to_have_value("")
    revisar(pagina)
    pagina.locator("input[type=file]").set_input_files([una_foto()])  # type: ignore[list-item]
    guardar(pagina)
    expect(pagina.get_by_text("Espacio registrado.")).to_be_visible()
    expect(pagina.locator("h1")).to_have_text(NOMBRE)
    expect(pagina.locator("#fotos img")).to_have_count(1)
    revisar(pagina)
    espacio = EspacioPublico.objects.get()
    assert abs(espacio.latitud + 12) < 1  # type: ignore[operator]
    assert abs(espacio.longitud + 77) < 1  # type: ignore[operator]


def test_swapped_coordinates_are_explained_and_photos_wait(pagina: Page) -> None:
    empezar(pagina)
    abrir(pagina, "/espacios/nuevo/")
    llenar(pagina)
    pagina.get_by_role("textbox", name="Ubicación").fill("-77.0040, -11.9550")
    pagina.locator("input[type=file]").set_input_files([una_foto()])  # type: ignore[list-item]
    boton = pagina.get_by_role("button", name="Guardar espacio")
    antes = boton.bounding_box()
    aviso = pagina.locator("[data-aviso-de-punto]")
    expect(aviso).to_contain_text("parece que están al revés. ¿Será -11.955, -77.004?")
    expect(aviso.get_by_role("button", name="Usar este punto: -11.955, -77.004")).to_be_visible()
    expect(pagina.locator("[data-mapa-punto]")).to_have_attribute("data-listo", "si")
    expect(pagina.locator(".leaflet-marker-icon")).to_have_count(0)
    assert boton.bounding_box() == antes  # what comes late moves nothing
    revisar(pagina)
    guardar(pagina)
    expect(pagina.get_by_role("alert")).to_be_focused()
    expect(pagina.locator("#id_ubicacion_error")).to_contain_text("¿Será -11.955, -77.004?")
    expect(pagina.get_by_text("Ya llegó una foto:")).to_be_visible()
    revisar(pagina)
    pagina.get_by_role("button", name="Usar este punto: -11.955, -77.004").click()
    expect(aviso).to_be_hidden()
    expect(pagina.locator(".leaflet-marker-icon")).to_have_count(1)
    expect(pagina.get_by_role("textbox", name="Ubicación")).to_have_value("-11.955, -77.004")
    expect(pagina.locator("#id_ubicacion_error")).to_have_count(0)
    guardar(pagina)
    expect(pagina.get_by_text("Espacio registrado.")).to_be_visible()
    expect(pagina.locator("#fotos img")).to_have_count(1)


def test_like_space_is_shown_while_typing_and_asks_for_the_tick(pagina: Page) -> None:
    empezar(pagina).propio.otro_espacio(nombre="Parque Señor de los Milagros")
    abrir(pagina, "/espacios/nuevo/")
    llenar(pagina, "Parque Senor de los Milagros")
    pagina.get_by_label("Dirección").fill("Jirón Los Algarrobos, cuadra 4")
    expect(pagina.get_by_role("heading", name="¿Será uno de estos?")).to_be_visible()
    guardar(pagina)
    expect(pagina.get_by_label("Guardar de todos modos")).to_be_visible()
    revisar(pagina)
    pagina.get_by_label("Guardar de todos modos").check()
    guardar(pagina)
    expect(pagina.get_by_text("Espacio registrado.")).to_be_visible()
    assert EspacioPublico.objects.count() == 2


def test_map_and_its_list_say_the_same(pagina: Page) -> None:
    lugares = empezar(pagina)
    for n in range(3):
        lugares.propio.otro_espacio(nombre=f"Losa Los Tallanes {n}", latitud=f"-11.9{n}", longitud="-77.0")
    lugares.lejano.otro_espacio(nombre="Ajeno", latitud="-13.5", longitud="-71.9")
    abrir(pagina, "/espacios/mapa/")
    expect(pagina.locator("[data-mapa-espacios]")).to_have_attribute("data-listo", "si")
    expect(pagina.get_by_role("heading", name="3 espacios en esta vista")).to_be_visible()
    expect(pagina.locator("[data-mapa-lista] li")).to_have_count(3)
    expect(pagina.locator(".mapa .leaflet-marker-icon")).to_have_count(3)
    revisar(pagina)


def test_space_takes_its_next_step_from_its_page(pagina: Page) -> None:
    espacio = empezar(pagina).propio.otro_espacio(nombre=NOMBRE)
    abrir(pagina, espacio.get_absolute_url())
    expect(pagina.get_by_text("Falta marcar al menos un factor de riesgo.")).to_be_visible()
    espacio.factores.add(FactorRiesgoFactory())
    pagina.reload()
    pagina.get_by_role("button", name="Priorizar").click()
    expect(pagina.get_by_text("El espacio ya está")).to_be_visible()
    expect(pagina.locator("[aria-current=step]")).to_contain_text("Priorizado")


def test_list_is_searched_and_emptied(pagina: Page) -> None:
    lugares = empezar(pagina)
    lugares.propio.otro_espacio(nombre=NOMBRE)
    abrir(pagina, "/espacios/")
    revisar(pagina)
    pagina.get_by_label("Nombre, código o dirección").fill("Qhotohuincho")
    pagina.get_by_role("button", name="Filtrar").click()
    expect(pagina.get_by_role("heading", name="No hay espacios con esos filtros")).to_be_visible()
    revisar(pagina)
    pagina.get_by_role("link", name="Quitar los filtros").click()
    expect(pagina.get_by_role("link", name=NOMBRE).locator("visible=true")).to_be_visible()


def test_space_is_saved_when_the_map_comes_between_press_and_release(pagina: Page) -> None:
    """A row that appears late above the button would carry it away from under the finger."""
    empezar(pagina)
    presos: list[Route] = []
    pagina.route("**/leaflet/leaflet*.js", lambda guion: presos.append(guion))
    abrir(pagina, "/espacios/")
    pasar(pagina.get_by_role("link", name="Registrar espacio").first)
    with pagina.expect_request("**/leaflet/leaflet*.js"):
        llenar(pagina)
        pagina.get_by_role("textbox", name="Ubicación").fill("-11.98, -77.0")
        pagina.get_by_role("button", name="Guardar espacio").hover()
    with pagina.expect_navigation():
        pagina.mouse.down()
        presos[0].continue_()
        expect(pagina.locator(".leaflet-marker-icon")).to_have_count(1)
        pagina.mouse.up()
    expect(pagina.locator("h1")).to_have_text(NOMBRE)
