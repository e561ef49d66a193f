"""SQLite for tests, by copies of whole files: migrated once, and put back after a test that writes for good.

Applying every migration takes longer than most runs while developing, so the migrated file is kept in
pytest's cache folder under a fingerprint of the migrations and the locked packages; `migrate` still runs
over the copy, finds nothing to apply and brings triggers and search indexes up to date. Emptying every
table and writing the seeded rows again, as Django does after a test with real transactions, takes longer
than most of those tests. PostgreSQL goes on in Django's ways.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3.creation import DatabaseCreation
from django.test import TransactionTestCase

_nombrar_como_django = DatabaseCreation._create_test_db
_crear_como_django = DatabaseCreation.create_test_db
_preparar_como_django = TransactionTestCase._fixture_setup
_limpiar_como_django = TransactionTestCase._fixture_teardown
_limpia: list[sqlite3.Connection] = []


def instalar() -> None:
    """Make Django's test databases on SQLite begin, and be put back, by copying."""
    DatabaseCreation._create_test_db = _empezar_por_la_migrada
    DatabaseCreation.create_test_db = _crear_y_guardar
    TransactionTestCase._fixture_setup = _preparar
    TransactionTestCase._fixture_teardown = _limpiar


def restaura() -> bool:
    """Say whether the engine in use is put back by copying."""
    return bool(connection.vendor == "sqlite")


def migrada() -> Path:
    """Return where the migrated database of these migrations is, or will be, kept."""
    raiz = Path(settings.RAIZ)
    huella = hashlib.sha256()
    for archivo in sorted([*raiz.glob("*/migrations/*.py"), raiz / "requirements-dev.txt"]):
        huella.update(archivo.name.encode() + archivo.read_bytes())
    return raiz / ".pytest_cache" / f"migrada-{huella.hexdigest()[:20]}.sqlite3"


def _empezar_por_la_migrada(self: Any, verbosity: int, autoclobber: bool, keepdb: bool = False) -> Any:
    nombre = _nombrar_como_django(self, verbosity, autoclobber, keepdb)
    if not keepdb and not self.is_in_memory_db(nombre) and (guardada := migrada()).exists():
        shutil.copyfile(guardada, nombre)
    return nombre


def _crear_y_guardar(self: Any, *args: Any, **kwargs: Any) -> Any:
    nombre = _crear_como_django(self, *args, **kwargs)
    destino = migrada()
    if not destino.exists():
        destino.parent.mkdir(exist_ok=True)
        for anterior in set(destino.parent.glob("migrada-*.sqlite3")) - {destino}:
            anterior.unlink(missing_ok=True)
        propia = destino.with_suffix(f".{os.getpid()}")
        with sqlite3.connect(propia) as copia:
            self.connection.connection.backup(copia)
        copia.close()
        propia.replace(destino)
    return nombre


@classmethod  # type: ignore[misc]
def _preparar(cls: Any) -> None:
    if not restaura():
        _preparar_como_django.__func__(cls)
    elif not _limpia:
        connection.ensure_connection()
        _limpia.append(sqlite3.connect(":memory:", check_same_thread=False))
        connection.connection.backup(_limpia[0])


def _limpiar(self: Any) -> None:
    if not restaura():
        _limpiar_como_django(self)
        return
    connection.ensure_connection()
    _limpia[0].backup(connection.connection)
