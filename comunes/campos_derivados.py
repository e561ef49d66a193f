"""Columns that triggers write and nobody else: read like any other, never sent by `save` or by an insert.

A row that was read before the trigger ran cannot write an old value back. An unsaved row has no value.
"""

from typing import Any

from django.db import models


class _Derivado(models.Field):
    # Django leaves such fields out of every INSERT, UPDATE and validation, as it does with generated ones.
    generated = True
    # What checks that are made before writing see in their place: none of them looks at these fields.
    expression = models.Value(None)
    plano = ""

    @property
    def output_field(self) -> Any:
        return self

    def deconstruct(self) -> Any:
        """Migrations see the plain field: to the schema it is a column like any other."""
        nombre, _ruta, posicionales, nombrados = super().deconstruct()
        return nombre, f"django.db.models.{self.plano}", posicionales, nombrados


class ClaveDerivada(_Derivado, models.ForeignKey):
    plano = "ForeignKey"


class SiNoDerivado(_Derivado, models.BooleanField):
    plano = "BooleanField"


class FechaDerivada(_Derivado, models.DateField):
    plano = "DateField"


class EnteroDerivado(_Derivado, models.PositiveIntegerField):
    plano = "PositiveIntegerField"
