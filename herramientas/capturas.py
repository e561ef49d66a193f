"""`make capturas`: take the pictures of `docs/img/` from a fresh installation with the sample programme.

Every picture is a page as somebody of that role sees it; nothing is staged. Needs Chromium.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from portal.ejemplo.clave import CLAVE_DE_EJEMPLO

RAIZ = Path(__file__).resolve().parent.parent
NAVEGADORES = ("chromium", "chromium-browser", "google-chrome")
OPCIONES = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
TAMANOS: dict[str, Any] = {"1280": {"width": 1280, "height": 800}, "360": {"width": 360, "height": 740}}
PIN = "294817"
ESPERA = 120


@dataclass(frozen=True)
class Toma:
    """A picture: its name, who looks (an e-mail, «lider» or nobody), and the address.

    With `sigue`, the first link of that page which matches it is followed. `entera`: the whole page,
    not just its first screen.
    """

    nombre: str
    quien: str
    ruta: str
    sigue: str = ""
    entera: bool = False


COORDINACION, NACIONAL, LIDER = "coordinacion@ejemplo.pe", "nacional@ejemplo.pe", "lider"
TOMAS = (
    Toma("portada", "", "/", entera=True),
    Toma("cifra", "", "/cifras/espacios/"),
    Toma("espacio-publico", "", "/espacios-publicos/", sigue="main a[href^='/espacio/']"),
    Toma("charla-publica", "", "/charlas/", sigue="main a[href^='/charlas/']", entera=True),
    Toma("ingreso", "", "/cuenta/ingresar/"),
    Toma("no-existe", "", "/no-existe/"),
    Toma("inicio-ministerio", NACIONAL, "/inicio/"),
    Toma("admin", NACIONAL, "/admin/"),
    Toma("admin-espacios", NACIONAL, "/admin/espacios/espaciopublico/"),
    Toma("admin-actividades", NACIONAL, "/admin/actividades/actividad/"),
    Toma("padron", NACIONAL, "/padron/"),
    Toma("inicio-coordinacion", COORDINACION, "/inicio/", entera=True),
    Toma("espacios", COORDINACION, "/espacios/"),
    Toma("espacios-mapa", COORDINACION, "/espacios/mapa/"),
    Toma("espacio-nuevo", COORDINACION, "/espacios/nuevo/", entera=True),
    Toma("espacio", COORDINACION, "/espacios/", sigue="main a[href*='/espacios/NES-']", entera=True),
    Toma("comites", COORDINACION, "/comites/"),
    Toma("comite", COORDINACION, "/comites/", sigue="main a[href^='/comites/']:not([href$='/comites/'])"),
    Toma("calendario", COORDINACION, "/actividades/calendario/"),
    Toma("charlas", COORDINACION, "/capacitaciones/"),
    Toma("por-verificar", COORDINACION, "/actividades/por-verificar/"),
    Toma("lider-inicio", LIDER, "/inicio/"),
    Toma("lider-anotar", LIDER, "/actividades/anotar/"),
    Toma("mis-constancias", LIDER, "/constancia/mias/"),
)


def main() -> int:
    lector = argparse.ArgumentParser(description="Toma las capturas de docs/img.")
    lector.add_argument("--puerto", default="8099")
    lector.add_argument("--carpeta", type=Path, default=RAIZ / "docs" / "img")
    lector.add_argument("--solo", default="", help="solo las tomas cuyo nombre contiene esto")
    opciones = lector.parse_args()
    opciones.carpeta.mkdir(parents=True, exist_ok=True)
    with servidor(opciones.puerto) as (base, enlace), sync_playwright() as motor:
        ejecutable = next(r for n in NAVEGADORES if (r := shutil.which(n)))
        navegador = motor.chromium.launch(executable_path=ejecutable, args=OPCIONES)
        for ancho in TAMANOS:
            tomar(navegador, ancho, base, enlace, opciones)
            enlace = ""  # it serves once; the second size enters by the session below
    return 0


@contextmanager
def servidor(puerto: str) -> Iterator[tuple[str, str]]:
    """Serve a fresh installation; yield its address and the sample leader's personal link."""
    carpeta = tempfile.mkdtemp(prefix="espacio-seguro-capturas-")
    orden = [sys.executable, "manage.py", "servir", "--puerto", puerto]
    ambiente = {**os.environ, "DIRECTORIO_DATOS": carpeta, "DATABASE_URL": ""}
    proceso = subprocess.Popen(orden, cwd=RAIZ, env=ambiente, text=True, stdout=subprocess.PIPE)
    try:
        texto = ""
        while "Ctrl-C" not in texto and proceso.poll() is None and proceso.stdout:
            texto += proceso.stdout.readline()
        base = f"http://127.0.0.1:{puerto}"
        _esperar(base)
        hallado = re.search(rf"{base}/cuenta/enlace/\S+", texto)
        yield base, hallado.group(0) if hallado else ""
    finally:
        proceso.terminate()
        proceso.wait(timeout=20)
        shutil.rmtree(carpeta, ignore_errors=True)


def _esperar(base: str) -> None:
    for _ in range(ESPERA):
        try:
            urllib.request.urlopen(f"{base}/salud/vivo", timeout=2).close()  # noqa: S310  our own loopback
            return
        except OSError:
            time.sleep(0.5)


_sesion_del_lider: dict[str, Any] = {}


def tomar(navegador: Browser, ancho: str, base: str, enlace: str, opciones: argparse.Namespace) -> None:
    """Take every picture at one width, each person in a browser context of their own."""
    paginas: dict[str, Page] = {}
    for toma in TOMAS:
        if opciones.solo not in toma.nombre:
            continue
        if toma.quien not in paginas:
            contexto = navegador.new_context(
                base_url=base, viewport=TAMANOS[ancho], locale="es-PE", reduced_motion="reduce"
            )
            paginas[toma.quien] = contexto.new_page()
            entrar(paginas[toma.quien], toma.quien, enlace)
        retratar(paginas[toma.quien], toma, opciones.carpeta / f"{toma.nombre}-{ancho}.png")


def entrar(page: Page, quien: str, enlace: str) -> None:
    """Sign in as a person would: e-mail and password, or personal link and PIN."""
    if quien == LIDER:
        if not enlace:
            page.context.add_cookies(_sesion_del_lider["galletas"])
            return
        page.goto(enlace)
        for campo in page.locator("input[inputmode=numeric], input[type=password]").all():
            campo.fill(PIN)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()
        _sesion_del_lider["galletas"] = page.context.cookies()
    elif quien:
        page.goto("/cuenta/ingresar/")
        page.locator("input[name=login]").fill(quien)
        page.locator("input[name=password]").fill(CLAVE_DE_EJEMPLO)
        page.locator("main form button[type=submit]").first.click()
        page.wait_for_load_state()


def retratar(page: Page, toma: Toma, archivo: Path) -> None:
    page.goto(toma.ruta)
    if toma.sigue:
        page.goto(page.locator(toma.sigue).first.get_attribute("href") or "/")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=archivo, full_page=toma.entera)
    with Image.open(archivo) as imagen:
        imagen.convert("RGB").quantize(192).save(archivo, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
