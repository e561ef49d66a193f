"""How many committees have a group, and how those groups are, by region or by district."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q
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


_CIFRAS = ("comites", "con_grupo", "silenciosos", "sin_respaldo", "sin_reglas")


def cobertura_por_lugar(filas: ComiteQuerySet, *, por_distrito: bool) -> list[Cobertura]:
    """Return a row for each region or district with active committees; one query that reads them all."""
    lugar = "espacio__distrito" if por_distrito else "espacio__region"
    abiertos = filas.activos().con_grupo().order_by()
    cuentas = {
        "comites": Count("pk"),
        "con_grupo": Count("grupo_abierto"),
        "silenciosos": Count("pk", filter=_silencioso()),
        "sin_respaldo": Count("pk", filter=Q(grupo_abierto__celular_respaldo="")),
        "sin_reglas": Count(
            "pk", filter=Q(grupo_abierto__isnull=False) & ~Q(grupo_abierto__reglas_version=VERSION_DE_REGLAS)
        ),
    }
    halladas = abiertos.values(donde=F(lugar), lugar=F(f"{lugar}__nombre")).annotate(**cuentas)
    ordenadas: Iterable[Any] = halladas.order_by("lugar", "donde")
    return [Cobertura(**fila) for fila in ordenadas]


def sumar(lugares: list[Cobertura]) -> Cobertura:
    """Return all the places together: committees stand in one place only, so they add up."""
    totales: dict[str, Any] = {c: sum(getattr(lugar, c) for lugar in lugares) for c in _CIFRAS}
    return Cobertura("", "", **totales)


def _silencioso() -> Q:
    return Q(grupo_abierto__ultimo_mensaje__lt=limite_de_silencio(timezone.localdate()))
