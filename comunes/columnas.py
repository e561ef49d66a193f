"""Rows of a model made from the few columns that a statement brought as JSON."""

import json
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import JSONField, QuerySet
from django.utils import timezone


class _Camino(NamedTuple):
    """How a value reaches its row: through which keys, into which field or annotation."""

    dato: str
    enlaces: tuple[str, ...]
    campo: Any
    atributo: str


class Columnas:
    """`datos` of the rows of a queryset: names of fields, paths through keys, annotations.

    Keys that a path goes through are read besides, so that the related rows know who they are.
    """

    def __init__(self, filas: QuerySet[Any], datos: tuple[str, ...]) -> None:
        self.modelo = filas.model
        anotadas = filas.query.annotations
        completos = dict.fromkeys(["pk", *datos])
        for dato in datos:
            partes = dato.split("__")
            completos |= dict.fromkeys("__".join([*partes[:n], "pk"]) for n in range(1, len(partes)))
        self.datos = tuple(completos)
        self._anotaciones = {d: anotadas[d].output_field for d in self.datos if d in anotadas}
        self._caminos = [self._camino(d) for d in self.datos if d not in anotadas]

    def _camino(self, dato: str) -> _Camino:
        modelo: Any = self.modelo
        *enlaces, ultimo = dato.split("__")
        for enlace in enlaces:
            modelo = modelo._meta.get_field(enlace).related_model
        campo = modelo._meta.pk if ultimo == "pk" else modelo._meta.get_field(ultimo)
        return _Camino(dato, tuple(enlaces), campo, campo.attname)

    def fila(self, leido: dict[str, Any], using: str) -> Any:
        """Return the row that `leido` describes, with its related rows in place."""
        por_enlace: dict[tuple[str, ...], dict[str, Any]] = {}
        for dato, enlaces, campo, atributo in self._caminos:
            por_enlace.setdefault(enlaces, {})[atributo] = _valor(campo, leido[dato])
        fila = self._armar(self.modelo, (), por_enlace, using)
        for nombre, campo in self._anotaciones.items():
            setattr(fila, nombre, _valor(campo, leido[nombre]))
        return fila

    def _armar(self, modelo: Any, enlaces: tuple[str, ...], por_enlace: Any, using: str) -> Any:
        suyos = por_enlace[enlaces]
        nombres = [c.attname for c in modelo._meta.concrete_fields if c.attname in suyos]
        fila = modelo.from_db(using, nombres, [suyos[nombre] for nombre in nombres])
        for siguientes in por_enlace:
            if siguientes[:-1] == enlaces and siguientes:
                campo = modelo._meta.get_field(siguientes[-1])
                otra = self._armar(campo.related_model, siguientes, por_enlace, using)
                campo.set_cached_value(fila, otra if otra.pk is not None else None)
        return fila


def _valor(campo: Any, valor: Any) -> Any:
    """Return a value as the field holds it: JSON says dates as text, and SQLite says JSON as text too."""
    if valor is None:
        return None
    if isinstance(campo, JSONField):
        return json.loads(valor) if isinstance(valor, str) else valor
    # What the database generates is read as what it gives: the field itself would leave it as it came.
    leido = (campo.output_field if campo.generated else campo).to_python(valor)
    if isinstance(leido, datetime) and timezone.is_naive(leido):
        return leido.replace(tzinfo=UTC)
    return leido
