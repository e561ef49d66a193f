"""What the filters of lists offer: places of the user's scope, catalogues; all of it in one query."""

from typing import Any

from django.db.models import CharField, F, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast

from comunes.consultas import Hay
from cuentas.enums import Permiso
from espacios.models import EspacioPublico, FactorRiesgo, TipoEspacio
from territorio.alcance import alcance_de
from territorio.models import Comisaria, Distrito, Provincia, Region

Opciones = dict[str, list[tuple[str, str]]]


def reunir(partes: list[QuerySet[Any]]) -> Opciones:
    """Return the options of several filters, each in its order, in one query."""
    opciones: Opciones = {}
    juntas = partes[0].union(*partes[1:], all=True).order_by("opcion_orden", "opcion_clave")
    for clase, valor, nombre, *_ in juntas:
        opciones.setdefault(clase, []).append((valor, nombre))
    return opciones


def partes_de_lugar(user: Any, permiso: Permiso, *, region: str, provincia: str) -> list[QuerySet[Any]]:
    """Return the regions, provinces and districts of the user's scope that have spaces, for `reunir`.

    Whoever sees the country gets the others once a region is known: nobody scrolls 300 names.
    """
    partes = [_parte("region", Region.objects.visible_to(user, permiso), "pk", clave="busqueda")]
    if not region and alcance_de(user, permiso).nacional:
        return partes
    provincias, distritos = Provincia.objects.visible_to(user, permiso), _distritos(user, permiso)
    if region:
        provincias, distritos = provincias.filter(region=region), distritos.filter(region=region)
    if provincia:
        distritos = distritos.filter(provincia=provincia)
    return [
        *partes,
        _parte("provincia", provincias, "pk", clave="busqueda"),
        _parte("distrito", distritos, "pk", clave="busqueda"),
    ]


def _distritos(user: Any, permiso: Permiso) -> QuerySet[Distrito]:
    alcance = alcance_de(user, permiso)
    espacios = EspacioPublico.objects.visible_to(user, permiso).order_by()
    if alcance.comisarias or alcance.espacios:  # few spaces, in any district
        return Distrito.objects.filter(pk__in=espacios.values("distrito"))
    lugares = Q() if alcance.nacional else Q(region__in=alcance.regiones) | Q(pk__in=alcance.municipalidades)
    # One look for each district, not one for each space.
    return Distrito.objects.filter(lugares).filter(Hay(espacios.filter(distrito=OuterRef("pk"))))


def partes_de_espacios(user: Any, *, distrito: str) -> list[QuerySet[Any]]:
    """Return what only the list of spaces filters by. Precincts come once a district is known."""
    partes = [
        _parte("tipo", TipoEspacio.objects.all(), "slug", orden=F("orden")),
        _parte("factor", FactorRiesgo.objects.all(), "slug", orden=F("orden")),
    ]
    alcance = alcance_de(user, Permiso.ESPACIO_VER)
    comisarias = Comisaria.objects.visible_to(user, Permiso.ESPACIO_VER)
    if distrito or not (alcance.nacional or alcance.regiones):
        elegibles = comisarias.filter(distrito=distrito) if distrito else comisarias
        partes.append(_parte("comisaria", elegibles, "pk", clave="busqueda"))
    return partes


def _parte(
    clase: str, filas: QuerySet[Any], valor: str, *, clave: str = "nombre", orden: Any = None
) -> QuerySet[Any]:
    return (
        filas.order_by()
        .annotate(
            opcion_de=Value(clase, output_field=CharField()),
            opcion=Cast(valor, CharField()),
            opcion_texto=Cast("nombre", CharField()),
            opcion_orden=Cast(orden if orden is not None else Value(0), IntegerField()),
            opcion_clave=Cast(clave, CharField()),
        )
        .values_list("opcion_de", "opcion", "opcion_texto", "opcion_orden", "opcion_clave")
    )
