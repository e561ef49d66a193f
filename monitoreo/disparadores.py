"""Triggers that write down where a counted row changed: whoever writes, service, import or bulk update."""

from typing import Any, Final

from django.apps import apps
from django.db import connections

from comunes.disparadores import Disparador, asegurar, soltar

# Model: the fields that its figures depend on. The first reaches the space.
VIGILADAS: Final = {
    "espacios.EspacioPublico": ("municipalidad", "region", "comisaria", "estado", "fecha_incorporacion"),
    "comites.Comite": ("espacio", "fecha_constitucion", "disuelto"),
    "comites.Mandato": ("comite", "inicio", "fin", "acta_validada"),
    "comites.Integrante": ("comite", "persona", "desde", "hasta"),
    "comites.GrupoWhatsApp": ("comite", "abierto", "cerrado", "ultimo_mensaje"),
    "actividades.Actividad": ("espacio", "estado", "fecha", "organizador"),
}
_MARCAS: Final = "monitoreo_cambioporcontar"
_CONTEOS: Final = "monitoreo_conteo"


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(disparadores(), using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. What was counted before a migration is counted again; see `conteos`."""
    if not {_MARCAS, _CONTEOS} <= set(connections[using].introspection.table_names()):
        return
    if asegurar(disparadores(), using):
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {_CONTEOS}")


def disparadores() -> list[Disparador]:
    return [_de(apps.get_model(etiqueta), campos) for etiqueta, campos in VIGILADAS.items()]


def _de(modelo: Any, campos: tuple[str, ...]) -> Disparador:
    tabla = modelo._meta.db_table
    columnas = tuple(modelo._meta.get_field(campo).column for campo in campos)
    # An installation that never counted beforehand has nothing to write down.
    marcar = (
        f"INSERT INTO {_MARCAS} (municipalidad, tanda) "
        f"SELECT x.m, {{tanda}} FROM (SELECT {_municipalidad(columnas[0])} AS m) x "
        f"WHERE x.m IS NOT NULL AND EXISTS (SELECT 1 FROM {_CONTEOS}) "
        f"AND NOT EXISTS (SELECT 1 FROM {_MARCAS} c WHERE c.municipalidad = x.m AND c.tanda = {{tanda}}); "
    )
    return Disparador(f"{tabla}_conteo", tabla, columnas, marcar)


def _municipalidad(columna: str) -> str:
    """Return the SQL that finds the municipality of a row by its link to the space."""
    enlace = f"{{fila}}.{columna}"
    if columna == "municipalidad_id":
        return enlace
    if columna == "espacio_id":
        return f"(SELECT municipalidad_id FROM espacios_espaciopublico WHERE id = {enlace})"
    return (
        "(SELECT e.municipalidad_id FROM comites_comite c JOIN espacios_espaciopublico e "
        f"ON e.id = c.espacio_id WHERE c.id = {enlace})"
    )
