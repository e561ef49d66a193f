"""The leader's phone without signal: everything is kept, arrives by itself, once, and only then is let go."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Page, Route, expect

from actividades.models import Actividad, Evidencia
from actividades.services import fotos as servicio_de_fotos
from comites.models import Comite
from cuentas.models import Usuario
from cuentas.roles import Rol
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como, esperar_que_se_conserve, sin_desborde, sin_violaciones
from tests.fabricas.actividades import TipoActividadFactory

INICIO, ANOTAR, POR_ENVIAR = "/actividades/mi-comite/", "/actividades/anotar/", "/actividades/por-enviar/"
CON_SERVICIO = "async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 50)); }"  # noqa: E501


@pytest.fixture
def lugar() -> Lugar:
    TipoActividadFactory(slug="siembra", nombre="Siembra")
    return hacer_lugares().propio


@pytest.fixture
def lider(lugar: Lugar) -> Usuario:
    return lugar.usuario(Rol.LIDER_COMITE)


@pytest.fixture
def telefono(pagina_movil: Page, lider: Usuario) -> Iterator[Page]:
    """A phone that was once on the leader's pages with signal."""
    entrar_como(pagina_movil, lider)
    abrir(pagina_movil, ANOTAR)
    pagina_movil.evaluate(CON_SERVICIO)
    pagina_movil.vigia.pausar(True)  # type: ignore[attr-defined]  # the console tells that the network is away
    yield pagina_movil
    pagina_movil.context.set_offline(False)


@pytest.fixture
def fotos(tmp_path: Path) -> list[Path]:
    rutas = []
    for numero in range(3):
        rutas.append(tmp_path / f"foto-{numero}.jpg")
        Image.effect_noise((320, 240), 40 + 20 * numero).convert("RGB").save(rutas[-1], quality=90)
    return rutas


def llenar(page: Page, fotos: list[Path], personas: str = "20") -> None:
    page.get_by_label("Siembra").tap()
    page.get_by_role("button", name=personas, exact=True).tap()
    page.locator("[data-fotos-elegir][multiple]").set_input_files(fotos)
    expect(page.locator("[data-fotos-lista] li img[src]")).to_have_count(len(fotos))


def guardar(page: Page) -> Any:
    return page.get_by_role("button", name="Guardar actividad", exact=True)


def dejar_espacio(page: Page, octetos: int) -> None:
    """The browser itself refuses what this site would keep beyond that: with one byte, the phone is full.

    It remembers for a while how much there was, until it is asked for more than that. Not on a page that
    goes without signal: this session would keep it so.
    """
    cuota = {"origin": page.sitio, "quotaSize": octetos}  # type: ignore[attr-defined]
    page.context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", cuota)


def en_el_telefono(page: Page) -> Any:
    return page.locator("[data-cola-lista] li")


def test_screen_opens_keeps_and_sends_by_itself_when_the_signal_is_back(
    telefono: Page, fotos: list[Path]
) -> None:
    telefono.context.set_offline(True)
    telefono.goto(ANOTAR)
    llenar(telefono, fotos[:2])
    esperar_que_se_conserve(telefono, 2)
    telefono.reload()
    expect(telefono.get_by_label("Siembra")).to_be_checked()
    expect(telefono.get_by_label("¿Cuántas personas fueron?")).to_have_value("20")
    expect(telefono.locator("[data-fotos-lista] li")).to_have_count(2)
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Guardado en tu teléfono")).to_be_visible()
    expect(en_el_telefono(telefono)).to_have_count(1)
    sin_desborde(telefono)
    assert Actividad.objects.count() == 0
    telefono.context.set_offline(False)
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    expect(telefono.locator("[data-cola-recibidas] li")).to_have_count(1)
    actividad = Actividad.objects.get()
    assert (actividad.participantes, actividad.total_fotos, actividad.fotos_anunciadas) == (20, 2, 2)
    telefono.vigia.pausar(False)  # type: ignore[attr-defined]
    sin_violaciones(telefono)


def test_form_without_answers_says_what_is_missing_and_leaves_nothing_waiting(
    telefono: Page, fotos: list[Path]
) -> None:
    telefono.context.set_offline(True)
    telefono.goto(ANOTAR)
    guardar(telefono).tap()
    en_que_hicieron = telefono.locator("[data-campo=tipo] .campo-error")
    expect(en_que_hicieron).to_have_text("Elige qué hicieron.")
    cuantas = telefono.get_by_label("¿Cuántas personas fueron?")
    expect(telefono.locator("[data-campo=participantes] .campo-error")).to_have_text(
        "Escribe cuántas personas fueron."
    )
    expect(telefono.locator("#id_tipo")).to_be_focused()

    cuantas.fill("5000")
    telefono.wait_for_url("**?borrador=*")
    expect(telefono.locator("[data-campo=participantes] .campo-error")).to_have_count(0)
    guardar(telefono).tap()
    expect(telefono.locator("[data-campo=participantes] .campo-error")).to_have_text(
        "Es mucho para una actividad: escribe hasta 4999."
    )
    cuantas.fill("")
    telefono.wait_for_url(f"**{ANOTAR}")
    telefono.locator("[data-fotos-elegir][multiple]").set_input_files(fotos[0])
    telefono.wait_for_url("**?borrador=*")
    telefono.get_by_role("button", name="Quitar la foto 1").tap()
    telefono.wait_for_url(f"**{ANOTAR}")
    guardar(telefono).tap()
    expect(en_que_hicieron).to_have_count(1)
    telefono.goto("/actividades/calendario/")
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    expect(telefono.get_by_text("Las demás páginas se abren cuando vuelva la señal.")).to_be_visible()
    expect(en_el_telefono(telefono)).to_have_count(0)


def test_three_drafts_wait_and_all_arrive_once(telefono: Page, fotos: list[Path]) -> None:
    telefono.context.set_offline(True)
    for numero, personas in enumerate(("10", "20", "30")):
        telefono.goto(ANOTAR)
        expect(telefono.locator("[data-lugar]")).not_to_be_empty()  # its own day is there too
        telefono.locator("[data-donde] summary").tap()
        telefono.get_by_label("¿Qué día fue?").fill(f"2026-11-1{numero}")
        llenar(telefono, [fotos[numero]], personas)
        guardar(telefono).tap()
        telefono.wait_for_url(f"**{POR_ENVIAR}")
        expect(en_el_telefono(telefono)).to_have_count(numero + 1)
    expect(telefono.get_by_role("heading", name="Guardado en tu teléfono")).to_be_visible()
    telefono.context.set_offline(False)
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert sorted(Actividad.objects.values_list("participantes", "total_fotos")) == [
        (10, 1),
        (20, 1),
        (30, 1),
    ]


def test_connection_cut_between_photos_goes_on_where_it_stopped(telefono: Page, fotos: list[Path]) -> None:
    """What arrived is not sent again, and the draft stays until all of it is there."""
    llegan: list[str] = []
    hay_senal = False

    def cortar_tras_la_primera(ruta: Route) -> None:
        if llegan and not hay_senal:
            ruta.abort()
            return
        llegan.append(ruta.request.url)
        ruta.continue_()

    telefono.context.route("**/foto/", cortar_tras_la_primera)
    telefono.goto(ANOTAR)
    llenar(telefono, fotos)
    guardar(telefono).tap()
    expect(en_el_telefono(telefono)).to_contain_text("1 de 3 fotos llegaron")
    assert Actividad.objects.get().fotos_por_llegar == 2
    expect(telefono.locator("[data-cuando=sin-senal]").first).to_be_visible()
    hay_senal = True
    telefono.goto(POR_ENVIAR)  # the worker may have begun by itself
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert (len(llegan), Evidencia.objects.count()) == (3, 3)


def test_server_that_falls_in_the_middle_loses_nothing(
    telefono: Page, fotos: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It dies after writing the second photo's file: nothing half-saved, and the phone tries again."""
    caidas: list[int] = []
    guardar_de_veras = servicio_de_fotos.guardar

    def caer_una_vez(*args: Any) -> str:
        ruta = guardar_de_veras(*args)
        if Evidencia.objects.count() == 1 and not caidas:
            caidas.append(1)
            raise RuntimeError("the server fell")
        return ruta

    monkeypatch.setattr(servicio_de_fotos, "guardar", caer_una_vez)
    telefono.goto(ANOTAR)
    llenar(telefono, fotos)
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert (caidas, Evidencia.objects.count(), Actividad.objects.get().total_fotos) == ([1], 3, 3)


def test_answer_lost_on_the_way_back_gives_one_activity(telefono: Page, fotos: list[Path]) -> None:
    """The server has it, the phone doesn't know: sending again changes nothing and ends well."""
    perdidas: list[int] = []

    def perder_la_primera(ruta: Route) -> None:
        if perdidas or ruta.request.method != "POST":
            ruta.continue_()
            return
        perdidas.append(ruta.fetch().status)
        ruta.abort()

    telefono.context.route(f"**{ANOTAR}", perder_la_primera)
    telefono.goto(ANOTAR)
    llenar(telefono, fotos[:2])
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert perdidas == [200]
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 2)


def test_session_or_committee_that_ended_while_offline_waits_for_its_leader(
    telefono: Page, lugar: Lugar, lider: Usuario, fotos: list[Path]
) -> None:
    telefono.context.set_offline(True)
    telefono.goto(ANOTAR)
    llenar(telefono, fotos[:1])
    guardar(telefono).tap()
    telefono.wait_for_url(f"**{POR_ENVIAR}")
    telefono.context.clear_cookies()
    telefono.context.set_offline(False)
    expect(telefono.get_by_text("Tu sesión se cerró. Entra otra vez y se enviará solo.")).to_be_visible()
    entrar_como(telefono, lugar.usuario(Rol.LIDER_COMITE))
    telefono.goto(POR_ENVIAR)
    expect(telefono.get_by_role("heading", name="Hay algo de otra persona")).to_be_visible()
    assert Actividad.objects.count() == 0
    Comite.objects.update(disuelto=timezone.localdate())
    entrar_como(telefono, lider)
    telefono.goto(POR_ENVIAR)
    expect(telefono.get_by_text("Tu cuenta no tiene un comité activo para anotar.")).to_be_visible()
    expect(en_el_telefono(telefono)).to_have_count(1)
    Comite.objects.update(disuelto=None)
    telefono.goto(POR_ENVIAR)
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert Actividad.objects.get().autor == lider


def test_two_tabs_with_one_draft_give_one_activity(telefono: Page, fotos: list[Path]) -> None:
    telefono.goto(ANOTAR)
    llenar(telefono, fotos[:2])
    esperar_que_se_conserve(telefono, 2)
    otra = telefono.context.new_page()
    otra.goto(telefono.url)
    expect(otra.locator("[data-fotos-lista] li")).to_have_count(2)
    guardar(otra).tap()
    expect(otra.get_by_role("heading", name="Recibido")).to_be_visible()
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido")).to_be_visible()
    assert (Actividad.objects.count(), Evidencia.objects.count()) == (1, 2)


def test_full_phone_still_sends_and_says_not_to_close(
    pagina_movil: Page, lider: Usuario, fotos: list[Path]
) -> None:
    telefono = pagina_movil
    telefono.vigia.pausar(True)  # type: ignore[attr-defined]  # the console tells that nothing fits
    dejar_espacio(telefono, 1)
    entrar_como(telefono, lider)
    telefono.goto(ANOTAR)
    telefono.get_by_label("Siembra").tap()
    expect(telefono.get_by_role("status")).to_contain_text("Tu teléfono no tiene espacio para guardarla")
    llenar(telefono, fotos[:2])
    expect(telefono.get_by_role("status")).to_contain_text("no cierres esta pantalla hasta ver «Recibido»")
    guardar(telefono).tap()
    expect(telefono.get_by_role("heading", name="Recibido")).to_be_visible()
    assert Actividad.objects.get().total_fotos == 2
