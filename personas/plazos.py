"""The legal clock: working days, without Saturdays, Sundays and national holidays.

Holidays come from `territorio/datos/feriados.csv`. Years beyond it repeat those that fall on the same day
every year in the file, and Holy Week is computed.
"""

import csv
from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from django.conf import settings

_VIERNES: Final = 4


@lru_cache(maxsize=1)
def _del_archivo() -> frozenset[date]:
    ruta = settings.RAIZ / "territorio" / "datos" / "feriados.csv"
    with ruta.open(encoding="utf-8", newline="") as archivo:
        return frozenset(date.fromisoformat(fila["fecha"]) for fila in csv.DictReader(archivo))


@lru_cache(maxsize=64)
def feriados(anio: int) -> frozenset[date]:
    """Return the national holidays of a year."""
    propios = frozenset(dia for dia in _del_archivo() if dia.year == anio)
    return propios or _calculados(anio)


def _calculados(anio: int) -> frozenset[date]:
    ultimo = max(_del_archivo()).year
    santos = {pascua(ultimo) - timedelta(days=n) for n in (2, 3)}
    fijos = {dia.replace(year=anio) for dia in _del_archivo() if dia.year == ultimo and dia not in santos}
    return frozenset(fijos | {pascua(anio) - timedelta(days=n) for n in (2, 3)})


def pascua(anio: int) -> date:
    """Return Easter Sunday (Gregorian computus, Meeus)."""
    a, b, c = anio % 19, anio // 100, anio % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    r = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * r) // 451
    mes, dia = divmod(h + r - 7 * m + 114, 31)
    return date(anio, mes, dia + 1)


def es_habil(dia: date) -> bool:
    return dia.weekday() <= _VIERNES and dia not in feriados(dia.year)


def sumar_habiles(desde: date, dias: int) -> date:
    """Return the last day of a term of `dias` working days, counted from the day after `desde`."""
    dia = desde
    while dias > 0:
        dia += timedelta(days=1)
        dias -= es_habil(dia)
    return dia


def habiles_hasta(hoy: date, vence: date) -> int:
    """Return how many working days are left after `hoy`; negative once the term is over."""
    if vence < hoy:
        return -habiles_hasta(vence, hoy)
    return sum(es_habil(hoy + timedelta(days=n)) for n in range(1, (vence - hoy).days + 1))
