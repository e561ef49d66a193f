"""Calling an assembly, or several at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comites.enums import ClaseDocumento, MotivoAsamblea
from comites.models import Asamblea, Comite
from comites.models.asamblea import AGENDA_MAXIMA
from comites.services._comun import bloquear
from comites.services.documentos import emitir_documento
from comunes.bitacora import registrar
from comunes.texto import en_una_linea, normalizar
from cuentas.enums import Permiso
from cuentas.permissions import exigir

MESES_COMO_MAXIMO = 12
YA_HAY_OTRA = "El comité ya tiene una asamblea ese día a esa hora."


@transaction.atomic
def convocar_asamblea(
    *,
    actor: Any,
    comite: Comite,
    motivo: MotivoAsamblea,
    fecha: date,
    hora: time,
    lugar: str,
    agenda: str,
) -> Asamblea:
    """Call the members of `comite`. Raises ValidationError by field."""
    exigir(actor, Permiso.PAPEL_LLEVAR, comite)
    comite = bloquear(comite)
    _exigir_fecha(comite, MotivoAsamblea(motivo), fecha)
    asamblea = Asamblea(
        comite=comite,
        motivo=motivo,
        fecha=fecha,
        hora=hora,
        lugar=en_una_linea(lugar),
        agenda=normalizar(agenda)[:AGENDA_MAXIMA],
        citada_por=actor,
    )
    if not asamblea.puntos:
        raise ValidationError({"agenda": "Escriba al menos un punto."})
    asamblea.full_clean(validate_constraints=False)
    try:
        with transaction.atomic():
            asamblea.save()
    except IntegrityError as error:
        raise ValidationError({"hora": YA_HAY_OTRA}) from error
    registrar(actor=actor, accion="asamblea-convocada", objeto=comite, asamblea=asamblea.pk, motivo=motivo)
    return asamblea


@dataclass(frozen=True)
class Llamado:
    """The call of one committee among several."""

    comite: Comite
    fecha: date
    lugar: str


@transaction.atomic
def convocar_elecciones(
    *, actor: Any, llamados: Sequence[Llamado], hora: time, agenda: str
) -> list[Asamblea]:
    """Call the election of several committees and issue the papers of each: all or nothing.

    Raises ValidationError; what is wrong with one committee names it.
    """
    asambleas = []
    for llamado in llamados:
        try:
            asamblea = convocar_asamblea(
                actor=actor,
                comite=llamado.comite,
                motivo=MotivoAsamblea.RENOVACION,
                fecha=llamado.fecha,
                hora=hora,
                lugar=llamado.lugar,
                agenda=agenda,
            )
            emitir_de_asamblea(actor=actor, asamblea=asamblea)
        except ValidationError as error:
            raise ValidationError(f"{llamado.comite.nombre}: {' '.join(error.messages)}") from error
        asambleas.append(asamblea)
    return asambleas


def emitir_de_asamblea(*, actor: Any, asamblea: Asamblea) -> None:
    """Issue the call and, when there is anybody to sign it, the list of attendance."""
    comite = asamblea.comite
    emitir_documento(actor=actor, comite=comite, clase=ClaseDocumento.CONVOCATORIA, asamblea=asamblea)
    if comite.integrantes.activos().exists():
        emitir_documento(actor=actor, comite=comite, clase=ClaseDocumento.LISTA_ASISTENCIA, asamblea=asamblea)


def _exigir_fecha(comite: Comite, motivo: MotivoAsamblea, fecha: date) -> None:
    hoy = timezone.localdate()
    if fecha < hoy:
        raise ValidationError({"fecha": "Esa fecha ya pasó. Para convocar, elija un día desde hoy."})
    if fecha > hoy + timedelta(days=30 * MESES_COMO_MAXIMO):
        raise ValidationError({"fecha": "Falta más de un año. Elija una fecha más cercana."})
    if motivo == MotivoAsamblea.RENOVACION and comite.fecha_constitucion is None:
        raise ValidationError(
            {"motivo": "Este comité todavía no está constituido: no hay directiva que renovar."}
        )
