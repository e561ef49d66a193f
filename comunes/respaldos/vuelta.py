"""Bringing a backup back: everything is read and compared before anything is touched."""

import shutil
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from comunes.archivos import asentar_carpeta
from comunes.respaldos import manifiesto
from comunes.respaldos.manifiesto import DEL_DISCO, MEDIA, OBRA, ErrorDeRespaldo
from comunes.respaldos.motores import contar, motor


def restaurar(carpeta: Path, *, reemplazar: bool = False) -> dict[str, Any]:
    """Put the backup of `carpeta` in place of the database and the files; return its manifest.

    Raises ErrorDeRespaldo, with nothing changed, when the backup is not exactly what it says, is not for
    this engine or program, lies among the files it would replace, or there is something here already and
    `reemplazar` does not say to lose it.
    The database changes at once or not at all, and the files right after it: a process killed between both
    leaves the old files, and is to be repeated. So is one that the disk stops there: ErrorDeRespaldo says so.
    """
    manifiesto.exigir_aparte(carpeta)
    dice = manifiesto.comprobar(carpeta)
    _exigir_que_sirva(dice)
    if not reemplazar:
        _exigir_vacio()
    media = Path(settings.MEDIA_ROOT)
    _exigir_un_disco(media)
    obra = media / OBRA
    shutil.rmtree(obra, ignore_errors=True)  # of a restoration that was interrupted
    try:
        _traer_archivos(carpeta, obra / "llegan", dice)
        motor().traer(carpeta / dice["base"])
    except BaseException:
        shutil.rmtree(obra, ignore_errors=True)
        raise
    _cambiar_archivos(media)
    _exigir_filas(dice)
    return dice


def faltan_migraciones(dice: dict[str, Any]) -> bool:
    """Say whether this program has migrations that the backup has not."""
    return bool(_migraciones_de_aqui() - set(dice["migraciones"]))


def _migraciones_de_aqui() -> set[str]:
    return {".".join(una) for una in MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ()}


def _exigir_que_sirva(dice: dict[str, Any]) -> None:
    if dice["motor"] != connection.vendor:
        raise ErrorDeRespaldo(
            f"El respaldo es de {dice['motor']} y esta instalación usa {connection.vendor}."
        )
    if set(dice["migraciones"]) - _migraciones_de_aqui():
        raise ErrorDeRespaldo("El respaldo es de una versión más nueva del programa: actualícelo primero.")


def _exigir_vacio() -> None:
    media = Path(settings.MEDIA_ROOT)
    if connection.introspection.table_names():
        que = "La base de datos ya tiene tablas"
    elif _lo_que_hay(media):
        que = f"En {media} ya hay archivos"
    else:
        return
    raise ErrorDeRespaldo(f"{que}. Para perder lo que hay y poner el respaldo, repita con --reemplazar.")


def _exigir_un_disco(media: Path) -> None:
    """Files change places by renaming, which does not reach another disk: better known beforehand."""
    aparte = [a.name for a in _lo_que_hay(media) if a.lstat().st_dev != media.stat().st_dev]
    if aparte:
        raise ErrorDeRespaldo(
            f"En {media} hay otro disco montado, que no se puede cambiar: {', '.join(aparte)}. "
            "Desmóntelo y repita. No se restauró nada."
        )


def _lo_que_hay(media: Path) -> list[Path]:
    return [a for a in media.iterdir() if a.name not in {OBRA, DEL_DISCO}] if media.exists() else []


def _traer_archivos(carpeta: Path, llegan: Path, dice: dict[str, Any]) -> None:
    llegan.mkdir(parents=True)
    for nombre, esperada in dice["archivos"].items():
        if nombre == dice["base"]:
            continue
        if manifiesto.copiar(carpeta / nombre, llegan / nombre.removeprefix(f"{MEDIA}/")) != esperada:
            raise ErrorDeRespaldo(f"{nombre} cambió mientras se leía. No se restauró nada.")
    asentar_carpeta(llegan)


def _cambiar_archivos(media: Path) -> None:
    llegan, salen = media / OBRA / "llegan", media / OBRA / "salen"
    try:
        salen.mkdir()
        for viejo in _lo_que_hay(media):
            viejo.rename(salen / viejo.name)
        for nuevo in list(llegan.iterdir()):
            nuevo.rename(media / nuevo.name)
        shutil.rmtree(media / OBRA)
    except OSError as error:
        raise ErrorDeRespaldo(
            "La base de datos ya es la del respaldo, pero los archivos quedaron a medias: "
            f"repita con --reemplazar. ({error})"
        ) from error


def _exigir_filas(dice: dict[str, Any]) -> None:
    with connection.cursor() as cursor:
        if contar(cursor, dice["filas"]) != dice["filas"]:
            raise ErrorDeRespaldo("Se restauró, pero las filas no son las que dice el manifiesto.")
