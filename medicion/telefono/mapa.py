"""`python -m medicion.telefono.mapa`: the maps on a slow phone, over the database that a measurement kept.

Chromium at 360 px. Opens the maps; in that of the spaces comes near group by group, drags now and then, and
goes away again. Says of each step how long the page's tasks kept its thread busy until the map rested: the
processor's time, four times, for a phone four times slower; other work on this machine does not count.
Ends in error where one task takes over `TAREA_MS`. While a step lasts nothing is asked of the page: what the
browser's driver does there would count as the page's. `make medir CONSERVAR=si` leaves such a database.
"""

import json
import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
os.environ.setdefault("MEDICION_SECRETO", secrets.token_urlsafe(50))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
# A task of over 50 ms is felt; none may hold a slow phone up for longer than the other.
LARGA_MS: Final = 50
TAREA_MS: Final = 200
ABREN: Final = ("/", "/espacios/mapa/cantidad/", "/espacios/mapa/cantidad/?region=1501", "/espacios/mapa/")
# What each step is given to ask, draw and come to rest.
ESPERA_MS: Final = 2500
TRAZA: Final = ["toplevel", "blink.user_timing"]
# Runs before the page's own scripts: tells the page from others in a trace, brings the map into view, and
# says on the console when it is ready.
VIGILAR: Final = """
let dicho = "";
addEventListener("DOMContentLoaded", () => document.querySelector(".mapa")?.scrollIntoView());
setInterval(() => {
  performance.mark("la página");
  if (!dicho && document.querySelector(".mapa[data-listo=si]")) console.debug(dicho = "mapa listo");
}, 100);
"""
# The middle of the largest group well inside the map; without one, of the button that brings it near.
MAYOR: Final = """() => {
  const caja = document.querySelector(".mapa").getBoundingClientRect();
  const medio = (r) => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
  const dentro = ({ x, y }) =>
    x > caja.x + 60 && x < caja.right - 60 && y > caja.y + 60 && y < Math.min(caja.bottom, innerHeight) - 80;
  return [...document.querySelectorAll(".leaflet-marker-icon:has(.faro--racimo)")]
    .map((m) => ({ n: parseInt(m.title), ...medio(m.getBoundingClientRect()) }))
    .filter(dentro).sort((a, b) => b.n - a.n)[0]
    ?? medio(document.querySelector(".leaflet-control-zoom-in").getBoundingClientRect());
}"""
MENOS: Final = """() => {
  const r = document.querySelector(".leaflet-control-zoom-out").getBoundingClientRect();
  return { x: r.x + r.width / 2, y: r.y + r.height / 2 };
}"""
Toques = list[dict[str, float]]


def recorrer(telefono: Callable[[], Any]) -> float:
    """Open each map on a `telefono` of its own and walk the last, printing a line a step.

    Return the longest task.
    """
    peores = []
    for ruta in ABREN:
        pagina = telefono()
        peores.append(_paso(pagina, f"abrir {ruta}", partial(_abrir, pagina, ruta)))
        if ruta != ABREN[-1]:
            pagina.context.close()
    dedo = pagina.context.new_cdp_session(pagina)
    for zoom in range(1, 13):
        if pagina.locator(".leaflet-control-zoom-in.leaflet-disabled").count():
            break
        peores.append(_tocar(pagina, dedo, f"acercar {zoom}", [pagina.evaluate(MAYOR)]))
        if zoom % 3 == 0:
            peores.append(_tocar(pagina, dedo, f"arrastrar tras {zoom}", _arrastre(pagina)))
    for zoom in range(1, 5):
        peores.append(_tocar(pagina, dedo, f"alejar {zoom}", [pagina.evaluate(MENOS)]))
    return max(peores)


def _arrastre(pagina: Any) -> Toques:
    """Return the way of a finger that drags the map half a screen."""
    caja = pagina.locator(".mapa").bounding_box()
    x, y = caja["x"] + caja["width"] * 0.8, caja["y"] + caja["height"] * 0.6
    return [{"x": x - n * caja["width"] / 60, "y": y - n * 2} for n in range(31)]


def _tocar(pagina: Any, dedo: Any, nombre: str, camino: Toques) -> float:
    return _paso(pagina, nombre, lambda: _pasar_el_dedo(dedo, camino))


def _pasar_el_dedo(dedo: Any, camino: Toques) -> None:
    dedo.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": camino[:1]})
    for punto in camino[1:]:
        dedo.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [punto]})
        time.sleep(0.016)
    dedo.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _abrir(pagina: Any, ruta: str) -> None:
    with pagina.expect_console_message(lambda dicho: dicho.text == "mapa listo", timeout=60_000):
        pagina.goto(ruta)


def _paso(pagina: Any, nombre: str, hacer: Callable[[], Any]) -> float:
    """Do it, give the map time to rest, print the line and return the longest task."""
    navegador = pagina.context.browser
    navegador.start_tracing(categories=TRAZA)
    hacer()
    pagina.wait_for_timeout(ESPERA_MS)
    tareas = tareas_de(json.loads(navegador.stop_tracing())["traceEvents"])
    print(linea(nombre, pagina.locator(".leaflet-marker-icon").count(), tareas), flush=True)
    return max(tareas, default=0.0)


def tareas_de(sucesos: list[dict[str, Any]]) -> list[float]:
    """Return how long each task of the page would keep a slow phone busy, in milliseconds."""
    from medicion.telefono.navegador import FRENO

    hilo = next((s["pid"], s["tid"]) for s in reversed(sucesos) if s["name"] == "la página")
    suyas = (
        s for s in sucesos if s["name"] == "ThreadControllerImpl::RunTask" and (s["pid"], s["tid"]) == hilo
    )
    return [s.get("tdur", 0) * FRENO / 1000 for s in suyas]


def linea(nombre: str, marcas: int, tareas: list[float]) -> str:
    """Return what is printed of a step."""
    largas = [tarea for tarea in tareas if tarea > LARGA_MS]
    return (
        f"{nombre:42} {marcas:3} marcas  en total {sum(tareas):5.0f} ms, la tarea más larga "
        f"{max(tareas, default=0):4.0f} ms; {len(largas):2} largas, {sum(largas):5.0f} ms"
    )


def main() -> int:
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone
    from playwright.sync_api import sync_playwright

    from medicion import poblar
    from medicion.ajustes import CARPETA
    from medicion.cronometro import sesion_de
    from medicion.telefono.medir import servidor_aparte
    from medicion.telefono.navegador import MOVIL, NAVEGADORES, OPCIONES

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)
    hoy, escala = timezone.localdate(), poblar.escala_actual()
    poblar.preparar(hoy)
    poblar.crecer(hoy, desde=escala, hasta=max(escala, 1))
    print(poblar.tamano())
    sesion = sesion_de(poblar.NACIONAL).cookies[settings.SESSION_COOKIE_NAME].value
    ejecutable = next(ruta for nombre in NAVEGADORES if (ruta := shutil.which(nombre)))
    with servidor_aparte(CARPETA) as servidor, sync_playwright() as motor:
        sitio = f"http://localhost:{servidor.puerto}"
        navegador = motor.chromium.launch(executable_path=ejecutable, args=OPCIONES)

        def telefono() -> Any:
            contexto = navegador.new_context(base_url=sitio, locale="es-PE", **MOVIL)
            contexto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": sitio}])
            contexto.add_init_script(VIGILAR)
            return contexto.new_page()

        peor = recorrer(telefono)
        navegador.close()
    print(f"La tarea más larga: {peor:.0f} ms; la meta es {TAREA_MS}.")
    return 1 if peor > TAREA_MS else 0


if __name__ == "__main__":
    sys.exit(main())
