"""The sample's clock: what would have happened over months is written with the dates it would have."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db import connection
from django.utils import timezone

from actividades.models import Actividad
from comunes.bitacora import historial
from espacios.models import EspacioPublico

HORA_DE_OFICINA: Final = time(10)


@contextmanager
def hace(dias: int, *, hora: time = HORA_DE_OFICINA) -> Iterator[None]:
    """Let services believe, inside, that it is so many days ago; never in the future.

    Only for loading the sample, before anybody is served: it changes the clock of the whole process.
    """
    verdadero = timezone.now
    dia = timezone.localdate() - timedelta(days=dias)
    momento = min(timezone.make_aware(datetime.combine(dia, hora)), verdadero())
    timezone.now = lambda: momento  # type: ignore[assignment]
    try:
        yield
    finally:
        timezone.now = verdadero


def fechar_lo_importado() -> None:
    """Date what the import wrote of spaces and activities by its own day, not by the day of the load."""
    for espacio in EspacioPublico.objects.only("pk", "fecha_incorporacion"):
        _fechar(espacio, espacio.fecha_incorporacion)
    for actividad in Actividad.objects.only("pk", "fecha"):
        _fechar(actividad, actividad.fecha)


def _fechar(objeto: Any, dia: date) -> None:
    historial(objeto).update(fecha=timezone.make_aware(datetime.combine(dia, HORA_DE_OFICINA)))


def ordenar_historia() -> None:
    """Number the history by date: it is read in that order, and the sample was not written in it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE comunes_evento SET id = -o.n FROM (SELECT id AS viejo, "
            "ROW_NUMBER() OVER (ORDER BY fecha, id) AS n FROM comunes_evento) o WHERE id = o.viejo"
        )
        cursor.execute("UPDATE comunes_evento SET id = -id")
