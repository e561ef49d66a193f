"""Figures at a cut-off date: what the programme declared beside what is registered here."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from monitoreo import indicadores as ind
from monitoreo.indicadores import INDICADORES, Indicador
from monitoreo.models import CifraDeclarada, CorteDeclarado, Operador
from territorio.models import Region


@dataclass(frozen=True)
class CifraComparada:
    """One indicator: declared, registered (None is «s/d») and, when it can be said, the share."""

    indicador: Indicador
    declarada: CifraDeclarada | None
    registrado: int | None
    nota: str = ""

    @property
    def porcentaje(self) -> float | None:
        """Return registered ÷ declared × 100; None without both or when the declared one is a bound."""
        if self.declarada is None or self.registrado is None or not self.declarada.valor:
            return None
        if self.declarada.operador != Operador.IGUAL:
            return None
        return self.registrado / self.declarada.valor * 100


@dataclass(frozen=True)
class RegionConEspacios:
    """A region of the programme, how many spaces take part there, and in which districts most of them."""

    region: Region
    total: int = 0
    distritos: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Panorama:
    """Everything the home says, in a fixed number of queries."""

    corte: date
    declarado: CorteDeclarado | None
    cifras: list[CifraComparada]
    regiones: list[RegionConEspacios]

    @property
    def total_espacios(self) -> int:
        return sum(r.total for r in self.regiones)


def panorama(corte: date) -> Panorama:
    """Return the declared and registered figures at `corte`, and the spaces by region. Seven queries."""
    declaradas = cifras_declaradas()
    regiones = espacios_por_region(corte)
    registradas = registradas_en(corte, espacios=sum(r.total for r in regiones))
    cobertura = registradas.pop("cobertura")
    notas = {i.slug: i.nota for i in INDICADORES} | {ind.GRUPOS.slug: cobertura}
    return Panorama(
        corte=corte,
        declarado=next((c.corte for c in declaradas.values()), None),
        cifras=[
            CifraComparada(i, declaradas.get(i.slug), registradas.get(i.slug), notas[i.slug])
            for i in INDICADORES
        ],
        regiones=regiones,
    )


def cifras_declaradas() -> dict[str, CifraDeclarada]:
    """Return the declared figures that are shown, by indicator, each with its `corte`."""
    cifras = CifraDeclarada.objects.filter(corte__vigente=True).select_related("corte")
    return {cifra.indicador: cifra for cifra in cifras}


def registradas_en(corte: date, *, espacios: int | None = None) -> dict[str, Any]:
    """Return the registered count of each indicator and, in words, the coverage of the groups.

    `espacios` spares the count when the caller has it.
    """
    comites = ind.comites_en(corte).count()
    grupos = ind.grupos_en(corte).aggregate(
        total=Count("pk"),
        cubiertos=Count("comite", distinct=True, filter=Q(comite__in=ind.comites_en(corte))),
    )
    return {
        ind.ESPACIOS.slug: ind.espacios_en(corte).count() if espacios is None else espacios,
        ind.COMITES.slug: comites,
        ind.INTEGRANTES.slug: personas_distintas(ind.membresias_en(corte)),
        ind.ACTIVIDADES.slug: ind.actividades_en(corte).count(),
        ind.GRUPOS.slug: grupos["total"],
        "cobertura": _cobertura(grupos["cubiertos"], comites),
    }


def personas_distintas(membresias: QuerySet[Any]) -> int:
    """Return how many persons hold the memberships."""
    return int(membresias.aggregate(n=Count("persona", distinct=True))["n"])


def _cobertura(cubiertos: int, comites: int) -> str:
    if not comites:
        return "Cobertura: s/d, todavía no hay comités."
    return f"Cobertura: {round(cubiertos / comites * 100)}\N{NO-BREAK SPACE}% de los comités."


def filas_de(indicador: Indicador, corte: date, region: str = "") -> QuerySet[Any]:
    """Return the rows that `indicador` counts at `corte`, optionally in one region."""
    if indicador.filas is None:
        raise LookupError(f"{indicador.slug} keeps no rows")
    filas = indicador.filas(corte)
    return filas.filter(**{indicador.region: region}) if region else filas


def espacios_por_region(corte: date) -> list[RegionConEspacios]:
    """Return every active region, most spaces first, with the districts that have most. Two queries."""
    grupos = ind.espacios_en(corte).order_by().values("region", "distrito__nombre").annotate(n=Count("pk"))
    por_region: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for grupo in grupos:
        por_region[grupo["region"]].append((-grupo["n"], grupo["distrito__nombre"]))
    regiones = [
        RegionConEspacios(
            region,
            total=-sum(n for n, _ in por_region[region.pk]),
            distritos=[nombre for _, nombre in sorted(por_region[region.pk])],
        )
        for region in Region.objects.activos().order_by("nombre")
    ]
    return sorted(regiones, key=lambda r: -r.total)
