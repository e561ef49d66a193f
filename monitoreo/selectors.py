"""Figures at a cut-off date: what the programme declared beside what is registered here."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from comunes.templatetags.componentes import miles
from monitoreo import indicadores as ind
from monitoreo.conteos import Charlas, charlas, figuras, incorporados_por_municipalidad
from monitoreo.indicadores import INDICADORES, Indicador
from monitoreo.models import CifraDeclarada, CorteDeclarado, Operador
from territorio.models import Distrito, Region


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
    """Return the declared and registered figures at `corte`, and spaces by region. At most nine queries."""
    declaradas = cifras_declaradas()
    contadas = contadas_hoy(corte)
    regiones = espacios_por_region(corte, contados=contadas is not None)
    registradas = contadas or registradas_en(corte, espacios=sum(r.total for r in regiones))
    notas = {i.slug: i.nota for i in INDICADORES} | registradas.pop("notas")
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
    """Return the registered count of each indicator and `notas`: what goes with some of them, in words.

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
        **_con_charlas(charlas(corte), _cobertura(grupos["cubiertos"], comites)),
    }


def contadas_hoy(corte: date) -> dict[str, Any] | None:
    """Return what `registradas_en` would, from the counts made beforehand; None when there are none."""
    sumas = _sumas(corte)
    if sumas is None:
        return None
    cobertura = _cobertura(sumas["grupos_de_constituidos"], sumas["constituidos"])
    return {slug: sumas[columna] for slug, columna in _COLUMNAS.items()} | _con_charlas(
        charlas(corte), cobertura
    )


def _con_charlas(contadas: Charlas, cobertura: str) -> dict[str, Any]:
    """Return the figure of the talks, and the notes: persons and attendances are not the same."""
    notas = {ind.GRUPOS.slug: cobertura}
    if contadas.asistencias:
        notas[ind.CAPACITADAS.slug] = _nota_de(contadas)
    return {ind.CAPACITADAS.slug: contadas.capacitadas, "notas": notas}


def _nota_de(contadas: Charlas) -> str:
    palabra = "asistencia registrada" if contadas.asistencias == 1 else "asistencias registradas"
    cuando = ""
    if contadas.contadas:
        cuando = f", según el conteo del {timezone.localtime(contadas.contadas):%d/%m/%Y a las %H:%M}"
    return f"En {miles(contadas.asistencias)} {palabra}{cuando}."


_COLUMNAS = {
    ind.ESPACIOS.slug: "incorporados",
    ind.COMITES.slug: "constituidos",
    ind.INTEGRANTES.slug: "personas_en_corte",
    ind.ACTIVIDADES.slug: "autogestionadas",
    ind.GRUPOS.slug: "grupos",
}
_SUMADAS = (
    "incorporados", "constituidos", "membresias_en_corte", "autogestionadas", "grupos",
    "grupos_de_constituidos",
)  # fmt: skip


class Total(NamedTuple):
    """How many an indicator counts; of persons, the rows beyond one each; when, if it was not just now."""

    total: int
    repetidas: int = 0
    contado: datetime | None = None


def total_de(indicador: Indicador, corte: date, region: str = "") -> Total:
    """Return how many `indicador` counts at `corte`, optionally in one region."""
    if indicador is ind.CAPACITADAS:
        asistencias, personas, contado = charlas(corte, region)
        return Total(personas, asistencias - personas, contado)
    membresias = indicador is ind.INTEGRANTES
    sumas = _sumas(corte, region)
    if sumas:
        total = sumas[_COLUMNAS[indicador.slug]]
        return Total(total, sumas["membresias_en_corte"] - total if membresias else 0)
    filas = filas_de(indicador, corte, region)
    total = personas_distintas(filas) if membresias else filas.count()
    return Total(total, filas.count() - total if membresias else 0)


def _sumas(corte: date, region: str = "") -> dict[str, int] | None:
    """Return the figures counted beforehand, which are today's; None when there are none."""
    if corte != timezone.localdate():
        return None
    lugares = Q(region=region) if region else Q()
    return figuras(corte, lugares, cuales=_SUMADAS, personas=("personas_en_corte",))


def personas_distintas(filas: QuerySet[Any]) -> int:
    """Return how many persons the memberships are of."""
    return int(filas.aggregate(n=Count("persona", distinct=True))["n"])


def _cobertura(cubiertos: int, comites: int) -> str:
    if not comites:
        return "Cobertura: s/d, todavía no hay comités."
    return f"Cobertura: {round(cubiertos / comites * 100)}\N{NO-BREAK SPACE}% de los comités."


def filas_de(indicador: Indicador, corte: date, region: str = "") -> QuerySet[Any]:
    """Return the rows that `indicador` counts at `corte`, optionally in one region."""
    filas = indicador.filas(corte)
    return filas.filter(**{indicador.region: region}) if region else filas


def espacios_por_region(corte: date, *, contados: bool = False) -> list[RegionConEspacios]:
    """Return every active region, most spaces first, with the districts that have most.

    Two queries; `contados` says that they were counted beforehand.
    """
    por_region: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for region, distrito, n in _espacios_por_distrito(corte, contados=contados):
        por_region[region].append((-n, distrito))
    regiones = [
        RegionConEspacios(
            region,
            total=-sum(n for n, _ in por_region[region.pk]),
            distritos=[nombre for _, nombre in sorted(por_region[region.pk])],
        )
        for region in Region.objects.activos().order_by("nombre")
    ]
    return sorted(regiones, key=lambda r: -r.total)


def _espacios_por_distrito(corte: date, *, contados: bool) -> list[tuple[str, str, int]]:
    """Return (region, name of the district, spaces)."""
    if not contados:
        grupos = ind.espacios_en(corte).order_by().values_list("region", "distrito__nombre")
        return list(grupos.annotate(n=Count("pk")))
    nombres = dict(Distrito.objects.values_list("pk", "nombre"))
    por_municipalidad = incorporados_por_municipalidad(corte).items()
    return [(region, nombres[distrito], n) for (region, distrito), n in por_municipalidad]
