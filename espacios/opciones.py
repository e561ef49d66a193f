"""What the filters of the list offer."""

from typing import Any

from django.db.models import CharField, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast

from cuentas.enums import Permiso
from espacios.models import FactorRiesgo, TipoEspacio
from territorio.alcance import alcance_de
from territorio.models import Comisaria, Distrito, Region

Opciones = dict[str, list[tuple[str, str]]]


def opciones_de_filtro(user: Any, *, region: str, distrito: str) -> Opciones:
    """Return the options of every filter of the list, in one query, only places in the user's scope.

    Districts come once a region is known, precincts once a district is: nobody scrolls 300 names.
    """
    alcance = alcance_de(user, Permiso.ESPACIO_VER)
    partes = [
        _parte("tipo", TipoEspacio.objects.all(), "slug", F("orden")),
        _parte("factor", FactorRiesgo.objects.all(), "slug", F("orden")),
        _parte("region", Region.objects.visible_to(user, Permiso.ESPACIO_VER), "pk"),
    ]
    distritos = Distrito.objects.visible_to(user, Permiso.ESPACIO_VER)
    if region or not alcance.nacional:
        partes.append(_parte("distrito", distritos.filter(region=region) if region else distritos, "pk"))
    comisarias = Comisaria.objects.visible_to(user, Permiso.ESPACIO_VER)
    if distrito or not (alcance.nacional or alcance.regiones):
        elegibles = comisarias.filter(distrito=distrito) if distrito else comisarias
        partes.append(_parte("comisaria", elegibles, "pk"))
    opciones: Opciones = {}
    for clase, valor, nombre, _ in (
        partes[0].union(*partes[1:], all=True).order_by("opcion_orden", "opcion_texto")
    ):
        opciones.setdefault(clase, []).append((valor, nombre))
    return opciones


def _parte(clase: str, filas: QuerySet[Any], valor: str, orden: Any = None) -> QuerySet[Any]:
    return (
        filas.order_by()
        .annotate(
            opcion_de=Value(clase, output_field=CharField()),
            opcion=Cast(valor, CharField()),
            opcion_texto=Cast("nombre", CharField()),
            opcion_orden=Cast(orden if orden is not None else Value(0), IntegerField()),
        )
        .values_list("opcion_de", "opcion", "opcion_texto", "opcion_orden")
    )
