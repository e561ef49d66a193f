"""Triggers that write down where the cells of the map are no longer true: whoever writes, and however."""

from typing import Any, Final

from django.apps import apps
from django.db import connections

from comunes.disparadores import Disparador, asegurar, soltar
from espacios.evidencias import Vigilada, motivos_de_alerta
from espacios.models import HECHO_CELDAS

# What the cells count by themselves; the reasons for alarm add what their conditions read.
VIGILADAS: Final = (
    Vigilada(
        "espacios.EspacioPublico",
        "",
        ("municipalidad", "region", "tipo", "estado", "latitud", "longitud", "ultima_actividad"),
    ),
    Vigilada("espacios.EspacioPublico_factores", "espaciopublico", ("factorriesgo",)),
)
_MARCAS: Final = "espacios_cambiodelmapa"
_HECHOS: Final = "comunes_hechodeinstalacion"


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(disparadores(), using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. What was counted before a migration is counted again."""
    if not {_MARCAS, _HECHOS} <= set(connections[using].introspection.table_names()):
        return
    if asegurar(disparadores(), using):
        with connections[using].cursor() as cursor:
            cursor.execute(f"DELETE FROM {_HECHOS} WHERE clave = '{HECHO_CELDAS}'")


def disparadores() -> list[Disparador]:
    """Return one trigger a table, over every field that anybody reads there."""
    tablas: dict[tuple[str, str], dict[str, None]] = {}
    for v in (*VIGILADAS, *(v for motivo in motivos_de_alerta() for v in motivo.vigila)):
        tablas.setdefault((v.modelo, v.ruta), {}).update(dict.fromkeys(v.campos))
    return [_de(apps.get_model(modelo), ruta, tuple(campos)) for (modelo, ruta), campos in tablas.items()]


def _de(modelo: Any, ruta: str, campos: tuple[str, ...]) -> Disparador:
    tabla = modelo._meta.db_table
    primero = ruta.split("__")[:1] if ruta else []
    columnas = dict.fromkeys(modelo._meta.get_field(campo).column for campo in (*primero, *campos))
    # An installation that never counted beforehand has nothing to write down.
    marcar = (
        f"INSERT INTO {_MARCAS} (municipalidad, tanda) "
        f"SELECT x.m, {{tanda}} FROM (SELECT {_municipalidad(modelo, ruta)} AS m) x "
        f"WHERE x.m IS NOT NULL AND EXISTS (SELECT 1 FROM {_HECHOS} WHERE clave = '{HECHO_CELDAS}') "
        f"AND NOT EXISTS (SELECT 1 FROM {_MARCAS} c WHERE c.municipalidad = x.m AND c.tanda = {{tanda}}); "
    )
    return Disparador(f"{tabla}_celda", tabla, tuple(columnas), marcar)


def _municipalidad(modelo: Any, ruta: str) -> str:
    """Return the SQL that finds the municipality of a row, hop by hop to its space."""
    valor, desde = "", modelo
    for paso in [*ruta.split("__"), "municipalidad"] if ruta else ["municipalidad"]:
        campo = desde._meta.get_field(paso)
        tabla, llave = desde._meta.db_table, desde._meta.pk.column
        valor = (
            f"(SELECT {campo.column} FROM {tabla} WHERE {llave} = {valor})"
            if valor
            else (f"{{fila}}.{campo.column}")
        )
        desde = campo.related_model
    return valor
