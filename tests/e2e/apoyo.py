"""What browser tests do over and over: open, sign in, look for barriers."""

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Locator, Page, Response

from tests.apoyo import entrar

ETIQUETAS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# The screen shows a photo, and what was answered, before the phone has kept it.
CONSERVADA = """async (fotos) => {
  const { leer, fotosDe } = await import("/estatico/js/borradores.js");
  const uuid = new URLSearchParams(location.search).get("borrador");
  const { participantes } = (await leer(uuid)).campos;
  return Boolean(participantes) && (await fotosDe(uuid)).length === fotos;
}"""


def abrir(page: Page, ruta: str, estado: int = 200) -> Response:
    """Go to an address of ours, once the page that is coming has come, and require its status."""
    page.wait_for_load_state()
    respuesta = page.goto(ruta)
    assert respuesta is not None
    assert respuesta.status == estado, f"{ruta} answered {respuesta.status}"
    return respuesta


def pasar(puerta: Locator, con: Callable[[Locator], None] = Locator.click) -> None:
    """Press what leads to another page and wait for it, scripts included: what is done next is done there."""
    with puerta.page.expect_navigation():
        con(puerta)


def entrar_como(page: Page, usuario: Any) -> Any:
    """Sign `usuario` in by handing the browser a session; return the user."""
    cliente = Client()
    entrar(cliente, usuario)
    galleta = cliente.cookies[settings.SESSION_COOKIE_NAME]
    sitio = page.sitio  # type: ignore[attr-defined]
    page.context.add_cookies([{"name": galleta.key, "value": galleta.value, "url": sitio}])
    return usuario


def esperar_que_se_conserve(page: Page, fotos: int) -> None:
    """Wait until the phone has kept the whole draft."""
    page.wait_for_url("**?borrador=*")
    for _ in range(1000):
        if page.evaluate(CONSERVADA, fotos):
            return
        page.wait_for_timeout(20)
    pytest.fail("The phone did not keep the draft.")


def sin_violaciones(page: Page) -> None:
    """Fail on any axe violation of WCAG 2.2 AA or of axe's best practices, naming each and where."""
    page.wait_for_load_state()
    vigia = page.vigia  # type: ignore[attr-defined]
    assert vigia.errores == []  # before axe runs: it provokes messages of its own
    vigia.pausar(True)
    hallado = Axe().run(page, options={"runOnly": ETIQUETAS, "resultTypes": ["violations"]})
    vigia.pausar(False)
    faltas = [
        f"{v['id']}: {v['help']} → {[n['target'] for n in v['nodes']][:5]}"
        for v in hallado.response["violations"]
    ]
    assert faltas == []


def sin_desborde(page: Page, ancho: int | None = None) -> None:
    """Fail when the page scrolls sideways (at `ancho` px when given: 320 is the reflow limit)."""
    page.wait_for_load_state()
    if ancho is not None:
        alto = page.viewport_size["height"] if page.viewport_size else 740
        page.set_viewport_size({"width": ancho, "height": alto})
    sobra = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert sobra <= 0, f"{page.url} is {sobra} px wider than the screen"
