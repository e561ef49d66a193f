"""Making a backup: beside its place and under another name, until it is whole."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Model

from comunes.archivos import asentar, asentar_carpeta, campos_de_archivo
from comunes.respaldos import manifiesto
from comunes.respaldos.manifiesto import MEDIA, OBRA, ErrorDeRespaldo
from comunes.respaldos.motores import motor


def respaldar(destino: Path) -> dict[str, Any]:
    """Write a backup into the new folder `destino` and return its manifest.

    The database first: what its rows name is then among the files. Raises ErrorDeRespaldo when `destino`
    is taken or lies among the files, and when some of these cannot be reached; leaves nothing behind then.
    """
    destino = destino.resolve()
    _exigir_lugar(destino)
    parcial = Path(tempfile.mkdtemp(prefix=f".{destino.name}.a-medias-", dir=destino.parent))  # only ours
    try:
        base = motor()
        filas = base.volcar(parcial / base.archivo)
        archivos = {base.archivo: manifiesto.ficha(parcial / base.archivo), **_copiar_media(parcial)}
        dice = manifiesto.escribir(parcial, base=base.archivo, filas=filas, archivos=archivos)
        asentar_carpeta(parcial)
        _exigir_lugar(destino)
        parcial.rename(destino)
    except BaseException:
        shutil.rmtree(parcial, ignore_errors=True)
        raise
    asentar([destino.parent])
    return dice


def _exigir_lugar(destino: Path) -> None:
    if destino.exists():
        raise ErrorDeRespaldo(f"{destino} ya existe: un respaldo no se escribe encima de nada.")
    if not destino.parent.is_dir():
        raise ErrorDeRespaldo(f"No existe la carpeta {destino.parent}.")
    manifiesto.exigir_aparte(destino)


def _copiar_media(parcial: Path) -> dict[str, Any]:
    media, archivos = Path(settings.MEDIA_ROOT), {}
    for nombre in _nombres_de(media):
        guardado = f"{MEDIA}/{nombre}"
        try:
            archivos[guardado] = manifiesto.copiar(media / nombre, parcial / guardado)
        except FileNotFoundError:
            continue  # deleted since it was listed: no row of any moment to come names it
    return archivos


def _nombres_de(media: Path) -> list[str]:
    """Return the files to copy: none in a new installation, but not where a disk was not mounted."""
    todos = manifiesto.nombres_en(media) if media.exists() else []
    nombres = [nombre for nombre in todos if not nombre.startswith(f"{OBRA}/")]
    if not nombres and any(_nombra(modelo, campo) for modelo, campo in campos_de_archivo()):
        raise ErrorDeRespaldo(f"La base de datos nombra archivos y en {media} no hay ninguno.")
    return nombres


def _nombra(modelo: type[Model], campo: str) -> bool:
    return modelo._base_manager.filter(**{f"{campo}__gt": ""}).exists()
