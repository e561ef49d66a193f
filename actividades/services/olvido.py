"""Taking out who answered for an institution: its answer, its photos and its figures stay."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet

from actividades.enums import MotivoDeOlvido
from actividades.models import Participacion
from actividades.models.participacion import RETIRADO
from actividades.services.conjuntas import bloquear_participacion
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir


@transaction.atomic
def quitar_quien_respondio(
    *, actor: Any, participacion: Participacion, version: int, motivo: MotivoDeOlvido
) -> Participacion:
    """Replace the name and the office of whoever answered. It cannot be undone.

    The motive is one of a list: written freely, it would name again whom it forgets.
    """
    exigir(actor, Permiso.ACTIVIDAD_VERIFICAR, participacion)
    participacion = tomar_version(bloquear_participacion(participacion), version)
    if not participacion.con_nombre:
        raise ValidationError("No hay un nombre que quitar.")
    _quitar(participacion, actor, MotivoDeOlvido(motivo).value)
    return participacion


def respuestas_vencidas(limite: date) -> QuerySet[Participacion]:
    """Return what was answered by `limite` and still says by whom."""
    filas = Participacion.objects.filter(respondida_en__date__lte=limite)
    return filas.exclude(quien__in=["", RETIRADO]).order_by("pk")


@transaction.atomic
def olvidar_respuestas(*, actor: Any, limite: date, simular: bool = False) -> int:
    """Take out who answered by `limite`, and return how many. Whoever calls answers for the permission."""
    vencidas = respuestas_vencidas(limite)
    if simular:
        return vencidas.count()
    filas = list(vencidas.select_related("actividad").select_for_update(of=("self",)))
    for participacion in filas:
        participacion.version += 1
        _quitar(participacion, actor, "plazo-cumplido")
    return len(filas)


def _quitar(participacion: Participacion, actor: Any, motivo: str) -> None:
    participacion.quien = participacion.cargo = RETIRADO
    participacion.save(update_fields=["quien", "cargo", "version", "actualizado"])
    registrar(
        actor=actor,
        accion="institucion-sin-nombre",
        objeto=participacion.actividad,
        participacion=participacion.pk,
        motivo=motivo,
    )
