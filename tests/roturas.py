"""Breaks a piece of work at one of the things it asks of the database or the disk: the first, the second…

What counts is every SQL statement (transactions and savepoints too), every commit (before it, and after it
with its answer lost) and every folder made, file opened, written, settled on disk or renamed.
"""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from django.core.files.storage import filesystem
from django.db import OperationalError, connection

from comunes import archivos

_DE_DISCO = ("makedirs", "open", "fsync", "rename", "replace", "chmod")


class Rotura:
    """Breaks step number `en`; with `para_siempre`, the database is gone from there on."""

    def __init__(self, en: int, *, para_siempre: bool = False) -> None:
        self.en, self.para_siempre = en, para_siempre
        self.pasos: list[str] = []

    @property
    def alcanzada(self) -> bool:
        return len(self.pasos) > self.en

    @property
    def donde(self) -> str:
        """What was broken, in words, for a failing assertion."""
        return self.pasos[self.en] if self.alcanzada else ""

    def _toca(self, que: str) -> bool:
        self.pasos.append(que)
        return len(self.pasos) == self.en + 1

    def sentencia(self, ejecutar: Any, sql: str, *resto: Any) -> Any:
        """Stand before each SQL statement."""
        if self._toca(sql) or (self.para_siempre and self.alcanzada):
            raise OperationalError("the database is gone")
        return ejecutar(sql, *resto)

    def confirmar(self, de_veras: Callable[[], None]) -> None:
        """Stand around each commit: it may fail, or succeed without anybody hearing of it."""
        if self._toca("COMMIT") or (self.para_siempre and self.alcanzada):
            raise OperationalError("the database is gone")
        de_veras()
        if self._toca("COMMIT, answer lost"):
            raise OperationalError("the connection is gone")

    def en_disco(self, que: str) -> None:
        if self._toca(que):
            raise OSError(errno.ENOSPC, "No space left on device")


class _Sistema:
    """The `os` module as the file store sees it."""

    def __init__(self, rotura: Rotura) -> None:
        self._rotura = rotura

    def __getattr__(self, nombre: str) -> Any:
        original = getattr(os, nombre)
        if nombre not in _DE_DISCO:
            return original

        def hacer(*args: Any, **kwargs: Any) -> Any:
            self._rotura.en_disco(nombre)
            return None if nombre == "fsync" else original(*args, **kwargs)  # the power stays on here

        return hacer

    def fdopen(self, *args: Any, **kwargs: Any) -> Any:
        return _Archivo(os.fdopen(*args, **kwargs), self._rotura)


class _Archivo:
    """A file being written, whose disk may fill in the middle of it."""

    def __init__(self, archivo: Any, rotura: Rotura) -> None:
        self._archivo, self._rotura = archivo, rotura

    def write(self, datos: bytes) -> int:
        try:
            self._rotura.en_disco("write")
        except OSError:
            self._archivo.write(datos[: len(datos) // 2])
            raise
        return int(self._archivo.write(datos))

    def __getattr__(self, nombre: str) -> Any:
        return getattr(self._archivo, nombre)


@contextmanager
def romper(en: int, *, para_siempre: bool = False) -> Iterator[Rotura]:
    """Break step number `en` of the block; the block itself deals with what that raises."""
    rotura = Rotura(en, para_siempre=para_siempre)
    confirmar, sistema = connection._commit, _Sistema(rotura)
    with (
        connection.execute_wrapper(rotura.sentencia),
        patch.object(connection, "_commit", lambda: rotura.confirmar(confirmar)),
        patch.object(filesystem, "os", sistema),
        patch.object(archivos, "os", sistema, create=True),
    ):
        yield rotura
