"""What a map of spaces shows: each space while they are few, groups by cells when they are many."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Avg, Count, FloatField, Value
from django.db.models.functions import Cast, Floor

from espacios.evidencias import con_alertas, condicion_de_alerta
from espacios.models import EspacioPublico, EspacioQuerySet

# So many single spaces, of some 230 bytes each, keep an answer under 150 KB; cells, of some 90, too.
PUNTOS_SUELTOS: Final = 600
_CELDAS_POR_LADO: Final = 36
_PIXELES_POR_CELDA: Final = 64


@dataclass(frozen=True)
class Ventana:
    """What a map shows: its edges in degrees and its zoom level (0 to 18)."""

    oeste: float
    sur: float
    este: float
    norte: float
    zoom: int

    @property
    def celda(self) -> float:
        """The side, in degrees, of a cell of 64 pixels, or more where the window holds too many of those."""
        lado: float = 360 / 2**self.zoom / 256 * _PIXELES_POR_CELDA
        ancho, alto = abs(self.este - self.oeste), abs(self.norte - self.sur)
        return max(lado, ancho / _CELDAS_POR_LADO, alto / _CELDAS_POR_LADO)


def puntos(filas: EspacioQuerySet, ventana: Ventana | None) -> list[EspacioPublico] | None:
    """Return the spaces with coordinates inside the window, or None when they are too many to show."""
    ubicadas = _en_ventana(filas, ventana)
    halladas = list(
        con_alertas(ubicadas.select_related("tipo")).only(
            "codigo", "nombre", "estado", "latitud", "longitud", "tipo__nombre"
        )[: PUNTOS_SUELTOS + 1]
    )
    return halladas if len(halladas) <= PUNTOS_SUELTOS else None


def racimos(filas: EspacioQuerySet, ventana: Ventana) -> list[tuple[float, float, int, int]]:
    """Return (latitude, longitude, how many, how many in alert) of each occupied cell of the grid."""
    ubicadas = _en_ventana(filas, ventana).order_by()
    en_celdas = ubicadas.annotate(
        fila=Floor(Cast("latitud", FloatField()) / Value(ventana.celda)),
        columna=Floor(Cast("longitud", FloatField()) / Value(ventana.celda)),
    )
    grupos = en_celdas.values("fila", "columna").annotate(
        lat=Avg("latitud"),
        lon=Avg("longitud"),
        cuantos=Count("pk"),
        alertas=Count("pk", filter=condicion_de_alerta()),
    )
    return [
        (round(float(g["lat"]), 4), round(float(g["lon"]), 4), g["cuantos"], g["alertas"]) for g in grupos
    ]


def _en_ventana(filas: EspacioQuerySet, ventana: Ventana | None) -> EspacioQuerySet:
    ubicadas = filas.filter(latitud__isnull=False)
    if ventana is None:
        return ubicadas
    return ubicadas.filter(
        latitud__range=(ventana.sur, ventana.norte), longitud__range=(ventana.oeste, ventana.este)
    )
