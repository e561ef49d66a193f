"""What the map shows from afar, counted beforehand: cells of the grid by municipality and question."""

from typing import Any, Final

from django.db import models

from espacios.models.espacio import EspacioPublico
from territorio.models import Municipalidad, Region

SIN_PUNTO: Final = -1
# The fact of the installation that says for which day the cells were counted.
HECHO_CELDAS: Final = "celdas-del-mapa"


def _cuenta() -> Any:
    return models.PositiveIntegerField(default=0)


class CeldaDelMapa(models.Model):
    """The spaces of a municipality in a cell of the grid that answer a question («clase» and «valor»).

    `espacios.celdas` says which questions there are. Level 0 holds all of them, with a point or not.
    Coordinates are added up in millionths of a degree: exact, and the mean is theirs by `cuantos`.
    """

    clase = models.CharField(max_length=10)
    valor = models.CharField(max_length=20)
    nivel = models.PositiveSmallIntegerField()
    fila = models.IntegerField()
    columna = models.IntegerField()
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", db_index=False)
    municipalidad = models.ForeignKey(Municipalidad, models.PROTECT, related_name="+")
    cuantos = _cuenta()
    alertas = _cuenta()
    recuperados = _cuenta()
    latitudes = models.BigIntegerField(default=0)
    longitudes = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = "celda del mapa"
        verbose_name_plural = "celdas del mapa"
        indexes = [
            models.Index(fields=["clase", "valor", "nivel", "fila", "columna"], name="celda_del_mapa_idx")
        ]

    def __str__(self) -> str:
        return f"{self.clase} {self.valor} {self.nivel}/{self.fila}/{self.columna}"


class EspacioEnAlerta(models.Model):
    """A space in alert on the day of the count: true where nothing changed since (`CambioDelMapa`)."""

    espacio = models.OneToOneField(EspacioPublico, models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        verbose_name = "espacio en alerta"
        verbose_name_plural = "espacios en alerta"

    def __str__(self) -> str:
        return f"Espacio {self.pk}"


class CambioDelMapa(models.Model):
    """A municipality where something that cells count changed since; written by triggers, never edited.

    Once for each transaction (`tanda`, see `comunes.disparadores`), however many rows it writes.
    """

    municipalidad = models.CharField(max_length=6)
    tanda = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        verbose_name = "cambio del mapa"
        verbose_name_plural = "cambios del mapa"
        indexes = [models.Index(fields=["municipalidad", "tanda"], name="cambio_del_mapa_idx")]

    def __str__(self) -> str:
        return self.municipalidad
