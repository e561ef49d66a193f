"""PDF documents: tagged (PDF/UA-1), typeset from a template and JSON, never from pasted text."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import font_lato
import typst
from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.text import slugify

from comunes.fotos import abrir
from comunes.instalacion import hay_datos_de_ejemplo
from comunes.letras_de_papel import con_letras_que_hay

INSTITUCION: Final = "Ministerio del Interior · Dirección de Participación Ciudadana"
MINUTOS_GUARDADO: Final = 5
FOTOS_SIN_DIFUMINAR: Final = (
    "Las fotos pueden mostrar rostros de quienes no lo autorizaron: no se publican ni salen del programa."
)
_LETRAS: Final = str(Path(font_lato.__file__).parent / "files")


def componer(plantilla: str, titulo: str, datos: Mapping[str, Any]) -> bytes:
    """Typeset `plantilla` (a path inside the project) with `datos` and return the PDF's bytes.

    `datos` must be JSON-serialisable; dates as the words to print. Every paper also gets its title,
    the institution, the moment it was made and the mark of sample data. One that is not to leave the
    programme says why under `interno`.
    """
    comunes = {
        "titulo": titulo,
        "institucion": INSTITUCION,
        "pie": f"Emitido el {timezone.localtime():%d/%m/%Y a las %H:%M}",
        "ejemplo": hay_datos_de_ejemplo(),
        "interno": "",
    }
    texto = json.dumps({**comunes, **datos}, ensure_ascii=False)
    return con_letras_que_hay(texto, lambda propio: _tipografiar(plantilla, propio))


def _tipografiar(plantilla: str, datos: str) -> bytes:
    return bytes(
        typst.compile(
            str(settings.RAIZ / plantilla),
            root=str(settings.RAIZ),
            sys_inputs={"datos": datos},
            font_paths=[_LETRAS],
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )
    )


def componer_una_vez(plantilla: str, titulo: str, datos: Mapping[str, Any]) -> bytes:
    """Like `componer`, for papers that anybody may ask for: typeset once for all who ask within minutes.

    It is found again by everything it says, so it never lags behind its data; only the moment in its foot
    may be some minutes old.
    """
    dicho = json.dumps([plantilla, titulo, datos, hay_datos_de_ejemplo()], sort_keys=True)
    clave = hashlib.sha256(dicho.encode()).hexdigest()
    guardados = caches["papeles"]
    contenido: bytes | None = guardados.get(clave)
    if contenido is None:
        contenido = componer(plantilla, titulo, datos)
        guardados.set(clave, contenido, MINUTOS_GUARDADO * 60)
    return contenido


def foto_incrustada(nombre: str, ancho: int, alto: int) -> str:
    """Return a kept photo as SVG text, which travels in the data of `componer`; sides in pixels of any scale.

    Empty when its file is missing: the paper goes out anyway.
    """
    try:
        with abrir(nombre, "mediana") as archivo:
            contenido = base64.b64encode(archivo.read()).decode()
    except Http404:
        return ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{ancho}" height="{alto}">'
        f'<image width="{ancho}" height="{alto}" href="data:image/jpeg;base64,{contenido}"/></svg>'
    )


def responder_pdf(contenido: bytes, nombre: str) -> HttpResponse:
    """Answer with a PDF that opens in the browser and is saved under a plain file name."""
    respuesta = HttpResponse(contenido, content_type="application/pdf")
    respuesta["Content-Disposition"] = f'inline; filename="{slugify(nombre)}.pdf"'
    return respuesta
