"""Blurred zones: nothing of what was there comes through, in any size; the rest of the picture stays."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from PIL import Image

from comunes.archivos import archivos_o_nada
from comunes.difuminado import Zona, quemar
from comunes.fotos import TAMANOS, borrar, derivar, guardar, procesar, ruta

MITAD = Zona(0, 0, 500, 1000)


def tablero(paso, lado=160, invertido=False):
    """A checkerboard: fine squares whose averages are all the same grey."""
    imagen = Image.new("RGB", (lado, lado), "white")
    pixeles = imagen.load()
    for x in range(lado):
        for y in range(lado):
            if ((x // paso + y // paso) % 2 == 0) != invertido:
                pixeles[x, y] = (0, 0, 0)
    return imagen


def test_what_differs_inside_a_zone_leaves_no_trace():
    una, otra = tablero(4), tablero(4, invertido=True)
    for imagen in (una, otra):
        quemar([Zona(0, 0, 1000, 1000)])(imagen)
    assert una.tobytes() == otra.tobytes()


def test_what_is_outside_the_zones_is_not_touched():
    imagen = tablero(4)
    quemar([MITAD])(imagen)
    entera = tablero(4)
    assert imagen.crop((80, 0, 160, 160)).tobytes() == entera.crop((80, 0, 160, 160)).tobytes()
    assert imagen.crop((0, 0, 80, 160)).getextrema() == ((128, 128),) * 3


def test_a_zone_is_rounded_outwards_to_whole_pixels():
    imagen = Image.new("RGB", (30, 30), "white")
    imagen.putpixel((10, 10), (0, 0, 0))
    quemar([Zona(340, 340, 10, 10)])(imagen)
    assert imagen.getpixel((10, 10)) == (0, 0, 0)  # one pixel is its own average
    quemar([Zona(340, 340, 30, 30)])(imagen)
    assert imagen.getpixel((10, 10)) != (0, 0, 0)


@pytest.mark.django_db
def test_every_size_of_the_copy_is_blurred_and_the_original_is_left(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    salida = BytesIO()
    tablero(8).save(salida, "PNG")
    with archivos_o_nada():
        original = guardar(procesar(ContentFile(salida.getvalue())), "espacios")
        copia = derivar(original, quemar([MITAD]), "espacios")
    for tamano in TAMANOS:
        with default_storage.open(ruta(copia, tamano)) as archivo:
            tapada = Image.open(archivo).convert("L").crop((4, 4, 76, 156))
        with default_storage.open(ruta(original, tamano)) as archivo:
            entera = Image.open(archivo).convert("L").crop((4, 4, 76, 156))
        assert [maximo - minimo for minimo, maximo in (tapada.getextrema(),)] < [20]
        assert [maximo - minimo for minimo, maximo in (entera.getextrema(),)] > [200]
    borrar(copia)
    assert not default_storage.exists(ruta(copia, "grande"))


@pytest.mark.parametrize(
    ("zona", "cabe"),
    [
        ((0, 0, 1000, 1000), True),
        ((990, 0, 10, 10), True),
        ((991, 0, 10, 10), False),
        ((0, 0, 9, 500), False),
        ((-1, 0, 50, 50), False),
    ],
)
def test_zone_lies_inside_the_picture(zona, cabe):
    assert Zona(*zona).cabe is cabe
