"""A folder of files and a backup of it."""

import pytest

from comunes.respaldos import manifiesto
from comunes.respaldos.motores import motor
from tests.respaldos import FOTO, poner


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    poner(settings.MEDIA_ROOT / FOTO, b"una foto")
    return settings.MEDIA_ROOT


@pytest.fixture
def respaldo(tmp_path, media):
    """A backup with everything but a real database: what refuses one reads no further than that."""
    carpeta = tmp_path / "respaldo"
    base = motor().archivo
    poner(carpeta / base, b"la base")
    archivos = {base: manifiesto.ficha(carpeta / base)}
    archivos[f"media/{FOTO}"] = manifiesto.copiar(media / FOTO, carpeta / "media" / FOTO)
    manifiesto.escribir(carpeta, base=base, filas={}, archivos=archivos)
    return carpeta
