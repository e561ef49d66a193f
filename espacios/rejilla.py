"""The grid of the maps: degrees cut in cells, each level with sides half as long as the one before.

A cell of level `n` measures 360 / 2**n degrees. A space carries its cell of level `NIVEL`; those of lower
levels follow from it by whole division.
"""

from dataclasses import dataclass
from math import floor, log2
from typing import Any, Final

from django.db.models import F, FloatField
from django.db.models.functions import Cast

from comunes.consultas import Suelo

NIVEL: Final = 15
POR_FILA: Final = 2**16
# From here on a window holds few spaces, whatever the size of the programme: no cells are kept for it.
ZOOM_DE_FILAS: Final = 16
_ZOOM_DE_CELDAS_ANCHAS: Final = 13
_CELDAS_POR_LADO: Final = 36

Celda = tuple[int, int]


def fila_y_columna(nivel: int = NIVEL) -> tuple[Any, Any]:
    """Return the expressions of the row and the column of a space's point at a level."""
    if nivel <= NIVEL:
        paso = 2 ** (NIVEL - nivel)
        return F("celda") / (POR_FILA * paso), F("celda") % POR_FILA / paso
    return _parte("latitud", 90, nivel), _parte("longitud", 180, nivel)


def celda_guardada() -> Any:
    """Return the expression of the cell that a space carries; null without a point."""
    return _parte("latitud", 90, NIVEL) * POR_FILA + _parte("longitud", 180, NIVEL)


def _parte(campo: str, desde: int, nivel: int) -> Suelo:
    return Suelo((Cast(campo, FloatField()) + float(desde)) * (2**nivel / 360))


@dataclass(frozen=True)
class Ventana:
    """What a map shows: its edges in degrees and its zoom level (0 to 18)."""

    oeste: float
    sur: float
    este: float
    norte: float
    zoom: int

    @property
    def nivel(self) -> int:
        """The level of the cells to draw: of 64 pixels, of 128 or more from near, never too many."""
        deseado = self.zoom + (2 if self.zoom < _ZOOM_DE_CELDAS_ANCHAS else 1)
        if self.zoom < ZOOM_DE_FILAS:
            deseado = min(deseado, NIVEL)
        ancho = max(abs(self.este - self.oeste), abs(self.norte - self.sur), 1e-6)
        return max(0, min(deseado, floor(log2(360 * _CELDAS_POR_LADO / ancho))))

    def celdas(self, nivel: int) -> tuple[Celda, Celda]:
        """Return the first and the last row, and the first and the last column, that the window touches."""
        por_grado = 2**nivel / 360
        filas = floor((self.sur + 90) * por_grado), floor((self.norte + 90) * por_grado)
        return filas, (floor((self.oeste + 180) * por_grado), floor((self.este + 180) * por_grado))
