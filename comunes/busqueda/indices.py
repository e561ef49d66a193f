"""The trigram indexes behind search: made and mended after every `migrate`, on either engine.

They are derived from the `busqueda` column and hold nothing of their own, so they are no migration of
any app: whatever a migration does to a table (SQLite copies it and drops its triggers), the next lines
put right. On SQLite triggers keep the FTS5 table in step with every write, bulk ones included.
"""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig, apps
from django.core.checks import CheckMessage, Warning
from django.db import OperationalError, ProgrammingError, connections, transaction

AVISO_SIN_INDICE = "comunes.W001"
_PIEZAS = 4
# Of some 4 kB each; a step that changes fewer rows than this had nothing left to join.
_PAGINAS_POR_PASO, _CAMBIOS_DE_UN_PASO = 500, 2
_FALTAS = (
    "permission denied",
    "is not available",
    "could not open extension",
    "no such module",
    "no such tokenizer",
)


def tabla_de_texto(modelo: Any) -> str:
    """Return the name of the FTS5 table (SQLite) or of the index (PostgreSQL) of `modelo`."""
    return f"{modelo._meta.db_table}_texto"


def modelos_indexados(etiqueta: str = "") -> list[Any]:
    """Return the models with an index, of one app or of all."""
    todos = [m for m in apps.get_models() if getattr(m, "indexada", False)]
    return [m for m in todos if not etiqueta or m._meta.app_label == etiqueta]


def tras_migrar(sender: AppConfig, using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`: see to the indexes of the app's models."""
    for modelo in modelos_indexados(sender.label):
        if modelo._meta.db_table in connections[using].introspection.table_names():
            asegurar_indice(modelo, using)


def asegurar_indice(modelo: Any, using: str = "default") -> bool:
    """Make the index of `modelo` if it is missing and say whether there is one.

    Without the extension (PostgreSQL) or the module (SQLite), and without leave to have it, search
    reads the whole table and the check `comunes.W001` says so.
    """
    motor = connections[using].vendor
    if hay_indice(modelo, using):
        return True
    try:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            for orden in _ordenes_sqlite(modelo) if motor == "sqlite" else _ordenes_postgresql(modelo):
                cursor.execute(orden)
    except (OperationalError, ProgrammingError) as error:
        if not _es_falta_de_medios(error):
            raise
        return False
    return True


def soltar_indice(modelo: Any, using: str = "default") -> None:
    """Leave `modelo` without its index, for a bulk load; `asegurar_indice` makes it again from the rows."""
    texto = tabla_de_texto(modelo)
    if connections[using].vendor == "sqlite":
        ordenes = [f"DROP TRIGGER IF EXISTS {texto}_{paso}" for paso in _PASOS]
    else:
        ordenes = [f"DROP INDEX IF EXISTS {texto}"]
    with connections[using].cursor() as cursor:
        for orden in ordenes:
            cursor.execute(orden)


def compactar_indices(using: str = "default") -> None:
    """Make one piece of the many that writes leave in an FTS5 index: two words meet in half the time.

    It writes the whole index again, so a few pieces are let be. Outside a transaction whoever writes
    meanwhile waits for one short step of it. PostgreSQL looks after its own.
    """
    if connections[using].vendor != "sqlite":
        return
    with connections[using].cursor() as cursor:
        for texto in (tabla_de_texto(m) for m in modelos_indexados() if hay_indice(m, using)):
            if _una(cursor, f"SELECT COUNT(DISTINCT segid) FROM {texto}_idx") > _PIEZAS:
                _juntar_piezas(cursor, texto)


def _juntar_piezas(cursor: Any, texto: str) -> None:
    paginas = -_PAGINAS_POR_PASO  # below zero it begins to join all the pieces there are
    while True:
        antes = _una(cursor, "SELECT total_changes()")
        cursor.execute(f"INSERT INTO {texto} ({texto}, rank) VALUES ('merge', %s)", [paginas])
        if _una(cursor, "SELECT total_changes()") - antes < _CAMBIOS_DE_UN_PASO:
            return
        paginas = _PAGINAS_POR_PASO


def _una(cursor: Any, consulta: str) -> int:
    cursor.execute(consulta)
    return int(cursor.fetchone()[0])


def hay_indice(modelo: Any, using: str = "default") -> bool:
    """Say whether the index of `modelo` is whole."""
    conexion, tabla = connections[using], tabla_de_texto(modelo)
    if conexion.vendor == "sqlite":
        nombres = (tabla, *(f"{tabla}_{paso}" for paso in _PASOS))
        consulta = f"SELECT COUNT(*) FROM sqlite_master WHERE name IN ({', '.join(['%s'] * len(nombres))})"
    else:
        nombres = (tabla,)
        consulta = (
            "SELECT COUNT(*) FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid "
            "WHERE c.relname = %s AND i.indisvalid AND pg_table_is_visible(c.oid)"
        )
    with conexion.cursor() as cursor:
        cursor.execute(consulta, nombres)
        return bool(cursor.fetchone()[0] == len(nombres))


_PASOS = ("alta", "baja", "cambio")


def _ordenes_sqlite(modelo: Any) -> list[str]:
    tabla, texto = modelo._meta.db_table, tabla_de_texto(modelo)
    llave = modelo._meta.pk.column
    quitar = f"INSERT INTO {texto} ({texto}, rowid, busqueda) VALUES ('delete', old.{llave}, old.busqueda);"
    poner = f"INSERT INTO {texto} (rowid, busqueda) VALUES (new.{llave}, new.busqueda);"
    return [
        *(f"DROP TRIGGER IF EXISTS {texto}_{paso}" for paso in _PASOS),
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {texto} USING fts5(busqueda, content='{tabla}', "
        f"content_rowid='{llave}', columnsize=0, tokenize='trigram')",
        f"CREATE TRIGGER {texto}_alta AFTER INSERT ON {tabla} BEGIN {poner} END",
        f"CREATE TRIGGER {texto}_baja AFTER DELETE ON {tabla} BEGIN {quitar} END",
        f"CREATE TRIGGER {texto}_cambio AFTER UPDATE OF busqueda ON {tabla} "
        f"WHEN old.busqueda IS NOT new.busqueda BEGIN {quitar} {poner} END",
        f"INSERT INTO {texto} ({texto}) VALUES ('rebuild')",
    ]


def _ordenes_postgresql(modelo: Any) -> list[str]:
    texto = tabla_de_texto(modelo)
    return [
        "CREATE EXTENSION IF NOT EXISTS pg_trgm",
        f"DROP INDEX IF EXISTS {texto}",
        f"CREATE INDEX {texto} ON {modelo._meta.db_table} USING gin (busqueda gin_trgm_ops)",
    ]


def _es_falta_de_medios(error: Exception) -> bool:
    """Say whether the engine lacks the extension or module, or this account the leave to install it."""
    texto = str(error).lower()
    return any(senal in texto for senal in _FALTAS)


def revisar_indices(*, databases: Sequence[str] | None = None, **_opciones: Any) -> Sequence[CheckMessage]:
    """Warn of each model whose search reads the whole table (`manage.py check --database default`)."""
    faltan = [
        modelo
        for alias in databases or []
        for modelo in modelos_indexados()
        if modelo._meta.db_table in connections[alias].introspection.table_names()
        and not hay_indice(modelo, alias)
    ]
    pista = "Run `CREATE EXTENSION pg_trgm` as the owner of the server, then `manage.py migrate`."
    return [
        Warning(f"{m._meta.label} is searched without an index.", hint=pista, obj=m, id=AVISO_SIN_INDICE)
        for m in faltan
    ]
