"""`python -m medicion.telefono.mapa`: the map on a slow phone, over the database that a measurement kept.

Chromium at 360 px with the processor four times slower than this machine's. Opens the map of the whole
country, comes near group by group, drags now and then, and goes away again. Says of each step the frames
and the long tasks (over 50 ms) until the map rests. `make medir CONSERVAR=si` leaves such a database.
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
# What each step is given to ask, draw and come to rest.
ESPERA_MS: Final = 2500
# Runs before the page's own scripts: it notes every frame and every long task.
VIGILAR: Final = """
globalThis.cuadros = []; globalThis.tareas = [];
new PerformanceObserver((l) => l.getEntries().forEach((e) => tareas.push([e.startTime, e.duration])))
  .observe({ type: "longtask", buffered: true });
let antes = performance.now();
const anotar = (ahora) => {
  cuadros.push([ahora, ahora - antes]);
  antes = ahora;
  requestAnimationFrame(anotar);
};
requestAnimationFrame(anotar);
"""
# The middle of the largest group well inside the map.
MAYOR: Final = """() => {
  const caja = document.querySelector("[data-mapa-espacios]").getBoundingClientRect();
  const medio = (r) => ({ x: r.x + r.width / 2, y: r.y + r.height / 2 });
  const dentro = ({ x, y }) =>
    x > caja.x + 60 && x < caja.right - 60 && y > caja.y + 60 && y < Math.min(caja.bottom, innerHeight) - 80;
  return [...document.querySelectorAll(".leaflet-marker-icon:has(.faro--racimo)")]
    .map((m) => ({ n: parseInt(m.title), ...medio(m.getBoundingClientRect()) }))
    .filter(dentro).sort((a, b) => b.n - a.n)[0];
}"""
MEDIR: Final = """(desde) => ({
  cuadros: cuadros.filter(([t]) => t >= desde).map(([, d]) => d),
  tareas: tareas.filter(([t]) => t >= desde).map(([, d]) => d),
  marcas: document.querySelectorAll(".leaflet-marker-icon").length,
})"""


def recorrer(pagina: Any) -> None:
    """Open the map and walk it, printing a line a step."""
    _paso(pagina, "abrir", lambda: pagina.goto("/espacios/mapa/"), nueva=True)
    for zoom in range(1, 13):
        if pagina.locator(".leaflet-control-zoom-in.leaflet-disabled").count():
            break
        _paso(pagina, f"acercar {zoom}", lambda: _acercar(pagina))
        if zoom % 3 == 0:
            _paso(pagina, f"arrastrar tras {zoom}", lambda: _arrastrar(pagina))
    for zoom in range(1, 5):
        _paso(pagina, f"alejar {zoom}", lambda: pagina.locator(".leaflet-control-zoom-out").tap())


def _acercar(pagina: Any) -> None:
    """Bring the largest group near, as whoever looks for many spaces does; else with the button."""
    elegido = pagina.evaluate(MAYOR)
    if elegido:
        pagina.touchscreen.tap(elegido["x"], elegido["y"])
    else:
        pagina.locator(".leaflet-control-zoom-in").tap()


def _arrastrar(pagina: Any) -> None:
    """Drag the map half a screen with a finger."""
    caja = pagina.locator("[data-mapa-espacios]").bounding_box()
    x, y = caja["x"] + caja["width"] * 0.8, caja["y"] + caja["height"] * 0.6
    dedo = pagina.context.new_cdp_session(pagina)
    dedo.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for n in range(1, 31):
        punto = {"x": x - n * caja["width"] / 60, "y": y - n * 2}
        dedo.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [punto]})
        time.sleep(0.016)
    dedo.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _paso(pagina: Any, nombre: str, hacer: Callable[[], Any], *, nueva: bool = False) -> None:
    inicio = 0 if nueva else pagina.evaluate("performance.now()")
    hacer()
    pagina.locator("[data-mapa-espacios]").scroll_into_view_if_needed()
    pagina.locator("[data-mapa-espacios][data-listo=si]").wait_for(timeout=60_000)
    pagina.wait_for_timeout(ESPERA_MS)
    print(linea(nombre, pagina.evaluate(MEDIR, inicio)), flush=True)


def linea(nombre: str, datos: dict[str, Any]) -> str:
    """Return what is printed of a step."""
    cuadros, tareas = sorted(datos["cuadros"]) or [0.0], datos["tareas"]
    lentos = sum(c > CUADRO_LENTO_MS for c in cuadros)
    return "  ".join(
        (
            f"{nombre:18} {datos['marcas']:4} marcas",
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
        contexto = navegador.new_context(base_url=sitio, locale="es-PE", **MOVIL)
        contexto.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": sesion, "url": sitio}])
        contexto.add_init_script(VIGILAR)
        pagina = contexto.new_page()
        contexto.new_cdp_session(pagina).send("Emulation.setCPUThrottlingRate", {"rate": FRENO})
        recorrer(pagina)
        navegador.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
