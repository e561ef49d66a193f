"""Photos that look alike are told whatever their size and compression; plain ones say nothing."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from comunes.parecido import de_bandas, en_bandas, huella_visual, se_parecen


def jpeg(imagen: Image.Image, calidad: int = 90) -> bytes:
    salida = BytesIO()
    imagen.convert("RGB").save(salida, "JPEG", quality=calidad)
    return salida.getvalue()


def escena(desde: int) -> Image.Image:
    """Return a picture with light and dark places that depend on `desde`."""
    imagen = Image.new("L", (320, 240), 128)
    for n in range(40):
        x, y = (desde * 37 + n * 53) % 300, (desde * 91 + n * 29) % 220
        imagen.paste((n * 67 + desde * 11) % 256, (x, y, x + 60, y + 50))
    return imagen


def test_smaller_and_more_compressed_copy_looks_alike():
    una = huella_visual(jpeg(escena(1)))
    otra = huella_visual(jpeg(escena(1).resize((160, 120)), calidad=40))
    assert se_parecen(una, otra)


def test_another_scene_does_not():
    assert not se_parecen(huella_visual(jpeg(escena(1))), huella_visual(jpeg(escena(2))))


@pytest.mark.parametrize("tono", [0, 128, 255])
def test_plain_photo_says_nothing(tono):
    assert huella_visual(jpeg(Image.new("L", (320, 240), tono))) is None


@given(st.integers(0, 2**64 - 1))
def test_bands_come_back_together(huella):
    assert de_bandas(en_bandas(huella)) == huella


@given(st.integers(0, 2**64 - 1), st.sets(st.integers(0, 63), max_size=3))
def test_alike_ones_share_a_band(huella, cambios):
    otra = huella
    for bit in cambios:
        otra ^= 1 << bit
    assert se_parecen(huella, otra)
    assert any(a == b for a, b in zip(en_bandas(huella), en_bandas(otra), strict=True))
