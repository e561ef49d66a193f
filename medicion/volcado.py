"""Bulk writes straight into a model's table, on either engine: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import connection, models
from django.utils import timezone

LOTE = 20_000


def valor(dato: Any) -> Any:
    """Return `dato` as the driver wants it; what is none of these is written as it comes."""
    if connection.vendor != "sqlite":
        return dato
    if isinstance(dato, datetime):
        return dato.strftime("%Y-%m-%d %H:%M:%S")
    return dato.isoformat() if isinstance(dato, date) else dato


def volcar(modelo: Any, columnas: str, filas: Iterable[tuple[Any, ...]], **fijas: Any) -> None:
    """Write `filas`, whose values are those of `columnas` (attribute names in one text).

    What a model has besides takes the value in `fijas` or its default. Nothing else runs: no signals,
    no `save`. A key that is not named is the database's to give.
    """
    nombres = columnas.split()
    otras = {
        campo.attname: valor(fijas[campo.attname]) if campo.attname in fijas else _defecto(campo)
        for campo in modelo._meta.concrete_fields
        if campo.attname not in nombres and not campo.primary_key and not campo.generated
    }
    campos = {campo.attname: campo.column for campo in modelo._meta.concrete_fields}
    destino = [campos[n] for n in (*nombres, *otras)]
    cola = tuple(otras.values())
    _escribir(modelo._meta.db_table, destino, (fila + cola for fila in filas))


def _defecto(campo: Any) -> Any:
    if isinstance(campo, models.DateTimeField) and (campo.auto_now or campo.auto_now_add):
        return valor(timezone.now())
    return campo.get_db_prep_save(campo.get_default(), connection)


def _escribir(tabla: str, columnas: list[str], filas: Iterator[tuple[Any, ...]]) -> None:
    nombres = ", ".join(connection.ops.quote_name(c) for c in columnas)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {tabla} ({nombres}) FROM STDIN") as copia:
                for fila in filas:
                    copia.write_row(fila)
            return
        marcas = ", ".join(["?"] * len(columnas))
        directo = connection.connection.cursor()
        while lote := list(islice(filas, LOTE)):
            directo.executemany(f"INSERT INTO {tabla} ({nombres}) VALUES ({marcas})", lote)


@contextmanager
def sin_vigilancia() -> Iterator[None]:
    """Write without checking references row by row: the generator makes them right."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA foreign_keys=OFF")
            cursor.execute("PRAGMA cache_size=-400000")
        else:
            _intentar(cursor, "SET session_replication_role = replica")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                cursor.execute("PRAGMA foreign_keys=ON")
                cursor.execute("PRAGMA cache_size=-2000")
            else:
                _intentar(cursor, "SET session_replication_role = DEFAULT")


def _intentar(cursor: Any, orden: str) -> None:
    """Only the server's owner may; without it the rows are checked one by one, and it takes longer."""
    cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
    if cursor.fetchone()[0]:
        cursor.execute(orden)
