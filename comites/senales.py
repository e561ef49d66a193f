"""Signals that upper apps give about committees: how long one has done nothing.

Inactivity is a flag, not a state. Who keeps activities registers in `AppConfig.ready()`::

    registrar_ultima_actividad(funcion)

where ``funcion(comite)`` returns the day of the latest verified activity, or None.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

UltimaActividad = Callable[[Any], date | None]
_fuentes: list[UltimaActividad] = []


def registrar_ultima_actividad(fuente: UltimaActividad) -> None:
    """Offer the day of a committee's latest activity. Registering it again changes nothing."""
    if fuente not in _fuentes:
        _fuentes.append(fuente)


def sin_actividad(comite: Any) -> bool:
    """Say whether a constituted committee has been inactive for as long as the programme tolerates.

    Without anybody who keeps activities there is nothing to say. A young committee is given the same
    time from its constitution.
    """
    if not _fuentes or comite.disuelto is not None or comite.fecha_constitucion is None:
        return False
    fechas = [fecha for fuente in _fuentes if (fecha := fuente(comite)) is not None]
    ultima = max([*fechas, comite.fecha_constitucion])
    return bool(ultima < timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD))
