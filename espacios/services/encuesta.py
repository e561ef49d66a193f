"""The perception survey asked one person at a time, with a signal that comes and goes."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_diagnostico as ciclo
from espacios.models import Diagnostico, RespuestaEncuesta
from espacios.models.diagnostico import PERSONAS_MAXIMO, RESPUESTAS
from espacios.services.borrador import anotar_edicion

RESPUESTAS_POR_ENVIO: Final = 500


@transaction.atomic
def anotar_respuestas(
    *, actor: Any, diagnostico: Diagnostico, nuevas: Mapping[UUID, str], deshechas: Iterable[UUID] = ()
) -> Diagnostico:
    """Add answers to the counts of the diagnosis, each once however often it arrives, and undo others.

    `nuevas` are answers (`RESPUESTAS`) by the uuid that the phone gave them. What is undone stays as a
    row that does not count. Raises ValidationError when the diagnosis is no longer open.
    """
    exigir(actor, Permiso.DIAGNOSTICO_EDITAR, diagnostico)
    diagnostico = Diagnostico.objects.select_for_update(of=("self",)).get(pk=diagnostico.pk)
    if motivo := ciclo.impedimento_para_editar(diagnostico):
        raise ValidationError(motivo)
    if not set(nuevas.values()) <= set(RESPUESTAS):
        raise ValidationError("Esa respuesta no existe.")
    sumadas = _agregar(actor, diagnostico, nuevas)
    sumadas.subtract(_anular(diagnostico, deshechas))
    if any(sumadas.values()):
        _sumar(actor, diagnostico, sumadas)
    return diagnostico


def _agregar(actor: Any, diagnostico: Diagnostico, nuevas: Mapping[UUID, str]) -> Counter[str]:
    """Write the answers that are not there yet and return how many of each."""
    presentes = set(RespuestaEncuesta.objects.filter(uuid__in=nuevas).values_list("uuid", flat=True))
    filas = [
        RespuestaEncuesta(uuid=uuid, diagnostico=diagnostico, respuesta=respuesta, autor=actor)
        for uuid, respuesta in nuevas.items()
        if uuid not in presentes
    ]
    RespuestaEncuesta.objects.bulk_create(filas)
    return Counter(fila.respuesta for fila in filas)


def _anular(diagnostico: Diagnostico, deshechas: Iterable[UUID]) -> Counter[str]:
    filas = diagnostico.respuestas.vigentes().filter(uuid__in=list(deshechas))
    anuladas = Counter(filas.values_list("respuesta", flat=True))
    filas.update(anulada=True)
    return anuladas


def _sumar(actor: Any, diagnostico: Diagnostico, sumadas: Counter[str]) -> None:
    """Change the counts: whoever has the form open learns of it, as of any other save."""
    for campo, cuantas in sumadas.items():
        # The count may have been typed over meanwhile: it never goes below zero.
        total = max(0, getattr(diagnostico, campo) + cuantas)
        if total > PERSONAS_MAXIMO:
            raise ValidationError(f"Como máximo {PERSONAS_MAXIMO} respuestas de cada clase.")
        setattr(diagnostico, campo, total)
    tomar_version(diagnostico, diagnostico.version)
    diagnostico.save(update_fields=[*sumadas, "actualizado"])
    anotar_edicion(actor, diagnostico)
