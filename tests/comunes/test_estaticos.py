"""The style sheets: separate files while developing, one file with a fingerprint once collected."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from comunes import estaticos


def test_every_sheet_is_joined_or_linked_by_a_page() -> None:
    raiz = Path(settings.RAIZ)
    escritas = {f"css/{p.name}" for p in (raiz / "static/css").glob("*.css")}
    plantillas = "".join(p.read_text() for p in (raiz / "templates").rglob("*.html"))
    assert set(estaticos.HOJAS) <= escritas
    assert {h for h in escritas - set(estaticos.HOJAS) if h not in plantillas} == set()


def test_direcciones_are_the_sheets_without_the_real_storage() -> None:
    assert estaticos.direcciones_de_hojas() == [f"/estatico/{hoja}" for hoja in estaticos.HOJAS]


@pytest.fixture
def recogidos(tmp_path: Path) -> estaticos.EstaticosConHuella:
    almacen = estaticos.EstaticosConHuella(location=str(tmp_path))
    origen = StaticFilesStorage(location=str(Path(settings.RAIZ) / "static"))
    for hoja in estaticos.HOJAS:
        almacen.save(hoja, origen.open(hoja))
    list(almacen.post_process({hoja: (origen, hoja) for hoja in estaticos.HOJAS}))
    return almacen


def test_collected_sheets_become_one_file_in_order(
    recogidos: estaticos.EstaticosConHuella, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(estaticos, "staticfiles_storage", recogidos)
    (direccion,) = estaticos.direcciones_de_hojas()
    assert re.fullmatch(r"/estatico/css/producto\.[0-9a-f]{12}\.css", direccion)
    unido = recogidos.open(direccion.removeprefix("/estatico/")).read()
    assert unido == b"".join(Path(finders.find(hoja)).read_bytes() for hoja in estaticos.HOJAS)


def test_collecting_again_replaces_the_joined_file(recogidos: estaticos.EstaticosConHuella) -> None:
    antes = sorted(p.name for p in Path(recogidos.location).glob("css/producto*"))
    origen = StaticFilesStorage(location=str(Path(settings.RAIZ) / "static"))
    list(recogidos.post_process({hoja: (origen, hoja) for hoja in estaticos.HOJAS}))
    assert sorted(p.name for p in Path(recogidos.location).glob("css/producto*")) == antes


def test_collected_modules_import_each_other_by_fingerprint(tmp_path: Path) -> None:
    almacen = estaticos.EstaticosConHuella(location=str(tmp_path))
    origen = StaticFilesStorage(location=str(Path(settings.RAIZ) / "static"))
    modulos = ("js/mapa-portada.js", "js/leaflet-perezoso.js", "js/mapa-comun.js")
    for modulo in modulos:
        almacen.save(modulo, origen.open(modulo))
    list(almacen.post_process({modulo: (origen, modulo) for modulo in modulos}))
    mapa = almacen.open(almacen.stored_name("js/mapa-portada.js")).read().decode()
    nombres = [almacen.stored_name(modulo).removeprefix("js/") for modulo in modulos[1:]]
    assert re.findall(r'from "([^"]+)"', mapa) == [f"./{nombre}" for nombre in nombres]


@pytest.mark.parametrize(
    ("ruta", "se_sirve"),
    [
        ("css/tokens.css", True),
        ("bootstrap/css/bootstrap.min.css", True),
        ("bootstrap/js/bootstrap.bundle.min.js", False),
        ("htmx/ext/ws.js", False),
        ("letra/files/atkinson-hyperlegible-next-latin-wght-normal.woff2", True),
    ],
)
def test_only_the_files_our_pages_ask_for_are_found(ruta: str, se_sirve: bool) -> None:
    assert (finders.find(ruta) is not None) is se_sirve


def test_every_static_file_named_in_a_template_is_found() -> None:
    plantillas = (Path(settings.RAIZ) / "templates").rglob("*.html")
    nombrados = {n for p in plantillas for n in re.findall(r"""{% static ["']([^"']+)["']""", p.read_text())}
    assert {n for n in nombrados if finders.find(n) is None} == set()
