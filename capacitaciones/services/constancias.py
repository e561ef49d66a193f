"""Taking back a certificate, and issuing it anew with another code."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from capacitaciones.enums import EstadoConstancia
from capacitaciones.models import Constancia
from capacitaciones.services._comun import motivo_valido
from capacitaciones.services.cierre import emitir
from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.permissions import exigir

# How often a holder may have the own certificate issued anew: each takes a number for ever.
ENTRE_UNA_Y_OTRA: Final = timedelta(hours=1)
REPETIDA: Final = "La misma persona figuraba dos veces en esta charla: vale su otra constancia."


@transaction.atomic
def revocar_constancia(*, actor: Any, constancia: Constancia, motivo: str) -> Constancia:
    """Take it back: the public check says so from now on. Its number is never used again.

    The attendance stays as it is. Raises ValidationError (`motivo`), or when it no longer holds.
    """
    exigir(actor, Permiso.CONSTANCIA_REVOCAR, constancia)
    constancia = _bloquear(constancia)
    if not constancia.vale:
        raise ValidationError(f"Esta constancia ya estaba {constancia.estado.label.lower()}.")
    constancia.motivo_revocacion = motivo_valido(motivo, maximo=200)
    constancia.revocada_en, constancia.revocada_por = timezone.now(), actor
    constancia.save(update_fields=["motivo_revocacion", "revocada_en", "revocada_por"])
    _anotar("constancia-revocada", actor, constancia)
    return constancia


@transaction.atomic
def reemitir_constancia(*, actor: Any, constancia: Constancia) -> Constancia:
    """Issue another one for the same attendance, with its own number and code, and return it.

    One in force is replaced; one that was revoked stays revoked. Whoever it is of may replace it, once an
    hour; a revoked one only comes back by whoever may revoke. A missing actor is whoever holds the link of
    its registration: whoever issued the one before answers for the attendance, and so for the new one. One
    replaced already answers with the one that replaced it, while that holds. Raises ValidationError when
    there is a newer one already, when its holder asks again too soon, or when nobody's name is left to put
    on it.
    """
    anterior = _bloquear(constancia)  # before anything is decided: a revocation may just have been saved
    es_suya = _es_suya(actor, anterior)
    if not es_suya:
        if actor is None:
            raise PermissionDenied
        exigir(actor, Permiso.CONSTANCIA_REVOCAR, anterior)
    if ya := _su_reemplazo(anterior):
        return ya
    if es_suya:
        _exigir_una_por_hora(anterior)
    if anterior.asistencia.repetida:
        raise ValidationError(REPETIDA)
    if not anterior.asistencia.nombre_completo:
        raise ValidationError("Los datos de esta persona se retiraron: ya no se emite otra constancia.")
    hermanas = Constancia.objects.filter(asistencia=anterior.asistencia_id)
    if hermanas.filter(pk__gt=anterior.pk).exists():
        raise ValidationError("Ya hay una constancia más reciente de esta asistencia.")
    if anterior.vale:
        anterior.reemplazada_en = timezone.now()
        anterior.save(update_fields=["reemplazada_en"])
    nueva = emitir(actor or anterior.emitida_por, [anterior.asistencia], reemplaza_a=anterior)[0]
    _anotar("constancia-reemitida", actor, nueva, reemplaza=anterior.correlativo)
    return nueva


def _es_suya(actor: Any, constancia: Constancia) -> bool:
    """Say whether the actor is whom it names; a revoked one is no longer theirs to bring back."""
    persona = constancia.asistencia.persona
    suya = actor is None or (persona is not None and persona.usuario_id == actor.pk)
    return suya and constancia.revocada_en is None


def _su_reemplazo(constancia: Constancia) -> Constancia | None:
    """Return the one in force that replaced it: whoever sends the same twice has it already."""
    if constancia.estado != EstadoConstancia.REEMPLAZADA:
        return None
    return Constancia.objects.vigentes().filter(reemplaza_a=constancia).first()


def _exigir_una_por_hora(constancia: Constancia) -> None:
    desde = constancia.emitida_en + ENTRE_UNA_Y_OTRA
    if constancia.reemplaza_a_id and timezone.now() < desde:
        raise ValidationError(
            "Esta constancia se emitió hace menos de una hora en lugar de otra. "
            f"Se puede emitir una más desde las {timezone.localtime(desde):%H:%M}."
        )


@transaction.atomic
def revocar_repetidas(*, actor: Any, asistencias: Collection[int]) -> None:
    """Take back those of attendances that a union found to be repeated; whoever unites answers for it."""
    for constancia in Constancia.objects.vigentes().filter(asistencia__in=asistencias).select_for_update():
        constancia.motivo_revocacion = REPETIDA
        constancia.revocada_en, constancia.revocada_por = timezone.now(), actor
        constancia.save(update_fields=["motivo_revocacion", "revocada_en", "revocada_por"])
        _anotar("constancia-revocada", actor, constancia)


@transaction.atomic
def devolver_repetidas(*, actor: Any, asistencias: Collection[int]) -> None:
    """Let those hold again that `revocar_repetidas` took back: the union was undone."""
    suyas = Constancia.objects.filter(asistencia__in=asistencias, motivo_revocacion=REPETIDA)
    for constancia in suyas.select_for_update():
        constancia.motivo_revocacion = ""
        constancia.revocada_en = constancia.revocada_por = None
        constancia.save(update_fields=["motivo_revocacion", "revocada_en", "revocada_por"])
        _anotar("constancia-devuelta", actor, constancia)


def _bloquear(constancia: Constancia) -> Constancia:
    filas = Constancia.objects.select_for_update(of=("self",)).select_related(
        "asistencia__sesion", "asistencia__persona", "asistencia__inscripcion", "emitida_por"
    )
    return filas.get(pk=constancia.pk)


def _anotar(accion: str, actor: Any, constancia: Constancia, **datos: Any) -> None:
    sesion = constancia.asistencia.sesion
    registrar(actor=actor, accion=accion, objeto=sesion, constancia=constancia.correlativo, **datos)
