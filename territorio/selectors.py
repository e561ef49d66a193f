"""Reads of the territory that the apps above share. Polygons only ever justify a warning."""

from decimal import Decimal
from typing import Any

from django.db.models import QuerySet

from comunes.texto import clave_busqueda
from territorio.geometria import km_entre, poligonos_de_distritos
from territorio.models import Comisaria, Distrito

OPCIONES_MOSTRADAS = 30
Numero = float | Decimal


def distrito_en_punto(lat: Numero, lon: Numero) -> str | None:
    """Return the INEI code of the district whose simplified polygon holds the point, or None.

    Twelve districts created after the map (Alto Trujillo, Mi Perú…) have no polygon: their points
    answer the district they were split from. Ask `distancia_km_al_distrito` before warning anybody.
    """
    for ubigeo, poligonos in poligonos_de_distritos().items():
        if any(p.contiene(float(lat), float(lon)) for p in poligonos):
            return ubigeo
    return None


def distancia_km_al_distrito(lat: Numero, lon: Numero, ubigeo: str) -> float | None:
    """Return how far the point is from the district, 0 inside; None when it has no polygon.

    Outlines are simplified: treat less than about 1 km as inside.
    """
    poligonos = poligonos_de_distritos().get(ubigeo)
    if not poligonos:
        return None
    return min(p.distancia_km(float(lat), float(lon)) for p in poligonos)


def comisarias_del_distrito(ubigeo: str) -> QuerySet[Comisaria]:
    """Return the active precincts seated in a district, by name."""
    return Comisaria.objects.activos().filter(distrito=ubigeo).order_by("nombre", "pk")


def comisarias_cercanas(
    lat: Numero, lon: Numero, *, region: str, cuantas: int = 3
) -> list[tuple[Comisaria, float]]:
    """Return the nearest active precincts of a region with their distance in km.

    One query; the nearest one is not necessarily the competent one.
    """
    ubicadas = Comisaria.objects.activos().filter(region=region, latitud__isnull=False)
    medidas = [(c, km_entre(float(lat), float(lon), float(c.latitud), float(c.longitud))) for c in ubicadas]
    return sorted(medidas, key=lambda par: (par[1], par[0].pk))[:cuantas]


def buscar_distritos(
    texto: str, *, region: str = "", filas: QuerySet[Distrito] | None = None
) -> QuerySet[Distrito]:
    """Return active districts whose name holds every word of `texto`, accents ignored.

    `filas` narrows the search to somebody's scope.
    """
    base = Distrito.objects.all() if filas is None else filas
    return _con_palabras(_en(base, region=region), texto).select_related("region", "provincia")


def buscar_comisarias(
    texto: str, *, distrito: str = "", filas: QuerySet[Comisaria] | None = None
) -> QuerySet[Comisaria]:
    """Return active precincts by words of their name, accents ignored, optionally of one district."""
    base = Comisaria.objects.all() if filas is None else filas
    return _con_palabras(_en(base, distrito=distrito), texto).select_related("distrito")


def _en(filas: QuerySet[Any], **lugares: str) -> QuerySet[Any]:
    return filas.filter(activo=True, **{campo: codigo for campo, codigo in lugares.items() if codigo})


def _con_palabras(filas: QuerySet[Any], texto: str) -> QuerySet[Any]:
    for palabra in clave_busqueda(texto).split():
        filas = filas.filter(busqueda__contains=palabra)
    return filas.order_by("nombre", "pk")
