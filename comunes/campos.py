"""The column that lists are sorted by, the same on either engine."""

from typing import Any

from django.db import connections, models

from comunes.texto import clave_de_orden

LARGO_DE_ORDEN = 200
_LOTE = 5_000


class CampoDeOrden(models.CharField[str, str]):
    """The name as it is sorted, compared byte by byte: «Área» among the «a», and «ñ» after «n».

    Computed from the model's `campos_de_orden` by the field itself, so that bulk inserts fill it too.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", LARGO_DE_ORDEN)
        kwargs.setdefault("editable", False)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def db_parameters(self, connection: Any) -> Any:
        """PostgreSQL would sort as its language says, and otherwise on another server."""
        propios: Any = super().db_parameters(connection)
        return {**propios, "collation": "C"} if connection.vendor == "postgresql" else propios

    def pre_save(self, model_instance: Any, add: bool) -> str:
        # A model as a migration sees it does not say from what.
        if campos := getattr(model_instance, "campos_de_orden", ()):
            clave = clave_de_orden(*(getattr(model_instance, c) for c in campos))[: self.max_length]
            setattr(model_instance, self.attname, clave)
        return str(getattr(model_instance, self.attname))


def llenar_claves_de_orden(modelo: Any, using: str, *campos: str) -> None:
    """Write `clave_orden` of the rows that were there before the column. For migrations."""
    orden = f"UPDATE {modelo._meta.db_table} SET clave_orden = %s WHERE id = %s"  # noqa: S608  names of the model
    filas = modelo.objects.using(using).order_by("pk").values_list("pk", *campos)
    ultima = 0
    while lote := list(filas.filter(pk__gt=ultima)[:_LOTE]):
        claves = [(clave_de_orden(*textos)[:LARGO_DE_ORDEN], pk) for pk, *textos in lote]
        with connections[using].cursor() as cursor:
            cursor.executemany(orden, claves)
        ultima = lote[-1][0]
