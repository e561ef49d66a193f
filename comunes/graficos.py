"""Geometry of the product's own SVG charts. Templates draw it with classes; nothing is styled here.

Coordinates are in units of each chart's viewBox, rounded to a tenth.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

# The radar's viewBox, its centre and the radius of the highest score.
RADAR_ANCHO: Final = 430
RADAR_ALTO: Final = 285
_CENTRO: Final = (215.0, 152.0)
_RADIO: Final = 98.0
_RADIO_ROTULO: Final = 110.0

# One bar of a comparison: the strip where the value is drawn, and the height of a row.
BARRAS_ANCHO: Final = 340
_FILA: Final = 58

Punto = tuple[float, float]


@dataclass(frozen=True)
class Eje:
    """One dimension of a radar; a missing value is None and leaves a gap in the figure."""

    nombre: str
    base: float | None
    hoy: float | None

    @property
    def cambio(self) -> float | None:
        """The follow-up minus the base, in points of the scale; None when either is missing."""
        return None if self.base is None or self.hoy is None else round(self.hoy - self.base, 1)


@dataclass(frozen=True)
class Rotulo:
    texto: str
    x: float
    y: float
    ancla: str


@dataclass(frozen=True)
class Radar:
    """What the template draws: rings and spokes, both figures, the dots and the labels."""

    anillos: list[str]
    rayos: list[Punto]
    base: str
    hoy: str
    puntos: list[Punto]
    rotulos: list[Rotulo]
    centro: Punto = _CENTRO
    ancho: int = RADAR_ANCHO
    alto: int = RADAR_ALTO


def radar(ejes: Sequence[Eje], maximo: int = 5) -> Radar:
    """Return the radar of `ejes`, whose values go from 0 at the centre to `maximo` at the rim.

    A figure with a missing value is not drawn, since its outline would lie.
    """
    angulos = [-math.pi / 2 + 2 * math.pi * i / len(ejes) for i in range(len(ejes))]
    return Radar(
        anillos=[_poligono(angulos, [_RADIO * n / maximo] * len(ejes)) for n in range(1, maximo + 1)],
        rayos=[_punto(a, _RADIO) for a in angulos],
        base=_figura(angulos, [e.base for e in ejes], maximo),
        hoy=_figura(angulos, [e.hoy for e in ejes], maximo),
        puntos=[
            _punto(a, _RADIO * e.hoy / maximo)
            for a, e in zip(angulos, ejes, strict=True)
            if e.hoy is not None
        ],
        rotulos=[_rotulo(a, e.nombre) for a, e in zip(angulos, ejes, strict=True)],
    )


def _punto(angulo: float, radio: float) -> Punto:
    x, y = _CENTRO
    return round(x + radio * math.cos(angulo), 1), round(y + radio * math.sin(angulo), 1)


def _poligono(angulos: Sequence[float], radios: Sequence[float]) -> str:
    puntos = (_punto(a, r) for a, r in zip(angulos, radios, strict=True))
    return " ".join(f"{x},{y}" for x, y in puntos)


def _figura(angulos: Sequence[float], valores: Sequence[float | None], maximo: int) -> str:
    if any(v is None for v in valores):
        return ""
    return _poligono(angulos, [_RADIO * (v or 0) / maximo for v in valores])


def _rotulo(angulo: float, texto: str) -> Rotulo:
    x, y = _punto(angulo, _RADIO_ROTULO)
    lado = math.cos(angulo)
    return Rotulo(texto, x, y + 4, "middle" if abs(lado) < 0.7 else ("start" if lado > 0 else "end"))


@dataclass(frozen=True)
class Comparacion:
    """A share before and after, in percent (0–100); None when there is no answer to count."""

    nombre: str
    base: float | None
    hoy: float | None

    @property
    def cambio_pp(self) -> float | None:
        """The change in percentage points; None when either share is missing."""
        return None if self.base is None or self.hoy is None else round(self.hoy - self.base, 1)


@dataclass(frozen=True)
class Barra:
    nombre: str
    y: int
    ancho_base: float
    ancho_hoy: float


def barras(comparaciones: Sequence[Comparacion]) -> list[Barra]:
    """Return two bars a row (base above, follow-up below) on a scale of 0 to 100 percent."""
    return [Barra(c.nombre, i * _FILA, _largo(c.base), _largo(c.hoy)) for i, c in enumerate(comparaciones)]


def _largo(porcentaje: float | None) -> float:
    return round(BARRAS_ANCHO * (porcentaje or 0) / 100, 1)
