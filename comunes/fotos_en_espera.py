"""Photos that arrived with a form that could not be saved yet: they wait, and need not be sent again.

A browser forgets the chosen files when a form comes back with an error. The photos already processed
wait a day in the file store; the form carries a signed ticket for each. Nothing is written in the
database, and only who holds the ticket (the person in front of that form) can use it.
"""

from datetime import timedelta
from typing import Any, Final

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils.timezone import localdate

from comunes.fotos import TAMANOS, Foto, nombre_al_azar, ruta

CARPETA: Final = "espera"
_SAL: Final = "comunes.fotos_en_espera"
_VIGENCIA: Final = timedelta(days=1)


def guardar_en_espera(foto: Foto) -> str:
    """Keep `foto` for a day and return its ticket; takes out what has waited too long."""
    limpiar_espera()
    nombre = nombre_al_azar(f"{CARPETA}/{localdate():%Y-%m-%d}")
    for tamano, contenido in foto.tamanos.items():
        default_storage.save(ruta(nombre, tamano), ContentFile(contenido))
    return signing.dumps([nombre, foto.sha256, foto.ancho, foto.alto], salt=_SAL)


def recoger(boleto: str) -> Foto | None:
    """Return the photo of a ticket, or None when the ticket is false, too old, or its files are gone."""
    try:
        nombre, sha256, ancho, alto = signing.loads(boleto, salt=_SAL, max_age=_VIGENCIA)
        tamanos = {tamano: _leer(ruta(nombre, tamano)) for tamano in TAMANOS}
    except (signing.BadSignature, ValueError, OSError):
        return None
    return Foto(sha256, ancho, alto, tamanos)


def _leer(direccion: str) -> bytes:
    with default_storage.open(direccion) as archivo:
        contenido: bytes = archivo.read()
    return contenido


def limpiar_espera() -> None:
    """Remove the folders of the days before yesterday."""
    if not default_storage.exists(CARPETA):
        return
    limite = f"{localdate() - _VIGENCIA:%Y-%m-%d}"
    for dia in default_storage.listdir(CARPETA)[0]:
        if dia < limite:
            _borrar(f"{CARPETA}/{dia}")


def _borrar(carpeta: str) -> None:
    carpetas, archivos = default_storage.listdir(carpeta)
    for nombre in archivos:
        default_storage.delete(f"{carpeta}/{nombre}")
    for nombre in carpetas:
        _borrar(f"{carpeta}/{nombre}")
    default_storage.delete(carpeta)


def retener(form: Any) -> None:
    """Let the photos that `form` accepted wait, so that it can be shown again without losing them."""
    for campo in form.fields.values():
        if aceptadas := getattr(campo, "aceptadas", None):
            campo.recibidas = [guardar_en_espera(foto) for foto in aceptadas]
