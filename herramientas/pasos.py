"""Steps on the screen with their time, and problems that are told in one line. Standard library only."""

import errno
import shutil
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

RAIZ = Path(__file__).resolve().parent.parent
VAR = RAIZ / "var"


class Problema(Exception):
    """Something the person at the keyboard can mend; the text says what and how."""


@contextmanager
def paso(nombre: str) -> Iterator[None]:
    """Show what is being done and, when it ends, how long it took."""
    empezo = time.monotonic()
    sys.stdout.write(f"  {nombre} … ")
    sys.stdout.flush()
    try:
        yield
    except BaseException:
        sys.stdout.write("no se pudo\n")
        raise
    sys.stdout.write(f"{time.monotonic() - empezo:.1f} s\n")


def decir(texto: str) -> None:
    sys.stdout.write(f"{texto}\n")
    sys.stdout.flush()


def exigir_carpeta_con_sitio(minimo_mb: int) -> None:
    """Refuse early when the folder cannot be written or the disk has no room for the installation."""
    try:
        VAR.mkdir(exist_ok=True)
        prueba = VAR / ".prueba"
        prueba.write_bytes(b"x" * 65_536)
        prueba.unlink()
    except OSError as error:
        raise problema_de_disco(error) from error
    libres = shutil.disk_usage(RAIZ).free // 1_000_000
    if libres < minimo_mb:
        raise Problema(
            f"El disco está casi lleno: quedan {libres} MB y hacen falta {minimo_mb} MB. "
            "Libere espacio y repita."
        )


def problema_de_disco(error: OSError) -> Problema:
    """Word an OSError of a write."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return Problema("El disco está lleno: libere espacio y repita.")
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return Problema(f"No se puede escribir en {RAIZ}: dé permiso de escritura a su usuario y repita.")
    return Problema(f"No se pudo escribir en {RAIZ}: {error.strerror or error}.")
