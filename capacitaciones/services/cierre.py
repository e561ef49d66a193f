"""Closing a talk: attendance stays as it is, and whoever came with a name gets a certificate."""

from typing import Any, Final

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from capacitaciones.enums import Paso
from capacitaciones.models import Asistencia, Constancia, Sesion
from capacitaciones.services._comun import dar_paso
from comunes.bitacora import registrar
from comunes.models import HechoDeInstalacion

HECHO: Final = "correlativo-de-constancias"


@transaction.atomic
def cerrar_sesion(*, actor: Any, sesion: Sesion, version: int) -> int:
    """Close it, issue every certificate at once and return how many.

    From here on it counts in the figures. Raises ValidationError, ConflictoDeEdicion.
    """
    sesion = dar_paso(Paso.CERRAR, actor, sesion, version, cerrada_en=timezone.now())
    suyas = Asistencia.objects.con_nombre().sin_repetir()
    suyas = suyas.filter(sesion=sesion, inscripcion__anonimizada__isnull=True)
    en_orden = suyas.order_by("inscripcion__apellidos", "inscripcion__nombres", "pk")
    emitidas = emitir(actor, list(en_orden))
    registrar(actor=actor, accion="constancias-emitidas", objeto=sesion, cuantas=len(emitidas))
    return len(emitidas)


def emitir(actor: Any, asistencias: list[Asistencia], **campos: Any) -> list[Constancia]:
    """Issue one certificate for each, numbered in order after the last one of the year.

    Whoever issues at the same time waits: numbers follow each other, without gaps.
    """
    HechoDeInstalacion.objects.get_or_create(pk=HECHO)
    HechoDeInstalacion.objects.select_for_update().get(pk=HECHO)
    ahora = timezone.now()
    anio = timezone.localtime(ahora).year
    ultimo = Constancia.objects.filter(anio=anio).aggregate(n=Max("numero"))["n"] or 0
    nuevas = [
        Constancia(asistencia=a, anio=anio, numero=n, emitida_en=ahora, emitida_por=actor, **campos)
        for n, a in enumerate(asistencias, start=ultimo + 1)
    ]
    return Constancia.objects.bulk_create(nuevas, batch_size=200)
