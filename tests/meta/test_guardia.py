"""The guard over every answer bites."""

import pytest
from django.http import HttpResponse

from tests.guardia import faltas_de

POLITICA = "default-src 'none'; script-src 'self'"


def _respuesta(html: str, politica: str = POLITICA) -> HttpResponse:
    return HttpResponse(html, headers={"Content-Security-Policy": politica})


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>",
        "<style>p { color: red }</style>",
        '<p style="color: red">x</p>',
        '<a href="/" onclick="x()">x</a>',
        "<p>This field is required.</p>",
    ],
)
def test_inline_code_and_english_are_caught(html: str):
    assert len(faltas_de(_respuesta(html))) == 1


@pytest.mark.parametrize("politica", ["", "default-src 'none'; script-src 'unsafe-inline'"])
def test_weak_policy_is_caught(politica: str):
    assert len(faltas_de(_respuesta("<p>Hola</p>", politica))) == 1


def test_clean_page_passes():
    limpia = '<script src="/x.js" type="module"></script><p class="estilo">Buscar</p>'
    assert faltas_de(_respuesta(limpia)) == []
