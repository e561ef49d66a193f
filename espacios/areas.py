"""Regions and districts by what happens in them: figures, classes and their legend."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from django.db.models import TextChoices

from espacios.celdas import Pregunta, contar_por_lugar, por_lugar
from espacios.models import EspacioQuerySet
from territorio.models import Distrito

CLASES: Final = 4
Contadas = tuple[Pregunta, list[str]]


class Medida(TextChoices):
    """What the colour of an area says."""

    CANTIDAD = "cantidad", "Cantidad"
    RECUPERADOS = "recuperados", "Recuperados"


@dataclass(frozen=True)
class Area:
    """A region or a district; `clase` is 0 without spaces, then 1 to `CLASES`."""

    clave: str
    region: str
    nombre: str
    total: int
    recuperados: int
    clase: int = 0

    @property
    def porcentaje(self) -> float | None:
        """The share of its spaces that are recovered; None without spaces, which is not 0 %."""
        return 100 * self.recuperados / self.total if self.total else None


def areas(
    filas: EspacioQuerySet, medida: Medida, *, regiones: dict[str, str], contadas: Contadas | None = None
) -> list[Area]:
    """Return the areas, the highest figure first: the given regions, or the districts that have rows.

    `contadas` says what `filas` answer and where to count it on the spot, when the cells of the map know it.
    """
    contados = _contados(filas, contadas, "region_id" if regiones else "municipalidad_id")
    nombres = regiones or _nombres([clave for clave, *_ in contados])
    halladas = [
        Area(clave, region, nombres.get(clave, clave), total, recuperados)
        for clave, region, total, recuperados in contados
    ]
    vistas = {area.clave for area in halladas}
    vacias = [Area(clave, clave, n, 0, 0) for clave, n in regiones.items() if clave and clave not in vistas]
    paso = _paso(halladas)
    clasificadas = [_con_clase(area, medida, paso) for area in (*halladas, *vacias)]
    return sorted(clasificadas, key=lambda a: (-_valor(a, medida), -a.total, a.nombre))


def _contados(
    filas: EspacioQuerySet, contadas: Contadas | None, lugar: str
) -> list[tuple[str, str, int, int]]:
    """Return (place, region, how many, how many recovered); a municipality is named as its district."""
    if contadas is None:
        return list(contar_por_lugar(filas, lugar))
    return [
        (*claves, *cuentas) for claves, cuentas in por_lugar(filas, contadas[0], lugar, contadas[1]).items()
    ]


def _nombres(distritos: list[str]) -> dict[str, str]:
    return dict(Distrito.objects.filter(pk__in=distritos).order_by().values_list("pk", "nombre"))


def _valor(area: Area, medida: Medida) -> float:
    if medida == Medida.CANTIDAD:
        return area.total
    return -1 if area.porcentaje is None else area.porcentaje


def _paso(halladas: list[Area]) -> int:
    """Return the width of a class of counts, a round number where counts are large."""
    paso = ceil(max((area.total for area in halladas), default=1) / CLASES)
    redondo = 10 ** (len(str(paso)) - 1) // 2 or 1
    return ceil(paso / redondo) * redondo


def _con_clase(area: Area, medida: Medida, paso: int) -> Area:
    if not area.total:
        return area
    if medida == Medida.CANTIDAD:
        clase = min(CLASES, ceil(area.total / paso))
    else:
        clase = min(CLASES, int((area.porcentaje or 0) // (100 / CLASES)) + 1)
    return Area(area.clave, area.region, area.nombre, area.total, area.recuperados, clase)


def leyenda(halladas: list[Area], medida: Medida) -> list[tuple[int, str]]:
    """Return (class, words) of every class."""
    if medida == Medida.CANTIDAD:
        paso = _paso(halladas)
        tramos = [(c, (c - 1) * paso + 1, c * paso) for c in range(1, CLASES + 1)]
        return [(0, "Ninguno"), *((c, str(de) if de == a else f"{de} a {a}") for c, de, a in tramos)]
    return [
        (0, "Sin espacios"),
        (1, "Menos de 25\N{NO-BREAK SPACE}%"),
        (2, "25 a 49\N{NO-BREAK SPACE}%"),
        (3, "50 a 74\N{NO-BREAK SPACE}%"),
        (4, "75 a 100\N{NO-BREAK SPACE}%"),
    ]
