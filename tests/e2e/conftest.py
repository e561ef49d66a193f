"""A real browser against the live server. Any console error, CSP report or axe violation fails the test.

Fixtures: `pagina_movil` (360 × 740) and `pagina_escritorio` (1280 × 800); `pagina` runs a test on both.
Helpers: `tests.e2e.apoyo` (`abrir`, `entrar_como`, `sin_violaciones`, `sin_desborde`).
Every test here carries the marker `e2e`; without Chromium they are skipped, except where
`EXIGIR_NAVEGADOR` asks for them.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.e2e.vigia import Vigia

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread

# The same engine without a window to draw takes six tenths of the processor.
NAVEGADORES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
OPCIONES = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
MOVIL = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
ESCRITORIO = {"viewport": {"width": 1280, "height": 800}}
# Long, for a busy machine: nothing waits for it unless something is wrong.
ESPERA_MS = 20_000
expect.set_options(timeout=ESPERA_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    aqui = Path(__file__).parent
    for prueba in items:
        if prueba.path.is_relative_to(aqui):
            prueba.add_marker(pytest.mark.e2e)
            prueba.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Any:
    informe = yield
    if informe.when == "call":
        item.stash[_FALLO] = informe.failed
    return informe


_FALLO = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def navegador() -> Iterator[Browser]:
    ejecutable = next((r for n in NAVEGADORES if (r := shutil.which(n))), None)
    if ejecutable is None:
        if os.environ.get("EXIGIR_NAVEGADOR"):
            pytest.fail("No Chromium here, and the browser tests are required.")
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as motor:
        abierto = motor.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        yield abierto
        abierto.close()


def _pagina(
    navegador: Browser, live_server: Any, request: pytest.FixtureRequest, forma: dict[str, Any]
) -> Iterator[Page]:
    contexto = navegador.new_context(
        base_url=live_server.url, locale="es-PE", timezone_id="America/Lima", reduced_motion="reduce", **forma
    )
    contexto.set_default_timeout(ESPERA_MS)
    page = contexto.new_page()
    page.sitio = live_server.url  # type: ignore[attr-defined]
    vigia = Vigia(page)
    yield page
    if request.node.stash.get(_FALLO, False):
        carpeta = Path(settings.RAIZ, "capturas")
        carpeta.mkdir(exist_ok=True)
        page.screenshot(path=carpeta / f"fallo-{request.node.name}.png", full_page=True)
    contexto.close()
    assert vigia.errores == []


@pytest.fixture
def pagina_movil(navegador: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from _pagina(navegador, live_server, request, MOVIL)


@pytest.fixture
def pagina_escritorio(navegador: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Page]:
    yield from _pagina(navegador, live_server, request, ESCRITORIO)


@pytest.fixture(params=["movil", "escritorio"])
def pagina(request: pytest.FixtureRequest, navegador: Browser) -> Page:
    """The same test on a phone and on a desk.

    The browser is named here so that it starts before the database: Django gives a thread with a running
    event loop connections of its own, and those made earlier keep the data that tests restore.
    """
    return request.getfixturevalue(f"pagina_{request.param}")
