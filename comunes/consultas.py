"""Expressions that Django lacks and both engines have."""

from typing import Any

from django.db.models import Func, TextField


class Juntar(Func):
    """The values of a subquery's rows in one text: `Juntar(F("nombre"), Value(", "))`. In no given order."""

    function = "GROUP_CONCAT"
    output_field = TextField()

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, function="STRING_AGG", **extra)
