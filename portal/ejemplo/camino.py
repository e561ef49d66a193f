"""The way of the sample's spaces: how far each one goes, and its steps one by one, each on its day."""

from datetime import timedelta
from itertools import cycle
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, Min, Q
from django.utils import timezone

from actividades.enums import EstadoActividad
from cuentas.models import Usuario
from espacios.ciclo import CAMINO
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico, EspacioQuerySet
from espacios.services import avanzar_espacio
from portal.ejemplo.reloj import hace

E = EstadoEspacio
Destinos = dict[int, EstadoEspacio]
# How spaces are dealt out: with a verified activity of late, with older ones only (those recovered are
# then on alert), and with none.
_DE_ESTE_TRIMESTRE: Final[tuple[EstadoEspacio, ...]] = (
    E.EN_SOSTENIBILIDAD,
    E.EN_SOSTENIBILIDAD,
    E.RECUPERADO,
)
_DE_ANTES: Final[tuple[EstadoEspacio, ...]] = (
    E.EN_RECUPERACION,
    E.EN_SOSTENIBILIDAD,
    E.EN_RECUPERACION,
    E.EN_DIAGNOSTICO,
    E.RECUPERADO,
)
_SIN_ACTIVIDAD: Final[tuple[EstadoEspacio, ...]] = (
    E.EN_RECUPERACION,
    E.EN_DIAGNOSTICO,
    E.PRIORIZADO,
    E.EN_RECUPERACION,
    E.IDENTIFICADO,
)
# How many days ago a space took each step, a few less from one to the next: what proves it lies before.
_HACE: Final = {
    E.PRIORIZADO: 250,
    E.EN_DIAGNOSTICO: 205,
    E.EN_RECUPERACION: 185,
    E.RECUPERADO: 98,
    E.EN_SOSTENIBILIDAD: 60,
}
# Those that go no further than their diagnosis opened it not long ago.
_HACE_POCO: Final = 19
_DIAS_DE_DIFERENCIA: Final = 7


def repartir() -> Destinos:
    """Return how far each space goes: verified activities mean recovered or beyond."""
    ultima = Max("actividades__fecha", filter=Q(actividades__estado=EstadoActividad.VERIFICADA))
    hace_poco = timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    turnos = {estados: cycle(estados) for estados in (_DE_ESTE_TRIMESTRE, _DE_ANTES, _SIN_ACTIVIDAD)}
    destinos: Destinos = {}
    filas = EspacioPublico.objects.annotate(ultima_verificada=ultima).order_by("pk")
    for pk, dia in filas.values_list("pk", "ultima_verificada"):
        con_alguna = _DE_ESTE_TRIMESTRE if dia and dia >= hace_poco else _DE_ANTES
        destinos[pk] = next(turnos[con_alguna if dia else _SIN_ACTIVIDAD])
    return destinos


def los_que_llegan(destinos: Destinos, *estados: EstadoEspacio) -> EspacioQuerySet:
    """Return the spaces that go as far as one of `estados` and no further."""
    suyos = [pk for pk, estado in destinos.items() if estado in estados]
    return EspacioPublico.objects.filter(pk__in=suyos).order_by("pk")


def dar_pasos(*, oficina: Usuario, destinos: Destinos, hacia: EstadoEspacio) -> None:
    """Take the step to `hacia` with every space that goes so far, each on its day; its proofs are there."""
    lejos = CAMINO[CAMINO.index(hacia) :]
    filas = los_que_llegan(destinos, *lejos).annotate(
        mandato=Min("comites__mandatos__inicio"),
        comite=Max("comites__fecha_constitucion"),
        verificada=Min("actividades__verificada_en"),
    )
    for espacio in filas:
        with hace(_dias(espacio, hacia, destinos[espacio.pk])):
            avanzar_espacio(actor=oficina, espacio=espacio, version=espacio.version)


def _dias(espacio: Any, hacia: EstadoEspacio, destino: EstadoEspacio) -> int:
    """Return how many days ago the space took its step to `hacia`."""
    cuando = _HACE_POCO if hacia == destino == E.EN_DIAGNOSTICO else _HACE[hacia]
    dias = cuando - espacio.pk % _DIAS_DE_DIFERENCIA
    if hacia != E.EN_SOSTENIBILIDAD:
        return dias
    # Not before there was a committee in force, and an activity of it verified.
    desde = max(espacio.mandato, espacio.comite, timezone.localdate(espacio.verificada))
    return min(dias, (timezone.localdate() - desde).days)
