"""Triggers that keep the place of `EnUnEspacio` rows: that of their space, whoever writes either."""

from functools import partial
from typing import Any, Final

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate

from comunes.disparadores import Disparador, asegurar, soltar

_ESPACIO: Final = "espacios_espaciopublico"
_COLUMNAS: Final = ("region_id", "municipalidad_id")
_modelos: list[Any] = []


def vigilar(app: AppConfig, modelo: Any) -> None:
    """Keep the place of this model's rows from the next `migrate` on. Called in `AppConfig.ready()`."""
    _modelos.append(modelo)
    marca = f"espacios.lugares.{modelo._meta.label_lower}"
    for senal, receptor in ((pre_migrate, _antes_de_migrar), (post_migrate, _tras_migrar)):
        senal.connect(partial(receptor, modelo), sender=app, weak=False, dispatch_uid=marca)


def disparadores() -> list[Disparador]:
    return [disparador for modelo in _modelos for disparador in disparadores_de(modelo)]


def disparadores_de(modelo: Any) -> list[Disparador]:
    """Return the one that looks at the row, and the one that follows its space when it moves."""
    tabla = modelo._meta.db_table
    propio = f"{_copiar(tabla)} AND {tabla}.id = {{fila}}.id; "
    del_espacio = f"{_copiar(tabla)} AND {tabla}.espacio_id = {{fila}}.id; "
    return [
        Disparador(f"{tabla}_lugar", tabla, ("espacio_id", *_COLUMNAS), propio),
        Disparador(f"{tabla}_mudanza", _ESPACIO, _COLUMNAS, del_espacio),
    ]


def recalcular_lugares(using: str = "default") -> None:
    """Write the place of every row where it is not that of its space, as the triggers do."""
    with connections[using].cursor() as cursor:
        for modelo in _modelos:
            cursor.execute(_copiar(modelo._meta.db_table))


def _copiar(tabla: str) -> str:
    valores = ", ".join(
        f"{c} = (SELECT e.{c} FROM {_ESPACIO} e WHERE e.id = {tabla}.espacio_id)" for c in _COLUMNAS
    )
    iguales = " AND ".join(f"e.{c} = {tabla}.{c}" for c in _COLUMNAS)
    al_dia = f"SELECT 1 FROM {_ESPACIO} e WHERE e.id = {tabla}.espacio_id AND {iguales}"
    return f"UPDATE {tabla} SET {valores} WHERE NOT EXISTS ({al_dia})"


def _antes_de_migrar(modelo: Any, using: str, plan: Any, **_senal: Any) -> None:
    if plan:
        soltar(disparadores_de(modelo), using)


def _tras_migrar(modelo: Any, using: str, **_senal: Any) -> None:
    """On the way back the columns may be gone."""
    tabla = modelo._meta.db_table
    with connections[using].cursor() as cursor:
        tablas = set(connections[using].introspection.table_names(cursor))
        if not {tabla, _ESPACIO} <= tablas:
            return
        columnas = connections[using].introspection.get_table_description(cursor, tabla)
        completas = {c.name for c in columnas} >= set(_COLUMNAS)
        if completas and asegurar(disparadores_de(modelo), using):
            cursor.execute(_copiar(tabla))
