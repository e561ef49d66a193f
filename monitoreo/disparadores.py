"""Triggers that write down where a counted row changed: whoever writes, service, import or bulk update.

Made and mended after every `migrate`, as the indexes of search are: SQLite drops a table's triggers
whenever a migration copies it.
"""

from typing import Any, Final

from django.apps import apps
from django.db import connections, transaction

# Table (app.model): columns that its figures depend on. The first reaches the space.
VIGILADAS: Final = {
    "espacios.EspacioPublico": ("municipalidad", "region", "comisaria", "estado", "fecha_incorporacion"),
    "comites.Comite": ("espacio", "fecha_constitucion", "disuelto"),
    "comites.Mandato": ("comite", "inicio", "fin"),
    "comites.Integrante": ("comite", "persona", "desde", "hasta"),
    "comites.GrupoWhatsApp": ("comite", "abierto", "cerrado", "ultimo_mensaje"),
    "actividades.Actividad": ("espacio", "estado", "fecha", "organizador"),
}
_MARCAS: Final = "monitoreo_cambioporcontar"
_OPERACIONES: Final = ("insert", "update", "delete")


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`: see to the triggers, once every table is there."""
    tablas = set(connections[using].introspection.table_names())
    modelos = [apps.get_model(etiqueta) for etiqueta in VIGILADAS]
    if {_MARCAS, *(m._meta.db_table for m in modelos)} <= tablas:
        for modelo in modelos:
            asegurar_disparadores(modelo, using)


def asegurar_disparadores(modelo: Any, using: str = "default") -> None:
    """Make the triggers of `modelo` that are missing or differ from what this version wants."""
    conexion = connections[using]
    hacer = _en_sqlite(modelo) if conexion.vendor == "sqlite" else _en_postgresql(modelo)
    if conexion.vendor == "sqlite" and _presentes(conexion, modelo) == set(hacer):
        return
    with transaction.atomic(using=using), conexion.cursor() as cursor:
        for orden in [*soltar(modelo, conexion.vendor), *hacer]:
            cursor.execute(orden)


def soltar_disparadores(modelo: Any, using: str = "default") -> None:
    """Leave `modelo` without triggers, for a bulk load that counts everything afterwards."""
    with connections[using].cursor() as cursor:
        for orden in soltar(modelo, connections[using].vendor):
            cursor.execute(orden)


def soltar(modelo: Any, motor: str) -> list[str]:
    tabla = modelo._meta.db_table
    donde = "" if motor == "sqlite" else f" ON {tabla}"
    operaciones = _OPERACIONES if motor == "sqlite" else ("cambio",)
    return [f"DROP TRIGGER IF EXISTS {_nombre(tabla, o)}{donde}" for o in operaciones]


def _nombre(tabla: str, operacion: str) -> str:
    return f"{tabla}_conteo_{operacion}"


def _presentes(conexion: Any, modelo: Any) -> set[str]:
    nombres = [_nombre(modelo._meta.db_table, o) for o in _OPERACIONES]
    with conexion.cursor() as cursor:
        cursor.execute(
            "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name IN (%s, %s, %s)", nombres
        )
        return {sql for (sql,) in cursor.fetchall()}


def _columnas(modelo: Any) -> list[str]:
    return [modelo._meta.get_field(campo).column for campo in VIGILADAS[modelo._meta.label]]


def _municipalidad(modelo: Any, fila: str) -> str:
    """Return the SQL that finds the municipality of a row."""
    enlace = f"{fila}.{_columnas(modelo)[0]}"
    if enlace.endswith("municipalidad_id"):
        return enlace
    if enlace.endswith("espacio_id"):
        return f"(SELECT municipalidad_id FROM espacios_espaciopublico WHERE id = {enlace})"
    return (
        "(SELECT e.municipalidad_id FROM comites_comite c JOIN espacios_espaciopublico e "
        f"ON e.id = c.espacio_id WHERE c.id = {enlace})"
    )


def _en_sqlite(modelo: Any) -> list[str]:
    tabla = modelo._meta.db_table

    def marcar(fila: str) -> str:
        # One writer at a time: a municipality already written down need not be again.
        return (
            f"INSERT INTO {_MARCAS} (municipalidad) "
            f"SELECT m FROM (SELECT {_municipalidad(modelo, fila)} AS m) "
            f"WHERE m IS NOT NULL AND NOT EXISTS (SELECT 1 FROM {_MARCAS} WHERE municipalidad = m);"
        )

    cambia = " OR ".join(f"old.{c} IS NOT new.{c}" for c in _columnas(modelo))
    cuerpos = {
        "insert": ("", marcar("new")),
        "update": (f" WHEN {cambia}", f"{marcar('old')} {marcar('new')}"),
        "delete": ("", marcar("old")),
    }
    return [
        f"CREATE TRIGGER {_nombre(tabla, o)} AFTER {o.upper()} ON {tabla}{cuando} BEGIN {cuerpo} END"
        for o, (cuando, cuerpo) in cuerpos.items()
    ]


def _en_postgresql(modelo: Any) -> list[str]:
    tabla, funcion = modelo._meta.db_table, f"{modelo._meta.db_table}_conteo"
    cambia = " OR ".join(f"old.{c} IS DISTINCT FROM new.{c}" for c in _columnas(modelo))

    def marcar(fila: str) -> str:
        return (
            f"INSERT INTO {_MARCAS} (municipalidad) "
            f"SELECT m FROM (SELECT {_municipalidad(modelo, fila)} AS m) x WHERE m IS NOT NULL;"
        )

    return [
        f"CREATE OR REPLACE FUNCTION {funcion}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'DELETE' THEN {marcar('old')} RETURN NULL; END IF; "
        f"IF TG_OP = 'UPDATE' THEN IF NOT ({cambia}) THEN RETURN NULL; END IF; {marcar('old')} END IF; "
        f"{marcar('new')} RETURN NULL; END $$",
        f"CREATE TRIGGER {_nombre(tabla, 'cambio')} AFTER INSERT OR UPDATE OR DELETE ON {tabla} "
        f"FOR EACH ROW EXECUTE FUNCTION {funcion}()",
    ]
