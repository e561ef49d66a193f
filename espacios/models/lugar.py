"""The place of what hangs from a space, on the row itself: an index can then begin with it."""

from typing import Any

from django.db import models

from comunes.campos_derivados import ClaveDerivada
from territorio.models import Municipalidad, Region


def _del_espacio(modelo: Any) -> Any:
    # The space's own column is checked and indexed; this one repeats it, within indexes of its own.
    return ClaveDerivada(
        modelo,
        models.DO_NOTHING,
        null=True,
        editable=False,
        related_name="+",
        db_index=False,
        db_constraint=False,
    )


class EnUnEspacio(models.Model):
    """A row of a space, with the space's region and municipality: `espacios.lugares` keeps them.

    Asked by place and in order, a large region's rows are walked along one index; through the space they
    would all be gathered and sorted.
    """

    region = _del_espacio(Region)
    municipalidad = _del_espacio(Municipalidad)

    class Meta:
        abstract = True
