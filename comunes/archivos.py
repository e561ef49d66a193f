"""Files that live or die with the transaction that names them."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models, transaction

# Files written so far by the innermost open block; None outside every block.
_escritos: ContextVar[list[str] | None] = ContextVar("archivos_escritos", default=None)


class NombreDeArchivo(models.CharField):  # type: ignore[type-arg]
    """A column that names a stored file: who sweeps orphans asks it, as it asks every FileField.

    To migrations it is the text column that it is in the database.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        nombre, _, args, kwargs = super().deconstruct()
        return str(nombre), "django.db.models.CharField", args, kwargs


def campos_de_archivo() -> Iterator[tuple[type[models.Model], str]]:
    """Yield each column that names stored files, with its model."""
    for modelo in apps.get_models():
        for campo in modelo._meta.get_fields():
            if isinstance(campo, (models.FileField, NombreDeArchivo)):
                yield modelo, campo.name


@contextmanager
def archivos_o_nada() -> Iterator[None]:
    """Open a transaction whose files vanish again when it fails.

    Use it, as a block or a decorator, in place of `transaction.atomic`. Blocks nest: a file written in
    an inner block that succeeds is removed when an outer one fails. Before the commit the files are settled
    on disk: a row that outlives a power cut finds them. When the commit itself fails nobody knows whether the
    rows are there (the answer may have been lost), so their files stay: the sweeper takes true orphans.
    """
    propios: list[str] = []
    exterior, ficha = _escritos.get(), _escritos.set(propios)
    confirma, hecho = not connection.in_atomic_block, False
    try:
        with transaction.atomic():
            yield
            if exterior is None:
                _asentar(propios)
            hecho = True
    except BaseException as error:
        if not (confirma and hecho) or isinstance(error, IntegrityError):
            for nombre in propios:
                default_storage.delete(nombre)
        raise
    finally:
        _escritos.reset(ficha)
    if exterior is not None:
        exterior.extend(propios)


def escribir(nombre: str, contenido: bytes) -> str:
    """Store `contenido` under `nombre` and return the name it got.

    A write that fails half-way leaves nothing. Raises RuntimeError outside `archivos_o_nada`: nobody would
    remove the file if the transaction failed.
    """
    escritos = _escritos.get()
    if escritos is None:
        raise RuntimeError("files are written inside archivos_o_nada()")
    if not default_storage.exists(nombre):
        escritos.append(nombre)
    guardado = default_storage.save(nombre, ContentFile(contenido))
    if guardado not in escritos:
        escritos.append(guardado)
    return guardado


def _asentar(nombres: Iterable[str]) -> None:
    """Settle stored files and the folders that name them."""
    try:
        archivos = [Path(default_storage.path(nombre)) for nombre in nombres]
    except NotImplementedError:  # not a disk of ours: that store answers for itself
        return
    carpetas = {carpeta for archivo in archivos for carpeta in (archivo.parent, archivo.parent.parent)}
    asentar([*archivos, *carpetas])


def asentar(caminos: Iterable[Path]) -> None:
    """Make the disk keep these files and folders, whatever happens to the power."""
    if not settings.ASENTAR_ARCHIVOS:
        return
    for camino in caminos:
        abierto = os.open(camino, os.O_RDONLY)
        try:
            os.fsync(abierto)
        finally:
            os.close(abierto)


def asentar_carpeta(carpeta: Path) -> None:
    """Make the disk keep a folder with all that it holds."""
    for donde, _, nombres in recorrer(carpeta):
        asentar([*(Path(donde, nombre) for nombre in nombres), Path(donde)])


def recorrer(carpeta: Path) -> Iterator[tuple[str, list[str], list[str]]]:
    """Walk a folder as `os.walk` does, but raise OSError for what it would leave out without a word."""

    def fallar(error: OSError) -> None:
        raise error

    return os.walk(carpeta, onerror=fallar)
