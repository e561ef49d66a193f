"""A small map of a district with one point, as SVG geometry: no scripts, no tiles, ready to print.

Coordinates are whole units of the viewBox. The template draws them with classes.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from territorio.capas import DISTRITOS, rasgos
from territorio.geometria import Anillo, Poligono, poligonos_de_distritos

ANCHO: Final = 400
ALTO: Final = 280
# Around a point whose district has no outline: some five kilometres, in degrees.
_ALREDEDOR: Final = 0.045
_MARGEN: Final = 0.1
# A name of so many letters at 14 units fits in this width of a neighbour's box.
_POR_LETRA: Final = 8.4


@dataclass(frozen=True)
class Rotulo:
    texto: str
    x: int
    y: int


@dataclass(frozen=True)
class Croquis:
    """Path data of the neighbours and of the own district, their names and where the point falls."""

    vecinos: list[str]
    propio: str
    rotulos: list[Rotulo]
    x: int
    y: int
    ancho: int = ANCHO
    alto: int = ALTO


@dataclass(frozen=True)
class _Ventana:
    """What is seen: the west and north edges in degrees and the units that a degree measures."""

    oeste: float
    norte: float
    por_lon: float
    por_lat: float

    def en(self, lon: float, lat: float) -> tuple[int, int]:
        return round((lon - self.oeste) * self.por_lon), round((self.norte - lat) * self.por_lat)

    def toca(self, p: Poligono) -> bool:
        x1, y1 = self.en(p.oeste, p.norte)
        x2, y2 = self.en(p.este, p.sur)
        return x2 > 0 and x1 < ANCHO and y2 > 0 and y1 < ALTO


@lru_cache(maxsize=256)
def croquis(lat: float, lon: float, distrito: str) -> Croquis:
    """Return the sketch of `distrito` (a code) around a point in degrees."""
    poligonos = poligonos_de_distritos()
    ventana = _encuadrar(poligonos.get(distrito, []), lat, lon)
    vecinos = {u: pp for u, pp in poligonos.items() if u != distrito and any(map(ventana.toca, pp))}
    x, y = ventana.en(lon, lat)
    return Croquis(
        vecinos=[_trazo(ventana, pp) for pp in vecinos.values()],
        propio=_trazo(ventana, poligonos.get(distrito, [])),
        rotulos=list(_rotulos(ventana, vecinos, (x, y))),
        x=x,
        y=y,
    )


def _encuadrar(propios: list[Poligono], lat: float, lon: float) -> _Ventana:
    """Return the window that holds the district and the point, in the proportions of the drawing."""
    if not propios:
        propios = [Poligono([], lon - _ALREDEDOR, lat - _ALREDEDOR, lon + _ALREDEDOR, lat + _ALREDEDOR)]
    oeste, este = min(lon, *(p.oeste for p in propios)), max(lon, *(p.este for p in propios))
    sur, norte = min(lat, *(p.sur for p in propios)), max(lat, *(p.norte for p in propios))
    estrecho = math.cos(math.radians(lat))
    alto, ancho = (norte - sur) * (1 + 2 * _MARGEN), (este - oeste) * (1 + 2 * _MARGEN)
    por_lat = min(ALTO / alto, ANCHO / (ancho * estrecho))
    por_lon = por_lat * estrecho
    return _Ventana(
        (oeste + este) / 2 - ANCHO / 2 / por_lon, (norte + sur) / 2 + ALTO / 2 / por_lat, por_lon, por_lat
    )


def _trazo(ventana: _Ventana, poligonos: Iterable[Poligono]) -> str:
    return "".join(_anillo(ventana, anillo) for p in poligonos for anillo in p.anillos)


def _anillo(ventana: _Ventana, anillo: Anillo) -> str:
    puntos = [ventana.en(lon, lat) for lon, lat in anillo]
    distintos = [p for n, p in enumerate(puntos) if n == 0 or p != puntos[n - 1]]
    return f"M{'L'.join(f'{x} {y}' for x, y in distintos)}Z" if len(distintos) > 2 else ""


def _rotulos(
    ventana: _Ventana, vecinos: dict[str, list[Poligono]], punto: tuple[int, int]
) -> Iterator[Rotulo]:
    """Name the neighbours that have room for it inside the drawing, away from the point and each other."""
    nombres = {r["properties"]["ubigeo"]: r["properties"]["nombre"] for r in rasgos(DISTRITOS)}
    ocupados = [punto]
    for ubigeo, poligonos in vecinos.items():
        nombre = nombres[ubigeo]
        medio = len(nombre) * _POR_LETRA / 2
        x, y = _centro(ventana, max(poligonos, key=lambda p: (p.este - p.oeste) * (p.norte - p.sur)))
        cabe = medio < x < ANCHO - medio and 14 < y < ALTO - 8
        if cabe and all(abs(x - a) > medio + 40 or abs(y - b) > 18 for a, b in ocupados):
            ocupados.append((x, y))
            yield Rotulo(nombre, x, y)


def _centro(ventana: _Ventana, poligono: Poligono) -> tuple[int, int]:
    """Return the middle of what is seen of a polygon's box."""
    x1, y1 = ventana.en(poligono.oeste, poligono.norte)
    x2, y2 = ventana.en(poligono.este, poligono.sur)
    return (max(x1, 0) + min(x2, ANCHO)) // 2, (max(y1, 0) + min(y2, ALTO)) // 2
