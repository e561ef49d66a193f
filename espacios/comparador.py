"""Pairs of before and after: which there are, and what the slider and the galleries show of them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse

from espacios.enums import MomentoFoto
from espacios.models import EspacioPublico, FotoEspacio

# Gives the address of a photo in one size («grande», «mediana», «miniatura»).
Direccion = Callable[[FotoEspacio, str], str]


@dataclass(frozen=True)
class Lado:
    """One side of the comparison."""

    url: str
    ampliada: str
    alt: str
    rotulo: str
    fecha: str


@dataclass(frozen=True)
class Comparacion:
    """What `_componentes/comparador.html` reads."""

    clave: str
    antes: Lado
    despues: Lado


@dataclass(frozen=True)
class FotosPublicadas:
    """What anybody may see of a space: its published photos, in their order."""

    todas: list[FotoEspacio]

    def __bool__(self) -> bool:
        return bool(self.todas)

    @cached_property
    def parejas(self) -> list[tuple[FotoEspacio, FotoEspacio]]:
        """The pairs (before, after) with both sides published."""
        return parejas_de(self.todas)

    @cached_property
    def otras(self) -> list[FotoEspacio]:
        """The photos in no such pair, before first."""
        return sin_pareja(self.todas)

    def de(self, momento: str) -> list[FotoEspacio]:
        return [foto for foto in self.todas if foto.momento == momento]


def fotos_publicadas(espacio: EspacioPublico) -> FotosPublicadas:
    """Return the published photos of `espacio` in their order, in one query."""
    return FotosPublicadas(list(espacio.fotos.publicadas()))


def parejas_de(fotos: Iterable[FotoEspacio]) -> list[tuple[FotoEspacio, FotoEspacio]]:
    """Return the pairs (before, after) with both photos among `fotos`, without a query."""
    por_clave = {foto.pk: foto for foto in fotos}
    return [(por_clave[f.antes_id], f) for f in por_clave.values() if f.antes_id in por_clave]


def sin_pareja(fotos: Iterable[FotoEspacio]) -> list[FotoEspacio]:
    """Return the photos that stand in none of `parejas_de`, before first."""
    filas = list(fotos)
    en_pareja = {foto.pk for pareja in parejas_de(filas) for foto in pareja}
    orden = list(MomentoFoto.values)
    return sorted((f for f in filas if f.pk not in en_pareja), key=lambda f: orden.index(f.momento))


def comparaciones(
    parejas: Iterable[tuple[FotoEspacio, FotoEspacio]], direccion: Direccion
) -> list[Comparacion]:
    """Return the pairs as the slider shows them; `direccion` is the public address or the private one."""
    return [
        Comparacion(despues.uuid.hex[:8], _lado(antes, direccion), _lado(despues, direccion))
        for antes, despues in parejas
    ]


def _lado(foto: FotoEspacio, direccion: Direccion) -> Lado:
    return Lado(
        url=direccion(foto, "mediana"),
        ampliada=direccion(foto, "grande"),
        alt=str(foto),
        rotulo=foto.get_momento_display(),
        fecha=f"{foto.tomada:%d/%m/%Y}" if foto.tomada else "",
    )


def direccion_privada(foto: FotoEspacio, tamano: str) -> str:
    """Return where whoever works with the space sees the whole photo."""
    return reverse("espacios:foto", args=[foto.uuid, tamano])
