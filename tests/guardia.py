"""What every answer of every test owes, whatever the test is about.

A strict content security policy without `unsafe-*`; and in HTML, no inline script, style or handler, and
no word that a package left in English.
"""

import re
from typing import Any

from django.test import Client

_ETIQUETA = re.compile(r"<[^>]*>")
_FUERA_DE_VISTA = re.compile(r"<(script|style|code|template)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_EN_LINEA = re.compile(
    r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")[^>]*>|<style\b|<[a-z][^>]*\s(?:style|on[a-z]+)=[\"']",
    re.IGNORECASE,
)
_INGLES = re.compile(
    r"\b(?:This field|Enter a|Please|Select a|Sign in|Sign out|Log in|Log out|Password|Username|Save and|"
    r"Add another|Delete|Are you sure|Go back|Not found|Welcome|Submit|Search|Required|Invalid|Unknown)\b"
)
_pedir = Client.request


def instalar() -> None:
    """Make Django's test client check every answer it gets."""
    Client.request = _pedir_y_revisar  # type: ignore[method-assign]


def retirar() -> None:
    Client.request = _pedir  # type: ignore[method-assign]


def _pedir_y_revisar(self: Client, **pedido: Any) -> Any:
    respuesta = _pedir(self, **pedido)
    faltas = faltas_de(respuesta)
    assert faltas == [], f"{pedido.get('PATH_INFO')}: {faltas}"
    return respuesta


def faltas_de(respuesta: Any) -> list[str]:
    """Return what the answer owes, in words; [] when nothing."""
    politica = respuesta.headers.get("Content-Security-Policy", "")
    faltas = []
    if "default-src 'none'" not in politica or "unsafe-" in politica:
        faltas.append(f"content security policy: «{politica}»")
    if respuesta.headers.get("Content-Type", "").startswith("text/html") and not respuesta.streaming:
        faltas += _faltas_del_html(respuesta.content.decode())
    return faltas


def _faltas_del_html(html: str) -> list[str]:
    faltas = [f"inline code: {m.group(0)[:80]}" for m in _EN_LINEA.finditer(html)]
    visible = _ETIQUETA.sub(" ", _FUERA_DE_VISTA.sub(" ", html))
    faltas += [
        f"in English: {visible[max(0, m.start() - 30) : m.end() + 30]!r}" for m in _INGLES.finditer(visible)
    ]
    return faltas
