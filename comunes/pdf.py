"""PDF files that people upload: checked, kept as they came, and only ever handed out as attachments."""

import hashlib
from dataclasses import dataclass
from typing import IO, Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404

from comunes.archivos import escribir
from comunes.fotos import nombre_al_azar

PESO_MAXIMO: Final = 10 * 1024 * 1024
# What a scanned paper has no use for: it runs, opens or carries something else.
# Long names only: shorter ones turn up by chance in a compressed picture.
_ACTIVO: Final = (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/RichMedia")
_COLA: Final = 2048


class PdfInvalido(ValidationError):
    """A file that is not a PDF we take; its message says why, in plain words."""


@dataclass(frozen=True)
class Pdf:
    """A PDF ready to keep; `sha256` is of its bytes."""

    sha256: str
    contenido: bytes


def revisar_pdf(archivo: IO[bytes]) -> Pdf:
    """Read `archivo` and return it. Raises `PdfInvalido` unless it is a whole, plain PDF of up to 10 MB."""
    archivo.seek(0)
    datos = archivo.read(PESO_MAXIMO + 1)
    if len(datos) > PESO_MAXIMO:
        raise PdfInvalido("El PDF pesa más de 10 MB, que es lo máximo.", code="peso")
    if not datos.startswith(b"%PDF-"):
        raise PdfInvalido("No es un PDF. Elija el escaneo en PDF o suba fotos.", code="formato")
    if b"%%EOF" not in datos[-_COLA:]:
        raise PdfInvalido("El PDF está incompleto: hay que escanearlo o elegirlo otra vez.", code="danado")
    if any(_nombra(datos, marca) for marca in _ACTIVO):
        raise PdfInvalido("El PDF lleva programas o archivos dentro. Suba el escaneo simple.", code="activo")
    return Pdf(hashlib.sha256(datos).hexdigest(), datos)


def _nombra(datos: bytes, marca: bytes) -> bool:
    """Say whether the name `marca` stands in `datos` whole, and not as the start of a longer one."""
    desde = datos.find(marca)
    while desde >= 0:
        siguiente = datos[desde + len(marca) : desde + len(marca) + 1]
        if not siguiente.isalnum():
            return True
        desde = datos.find(marca, desde + 1)
    return False


def guardar_pdf(pdf: Pdf, carpeta: str) -> str:
    """Store `pdf` under `carpeta` with a random name and return it; inside `archivos_o_nada`."""
    return escribir(f"{nombre_al_azar(carpeta)}.pdf", pdf.contenido)


def descargar_pdf(nombre: str, como: str) -> FileResponse:
    """Answer with a stored PDF that the view has already allowed: always saved, never opened here."""
    try:
        archivo: Any = default_storage.open(nombre)
    except FileNotFoundError as error:
        raise Http404 from error
    respuesta = FileResponse(archivo, content_type="application/pdf", filename=como, as_attachment=True)
    respuesta["X-Content-Type-Options"] = "nosniff"
    respuesta["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return respuesta


class CampoPdf(forms.FileField):
    """One PDF; its value is a `Pdf` or None."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.FileInput(attrs={"accept": "application/pdf"}))
        kwargs.setdefault("help_text", "Un solo archivo de hasta 10 MB.")
        super().__init__(**kwargs)
        self.error_messages["empty"] = "El archivo está vacío."

    def clean(self, data: Any, initial: Any = None) -> Pdf | None:  # type: ignore[override]
        archivo = super().clean(data, initial)
        return revisar_pdf(archivo) if archivo else None
