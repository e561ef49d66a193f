"""A photo from its blurred faces to the public page, by mouse and by keyboard; and the slider of a pair."""

from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from espacios.models import FotoEspacio
from tests.contratos.lugares import hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.espacios import foto_con_archivo
from tests.fabricas.planes import IntervencionFactory

TEXTO = "Vecinas y vecinos pintan juntos el mural de la entrada del parque"


def revisar(pagina: Page) -> None:
    sin_violaciones(pagina)
    sin_desborde(pagina, 320)


def arrastrar(pagina: Page, desde: tuple[float, float], hasta: tuple[float, float]) -> None:
    lienzo = pagina.locator("[data-lienzo]")
    lienzo.scroll_into_view_if_needed()
    caja = lienzo.bounding_box()
    assert caja
    puntos = [(caja["x"] + caja["width"] * x, caja["y"] + caja["height"] * y) for x, y in (desde, hasta)]
    pagina.mouse.move(*puntos[0])
    pagina.mouse.down()
    pagina.mouse.move(*puntos[1], steps=4)
    pagina.mouse.up()


def test_faces_are_blurred_and_somebody_else_publishes(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    coordinadora = lugar.usuario(Rol.COORDINADOR_MUNICIPAL)
    foto = foto_con_archivo(espacio=lugar.espacio, autor=coordinadora, momento="durante")
    entrar_como(pagina, coordinadora)
    abrir(pagina, foto.get_absolute_url())
    revisar(pagina)
    pasar(pagina.get_by_role("link", name="Editar datos"))
    pagina.get_by_label("Texto alternativo").fill(TEXTO)
    expect(pagina.get_by_label("¿Cómo dieron su autorización?")).to_be_hidden()
    pagina.get_by_label("Sí, y no tenemos su autorización").check()
    expect(pagina.get_by_label("Entre ellas hay menores")).to_be_visible()
    revisar(pagina)
    pasar(pagina.get_by_role("button", name="Guardar"))
    pasar(pagina.get_by_role("link", name="Difuminar", exact=True))
    arrastrar(pagina, (0.1, 0.2), (0.4, 0.6))
    pagina.get_by_role("button", name="Agregar rectángulo").click()
    expect(pagina.get_by_role("button", name="Rectángulo 2", exact=True)).to_be_focused()
    for tecla in ("ArrowLeft", "ArrowUp", "Shift+ArrowRight"):
        pagina.keyboard.press(tecla)
    revisar(pagina)
    pagina.get_by_role("button", name="Guardar y ver cómo queda").click()
    expect(pagina.get_by_text("Así se publica")).to_be_visible()
    pagina.get_by_role("button", name="Pedir que se publique").click()
    expect(pagina.get_by_text("otra persona tiene que aprobarla")).to_be_visible()
    foto.refresh_from_db()
    (izquierda, arriba, ancho, alto), teclado = foto.rectangulos
    assert teclado == [390, 390, 210, 200]
    assert max(abs(izquierda - 100), abs(arriba - 200), abs(ancho - 300), abs(alto - 400)) <= 12

    pagina.context.clear_cookies()
    entrar_como(pagina, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    abrir(pagina, "/espacios/fotos/por-aprobar/")
    revisar(pagina)
    pasar(pagina.get_by_role("link", name="Revisar").first)
    pasar(pagina.get_by_role("link", name="Revisar y publicar"))
    pagina.get_by_label("Miré la foto como se publicará").check()
    pagina.get_by_role("button", name="Publicar foto").click()
    expect(pagina.get_by_text("La foto está publicada.")).to_be_visible()
    pagina.context.clear_cookies()
    abrir(pagina, f"/espacio/{lugar.espacio.codigo}/")
    expect(pagina.get_by_role("img", name=TEXTO)).to_be_visible()


def test_photos_are_seen_large_over_the_review(pagina: Page) -> None:
    lugar = hacer_lugares().propio
    trabajo = IntervencionFactory(espacio=lugar.espacio, terminada=True)
    for momento, color in (("antes", "black"), ("despues", "white")):
        foto_con_archivo(color, espacio=lugar.espacio, intervencion=trabajo, momento=momento)
    entrar_como(pagina, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    abrir(pagina, f"/espacios/intervenciones/{trabajo.uuid}/revisar/")
    pagina.get_by_label("Comentario").fill("Lo escrito sigue aquí.")
    pagina.get_by_role("link", name="Antes").click()
    visor = pagina.get_by_role("dialog", name="Foto ampliada")
    expect(visor.get_by_role("img", name="Antes")).to_be_visible()
    revisar(pagina)
    pagina.keyboard.press("ArrowRight")
    expect(visor.get_by_role("img", name="Después")).to_be_visible()
    pagina.keyboard.press("Escape")
    expect(pagina.get_by_role("link", name="Antes")).to_be_focused()
    expect(pagina.get_by_label("Comentario")).to_have_value("Lo escrito sigue aquí.")


def test_pair_is_compared_by_keyboard(pagina_movil: Page) -> None:
    espacio = hacer_lugares().propio.espacio
    antes = foto_con_archivo("black", espacio=espacio, momento="antes", publicada=True)
    despues = foto_con_archivo("white", espacio=espacio, momento="despues", publicada=True)
    FotoEspacio.objects.filter(pk=despues.pk).update(antes=antes)
    abrir(pagina_movil, f"/espacio/{espacio.codigo}/")
    mando = pagina_movil.get_by_role("slider", name="Mover para comparar")
    mando.press("ArrowRight")
    expect(mando).to_have_attribute("aria-valuetext", "Se ve 51 % del antes y 49 % del después")
    mando.press("Home")
    expect(pagina_movil.locator(".comparador-despues")).to_have_css("clip-path", "inset(0px 0px 0px 0%)")
    revisar(pagina_movil)
    pagina_movil.emulate_media(media="print")  # nobody moves it on paper
    expect(mando).to_be_hidden()
    lados = [pagina_movil.get_by_role("img", name=momento).bounding_box() for momento in ("Antes", "Después")]
    assert lados[0]
    assert lados[1]
    assert lados[0]["x"] + lados[0]["width"] <= lados[1]["x"]
    expect(pagina_movil.locator(".comparador-despues")).to_have_css("clip-path", "none")
