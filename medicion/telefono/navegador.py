"""The phone's screen in a real browser: what the first visit fetches, how soon the second opens offline."""

import shutil
from statistics import median
from typing import Any

from django.conf import settings
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from medicion.intermediario import Intermediario
from medicion.servidor import ServidorReal
from medicion.telefono.programa import lideres, sesion_abierta

NAVEGADORES = ("chromium", "chromium-browser", "google-chrome")
OPCIONES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
MOVIL: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}
KILOBYTES, SEGUNDO, FRENO, VECES = 150, 1000.0, 4, 7
PREPARADO = "async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller) await new Promise((r) => setTimeout(r, 50)); }"  # noqa: E501
# Usable: the committee and the day are filled in, and what is typed from here on is kept.
MIRAR = """
(() => {
  const mirar = () => {
    const dia = document.querySelector("[data-anotar] [name=fecha]")?.value;
    const lugar = document.querySelector("[data-lugar]")?.textContent;
    if (dia && lugar) globalThis.usable = performance.now();
    else requestAnimationFrame(mirar);
  };
  mirar();
})();
"""


def medir(servidor: ServidorReal) -> dict[str, dict[str, Any]]:
    """Open the screen for the first time, then again without signal on a phone four times slower."""
    camino = Intermediario(servidor.puerto)
    ejecutable = next(ruta for nombre in NAVEGADORES if (ruta := shutil.which(nombre)))
    with sync_playwright() as motor:
        navegador = motor.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        contexto = _telefono(navegador, camino)
        primera = _primera_visita(contexto, camino)
        segunda = _segunda_visita(contexto)
        navegador.close()
    camino.cerrar()
    return {"primera visita": primera, "segunda visita": segunda}


def _telefono(navegador: Browser, camino: Intermediario) -> BrowserContext:
    sitio = f"http://localhost:{camino.puerto}"
    contexto = navegador.new_context(base_url=sitio, locale="es-PE", **MOVIL)
    _, sesion = sesion_abierta(lideres()[0])
    contexto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": sitio}])
    contexto.add_init_script(MIRAR)
    return contexto


def _primera_visita(contexto: BrowserContext, camino: Intermediario) -> dict[str, Any]:
    """Count every byte that came down, heads too, until the phone is ready to open without signal."""
    page = contexto.new_page()
    page.goto(reverse("actividades:anotar"))
    page.wait_for_load_state("networkidle")
    pagina = camino.bajados
    page.evaluate(PREPARADO)
    page.wait_for_load_state("networkidle")
    page.close()
    kilos = camino.bajados / 1024
    falta = [f"{kilos:.0f} KB > {KILOBYTES}"] if kilos > KILOBYTES else []
    return {"pagina_kb": round(pagina / 1024, 1), "kb": round(kilos, 1), "faltas": falta}


def _segunda_visita(contexto: BrowserContext) -> dict[str, Any]:
    contexto.set_offline(True)
    tiempos = sorted(_abrir_sin_senal(contexto) for _ in range(VECES))
    contexto.set_offline(False)
    medio = median(tiempos)
    falta = [f"{medio:.0f} ms > {SEGUNDO:.0f}"] if medio > SEGUNDO else []
    return {"ms": round(medio), "peor_ms": round(tiempos[-1]), "freno": FRENO, "faltas": falta}


def _abrir_sin_senal(contexto: BrowserContext) -> float:
    """Return the milliseconds from tapping the icon to a usable form, the worker having to wake up."""
    page = contexto.new_page()
    mando = contexto.new_cdp_session(page)
    mando.send("ServiceWorker.enable")
    mando.send("ServiceWorker.stopAllWorkers")
    mando.send("Emulation.setCPUThrottlingRate", {"rate": FRENO})
    page.goto(reverse("actividades:anotar"))
    page.wait_for_function("globalThis.usable > 0")
    usable = float(page.evaluate("globalThis.usable"))
    page.close()
    return usable
