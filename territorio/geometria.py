"""Points and polygons on the ground, good to a few hundred metres: enough for a warning, not for a limit."""

import itertools
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from territorio.capas import DISTRITOS, rasgos

KM_POR_GRADO = 111.32
Anillo = list[tuple[float, float]]


@dataclass(frozen=True)
class Poligono:
    """Rings of (longitude, latitude): the first is the outline, the others are holes; and their box."""

    anillos: list[Anillo]
    oeste: float
    sur: float
    este: float
    norte: float

    def contiene(self, lat: float, lon: float) -> bool:
        if not (self.sur <= lat <= self.norte and self.oeste <= lon <= self.este):
            return False
        return sum(_cruces(anillo, lat, lon) for anillo in self.anillos) % 2 == 1

    def distancia_km(self, lat: float, lon: float) -> float:
        """Return the distance to the outline; 0 inside."""
        if self.contiene(lat, lon):
            return 0.0
        return min(_km_al_tramo(lat, lon, a, b) for anillo in self.anillos for a, b in _tramos(anillo))


@lru_cache(maxsize=1)
def poligonos_de_distritos() -> dict[str, list[Poligono]]:
    """Return the polygons of each district by code; twelve recent districts have none."""
    return {r["properties"]["ubigeo"]: list(_poligonos(r["geometry"])) for r in rasgos(DISTRITOS)}


def _poligonos(geometria: dict[str, Any]) -> Iterator[Poligono]:
    partes = geometria["coordinates"]
    for anillos in partes if geometria["type"] == "MultiPolygon" else [partes]:
        borde = anillos[0]
        longitudes, latitudes = [p[0] for p in borde], [p[1] for p in borde]
        yield Poligono(anillos, min(longitudes), min(latitudes), max(longitudes), max(latitudes))


def _tramos(anillo: Anillo) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    return itertools.pairwise(anillo)


def _cruces(anillo: Anillo, lat: float, lon: float) -> int:
    """Count how many edges a ray to the east crosses."""
    cuenta = 0
    for (x1, y1), (x2, y2) in _tramos(anillo):
        if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
            cuenta += 1
    return cuenta


def km_entre(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the distance on a flat local map: exact to 0.1 % over the few hundred km that matter here."""
    dy = lat2 - lat1
    dx = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return math.hypot(dx, dy) * KM_POR_GRADO


def _km_al_tramo(lat: float, lon: float, a: tuple[float, float], b: tuple[float, float]) -> float:
    ancho = math.cos(math.radians(lat))
    ax, ay = (a[0] - lon) * ancho, a[1] - lat
    bx, by = (b[0] - lon) * ancho, b[1] - lat
    dx, dy = bx - ax, by - ay
    largo = dx * dx + dy * dy
    t = 0.0 if largo == 0 else max(0.0, min(1.0, -(ax * dx + ay * dy) / largo))
    return math.hypot(ax + t * dx, ay + t * dy) * KM_POR_GRADO
