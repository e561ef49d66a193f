"""A month as weeks of seven days, Monday first, for a grid on the screen."""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone


@dataclass(frozen=True)
class Dia:
    """One cell: a day, whether it belongs to the month, and what happened on it (None: nothing)."""

    fecha: date
    del_mes: bool
    es_hoy: bool
    contenido: Any = None


def semanas_del_mes(mes: date, contenidos: Mapping[date, Any]) -> list[list[Dia]]:
    """Return the weeks that touch the month of `mes`, each day with its content."""
    hoy = timezone.localdate()
    semanas = calendar.Calendar(calendar.MONDAY).monthdatescalendar(mes.year, mes.month)
    return [
        [Dia(fecha, fecha.month == mes.month, fecha == hoy, contenidos.get(fecha)) for fecha in semana]
        for semana in semanas
    ]
