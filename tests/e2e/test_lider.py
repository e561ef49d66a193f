"""The leader's phone in a real browser: five taps, two photos, one activity, nothing lost."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Route, expect

from actividades.models import Actividad, Evidencia
from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.models import Usuario
from cuentas.roles import Rol
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, sin_desborde, sin_violaciones
from tests.fabricas.actividades import ActividadFactory

INICIO, ANOTAR = "/actividades/mi-comite/", "/actividades/anotar/"
GRANDE = (2400, 1800)


@pytest.fixture
def lugar() -> Lugar:
    return hacer_lugares().propio


@pytest.fixture
def lider(lugar: Lugar) -> Usuario:
    usuario = lugar.usuario(Rol.LIDER_COMITE)
    usuario.nombres = "Teodora"
    usuario.save()
    return usuario


@pytest.fixture
def telefono(pagina_movil: Page, lider: Usuario) -> Page:
    entrar_como(pagina_movil, lider)
    return pagina_movil


@pytest.fixture
def fotos(tmp_path: Path) -> list[Path]:
    """Three different photos as a camera makes them: large, with a position in their metadata."""
    rutas = []
    for numero in range(3):
        imagen = Image.effect_noise(GRANDE, 40 + 20 * numero).convert("RGB")
        exif = Image.Exif()
        exif.get_ifd(0x8825)[1] = "S"
        rutas.append(tmp_path / f"foto-{numero}.jpg")
        imagen.save(rutas[-1], quality=90, exif=exif)
    return rutas


def galeria(page: Page) -> Any:
    return page.locator("[data-fotos-elegir][multiple]")


def previas(page: Page) -> Any:
    return page.locator("[data-fotos-lista] li")


def guardar(page: Page) -> Any:
    return page.get_by_role("button", name="Guardar actividad", exact=True)


def llenar(page: Page) -> None:
    page.get_by_label("Siembra").tap()
    page.get_by_role("button", name="20", exact=True).tap()


def test_five_taps_log_an_activity_with_two_photos(telefono: Page, fotos: list[Path]) -> None:
    abrir(telefono, INICIO)
    telefono.get_by_role("link", name="Anotar una actividad").tap()
    telefono.wait_for_url(f"**{ANOTAR}")
    llenar(telefono)
    galeria(telefono).set_input_files(fotos[:2])
    expect(previas(telefono)).to_have_count(2)
    sin_violaciones(telefono)
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido, Teodora")).to_be_visible()
    expect(telefono.get_by_text("Llegó tu actividad con sus 2 fotos.")).to_be_visible()
    actividad = Actividad.objects.get()
    assert (actividad.tipo.slug, actividad.participantes, actividad.total_fotos) == ("siembra", 20, 2)
    medidas = set(Evidencia.objects.values_list("ancho", "alto"))
    assert medidas == {(1600, 1200)}
    sin_violaciones(telefono)
    sin_desborde(telefono)


def test_photos_chosen_before_the_script_arrives_are_kept(telefono: Page, fotos: list[Path]) -> None:
    demorados: list[Route] = []
    telefono.route("**/js/anotar.js", lambda pedido: demorados.append(pedido))
    with telefono.expect_request("**/js/anotar.js"):
        telefono.goto(ANOTAR, wait_until="commit")
    galeria(telefono).set_input_files(fotos[:2])
    demorados[0].continue_()
    expect(previas(telefono)).to_have_count(2)


def test_photos_leave_the_phone_small(telefono: Page, fotos: list[Path]) -> None:
    cuerpos: list[int] = []
    telefono.on(
        "request",
        lambda p: cuerpos.append(int(p.all_headers()["content-length"])) if p.method == "POST" else None,
    )
    abrir(telefono, ANOTAR)
    llenar(telefono)
    galeria(telefono).set_input_files(fotos[:1])
    guardar(telefono).tap()
    expect(telefono.get_by_text("con su foto")).to_be_visible()
    assert len(cuerpos) == 2  # what was done, then the photo by itself
    assert sum(cuerpos) < fotos[0].stat().st_size / 2


def test_first_photo_button_shows_above_the_fold_under_the_ribbon(telefono: Page, lugar: Lugar) -> None:
    marcar_datos_de_ejemplo()
    lugar.espacio.nombre = (
        "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo 4"
    )
    lugar.espacio.save()
    abrir(telefono, ANOTAR)
    boton = telefono.locator(".agregar-foto").first.bounding_box()
    pie = telefono.locator(".telefono-pie").bounding_box()
    assert boton is not None
    assert pie is not None
    assert boton["y"] + boton["height"] <= pie["y"]


def test_two_quick_taps_give_one_activity(telefono: Page, fotos: list[Path]) -> None:
    abrir(telefono, ANOTAR)
    llenar(telefono)
    galeria(telefono).set_input_files(fotos[:2])
    expect(previas(telefono)).to_have_count(2)
    guardar(telefono).dblclick()
    expect(telefono.get_by_role("heading", name="Recibido, Teodora")).to_be_visible()
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 2)


def test_error_keeps_what_was_typed_and_the_photos(telefono: Page, fotos: list[Path]) -> None:
    abrir(telefono, ANOTAR)
    telefono.get_by_label("Siembra").tap()
    telefono.get_by_label("¿Cuántas personas fueron?").fill("5000")
    telefono.get_by_label("¿Algo que contar?").fill("Vino el camión municipal")
    galeria(telefono).set_input_files(fotos[:2])
    guardar(telefono).tap()
    expect(telefono.locator("[data-campo=participantes] .campo-error")).to_have_text(
        "Es mucho para una actividad: escribe hasta 4999."
    )
    expect(telefono.locator(".resumen-errores")).to_be_focused()
    expect(telefono.get_by_label("Siembra")).to_be_checked()
    expect(telefono.get_by_label("¿Algo que contar?")).to_have_value("Vino el camión municipal")
    expect(previas(telefono)).to_have_count(2)
    sin_violaciones(telefono)
    telefono.get_by_role("button", name="50", exact=True).tap()
    guardar(telefono).tap()
    expect(telefono.get_by_text("Llegó tu actividad con sus 2 fotos.")).to_be_visible()
    assert Actividad.objects.get().participantes == 50


def test_session_that_ended_meanwhile_loses_nothing(
    telefono: Page, lider: Usuario, fotos: list[Path]
) -> None:
    abrir(telefono, ANOTAR)
    llenar(telefono)
    galeria(telefono).set_input_files(fotos[:1])
    galletas = telefono.context.cookies()
    telefono.vigia.pausar(True)  # type: ignore[attr-defined]
    telefono.context.clear_cookies()
    guardar(telefono).tap()
    expect(telefono.get_by_role("status")).to_contain_text("Tu sesión se cerró.")
    expect(previas(telefono)).to_have_count(1)
    telefono.context.add_cookies([g for g in galletas if g["name"] == "sessionid"])  # type: ignore[arg-type]
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido, Teodora")).to_be_visible()
    assert Evidencia.objects.count() == 1


def test_same_activity_is_asked_about_and_takes_the_photos(
    telefono: Page, lugar: Lugar, fotos: list[Path]
) -> None:
    primera = ActividadFactory(comite=lugar.comite, tipo__slug="siembra", tipo__nombre="Siembra", titulo="")
    abrir(telefono, ANOTAR)
    llenar(telefono)
    galeria(telefono).set_input_files(fotos[:2])
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="¿Ya está anotada?")).to_be_visible()
    sin_violaciones(telefono)
    telefono.get_by_role("button", name="Es esta: sumar mis fotos").tap()
    expect(telefono.get_by_text("Se sumaron 2 fotos a la actividad que ya estaba.")).to_be_visible()
    assert list(Actividad.objects.values_list("pk", "total_fotos")) == [(primera.pk, 2)]


def test_photos_are_removed_not_doubled_and_at_most_ten(telefono: Page, fotos: list[Path]) -> None:
    abrir(telefono, ANOTAR)
    galeria(telefono).set_input_files([fotos[0], fotos[1], fotos[0]])
    expect(previas(telefono)).to_have_count(2)
    telefono.get_by_role("button", name="Quitar la foto 1").tap()
    expect(previas(telefono)).to_have_count(1)
    expect(telefono.get_by_role("img", name="Foto 1")).to_be_visible()
    galeria(telefono).set_input_files([fotos[2]] * 11)
    expect(telefono.get_by_role("status")).to_have_text("Caben 10 fotos: 2 quedaron fuera.")


def test_other_activity_opens_the_rest_and_another_day_shows(telefono: Page) -> None:
    abrir(telefono, ANOTAR)
    telefono.get_by_text("Otra actividad").tap()
    telefono.get_by_label("Marcha exploratoria").tap()
    expect(telefono.get_by_label("Marcha exploratoria")).to_be_checked()
    telefono.get_by_text("Cambiar").tap()
    telefono.get_by_label("¿Qué día fue?").fill("2024-05-04")
    expect(telefono.locator("[data-dia]")).to_have_text("Sábado 4 de mayo de 2024")
    sin_violaciones(telefono)
    sin_desborde(telefono, 320)


@pytest.fixture
def sin_guiones(navegador: Any, live_server: Any, lider: Usuario) -> Iterator[Page]:
    """A phone whose browser runs no JavaScript."""
    contexto = navegador.new_context(
        base_url=live_server.url, java_script_enabled=False, viewport={"width": 360, "height": 740}
    )
    page = contexto.new_page()
    page.sitio = live_server.url
    entrar_como(page, lider)
    yield page
    contexto.close()


def test_works_without_javascript_and_an_error_keeps_the_photos(sin_guiones: Page, fotos: list[Path]) -> None:
    abrir(sin_guiones, ANOTAR)
    sin_guiones.get_by_label("Siembra").click()
    sin_guiones.get_by_label("¿Cuántas personas fueron?").fill("0")
    galeria(sin_guiones).set_input_files(fotos[:2])
    guardar(sin_guiones).click()
    expect(sin_guiones.get_by_text("Ya llegaron 2 fotos")).to_be_visible()
    expect(sin_guiones.get_by_label("Siembra")).to_be_checked()
    sin_guiones.get_by_label("¿Cuántas personas fueron?").fill("20")
    guardar(sin_guiones).click()
    expect(sin_guiones.get_by_text("Llegó tu actividad con sus 2 fotos.")).to_be_visible()
    assert Actividad.objects.get().total_fotos == 2
