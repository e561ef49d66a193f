"""The figures of one space for its one-page sheet."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Count, Max, Q, Sum
from django.utils import timezone

from actividades.models import Actividad
from espacios.comparacion import comparar
from espacios.models import Diagnostico, EspacioPublico


@dataclass(frozen=True)
class CifrasDeActividad:
    """What was verified in the space: how often, how often of late, how many took part, when last."""

    total: int
    recientes: int
    participaciones: int
    ultima: date | None


def cifras_de_actividad(espacio: EspacioPublico) -> CifrasDeActividad:
    """Return the figures of the verified activities of `espacio`, in one query."""
    desde = timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    filas = Actividad.objects.verificadas().filter(espacio=espacio)
    sumas = filas.aggregate(
        total=Count("pk"),
        recientes=Count("pk", filter=Q(fecha__gte=desde)),
        participaciones=Sum("participantes", default=0),
        ultima=Max("fecha"),
    )
    return CifrasDeActividad(**sumas)


def inseguridad_en_palabras(espacio: EspacioPublico) -> str:
    """Return «71 % en la línea base, 34 % en el seguimiento», or what is known of it; empty for nothing."""
    comparativa = comparar(list(Diagnostico.objects.filter(espacio=espacio)))
    if comparativa is None or comparativa.inseguridad.base is None:
        return ""
    base = f"{round(comparativa.inseguridad.base)} % en la línea base"
    hoy = comparativa.inseguridad.hoy
    return base if hoy is None else f"{base}, {round(hoy)} % en el seguimiento"
