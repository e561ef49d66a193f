"""When each space last had a verified activity: the column by which silence is filtered and alarms ring."""

from collections.abc import Iterable

from django.db.models import Max, OuterRef, Subquery

from actividades.models import Actividad
from espacios.models import EspacioPublico


def anotar_ultima_actividad(espacios: Iterable[int]) -> None:
    """Bring `ultima_actividad` of these spaces up to date; call it in the transaction that changed them.

    The rows are locked first: of two reviewers at once, the second one counts what the first one wrote.
    """
    claves = sorted(set(espacios))
    filas = EspacioPublico.objects.filter(pk__in=claves).order_by("pk")
    list(filas.select_for_update(of=("self",)).values_list("pk"))
    EspacioPublico.objects.filter(pk__in=claves).update(ultima_actividad=ultima_verificada())


def ultima_verificada() -> Subquery:
    """Return what `ultima_actividad` of each space must be, counted from its activities."""
    verificadas = Actividad.objects.filter(espacio=OuterRef("pk")).verificadas().order_by()
    return Subquery(verificadas.values("espacio").annotate(fecha_ultima=Max("fecha")).values("fecha_ultima"))
