"""`python -m medicion.telefono.mapa`: the maps on a slow phone, over the database that a measurement kept.

Chromium at 360 px with the processor four times slower than this machine's. Opens the maps; in that of the
spaces comes near group by group, drags now and then, and goes away again. Says of each step the frames and
the long tasks (over 50 ms) until the map rests, of those that open when the first mark or coloured area
was seen, and ends in error where one task is over `TAREA_MS`. While a step lasts nothing is asked of the
page: what the browser's driver does there would count as the page's. `make medir CONSERVAR=si` leaves such
a database.
"""

import os
import secrets
import shutil
import sys
import time
from collections.abc import Callable
from typing import Any, Final

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
os.environ.setdefault("MEDICION_SECRETO", secrets.token_urlsafe(50))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
CUADRO_LENTO_MS: Final = 50
# No task may hold a slow phone up for longer.
TAREA_MS: Final = 200
ABREN: Final = ("/", "/espacios/mapa/cantidad/", "/espacios/mapa/cantidad/?region=1501", "/espacios/mapa/")
# What each step is given to ask, draw and come to rest.
ESPERA_MS: Final = 2500
# Runs before the page's own scripts: it notes every frame, every long task and the first thing on the map,
# brings the map into view, and says on the console when it is ready.
VIGILAR: Final = """
globalThis.cuadros = []; globalThis.tareas = []; globalThis.primera = null;
addEventListener("DOMContentLoaded", () => document.querySelector(".mapa")?.scrollIntoView());
new PerformanceObserver((l) => l.getEntries().forEach((e) => tareas.push([e.startTime, e.duration])))
  .observe({ type: "longtask", buffered: true });
let antes = performance.now(), dicho = "";
const anotar = (ahora) => {
  cuadros.push([ahora, ahora - antes]);
  antes = ahora;
  primera ??= document.querySelector(".leaflet-marker-icon, path.area") && ahora;
  if (!dicho && document.querySelector(".mapa[data-listo=si]")) console.debug(dicho = "mapa listo");
  requestAnimationFrame(anotar);
};
requestAnimationFrame(anotar);
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
MEDIR: Final = """(desde) => ({
  cuadros: cuadros.filter(([t]) => t >= desde).map(([, d]) => d),
  tareas: tareas.filter(([t]) => t >= desde).map(([, d]) => d),
  marcas: document.querySelectorAll(".leaflet-marker-icon").length,
  primera: desde ? null : primera,
})"""


Toques = list[dict[str, float]]


def recorrer(telefono: Callable[[], Any]) -> float:
    """Open each map on a `telefono` of its own and walk the last, printing a line a step.

    Return the longest task.
    """
    peores = []
    for ruta in ABREN:
        pagina = telefono()
        peores.append(_paso(pagina, f"abrir {ruta}", lambda en=pagina, ruta=ruta: _abrir(en, ruta), desde=0))
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


def _paso(pagina: Any, nombre: str, hacer: Callable[[], Any], *, desde: int | None = None) -> float:
    """Do it, give the map time to rest, print the line and return the longest task."""
    inicio = pagina.evaluate("performance.now()") if desde is None else desde
    hacer()
    pagina.wait_for_timeout(ESPERA_MS)
    datos = pagina.evaluate(MEDIR, inicio)
    print(linea(nombre, datos), flush=True)
    return max(datos["tareas"], default=0.0)


def linea(nombre: str, datos: dict[str, Any]) -> str:
    """Return what is printed of a step."""
    cuadros, tareas = sorted(datos["cuadros"]) or [0.0], datos["tareas"]
    lentos, primera = sum(c > CUADRO_LENTO_MS for c in cuadros), datos["primera"]
    return "  ".join(
        (
            f"{nombre:42} {datos['marcas']:3} marcas"
            + (f" (la primera a los {primera:.0f} ms)" if primera else ""),
            f"cuadros: {len(cuadros):3}, mediana {cuadros[len(cuadros) // 2]:3.0f} ms, {lentos:2} lentos,",
            f"el peor {cuadros[-1]:4.0f} ms",
            f"tareas largas: {len(tareas):2}, la peor {max(tareas, default=0):4.0f} ms,",
            f"en total {sum(tareas):5.0f} ms",
        )
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
    from medicion.telefono.navegador import FRENO, MOVIL, NAVEGADORES, OPCIONES

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
            pagina = contexto.new_page()
            contexto.new_cdp_session(pagina).send("Emulation.setCPUThrottlingRate", {"rate": FRENO})
            return pagina

        peor = recorrer(telefono)
        navegador.close()
    print(f"La tarea más larga: {peor:.0f} ms; la meta es {TAREA_MS}.")
    return 1 if peor > TAREA_MS else 0


if __name__ == "__main__":
    sys.exit(main())
