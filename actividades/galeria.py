"""The photos of activities in the order of these: their index finds a page, the photos are never sorted."""

from typing import Any, Final

from django.db.models import Q

from actividades.models import ActividadQuerySet
from comunes.paginas import Lector, despues_de, invertir

# The newest activities first, as their own list has them.
ORDEN_DE_FOTOS: Final = ("-actividad__fecha", "-actividad__pk", "-pk")
_DESDE_LA_ACTIVIDAD: Final = ("-fecha", "-pk", "-evidencias__pk")


def lector_de_fotos(actividades: ActividadQuerySet, todas: Any) -> Lector:
    """Return what reads a page of the photos of `actividades`, in `ORDEN_DE_FOTOS`, for `paginar`.

    `todas` is the QuerySet of photos, with what is read of each.
    """

    def leer(_ordenadas: Any, cuantas: int, valores: list[Any], atras: bool) -> list[Any]:
        orden = tuple(map(invertir, _DESDE_LA_ACTIVIDAD)) if atras else _DESDE_LA_ACTIVIDAD
        tras = despues_de(orden, valores) if valores else Q()
        suyas = actividades.filter(Q(evidencias__por_revisar=False) & tras).order_by(*orden)
        claves = list(suyas.values_list("evidencias__pk", flat=True)[:cuantas])
        # `todas` says what is read with each, without conditions: the keys met them all.
        halladas = todas.order_by().in_bulk(claves)
        return [halladas[clave] for clave in claves]

    return leer
