"""What a backup says of itself: each file with its size and SHA-256, the rows of each table, the versions.

The fingerprints tell damage, not malice: whoever can write the folder can write a manifest that fits.
"""

import hashlib
import json
import sqlite3
import tomllib
from collections.abc import Iterable
from pathlib import Path
from platform import python_version
from typing import Any, Final

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from comunes.archivos import recorrer

FORMATO: Final = 1
MANIFIESTO: Final = "manifiesto.json"
SELLO: Final = "manifiesto.json.sha256"
MEDIA: Final = "media"
# Where files wait during a restoration: inside their folder, which may be a disk of its own.
OBRA: Final = ".restauracion"
# What a file system keeps at its root, for its administrator alone.
DEL_DISCO: Final = "lost+found"
_SE_LEEN: Final = frozenset({"motor", "base", "clave", "migraciones", "filas", "archivos"})
_TROZO: Final = 1024 * 1024
_A_LA_VISTA: Final = 5


class ErrorDeRespaldo(Exception):
    """A backup cannot be made, trusted or restored; the text says why, in words.

    Nothing changed then, unless the text begins with what did.
    """


# What may stop either: that, the disk, or the database.
FALLAS: Final = (ErrorDeRespaldo, OSError, DatabaseError, sqlite3.Error)


def exigir_aparte(respaldo: Path) -> None:
    """Raise ErrorDeRespaldo when `respaldo` lies among the files that it holds or would replace."""
    media = Path(settings.MEDIA_ROOT).resolve()
    if respaldo.resolve().is_relative_to(media):
        raise ErrorDeRespaldo(f"El respaldo no puede estar dentro de {media}, la carpeta que se respalda.")


def copiar(origen: Path, destino: Path) -> dict[str, Any]:
    """Copy a file and return its entry in the manifest."""
    huella, largo = hashlib.sha256(), 0
    destino.parent.mkdir(parents=True, exist_ok=True)
    with origen.open("rb") as entra, destino.open("wb") as sale:
        while trozo := entra.read(_TROZO):
            huella.update(trozo)
            largo += sale.write(trozo)
    return {"bytes": largo, "sha256": huella.hexdigest()}


def ficha(archivo: Path) -> dict[str, Any]:
    """Return the entry of a file that is already in its place."""
    with archivo.open("rb") as abierto:
        return {"bytes": archivo.stat().st_size, "sha256": hashlib.file_digest(abierto, "sha256").hexdigest()}


def huella_de_la_clave() -> str:
    """Return what tells one SECRET_KEY from another without giving it away."""
    return hashlib.sha256(b"respaldo\0" + settings.SECRET_KEY.encode()).hexdigest()[:16]


def escribir(carpeta: Path, *, base: str, filas: dict[str, int], archivos: dict[str, Any]) -> dict[str, Any]:
    """Write the manifest of `carpeta`, the last thing of a backup, and return it."""
    proyecto = tomllib.loads(Path(settings.RAIZ, "pyproject.toml").read_text("utf-8"))["project"]
    dice = {
        "formato": FORMATO,
        "creado": timezone.now().isoformat(timespec="seconds"),
        "programa": f"{proyecto['name']} {proyecto['version']}",
        "python": python_version(),
        "django": django.get_version(),
        "motor": connection.vendor,
        "base": base,
        "clave": huella_de_la_clave(),
        "migraciones": sorted(".".join(una) for una in MigrationRecorder(connection).applied_migrations()),
        "filas": filas,
        "archivos": archivos,
    }
    texto = json.dumps(dice, ensure_ascii=False, indent=1).encode()
    (carpeta / MANIFIESTO).write_bytes(texto)
    (carpeta / SELLO).write_text(f"{hashlib.sha256(texto).hexdigest()}  {MANIFIESTO}\n")
    return dice


def leer(carpeta: Path) -> dict[str, Any]:
    """Return the manifest of `carpeta`. Raises ErrorDeRespaldo when it is missing, damaged or not ours."""
    try:
        texto, sello = (carpeta / MANIFIESTO).read_bytes(), (carpeta / SELLO).read_bytes()
    except FileNotFoundError as error:
        raise ErrorDeRespaldo(
            f"En {carpeta} no hay un respaldo completo: falta {Path(error.filename).name}."
        ) from error
    if sello.split()[:1] != [hashlib.sha256(texto).hexdigest().encode()]:
        raise ErrorDeRespaldo("El manifiesto está dañado: no coincide con su huella.")
    return _entender(texto)


def _entender(texto: bytes) -> dict[str, Any]:
    try:
        dice = json.loads(texto)
    except ValueError:
        dice = None
    suyo = isinstance(dice, dict) and "formato" in dice
    if suyo and dice["formato"] != FORMATO:
        raise ErrorDeRespaldo(f"El respaldo es del formato {dice['formato']} y aquí se lee el {FORMATO}.")
    if not suyo or not dice.keys() >= _SE_LEEN:
        raise ErrorDeRespaldo("El manifiesto no es de un respaldo de este programa.")
    return dict(dice)


def comprobar(carpeta: Path) -> dict[str, Any]:
    """Return the manifest after reading every file. Raises ErrorDeRespaldo on any difference."""
    dice = leer(carpeta)
    esperados = dice["archivos"]
    hallados = {n: carpeta / n for n in nombres_en(carpeta) if n not in {MANIFIESTO, SELLO}}
    comunes = sorted(esperados.keys() & hallados.keys())
    _exigir_vacio("Faltan archivos", sorted(esperados.keys() - hallados.keys()))
    _exigir_vacio("Sobran archivos", sorted(hallados.keys() - esperados.keys()))
    _exigir_vacio("Hay archivos dañados", (n for n in comunes if ficha(hallados[n]) != esperados[n]))
    return dice


def nombres_en(carpeta: Path) -> list[str]:
    """Return the files below `carpeta`, as the manifest names them.

    Raises OSError where a folder cannot be read, ErrorDeRespaldo where a link stands for one: what lies
    behind either would be missing without a word.
    """
    hallados = []
    for donde, carpetas, nombres in recorrer(carpeta):
        for camino in (Path(donde, nombre) for nombre in carpetas + nombres):
            if camino.is_symlink() and not camino.is_file():
                raise ErrorDeRespaldo(f"{camino} es un enlace: ponga en su lugar la carpeta misma y repita.")
        carpetas[:] = [nombre for nombre in carpetas if nombre != DEL_DISCO]
        hallados += [Path(donde, nombre).relative_to(carpeta).as_posix() for nombre in nombres]
    return sorted(hallados)


def _exigir_vacio(que: str, nombres: Iterable[str]) -> None:
    lista = list(nombres)
    if lista:
        mas = f" y {len(lista) - _A_LA_VISTA} más" if len(lista) > _A_LA_VISTA else ""
        raise ErrorDeRespaldo(f"{que}: {', '.join(lista[:_A_LA_VISTA])}{mas}. No se restauró nada.")
