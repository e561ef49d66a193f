"""Today's figures of any territory, whatever its size: counted beforehand by municipality and precinct.

A dashboard adds up the rows of `Conteo` in its scope; municipalities where something changed since
(`CambioPorContar`) are counted on the spot instead. So the figures are always those that counting
everything would give; only the persons of many talks (`charlas`) may be those of the last count, and say so.
`services.recalcular_conteos` brings the rows up to date; without rows of today the
callers count everything themselves.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from actividades.models import Actividad
from comites.cobertura import CIFRAS, NOMBRE, Contadas, registrar_conteo
from comites.models import Comite, GrupoWhatsApp, Integrante
from espacios.marcas import CAMBIOS_TOLERADOS
from espacios.models import EspacioPublico
from monitoreo import indicadores as ind
from monitoreo.models import CambioPorContar, Conteo, ConteoDeCharlas, PersonaRepetida

# The mark of what belongs to no municipality.
DEL_PAIS: Final = ""
# Up to this many attendances of talks are counted in a few milliseconds.
ASISTENCIAS_AL_PASO: Final = 20_000
LUGAR: Final = ("region", "municipalidad", "comisaria")
Lugar = tuple[str, str, str | None]


def _por_renovar(hoy: date) -> QuerySet[Any]:
    return Comite.objects.por_renovar(hoy)


def _membresias(hoy: date) -> QuerySet[Any]:
    return Integrante.objects.activos(hoy).filter(comite__disuelto__isnull=True)


def verificadas_recientes(hoy: date) -> QuerySet[Any]:
    """Activities verified whose day lies within the tolerated silence."""
    desde = hoy - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    return Actividad.objects.verificadas().filter(fecha__gte=desde, fecha__lte=hoy)


def _grupos_de_constituidos(hoy: date) -> QuerySet[Any]:
    return ind.grupos_en(hoy).filter(comite__in=ind.comites_en(hoy))


def _de_activos() -> Any:
    return GrupoWhatsApp.objects.filter(comite__disuelto__isnull=True)


# Figure: what it counts on a day, and how its rows reach their space.
FIGURAS: Final[dict[str, tuple[Callable[[date], QuerySet[Any]], str]]] = {
    "espacios": (lambda hoy: EspacioPublico.objects.publicados(), ""),
    "incorporados": (ind.espacios_en, ""),
    "comites": (lambda hoy: Comite.objects.activos(), "espacio__"),
    "constituidos": (ind.comites_en, "espacio__"),
    "por_renovar": (_por_renovar, "espacio__"),
    "membresias": (_membresias, "comite__espacio__"),
    "membresias_en_corte": (ind.membresias_en, "comite__espacio__"),
    "verificadas": (verificadas_recientes, "espacio__"),
    "autogestionadas": (ind.actividades_en, "espacio__"),
    "grupos": (ind.grupos_en, "comite__espacio__"),
    "grupos_de_constituidos": (_grupos_de_constituidos, "comite__espacio__"),
    "con_grupo": (lambda hoy: _de_activos().abiertos(), "comite__espacio__"),
    "silenciosos": (lambda hoy: _de_activos().silenciosos(hoy), "comite__espacio__"),
    "sin_respaldo": (lambda hoy: _de_activos().sin_respaldo(), "comite__espacio__"),
    "sin_reglas": (lambda hoy: _de_activos().sin_reglas(), "comite__espacio__"),
}
# Persons do not add up: memberships do, less whatever one person has more than once.
_PERSONAS: Final = {"personas": "membresias", "personas_en_corte": "membresias_en_corte"}


def contar(hoy: date, municipalidades: list[str] | None = None) -> dict[Lugar, Counter[str]]:
    """Count every figure by place, in these municipalities or in all. One query a figure."""
    contados: dict[Lugar, Counter[str]] = defaultdict(Counter)
    for nombre, (filas, ruta) in FIGURAS.items():
        lugares = [f"{ruta}{parte}" for parte in LUGAR]
        suyas = filas(hoy)
        if municipalidades is not None:
            suyas = suyas.filter(**{f"{ruta}municipalidad__in": municipalidades})
        for *lugar, cuantos in suyas.order_by().values_list(*lugares).annotate(cuantos=Count("pk")):
            contados[tuple(lugar)][nombre] = cuantos  # type: ignore[index]
    return contados


def figuras(
    hoy: date,
    alcance: Q,
    *,
    cuales: Collection[str] = tuple(FIGURAS),
    personas: Collection[str] = tuple(_PERSONAS),
) -> dict[str, int] | None:
    """Return the figures of the places that `alcance` (a condition over LUGAR; empty: all) holds.

    Besides FIGURAS, `personas` and `personas_en_corte`, whose membership figures must be in `cuales`: each
    takes a query of its own. None when today was not counted yet or too much changed since.
    """
    cambiadas = _cambiadas()
    if cambiadas is None:
        return None
    sumas = Conteo.objects.filter(alcance | Q(municipalidad=None) if alcance else Q(), dia=hoy)
    totales = sumas.filter(~Q(municipalidad__in=cambiadas) | Q(municipalidad=None)).aggregate(
        contado=Count("pk", filter=Q(municipalidad=None)),
        **{f"suma_{nombre}": Sum(nombre) for nombre in cuales},
    )
    if not totales.pop("contado"):
        return None
    halladas = {nombre: totales[f"suma_{nombre}"] or 0 for nombre in cuales}
    if cambiadas:
        for nombre, vivas in _vivas(hoy, alcance, cambiadas, cuales).items():
            halladas[nombre] += vivas
    for nombre in personas:
        membresias = _PERSONAS[nombre]
        filas, ruta = FIGURAS[membresias]
        repetidas = repeticiones(filas(hoy).filter(_con_ruta(alcance, ruta)), cambiadas)
        halladas[nombre] = halladas[membresias] - repetidas
    return halladas


def cobertura_contada(lugar: str, donde: Q) -> Contadas | None:
    """Return the coverage of the groups by `lugar` («region», «municipalidad»), for `comites.cobertura`."""
    hoy, cambiadas = timezone.localdate(), _cambiadas()
    if cambiadas is None:
        return None
    filas = Conteo.objects.filter(donde & ~Q(municipalidad__in=cambiadas) | Q(municipalidad=None), dia=hoy)
    sumas = filas.order_by().values_list(lugar, NOMBRE[lugar]).annotate(**{f"_{c}": Sum(c) for c in CIFRAS})
    halladas = list(sumas)
    contado = any(clave is None for clave, *_ in halladas)
    return Contadas([suma for suma in halladas if suma[0]], cambiadas) if contado else None


registrar_conteo(cobertura_contada)  # without this module loaded the coverage is counted row by row


def incorporados_por_municipalidad(hoy: date) -> dict[tuple[str, str], int]:
    """Return the spaces that take part by (region, municipality), on a day for which there are `figuras`."""
    cambiadas = _cambiadas() or []
    filas = Conteo.objects.filter(dia=hoy, incorporados__gt=0).exclude(municipalidad__in=cambiadas)
    sumados = filas.order_by().values_list("region", "municipalidad").annotate(n=Sum("incorporados"))
    halladas = {(region, municipalidad): n for region, municipalidad, n in sumados}
    vivas = ind.espacios_en(hoy).filter(municipalidad__in=cambiadas).order_by()
    for region, municipalidad, n in vivas.values_list("region", "municipalidad").annotate(n=Count("pk")):
        halladas[region, municipalidad] = halladas.get((region, municipalidad), 0) + n
    return halladas


class Charlas(NamedTuple):
    """Attendances of closed talks and the distinct persons among them; `contadas`: when, if not just now."""

    asistencias: int
    capacitadas: int
    contadas: datetime | None = None


_DE_CHARLAS: Final = {"asistencias": Count("pk"), "capacitadas": Count("persona", distinct=True)}


def contar_charlas(hoy: date, region: str = "") -> Charlas:
    """Count the closed talks of the country, or of a region, from their attendances."""
    asistencias = ind.asistencias_en(hoy)
    if region:
        asistencias = asistencias.filter(sesion__region=region)
    return Charlas(**asistencias.order_by().aggregate(**_DE_CHARLAS))


def contar_charlas_por_lugar(hoy: date) -> dict[str | None, Charlas]:
    """Count the closed talks of every region that has any and, under None, those of the country."""
    por_region = ind.asistencias_en(hoy).exclude(sesion__region=None).order_by().values_list("sesion__region")
    contadas = {region: Charlas(*cifras) for region, *cifras in por_region.annotate(**_DE_CHARLAS)}
    return {None: contar_charlas(hoy), **contadas}


def charlas(corte: date, region: str = "") -> Charlas:
    """Return what `contar_charlas` would, in one query if it was counted for `corte` and nothing changed.

    If something did, few are counted on the spot; of many it returns what was counted before, with its time.
    """
    movidas = Exists(CambioPorContar.objects.filter(municipalidad=DEL_PAIS))
    suyas = ConteoDeCharlas.objects.filter(Q(region=None) | Q(region=region)).annotate(movidas=movidas)
    contadas = {fila.region_id or "": fila for fila in suyas}
    pais = contadas.get("")
    if pais is None or corte < pais.dia:
        return contar_charlas(corte, region)
    al_dia = corte == pais.dia and not pais.movidas
    if not al_dia and pais.asistencias <= ASISTENCIAS_AL_PASO:
        return contar_charlas(corte, region)
    fila, cuando = contadas.get(region), None if al_dia else pais.contado
    return Charlas(fila.asistencias if fila else 0, fila.capacitadas if fila else 0, cuando)


def repeticiones(membresias: QuerySet[Any], cambiadas: list[str]) -> int:
    """Return how many of these memberships are somebody's second, third…"""
    nuevas = con_otra_membresia().filter(comite__espacio__municipalidad__in=cambiadas)
    sospechosas = Q(persona__in=PersonaRepetida.objects.values("pk"))
    if cambiadas:
        sospechosas |= Q(persona__in=nuevas.values("persona"))
    veces = membresias.filter(sospechosas).order_by().values("persona").annotate(n=Count("pk"))
    return sum(n - 1 for n in veces.filter(n__gt=1).values_list("n", flat=True))


def con_otra_membresia() -> QuerySet[Any]:
    """Return the memberships of persons who have, or had, more than one."""
    otra = Integrante.objects.filter(persona=OuterRef("persona")).exclude(pk=OuterRef("pk"))
    return Integrante.objects.filter(Exists(otra))


def _cambiadas() -> list[str] | None:
    """Return the municipalities to count on the spot, or None when they are too many."""
    marcas = CambioPorContar.objects.exclude(municipalidad=DEL_PAIS).order_by()
    lugares = marcas.values_list("municipalidad", flat=True).distinct()
    halladas = list(lugares[: CAMBIOS_TOLERADOS + 1])
    return None if len(halladas) > CAMBIOS_TOLERADOS else halladas


def _vivas(hoy: date, alcance: Q, cambiadas: list[str], cuales: Collection[str]) -> dict[str, int]:
    """Count the changed municipalities within `alcance`."""
    return {
        nombre: filas(hoy)
        .filter(_con_ruta(alcance, ruta), **{f"{ruta}municipalidad__in": cambiadas})
        .order_by()
        .count()
        for nombre, (filas, ruta) in FIGURAS.items()
        if nombre in cuales
    }


def _con_ruta(condicion: Q, ruta: str) -> Q:
    """Return the condition over a place as one over rows that reach their space by `ruta`."""
    hijos: list[Any] = condicion.children
    partes = [
        _con_ruta(hijo, ruta) if isinstance(hijo, Q) else (f"{ruta}{hijo[0]}", hijo[1]) for hijo in hijos
    ]
    return Q(*partes, _connector=condicion.connector, _negated=condicion.negated)
