"""Expressions that Django lacks and both engines have."""

import json
from typing import Any, TypeVar

from django.db.models import F, Func, IntegerField, Model, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, JSONObject

M = TypeVar("M", bound=Model)


class Juntar(Func):
    """The values of a subquery's rows in one text: `Juntar(F("nombre"), Value(", "))`. In no given order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)


class Suelo(Func):
    """The whole part of a number that is not negative, as a whole number."""

    template = "CAST(%(expressions)s AS integer)"
    output_field = IntegerField()
    arity = 1

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        # There a cast rounds.
        return self.as_sql(compiler, connection, template="FLOOR(%(expressions)s)::integer", **extra)


def filas_en_json(filas: QuerySet[Any], *campos: str, **expresiones: Any) -> Subquery:
    """Return the rows of a subquery as one column, to be read with `leer_filas`: no query of their own."""
    objeto = JSONObject(**{campo: F(campo) for campo in campos}, **expresiones)
    juntas = Juntar(Cast(objeto, TextField()), Value(","))
    return Subquery(filas.order_by().values_list(juntas))


def leer_filas(modelo: type[M], texto: str | None) -> list[M]:
    """Return what `filas_en_json` gathered as rows of `modelo`, in no given order.

    What is no field of the model stays on the row as JSON said it. They hold only what was asked for:
    read another field and it is the default, not what is stored.
    """
    return [_fila(modelo, datos) for datos in json.loads(f"[{texto or ''}]")]


def _fila(modelo: type[M], datos: dict[str, Any]) -> M:
    campos = {campo.attname: campo for campo in modelo._meta.concrete_fields}
    fila = modelo(**{c: campos[c].to_python(v) for c, v in datos.items() if c in campos})
    for nombre in datos.keys() - campos.keys():
        setattr(fila, nombre, datos[nombre])
    return fila
