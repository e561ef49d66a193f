"""The gallery draws every component, and every state has a tone and an icon that exist."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.template.loader import get_template
from django.test import Client

from comunes.enums import EstadoConChip
from comunes.templatetags.componentes import chip_estado

ESTADOS = [estado for enumeracion in EstadoConChip.__subclasses__() for estado in enumeracion]


@pytest.mark.parametrize("estado", ESTADOS, ids=lambda e: f"{type(e).__name__}.{e.name}")
def test_every_state_has_a_drawn_tone(estado: EstadoConChip) -> None:
    hoja = (Path(settings.RAIZ) / "static/css/fichas.css").read_text()
    tonos = {"", *re.findall(r"\.chip--([a-z]+) \{", hoja)}
    assert estado.tono in tonos
    assert estado.label in chip_estado(estado)


@pytest.mark.django_db
def test_galeria_does_not_exist_for_the_public(client: Client) -> None:
    assert client.get("/galeria/").status_code == 404


@pytest.mark.django_db
def test_galeria_shows_every_component_to_developers(client: Client, settings: object) -> None:
    settings.DEBUG = True  # type: ignore[attr-defined]
    html = client.get("/galeria/").content.decode()
    assert "Faltan cuatro datos por corregir" in html


def test_galeria_includes_every_component() -> None:
    plantillas = Path(settings.RAIZ) / "templates"
    muestras = [plantillas / "comunes/galeria.html", *(plantillas / "comunes/galeria").glob("*.html")]
    compuestos = [*(plantillas / "_parciales").glob("*.html"), *(plantillas / "bootstrap5").rglob("*.html")]
    textos = "".join(p.read_text() for p in [*muestras, *compuestos, plantillas / "_componentes/cifra.html"])
    componentes = {p.name for p in (plantillas / "_componentes").glob("*.html")}
    assert {c for c in componentes if f"_componentes/{c}" not in textos} == set()


@pytest.mark.django_db
@pytest.mark.parametrize("codigo", ["400", "403", "403_csrf", "404", "500", "503"])
def test_error_pages_need_no_context(codigo: str, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        html = get_template(f"{codigo}.html").render()
    assert f"Error {codigo[:3]}</p>" in html
    assert 'href="tel:105"' in html
