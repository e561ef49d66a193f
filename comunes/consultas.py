"""Expressions that Django lacks and both engines have."""

import json
from typing import Any, TypeVar

from django.db.models import Exists, F, Func, IntegerField, Model, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.db.models.lookups import GreaterThanOrEqual, LessThan

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


class Hay(Exists):
    """`Exists`, asked of one row at a time.

    Of a plain one PostgreSQL may gather beforehand every row that answers, whole tables of them, which for
    a page of 25 rows takes several times what the page does.
    """

    template = "((%(subquery)s) IS NOT NULL)"


def al_paso(campo: str, *, desde: Any = None, antes_de: Any) -> Q:
    """Return that `campo` lies in the range, compared row by row while a list is walked in its order.

    Without `desde` it has no beginning. A null is outside.

    As a plain range the engines would rather find the rows by the column's own index, and sort them all.
    """
    valor = Coalesce(campo, campo)
    hasta = Q(LessThan(valor, antes_de))
    return hasta if desde is None else Q(GreaterThanOrEqual(valor, desde)) & hasta


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
