"""The import in a browser: upload, review, correct, confirm; nothing a keyboard or a phone cannot do."""

import os
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from cuentas.roles import Rol
from territorio.services import cargar_territorio
from tests.e2e.apoyo import abrir, entrar_como, pasar, sin_desborde, sin_violaciones
from tests.fabricas.cuentas import usuario_con_rol
from tests.padron.conftest import EJEMPLO


@pytest.fixture
def oficina(pagina: Page) -> Page:
    cargar_territorio(actor=None)
    entrar_como(pagina, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    return pagina


ESPERA_MS = 30_000  # a review reads the file in another process


def _mirar(pagina: Page, nombre: str) -> None:
    """Look for barriers; with CAPTURAS set, keep a picture too."""
    if carpeta := os.environ.get("CAPTURAS"):
        ancho = pagina.viewport_size["width"] if pagina.viewport_size else 0
        pagina.screenshot(path=Path(carpeta) / f"padron-{nombre}-{ancho}.png", full_page=True)
    sin_violaciones(pagina)
    tamano: Any = pagina.viewport_size
    sin_desborde(pagina, 320)
    pagina.set_viewport_size(tamano)


def _subir(pagina: Page, archivo: Path) -> None:
    abrir(pagina, reverse("padron:subir"))
    pagina.set_input_files("input[type=file]", archivo)
    pagina.get_by_role("button", name="Subir y revisar").click()


def test_padron_is_uploaded_reviewed_and_saved(oficina: Page) -> None:
    abrir(oficina, reverse("padron:inicio"))
    _mirar(oficina, "vacio")
    abrir(oficina, reverse("padron:subir"))
    _mirar(oficina, "subir")
    _subir(oficina, EJEMPLO / "padron_ejemplo.xlsx")
    expect(oficina.get_by_text("El ubigeo «150801» (INEI) está fuera")).to_be_visible(timeout=ESPERA_MS)
    _mirar(oficina, "revision")
    pasar(oficina.get_by_role("link", name="INTEGRANTES"))
    _mirar(oficina, "rechazadas")
    pasar(oficina.get_by_role("link", name="Reparadas"))
    _mirar(oficina, "reparadas")
    oficina.get_by_text("Cómo se leyó el archivo").click()
    pasar(oficina.get_by_role("link", name="Corregir hojas y columnas"))
    _mirar(oficina, "columnas")
    oficina.get_by_role("button", name="Revisar otra vez").click()
    expect(oficina.get_by_role("button", name="Guardar el padrón")).to_be_visible(timeout=ESPERA_MS)
    oficina.wait_for_load_state()  # the script that asks first
    oficina.get_by_role("button", name="Guardar el padrón").click()
    dialogo = oficina.get_by_role("dialog")
    expect(dialogo).to_be_visible()
    _mirar(oficina, "confirmar")
    dialogo.get_by_role("button", name="Guardar el padrón").click()
    expect(oficina.get_by_text("El padrón está guardado.")).to_be_visible(timeout=ESPERA_MS)
    _mirar(oficina, "guardado")
    abrir(oficina, reverse("padron:inicio"))
    _mirar(oficina, "lista")


def test_file_that_is_no_padron_is_refused_in_words(oficina: Page, tmp_path: Path) -> None:
    archivo = tmp_path / "notas.xlsx"
    archivo.write_bytes(b"%PDF-1.7 nada de esto es un libro")
    _subir(oficina, archivo)
    expect(oficina.get_by_role("alert").first).to_contain_text("el archivo es un PDF")
    _mirar(oficina, "error")
    otro = tmp_path / "compras.csv"
    otro.write_text("fruta;precio\nlúcuma;4\n")
    _subir(oficina, otro)
    expect(oficina.get_by_text("No se encontró ninguna hoja con espacios")).to_be_visible(timeout=ESPERA_MS)
    _mirar(oficina, "fallida")
