"""Inactivity: a flag over a committee, never a state. Whoever keeps activities tells which ones move.

An upper app registers in `AppConfig.ready()`::

    registrar_actividad_reciente(condicion)

where ``condicion()`` returns a Q over `Comite` (``Exists`` with ``OuterRef("pk")``) that holds when the
committee has a verified activity within the tolerated days.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.db.models import BooleanField, Case, Q, Value, When
from django.utils import timezone

from comites.models import ComiteQuerySet

Condicion = Callable[[], Q]
_recientes: list[Condicion] = []


def registrar_actividad_reciente(condicion: Condicion) -> None:
    """Offer a way to know that a committee is active. Registering it again changes nothing."""
    if condicion not in _recientes:
        _recientes.append(condicion)


def con_inactividad(filas: ComiteQuerySet) -> ComiteQuerySet:
    """Annotate `inactivo`: constituted long ago, not dissolved, and nothing verified since.

    A young committee gets the same time from its constitution. Without anybody who keeps activities
    nobody is called inactive.
    """
    return filas.annotate(
        inactivo=Case(When(_inactivo(), then=Value(True)), default=Value(False), output_field=BooleanField())
    )


def _inactivo() -> Q:
    if not _recientes:
        return Q(pk__in=[])
    limite = timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    condicion = Q(disuelto__isnull=True, fecha_constitucion__lt=limite)
    for reciente in _recientes:
        condicion &= ~reciente()
    return condicion
