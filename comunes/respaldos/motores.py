"""How each engine writes its database into a file, whole and as of one moment, and takes it back."""

import os
import re
import shutil
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterable
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any, Final, Protocol

from django.db import connection

from comunes.respaldos.manifiesto import ErrorDeRespaldo

_ESPERA_S: Final = 30


class Motor(Protocol):
    """What a backup needs of a database engine."""

    archivo: str

    def volcar(self, destino: Path) -> dict[str, int]:
        """Write the database into `destino`; return how many rows each table has in it."""

    def traer(self, origen: Path) -> None:
        """Put what `origen` holds in place of everything there is: all of it, or nothing changes."""


def motor() -> Motor:
    """Return the engine of this installation."""
    return PostgreSQL() if connection.vendor == "postgresql" else SQLite()


def tablas() -> list[str]:
    """Return the tables of our models."""
    return sorted(connection.introspection.django_table_names(only_existing=True))


def contar(cursor: Any, nombres: Iterable[str]) -> dict[str, int]:
    """Return the rows of each of the tables `nombres`."""
    filas = {}
    for tabla in nombres:
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(tabla)}")  # noqa: S608  a model's own
        filas[tabla] = int(cursor.fetchone()[0])
    return filas


class SQLite:
    """The engine's own copy of a database in use, in one step."""

    archivo = "base.sqlite3"

    def volcar(self, destino: Path) -> dict[str, int]:
        connection.ensure_connection()
        with closing(sqlite3.connect(destino)) as copia:
            _copiar_base(connection.connection, copia)
            copia.execute("PRAGMA journal_mode=DELETE")  # one file, without another beside it
            estado = copia.execute("PRAGMA quick_check").fetchone()[0]
            if estado != "ok":
                raise ErrorDeRespaldo(f"La base de datos está dañada: {estado}.")
            return contar(copia.cursor(), tablas())

    def traer(self, origen: Path) -> None:
        connection.ensure_connection()
        with closing(sqlite3.connect(f"{origen.resolve().as_uri()}?immutable=1", uri=True)) as copia:
            _copiar_base(copia, connection.connection)


def _copiar_base(origen: sqlite3.Connection, destino: sqlite3.Connection) -> None:
    limite = time.monotonic() + _ESPERA_S

    def esperar(estado: int, *_: int) -> None:
        if estado in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > limite:
            raise ErrorDeRespaldo("La base de datos está en uso: detenga el servicio y repita.")

    origen.backup(destino, progress=esperar)


class PostgreSQL:
    """`pg_dump` in its custom format; `pg_restore` and `psql` to bring it back in one transaction."""

    archivo = "base.pgdump"

    def volcar(self, destino: Path) -> dict[str, int]:
        propia = connection.copy()
        try:
            with propia.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                foto = cursor.fetchone()[0]
                with tempfile.TemporaryFile() as quejas:
                    opciones = ["-Fc", f"--snapshot={foto}", f"--file={destino}"]
                    _exigir_exito(_abrir("pg_dump", *opciones, quejas=quejas), quejas)
                filas = contar(cursor, tablas())  # of the same moment
                cursor.execute("ROLLBACK")
                return filas
        finally:
            propia.close()

    def traer(self, origen: Path) -> None:
        connection.close()  # with whatever it held
        with tempfile.TemporaryFile() as quejas:
            lee = _abrir(
                "pg_restore", "--no-owner", "--no-privileges", "--file=-", str(origen), quejas=quejas
            )
            escribe = _abrir("psql", "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", quejas=quejas)
            assert lee.stdout is not None  # noqa: S101  both are pipes
            assert escribe.stdin is not None  # noqa: S101
            with suppress(BrokenPipeError), escribe.stdin:
                escribe.stdin.write(_EN_LIMPIO)
                shutil.copyfileobj(lee.stdout, escribe.stdin)
                if lee.wait() == 0:  # the end of what it says is not enough: without this, nothing changes
                    escribe.stdin.write(b"COMMIT;\n")
            lee.stdout.close()
            _exigir_exito(lee, quejas)
            _exigir_exito(escribe, quejas)


_EN_LIMPIO: Final = f"""BEGIN;
SET LOCAL lock_timeout = '{_ESPERA_S}s';
SET LOCAL client_min_messages = warning;
DROP SCHEMA public CASCADE;
CREATE SCHEMA public;
GRANT USAGE ON SCHEMA public TO PUBLIC;
""".encode()


def _abrir(programa: str, *opciones: str, quejas: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start one of PostgreSQL's own tools against this installation's database."""
    ruta = _herramienta(programa)
    donde = connection.connection.info  # its `dsn` leaves the password out: everybody sees the options
    conexion = [] if programa == "pg_restore" else [f"--dbname={donde.dsn}"]
    return subprocess.Popen(  # noqa: S603  our options, no shell
        [ruta, *opciones, *conexion],
        env={**os.environ, "PGPASSWORD": donde.password},
        stdin=subprocess.PIPE if programa == "psql" else subprocess.DEVNULL,
        stdout=subprocess.PIPE if programa == "pg_restore" else subprocess.DEVNULL,
        stderr=quejas,
    )


def _herramienta(programa: str) -> str:
    """Return where the tool is, of the server's version.

    An older one refuses, and what a newer one writes does not go back into this server.
    """
    connection.ensure_connection()
    servidor = connection.connection.info.server_version // 10_000
    remedio = f"instale las herramientas de PostgreSQL {servidor} (postgresql-client-{servidor}) y repita."
    ruta = shutil.which(programa)
    if ruta is None:
        raise ErrorDeRespaldo(f"No se encontró «{programa}»: {remedio}")
    dicho = subprocess.run([ruta, "--version"], capture_output=True, text=True, check=True).stdout  # noqa: S603
    if (suya := re.search(r"\d+", dicho)) is None or int(suya[0]) != servidor:
        raise ErrorDeRespaldo(f"«{programa}» es de otra versión que el servidor ({dicho.strip()}): {remedio}")
    return ruta


def _exigir_exito(proceso: subprocess.Popen[bytes], quejas: IO[bytes]) -> None:
    if proceso.wait() == 0:
        return
    quejas.seek(0)
    dicho = quejas.read().decode(errors="replace").strip()
    raise ErrorDeRespaldo(f"PostgreSQL no pudo: {dicho or 'se interrumpió sin decir por qué'}")
