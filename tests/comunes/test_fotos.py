"""The photo engine keeps clean pictures and refuses everything else in words."""

import hashlib
import struct
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import Http404
from django.utils.datastructures import MultiValueDict
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features
from PIL.PngImagePlugin import PngInfo

from comunes.archivos import archivos_o_nada, escribir
from comunes.campos_fotos import CampoFotos
from comunes.fotos import PESO_MAXIMO, Foto, FotoInvalida, abrir, guardar, procesar, responder_foto

ROJO, AZUL = (200, 30, 30), (30, 30, 200)


def codificar(imagen, formato="JPEG", **opciones):
    salida = BytesIO()
    imagen.save(salida, formato, **opciones)
    return salida.getvalue()


def lienzo(ancho=40, alto=30, modo="RGB", color=ROJO):
    return Image.new(modo, (ancho, alto), color)


def jpeg(ancho=40, alto=30, **opciones):
    return codificar(lienzo(ancho, alto), **opciones)


def leer(foto: Foto, tamano="grande"):
    return Image.open(BytesIO(foto.tamanos[tamano]))


def motivo(datos):
    with pytest.raises(FotoInvalida) as refusal:
        procesar(BytesIO(datos))
    return refusal.value.code


def png_que_dice_medir(ancho, alto):
    """A PNG of a few bytes whose header promises `ancho` × `alto` pixels."""

    def trozo(tipo, cuerpo):
        return struct.pack(">I", len(cuerpo)) + tipo + cuerpo + struct.pack(">I", zlib.crc32(tipo + cuerpo))

    cabecera = struct.pack(">IIBBBBB", ancho, alto, 8, 2, 0, 0, 0)
    firma = b"\x89PNG\r\n\x1a\n"
    return firma + trozo(b"IHDR", cabecera) + trozo(b"IDAT", zlib.compress(bytes(1000))) + trozo(b"IEND", b"")


# What is taken ------------------------------------------------------------------------------------


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
def test_photo_of_an_accepted_format_becomes_jpeg(formato):
    foto = procesar(BytesIO(codificar(lienzo(), formato)))
    assert {t: leer(foto, t).format for t in foto.tamanos} == dict.fromkeys(
        ("grande", "mediana", "miniatura"), "JPEG"
    )
    assert (foto.ancho, foto.alto) == (40, 30)


def test_sizes_of_a_large_photo():
    foto = procesar(BytesIO(jpeg(4000, 3000)))
    assert [leer(foto, t).size for t in foto.tamanos] == [(1600, 1200), (800, 600), (320, 240)]


def test_small_photo_is_not_enlarged():
    foto = procesar(BytesIO(jpeg(100, 60)))
    assert {leer(foto, t).size for t in foto.tamanos} == {(100, 60)}


def test_hash_is_of_the_bytes_received():
    datos = jpeg()
    assert procesar(BytesIO(datos)).sha256 == hashlib.sha256(datos).hexdigest()


def test_extension_is_ignored():
    archivo = SimpleUploadedFile("documento.pdf", codificar(lienzo(), "PNG"), "application/pdf")
    assert procesar(archivo).ancho == 40


def test_position_and_camera_are_dropped():
    exif = Image.Exif()
    exif[0x010F] = "Canario"
    exif.get_ifd(0x8825)[1] = "S"
    exif.get_ifd(0x8825)[2] = (12.0, 3.0, 0.0)
    datos = jpeg(exif=exif, comment=b"canario en el comentario")
    assert b"Canario" in datos
    for contenido in procesar(BytesIO(datos)).tamanos.values():
        assert b"anario" not in contenido
        assert b"Exif" not in contenido
        assert dict(Image.open(BytesIO(contenido)).getexif()) == {}


def test_png_text_is_dropped():
    informacion = PngInfo()
    informacion.add_text("Comment", "canario")
    datos = codificar(lienzo(), "PNG", pnginfo=informacion)
    assert b"canario" in datos
    assert b"canario" not in b"".join(procesar(BytesIO(datos)).tamanos.values())


def test_orientation_is_applied():
    imagen = lienzo(60, 40)
    imagen.paste(AZUL, (0, 0, 30, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright: turn 90 degrees clockwise
    foto = procesar(BytesIO(codificar(imagen, exif=exif, quality=95)))
    derecha = leer(foto)
    assert (foto.ancho, foto.alto) == derecha.size == (40, 60)
    assert derecha.getpixel((20, 5))[2] > 150  # blue, left before, is on top now
    assert derecha.getpixel((20, 55))[0] > 150


def test_polyglot_keeps_only_its_picture():
    polyglot = jpeg() + b"<html><script>alert('canario')</script></html>"
    foto = procesar(BytesIO(polyglot))
    assert b"canario" not in b"".join(foto.tamanos.values())


def test_cmyk_jpeg_becomes_rgb():
    foto = procesar(BytesIO(codificar(lienzo(modo="CMYK", color=(0, 0, 0, 0)))))
    assert leer(foto).mode == "RGB"
    assert min(leer(foto).getpixel((5, 5))) > 245


def test_sixteen_bit_png_keeps_its_greys():
    foto = procesar(BytesIO(codificar(Image.new("I;16", (20, 20), 32768), "PNG")))
    assert leer(foto).getpixel((5, 5)) == pytest.approx((128, 128, 128), abs=3)


@pytest.mark.parametrize(
    ("modo", "color"), [("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("RGBA", (200, 0, 0, 0))]
)
def test_transparency_is_laid_on_white(modo, color):
    foto = procesar(BytesIO(codificar(lienzo(modo=modo, color=color), "PNG")))
    assert min(leer(foto).getpixel((5, 5))) > 245


def test_palette_with_transparency_is_laid_on_white():
    imagen = lienzo(modo="P", color=0)
    foto = procesar(BytesIO(codificar(imagen, "PNG", transparency=0)))
    assert min(leer(foto).getpixel((5, 5))) > 245


@pytest.mark.skipif(not features.check("webp"), reason="WebP support")
def test_animated_webp_keeps_its_first_frame():
    datos = codificar(
        lienzo(), "WEBP", save_all=True, append_images=[lienzo(color=AZUL)], lossless=True, duration=100
    )
    assert leer(procesar(BytesIO(datos))).getpixel((5, 5))[0] > 150


def test_broken_exif_does_not_refuse_the_photo():
    foto = procesar(BytesIO(jpeg(exif=b"Exif\x00\x00MM\x00*\x00\x00\x00\x08\xff\xff\x01\x12")))
    assert foto.ancho == 40


# What is refused ----------------------------------------------------------------------------------


def test_empty_file_is_refused():
    assert motivo(b"") == "vacia"


def test_heavy_file_is_refused_and_the_limit_is_exact():
    datos = jpeg()
    assert procesar(BytesIO(datos + bytes(PESO_MAXIMO - len(datos)))).ancho == 40
    assert motivo(datos + bytes(PESO_MAXIMO - len(datos) + 1)) == "peso"


@pytest.mark.parametrize(("ancho", "alto"), [(30_000, 30_000), (8_000, 5_001), (65_500, 612)])
def test_bomb_is_refused_before_it_is_decoded(ancho, alto):
    assert motivo(png_que_dice_medir(ancho, alto)) == "medidas"


def test_webp_bomb_is_refused():
    vp8x = b"VP8X" + struct.pack("<I", 10) + bytes(4) + b"\xff\x3f\x00" * 2
    assert motivo(b"RIFF" + struct.pack("<I", len(vp8x) + 4) + b"WEBP" + vp8x) == "medidas"


def test_jpeg_of_endless_scans_is_refused():
    datos = codificar(lienzo(), progressive=True)
    inicio = datos.rindex(b"\xff\xda")
    assert motivo(datos[:inicio] + datos[inicio:-2] * 200 + datos[-2:]) == "danada"


@pytest.mark.parametrize("formato", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("parte", [0.3, 0.6, 0.9])
def test_truncated_photo_is_refused(formato, parte):
    imagen = Image.effect_noise((600, 400), 80).convert("RGB")
    datos = codificar(imagen, formato)
    assert motivo(datos[: int(len(datos) * parte)]) == "danada"


@pytest.mark.parametrize(
    "datos",
    [
        codificar(lienzo(modo="P", color=1), "GIF"),
        codificar(lienzo(), "TIFF"),
        codificar(lienzo(), "BMP"),
        codificar(lienzo(), "EPS"),
        b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
        b"<!doctype html><html><body>hola</body></html>",
        b"%PDF-1.7 \xff\xd8\xff",
        b"MZ\x90\x00" * 50,
        bytes(500),
    ],
    ids=["gif", "tiff", "bmp", "eps", "svg", "html", "pdf", "exe", "zeros"],
)
def test_other_formats_are_refused(datos):
    assert motivo(datos) == "formato"


def test_heic_is_refused_by_its_name():
    with pytest.raises(FotoInvalida, match="HEIC"):
        procesar(BytesIO(b"\x00\x00\x00\x18ftypheic" + bytes(200)))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 900), st.binary(min_size=1, max_size=40), st.sampled_from(["JPEG", "PNG", "WEBP"]))
def test_damaged_bytes_give_a_photo_or_a_reason(lugar, ruido, formato):
    datos = bytearray(codificar(lienzo(), formato))
    datos[lugar % len(datos) : lugar % len(datos) + len(ruido)] = ruido
    try:
        foto = procesar(BytesIO(bytes(datos)))
    except FotoInvalida:  # any other exception fails the test
        return
    assert leer(foto).mode == "RGB"


# Storage ------------------------------------------------------------------------------------------


@pytest.fixture
def almacen(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return lambda: sorted(p.name for p in tmp_path.rglob("*") if p.is_file())


@pytest.mark.django_db
def test_stored_photo_has_a_random_name_and_three_files(almacen):
    with archivos_o_nada():
        nombre = guardar(procesar(BytesIO(jpeg())), "espacios")
        otro = guardar(procesar(BytesIO(jpeg())), "espacios")
    assert nombre != otro
    assert len(almacen()) == 6
    with abrir(nombre, "miniatura") as archivo:
        assert Image.open(archivo).size == (40, 30)


def test_writing_outside_the_block_is_a_programming_error(almacen):
    with pytest.raises(RuntimeError):
        escribir("suelto.jpg", b"x")
    assert almacen() == []


@pytest.mark.django_db
def test_failed_block_leaves_no_file(almacen):
    @archivos_o_nada()
    def servicio():
        guardar(procesar(BytesIO(jpeg())), "espacios")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        servicio()
    assert almacen() == []


@pytest.mark.django_db
def test_outer_failure_removes_the_files_of_inner_blocks(almacen):
    @archivos_o_nada()
    def servicio():
        with archivos_o_nada():
            escribir("a.jpg", b"x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        servicio()
    assert almacen() == []


@pytest.mark.django_db
def test_inner_failure_keeps_the_files_of_the_outer_block(almacen):
    @archivos_o_nada()
    def interior():
        escribir("b.jpg", b"x")
        raise ZeroDivisionError

    with archivos_o_nada():
        escribir("a.jpg", b"x")
        with pytest.raises(ZeroDivisionError):
            interior()
    assert almacen() == ["a.jpg"]


@pytest.mark.django_db
def test_block_works_as_a_decorator_more_than_once(almacen):
    @archivos_o_nada()
    def servicio(nombre):
        assert transaction.get_connection().in_atomic_block
        return escribir(nombre, b"x")

    assert [servicio("a.jpg"), servicio("b.jpg")] == ["a.jpg", "b.jpg"]
    assert almacen() == ["a.jpg", "b.jpg"]


@pytest.mark.django_db
def test_answer_of_a_photo_is_private_and_typed(almacen):
    with archivos_o_nada():
        nombre = guardar(procesar(BytesIO(jpeg())), "espacios")
    respuesta = responder_foto(nombre, "mediana")
    assert respuesta["Content-Type"] == "image/jpeg"
    assert respuesta["X-Content-Type-Options"] == "nosniff"
    assert respuesta["Cache-Control"] == "private, max-age=86400, immutable"
    assert respuesta["Content-Disposition"] == 'inline; filename="foto-mediana.jpg"'
    assert b"".join(respuesta.streaming_content)[:3] == b"\xff\xd8\xff"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("nombre", "tamano"), [("espacios/x", "mediana"), ("", "mediana"), ("a", "../grande")]
)
def test_missing_photo_answers_404(almacen, nombre, tamano):
    with pytest.raises(Http404):
        responder_foto(nombre, tamano)
    assert not default_storage.exists("espacios/x-mediana.jpg")


# The form field -----------------------------------------------------------------------------------


def limpiar(campo, *archivos):
    subidos = [SimpleUploadedFile(nombre, datos) for nombre, datos in archivos]
    files = MultiValueDict({"fotos": subidos})
    return campo.clean(campo.widget.value_from_datadict({}, files, "fotos"))


def mensajes(campo, *archivos):
    with pytest.raises(ValidationError) as refusal:
        limpiar(campo, *archivos)
    return refusal.value.messages


def test_field_takes_several_photos_without_repeats():
    uno, dos = jpeg(), jpeg(50, 50)
    assert [f.ancho for f in limpiar(CampoFotos(), ("a.jpg", uno), ("b.jpg", dos), ("a2.jpg", uno))] == [
        40,
        50,
    ]


def test_field_names_each_refused_file():
    assert mensajes(CampoFotos(), ("a.jpg", jpeg()), ("b<i>.gif", b"GIF89a" + bytes(50)), ("c.jpg", b"")) == [
        "«b<i>.gif»: no es una foto JPG, PNG o WebP.",
        "«c.jpg»: el archivo está vacío.",
    ]


def test_field_refuses_too_many():
    fotos = [(f"{n}.jpg", jpeg()) for n in range(3)]
    assert mensajes(CampoFotos(maximo=2), *fotos) == ["Llegaron 3 archivos y aquí caben 2 fotos."]
    assert mensajes(CampoFotos(maximo=1), *fotos) == ["Llegaron 3 archivos y aquí cabe una foto."]


def test_field_optional_or_required():
    assert limpiar(CampoFotos(required=False)) == []
    assert mensajes(CampoFotos()) == ["Elegir al menos una foto."]
