"""Making a backup: beside its place and under another name, until it is whole."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from django.conf import settings

from comunes.archivos import asentar, asentar_carpeta
from comunes.respaldos import manifiesto
from comunes.respaldos.manifiesto import MEDIA, OBRA, ErrorDeRespaldo
from comunes.respaldos.motores import motor


def respaldar(destino: Path) -> dict[str, Any]:
    """Write a backup into the new folder `destino` and return its manifest.

    The database first: what its rows name is then among the files. Raises ErrorDeRespaldo when `destino`
    is taken or lies among the files, and leaves nothing behind then.
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
    archivos = {}
    for nombre in manifiesto.nombres_en(Path(settings.MEDIA_ROOT)):
        if nombre.startswith(f"{OBRA}/"):
            continue
        guardado = f"{MEDIA}/{nombre}"
        try:
            archivos[guardado] = manifiesto.copiar(Path(settings.MEDIA_ROOT, nombre), parcial / guardado)
        except FileNotFoundError:
            continue  # deleted since it was listed: no row of any moment to come names it
    return archivos
