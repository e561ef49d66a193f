"""Triggers that keep derived data true, whoever writes: declared once, made for either engine.

They hold nothing of their own, so they are no migration of any app: an app takes them off in
`pre_migrate` and makes them again in `post_migrate`. In between SQLite may copy a table, which drops its
triggers and refuses those of other tables that name it; whatever they keep is then counted afresh.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import connections, transaction

OPERACIONES: Final = ("insert", "update", "delete")


@dataclass(frozen=True)
class Disparador:
    """After a row of `tabla` changes, run `sentencias` for each of its two faces.

    `sentencias` is SQL where ``{fila}`` stands for the row before (update, delete) and after (insert,
    update). An update counts only when one of `columnas` changed. ``{tanda}`` is a number of the transaction
    that writes: what it left under its own number nobody else can have read yet. SQLite has one writer at a
    time, who sees all that was written before, so there it is always the same.
    """

    nombre: str
    tabla: str
    columnas: tuple[str, ...]
    sentencias: str

    def ordenes(self, motor: str) -> list[str]:
        """Return what makes it."""
        return self._sqlite() if motor == "sqlite" else self._postgresql()

    def ordenes_de_baja(self, motor: str) -> list[str]:
        """Return what takes it off."""
        if motor == "sqlite":
            return [f"DROP TRIGGER IF EXISTS {self.de(o)}" for o in OPERACIONES]
        return [f"DROP TRIGGER IF EXISTS {self.nombre} ON {self.tabla}"]

    def de(self, operacion: str) -> str:
        return f"{self.nombre}_{operacion}"

    def _sqlite(self) -> list[str]:
        cambia = " OR ".join(f"old.{c} IS NOT new.{c}" for c in self.columnas)
        vieja, nueva = (self.sentencias.format(fila=fila, tanda="0") for fila in ("old", "new"))
        cuerpos = {"insert": ("", nueva), "update": (f" WHEN {cambia}", vieja + nueva), "delete": ("", vieja)}
        return [
            f"CREATE TRIGGER {self.de(o)} AFTER {o.upper()} ON {self.tabla}{cuando} BEGIN {cuerpo} END"
            for o, (cuando, cuerpo) in cuerpos.items()
        ]

    def _postgresql(self) -> list[str]:
        cambia = " OR ".join(f"old.{c} IS DISTINCT FROM new.{c}" for c in self.columnas)
        vieja, nueva = (self.sentencias.format(fila=f, tanda="txid_current()") for f in ("old", "new"))
        return [
            f"CREATE OR REPLACE FUNCTION {self.nombre}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'DELETE' THEN {vieja} RETURN NULL; END IF; "
            f"IF TG_OP = 'UPDATE' THEN IF NOT ({cambia}) THEN RETURN NULL; END IF; {vieja} END IF; "
            f"{nueva} RETURN NULL; END $$",
            f"CREATE TRIGGER {self.nombre} AFTER INSERT OR UPDATE OR DELETE ON {self.tabla} "
            f"FOR EACH ROW EXECUTE FUNCTION {self.nombre}()",
        ]


def asegurar(disparadores: Iterable[Disparador], using: str = "default") -> list[Disparador]:
    """Make the triggers that are missing or differ from what this version wants, and return those.

    Tables and columns that are not there (an app on its way back) are passed over.
    """
    conexion = connections[using]
    tablas = set(conexion.introspection.table_names())
    faltan = [d for d in disparadores if d.tabla in tablas and not _esta(d, conexion) and _cabe(d, conexion)]
    with transaction.atomic(using=using), conexion.cursor() as cursor:
        for disparador in faltan:
            for orden in [*disparador.ordenes_de_baja(conexion.vendor), *disparador.ordenes(conexion.vendor)]:
                cursor.execute(orden)
    return faltan


def soltar(disparadores: Iterable[Disparador], using: str = "default") -> None:
    """Take the triggers off, for a migration or a bulk load that puts right afterwards what they keep."""
    tablas = set(connections[using].introspection.table_names())
    with connections[using].cursor() as cursor:
        for disparador in (d for d in disparadores if d.tabla in tablas):
            for orden in disparador.ordenes_de_baja(connections[using].vendor):
                cursor.execute(orden)


def _cabe(disparador: Disparador, conexion: Any) -> bool:
    """Say whether the table has the columns that the trigger compares."""
    with conexion.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {disparador.tabla} LIMIT 0")  # noqa: S608  a name of ours
        return set(disparador.columnas) <= {columna[0] for columna in cursor.description}


def _esta(disparador: Disparador, conexion: Any) -> bool:
    """Say whether the trigger is there as this version writes it."""
    with conexion.cursor() as cursor:
        if conexion.vendor == "sqlite":
            nombres = [disparador.de(o) for o in OPERACIONES]
            cursor.execute("SELECT sql FROM sqlite_master WHERE name IN (%s, %s, %s)", nombres)
            return {sql for (sql,) in cursor.fetchall()} == set(disparador.ordenes("sqlite"))
        cursor.execute(
            "SELECT p.prosrc FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid "
            "WHERE t.tgname = %s AND t.tgrelid = %s::regclass",
            [disparador.nombre, disparador.tabla],
        )
        fila = cursor.fetchone()
        return fila is not None and fila[0] in disparador.ordenes("postgresql")[0]
