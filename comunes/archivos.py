"""Files that live or die with the transaction that names them."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models, transaction

# Files written so far by the innermost open block; None outside every block.
_escritos: ContextVar[list[str] | None] = ContextVar("archivos_escritos", default=None)


class NombreDeArchivo(models.CharField):  # type: ignore[type-arg]
    """A column that names a stored file: who sweeps orphans asks it, as it asks every FileField.

    To migrations it is the text column that it is in the database.
    """

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        nombre, _, args, kwargs = super().deconstruct()
        return str(nombre), "django.db.models.CharField", args, kwargs


@contextmanager
def archivos_o_nada() -> Iterator[None]:
    """Open a transaction whose files vanish again when it fails.

    Use it, as a block or a decorator, in place of `transaction.atomic`. Blocks nest: a file written in
    an inner block that succeeds is removed when an outer one fails.
    """
    propios: list[str] = []
    ficha = _escritos.set(propios)
    try:
        with transaction.atomic():
            yield
    except BaseException:
        for nombre in propios:
            default_storage.delete(nombre)
        raise
    finally:
        _escritos.reset(ficha)
    if (exterior := _escritos.get()) is not None:
        exterior.extend(propios)


def escribir(nombre: str, contenido: bytes) -> str:
    """Store `contenido` under `nombre` and return the name it got.

    Raises RuntimeError outside `archivos_o_nada`: nobody would remove the file if the write failed.
    """
    escritos = _escritos.get()
    if escritos is None:
        raise RuntimeError("files are written inside archivos_o_nada()")
    guardado = default_storage.save(nombre, ContentFile(contenido))
    escritos.append(guardado)
    return guardado
