"""Blurring zones of a photo so that nobody can bring back what was there.

Each zone is thrown away and painted again from at most `CELDAS` × `CELDAS` averages: there is nothing
else left of it to sharpen, in any size, and it happens before the picture is encoded.
"""

from collections.abc import Callable, Iterable
from typing import Final, NamedTuple

from PIL import Image, ImageFilter

CELDAS: Final = 4
# Zones are written in thousandths of the picture, so that they hold for every size.
TODO: Final = 1000
LADO_MINIMO: Final = 10
ZONAS_MAXIMO: Final = 20


class Zona(NamedTuple):
    """A rectangle of a picture, in thousandths of its width and height."""

    izquierda: int
    arriba: int
    ancho: int
    alto: int

    @property
    def cabe(self) -> bool:
        """Say whether it lies inside the picture and is large enough to hide something."""
        return (
            min(self.izquierda, self.arriba) >= 0
            and min(self.ancho, self.alto) >= LADO_MINIMO
            and max(self.izquierda + self.ancho, self.arriba + self.alto) <= TODO
        )


def quemar(zonas: Iterable[Zona]) -> Callable[[Image.Image], None]:
    """Return the function that paints `zonas` over a picture, for `comunes.fotos.derivar`."""
    lista = list(zonas)

    def pintar(imagen: Image.Image) -> None:
        for zona in lista:
            _pintar(imagen, zona)

    return pintar


def _pintar(imagen: Image.Image, zona: Zona) -> None:
    caja = _en_pixeles(zona, imagen.size)
    ancho, alto = caja[2] - caja[0], caja[3] - caja[1]
    promedios = imagen.crop(caja).resize((min(CELDAS, ancho), min(CELDAS, alto)), Image.Resampling.BOX)
    tapa = promedios.resize((ancho, alto), Image.Resampling.NEAREST)
    imagen.paste(tapa.filter(ImageFilter.GaussianBlur(min(ancho, alto) / (3 * CELDAS))), caja)


def _en_pixeles(zona: Zona, medidas: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return the box of `zona` in whole pixels, rounded outwards."""
    ancho, alto = medidas
    return (
        zona.izquierda * ancho // TODO,
        zona.arriba * alto // TODO,
        min(ancho, -(-(zona.izquierda + zona.ancho) * ancho // TODO)),
        min(alto, -(-(zona.arriba + zona.alto) * alto // TODO)),
    )
