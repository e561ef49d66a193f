"""The photo engine: whatever arrives, what is kept is a clean JPEG in three sizes.

Formats are told by content, never by name. Size in pixels is checked before anything is decoded, the
image is always re-encoded (so that nothing hidden in the file survives) and all metadata is dropped,
position included.
"""

import hashlib
import threading
import uuid
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any, Final

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404
from PIL import Image, ImageOps

from comunes.archivos import escribir

PESO_MAXIMO: Final = 10 * 1024 * 1024
PIXELES_MAXIMO: Final = 40_000_000
FORMATOS: Final = ("JPEG", "PNG", "WEBP")
ACEPTA: Final = "image/jpeg,image/png,image/webp"
TAMANOS: Final = {"grande": 1600, "mediana": 800, "miniatura": 320}
PASADAS_MAXIMO: Final = 100
_CALIDAD: Final = 82
_DIA: Final = 86_400

# Pillow refuses, in every decoder and before reserving memory, what passes twice this figure; the
# warning it gives from once the figure on says nothing new.
Image.MAX_IMAGE_PIXELS = PIXELES_MAXIMO // 2
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

# One photo is decoded at a time in each process: forty megapixels take 160 MB while they last.
_turno = threading.Lock()


class FotoInvalida(ValidationError):
    """A file that is not a photo we take; its message says why, in plain words."""


@dataclass(frozen=True)
class Foto:
    """A photo ready to keep. `sha256` is of the bytes received; width and height, of the large size."""

    sha256: str
    ancho: int
    alto: int
    tamanos: dict[str, bytes]


def procesar(archivo: IO[bytes]) -> Foto:
    """Read `archivo` (a file or an upload) and return it clean, in the three sizes.

    Raises `FotoInvalida` for anything but a whole JPEG, PNG or WebP within the limits.
    """
    datos = _leer(archivo)
    with _turno:
        imagen = _decodificar(datos)
        tamanos = _reducir(imagen)
    grande = Image.open(BytesIO(tamanos["grande"]))
    return Foto(hashlib.sha256(datos).hexdigest(), grande.width, grande.height, tamanos)


def _leer(archivo: IO[bytes]) -> bytes:
    archivo.seek(0)
    datos = archivo.read(PESO_MAXIMO + 1)
    if not datos:
        raise FotoInvalida("El archivo está vacío.", code="vacia")
    if len(datos) > PESO_MAXIMO:
        raise FotoInvalida("La foto pesa más de 10 MB, que es lo máximo.", code="peso")
    return datos


def _decodificar(datos: bytes) -> Image.Image:
    """Return the upright picture in RGB, or raise `FotoInvalida`."""
    try:
        with Image.open(BytesIO(datos), formats=FORMATOS) as imagen:
            _exigir_medidas(imagen.size)
            _exigir_pasadas(datos)
            imagen.draft("RGB", (TAMANOS["grande"], TAMANOS["grande"]))
            imagen.load()
            return _en_rgb(_enderezar(imagen))
    except FotoInvalida:
        raise
    except Image.DecompressionBombError as error:
        raise _demasiado_grande() from error
    except Image.UnidentifiedImageError as error:
        raise FotoInvalida(_no_es_foto(datos), code="formato") from error
    except Exception as error:  # decoders raise anything at all on a damaged or hostile file
        raise FotoInvalida(
            "La foto está dañada o incompleta: hay que tomarla o elegirla otra vez.", code="danada"
        ) from error


def _exigir_medidas(medidas: tuple[int, int]) -> None:
    ancho, alto = medidas
    if ancho * alto > PIXELES_MAXIMO:
        raise _demasiado_grande()


def _exigir_pasadas(datos: bytes) -> None:
    """Refuse a JPEG painted over and over: each scan of a small file costs a whole picture of work."""
    if datos.startswith(b"\xff\xd8") and datos.count(b"\xff\xda") > PASADAS_MAXIMO:
        raise ValueError("too many scans")


def _demasiado_grande() -> FotoInvalida:
    return FotoInvalida("La foto mide más de 40 megapíxeles, que es lo máximo.", code="medidas")


def _no_es_foto(datos: bytes) -> str:
    if datos[4:8] == b"ftyp" and datos[8:12] in (b"heic", b"heix", b"mif1", b"msf1", b"avif"):
        return "Es una foto HEIC o AVIF, que todavía no todos los equipos abren. Se acepta JPG, PNG o WebP."
    return "No es una foto JPG, PNG o WebP."


def _enderezar(imagen: Image.Image) -> Image.Image:
    """Turn the picture as its camera says; a broken note about it is no reason to refuse the photo."""
    try:
        return ImageOps.exif_transpose(imagen)
    except Exception:
        return imagen


def _en_rgb(imagen: Image.Image) -> Image.Image:
    """Return `imagen` in RGB: sixteen bits scaled to eight, transparency laid on white."""
    if imagen.mode.startswith("I"):
        imagen = imagen.convert("I").point(lambda valor: valor / 256).convert("L")
    if not imagen.has_transparency_data:
        return imagen.convert("RGB")
    transparente = imagen.convert("RGBA")
    fondo = Image.new("RGB", transparente.size, "white")
    fondo.paste(transparente, mask=transparente.getchannel("A"))
    return fondo


def _reducir(imagen: Image.Image) -> dict[str, bytes]:
    """Encode `imagen` in each size, from the largest down; a small photo is never enlarged."""
    # A picture made anew: whatever the file carried beside its pixels stays behind.
    limpia = Image.new("RGB", imagen.size)
    limpia.paste(imagen)
    tamanos = {}
    for nombre, lado in TAMANOS.items():
        limpia.thumbnail((lado, lado), Image.Resampling.LANCZOS)
        salida = BytesIO()
        limpia.save(salida, "JPEG", quality=_CALIDAD, optimize=True, progressive=True)
        tamanos[nombre] = salida.getvalue()
    return tamanos


def guardar(foto: Foto, carpeta: str) -> str:
    """Store the three sizes under `carpeta` with a random name, and return that name.

    Call it inside `archivos_o_nada`: the files vanish if the transaction fails.
    """
    return _escribir(foto.tamanos, carpeta)


def _escribir(tamanos: dict[str, bytes], carpeta: str) -> str:
    nombre = nombre_al_azar(carpeta)
    for tamano, contenido in tamanos.items():
        escribir(ruta(nombre, tamano), contenido)
    return nombre


def derivar(nombre: str, cambiar: Callable[[Image.Image], None], carpeta: str) -> str:
    """Store a new photo made of a stored one, which `cambiar` paints over, and return its name.

    It starts from the large size, and every size comes out of the changed picture. Call it inside
    `archivos_o_nada`. Raises Http404 when the stored photo is gone.
    """
    with _turno, abrir(nombre, "grande") as archivo, Image.open(archivo) as guardada:
        imagen = guardada.convert("RGB")
        cambiar(imagen)
        tamanos = _reducir(imagen)
    return _escribir(tamanos, carpeta)


def borrar(nombre: str) -> None:
    """Remove the three sizes of a stored photo; what is not there is no error."""
    for tamano in TAMANOS:
        default_storage.delete(ruta(nombre, tamano))


def nombre_al_azar(carpeta: str) -> str:
    azar = uuid.uuid4().hex
    return f"{carpeta}/{azar[:2]}/{azar}"


def ruta(nombre: str, tamano: str) -> str:
    """Return where one size of a photo lies in the file store."""
    return f"{nombre}-{tamano}.jpg"


def abrir(nombre: str, tamano: str) -> Any:
    """Open one size of a stored photo. Raises Http404 when the size or the file does not exist."""
    if tamano not in TAMANOS or not nombre:
        raise Http404
    try:
        return default_storage.open(ruta(nombre, tamano))
    except FileNotFoundError as error:
        raise Http404 from error


def responder_foto(nombre: str, tamano: str, *, delicada: bool = False) -> FileResponse:
    """Answer a request for a photo that the view has already allowed.

    The content of a name never changes, so the browser (and nobody in between) may keep it a day; not
    so a `delicada` one, which shows somebody's document or signature.
    """
    respuesta = FileResponse(
        abrir(nombre, tamano), content_type="image/jpeg", filename=f"foto-{tamano}.jpg", as_attachment=False
    )
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Cache-Control"] = "private, no-store" if delicada else f"private, max-age={_DIA}, immutable"
    return respuesta
