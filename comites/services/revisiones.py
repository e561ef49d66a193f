"""Looking over the members that a leader added: as they are, corrected, or annulled with a motive."""

from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from comites.enums import MotivoSalida, RevisionIntegrante
from comites.models import Cargo, Integrante
from comites.services._comun import bloquear
from comites.services.accesos import terminar_accesos
from comites.services.integrantes import editar_integrante
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir

YA_REVISADA: Final = "Otra persona ya lo revisó."
_MOTIVO_MINIMO: Final = 8


@transaction.atomic
def aprobar_agregado(*, actor: Any, integrante: Integrante, version: int) -> Integrante:
    """Say that what the leader wrote is right. Raises ValidationError, ConflictoDeEdicion."""
    fresco = _tomar(actor, integrante, version)
    fresco.revision, fresco.revisado_por = RevisionIntegrante.APROBADA, actor
    fresco.save(update_fields=["revision", "revisado_por", "actualizado"])
    registrar(actor=actor, accion="integrante-aprobado", objeto=fresco.comite, integrante=fresco.pk)
    return fresco


@transaction.atomic
def corregir_agregado(
    *, actor: Any, integrante: Integrante, version: int, cargo: Cargo, desde: date, motivo: str
) -> Integrante:
    """Correct the office or the day, with the motive that the leader will read.

    Raises ValidationError by field, ConflictoDeEdicion.
    """
    motivo = _motivo(motivo)
    _exigir_pendiente(Integrante.objects.get(pk=integrante.pk))
    return editar_integrante(
        actor=actor, integrante=integrante, version=version, cargo=cargo, desde=desde, motivo=motivo
    )


@transaction.atomic
def anular_agregado(*, actor: Any, integrante: Integrante, version: int, motivo: str) -> Integrante:
    """Empty the membership from its first day: the row and its motive stay, the person was never in.

    Raises ValidationError by field, ConflictoDeEdicion.
    """
    motivo = _motivo(motivo)
    fresco = _tomar(actor, integrante, version)
    fresco.hasta, fresco.motivo_salida = fresco.desde, MotivoSalida.ANULACION
    fresco.revision, fresco.motivo_revision = RevisionIntegrante.ANULADA, motivo
    fresco.revisado_por, fresco.en_grupo = actor, None
    fresco.save()
    terminar_accesos(actor=actor, comite=fresco.comite, persona=fresco.persona, hasta=fresco.desde)
    registrar(actor=actor, accion="integrante-anulado", objeto=fresco.comite, integrante=fresco.pk)
    return fresco


def _tomar(actor: Any, integrante: Integrante, version: int) -> Integrante:
    exigir(actor, Permiso.COMITE_EDITAR, integrante)
    bloquear(integrante.comite)
    fresco = Integrante.objects.select_related("comite", "persona").get(pk=integrante.pk)
    _exigir_pendiente(fresco)
    return tomar_version(fresco, version)


def _exigir_pendiente(integrante: Integrante) -> None:
    if integrante.revision != RevisionIntegrante.PENDIENTE or integrante.hasta is not None:
        raise ValidationError(YA_REVISADA)


def _motivo(motivo: str) -> str:
    motivo = en_una_linea(motivo)[:200]
    if len(motivo) < _MOTIVO_MINIMO:
        raise ValidationError({"motivo": "Explique el motivo en una frase."})
    return motivo
