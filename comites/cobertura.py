"""How many committees have a group, and how those groups are, by region or by district."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q
from django.utils import timezone

from comites.models import ComiteQuerySet
from comites.reglas_de_grupo import VERSION_DE_REGLAS
from comites.vigencia import limite_de_silencio


@dataclass(frozen=True)
class Cobertura:
    """The groups of one place; without a name, of all of them together."""

    donde: str
    lugar: str
    comites: int
    con_grupo: int
    silenciosos: int
    sin_respaldo: int
    sin_reglas: int

    @property
    def sin_grupo(self) -> int:
        return self.comites - self.con_grupo

    @property
    def activos(self) -> int:
        return self.con_grupo - self.silenciosos

    @property
    def por_ciento(self) -> float | None:
        """Return the share of committees whose group is active; None where there is no committee."""
        return 100 * self.activos / self.comites if self.comites else None


# How each kind of place is called.
NOMBRE: Final = {"region": "region__nombre", "municipalidad": "municipalidad__distrito__nombre"}
CIFRAS: Final = ("comites", "con_grupo", "silenciosos", "sin_respaldo", "sin_reglas")


class Contadas(NamedTuple):
    """What somebody counted beforehand: (place, its name, its CIFRAS), and the municipalities that changed

    since, which the places leave out.
    """

    lugares: list[tuple[Any, ...]]
    cambiadas: list[str]


# `conteo("region" or "municipalidad", condition over places)`; None when today was not counted.
Conteo = Callable[[str, Q], Contadas | None]
_conteos: list[Conteo] = []


def registrar_conteo(conteo: Conteo) -> None:
    """Offer what was counted beforehand, from the module of an app above that reads it."""
    if conteo not in _conteos:
        _conteos.append(conteo)


def cobertura_por_lugar(filas: ComiteQuerySet, *, por_distrito: bool, donde: Q | None) -> list[Cobertura]:
    """Return a row for each region or district where `filas` has active committees.

    `donde` says the same places as `filas` by region, municipality and precinct; None when those do not
    say it. With it most is read from what was counted beforehand, in up to three queries; else from the
    rows, all of them, in one.
    """
    lugar = "municipalidad" if por_distrito else "region"
    contadas = _conteos[0](lugar, donde) if _conteos and donde is not None else None
    if contadas is None:
        return _juntar(_de_filas(filas, lugar))
    vivas = filas.filter(municipalidad__in=contadas.cambiadas)
    return _juntar(contadas.lugares + (_de_filas(vivas, lugar) if contadas.cambiadas else []))


def _de_filas(filas: ComiteQuerySet, lugar: str) -> list[tuple[Any, ...]]:
    cuentas = {
        "comites": Count("pk"),
        "con_grupo": Count("grupo_abierto"),
        "silenciosos": Count("pk", filter=_silencioso()),
        "sin_respaldo": Count("pk", filter=Q(grupo_abierto__celular_respaldo="")),
        "sin_reglas": Count(
            "pk", filter=Q(grupo_abierto__isnull=False) & ~Q(grupo_abierto__reglas_version=VERSION_DE_REGLAS)
        ),
    }
    abiertos = filas.activos().con_grupo().order_by()
    return list(abiertos.values_list(lugar, NOMBRE[lugar]).annotate(**{f"_{c}": cuentas[c] for c in CIFRAS}))


def _juntar(halladas: Iterable[tuple[Any, ...]]) -> list[Cobertura]:
    """Return one row a place, by name, of those that have committees."""
    juntas: dict[tuple[str, str], list[int]] = {}
    for clave, nombre, *cifras in halladas:
        antes = juntas.get((nombre, clave), [0] * len(CIFRAS))
        juntas[nombre, clave] = [a + b for a, b in zip(antes, cifras, strict=True)]
    return [
        Cobertura(clave, nombre, *cifras) for (nombre, clave), cifras in sorted(juntas.items()) if cifras[0]
    ]


def sumar(lugares: list[Cobertura]) -> Cobertura:
    """Return all the places together: committees stand in one place only, so they add up."""
    totales: dict[str, Any] = {c: sum(getattr(lugar, c) for lugar in lugares) for c in CIFRAS}
    return Cobertura("", "", **totales)


def _silencioso() -> Q:
    return Q(grupo_abierto__ultimo_mensaje__lt=limite_de_silencio(timezone.localdate()))
