"""The steps of a review: confirmed by somebody else, sent back with what is missing, answered, undone."""

import uuid as uuid_
from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from actividades import ciclo, reglas
from actividades.enums import EstadoActividad, Paso
from actividades.models import Actividad, Revision
from actividades.services.conjuntas import revisar_las_de
from actividades.services.fotos import bloquear, sumar_fotos
from actividades.silencio import anotar_ultima_actividad
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea
from comunes.versiones import ConflictoDeEdicion, tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir


@transaction.atomic
def verificar_actividad(*, actor: Any, actividad: Actividad, version: int) -> Actividad:
    """Confirm that it happened as written down: from here on it counts, with who answered its invitations."""
    actividad = _avanzar(Paso.VERIFICAR, actor, actividad, version)
    revisar_las_de(actividad, actor)
    return actividad


def verificar_varias(*, actor: Any, versiones: Mapping[uuid_.UUID, int]) -> tuple[int, list[str]]:
    """Confirm several activities, each by itself: one that cannot be confirmed stops no other.

    `versiones` holds the version that was on the screen, by activity. Returns how many were confirmed and,
    for each of the rest, a sentence that says why not.
    """
    verificadas, motivos = 0, []
    visibles = Actividad.objects.visible_to(actor, Permiso.ACTIVIDAD_VERIFICAR).select_related("tipo")
    for actividad in visibles.filter(uuid__in=versiones).order_by("fecha", "pk"):
        try:
            verificar_actividad(actor=actor, actividad=actividad, version=versiones[actividad.uuid])
            verificadas += 1
        except ConflictoDeEdicion:
            motivos.append(f"{actividad}, {actividad.fecha:%d/%m/%Y}: cambió mientras tanto.")
        except ValidationError as error:
            motivos.append(f"{actividad}, {actividad.fecha:%d/%m/%Y}: {error.messages[0]}")
    return verificadas, motivos


@transaction.atomic
def observar_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Send it back with what is missing, in words that the leader reads."""
    return _avanzar(Paso.OBSERVAR, actor, actividad, version, texto)


@transaction.atomic
def rechazar_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Say that it is not accepted and why, in words that the leader reads. Row and photos stay."""
    return _avanzar(Paso.RECHAZAR, actor, actividad, version, texto)


@transaction.atomic
def pedir_otra_mirada(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Ask that somebody else looks at what was rejected; it stays so until they reopen it."""
    return _avanzar(Paso.PEDIR, actor, actividad, version, texto)


@archivos_o_nada()
def responder_observacion(
    *, actor: Any, actividad: Actividad, version: int, texto: str = "", fotos: Iterable[Foto] = ()
) -> Actividad:
    """Answer an observation with words, photos or both; it goes back to be reviewed."""
    fotos = list(fotos)
    if not en_una_linea(texto) and not fotos:
        raise ValidationError({"texto": "Hay que escribir una respuesta o agregar una foto."})
    actividad = _avanzar(Paso.RESPONDER, actor, actividad, version, texto)
    sumar_fotos(actividad, fotos, actor)
    return actividad


@transaction.atomic
def cancelar_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Take it out of every count, with its motive; the row and its photos stay."""
    return _avanzar(Paso.CANCELAR, actor, actividad, version, texto)


@transaction.atomic
def reabrir_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Undo a verification, a cancellation or a rejection, with its motive: it is reviewed again.

    What was planned and not done yet is planned again.
    """
    return _avanzar(Paso.REABRIR, actor, actividad, version, texto)


def _avanzar(paso: Paso, actor: Any, actividad: Actividad, version: int, texto: str = "") -> Actividad:
    """Take one step of the table. The same step again by the same person answers like the first."""
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, actividad)
    texto = reglas.limpiar_texto_de_paso(texto, obligatorio=transicion.pide_texto)
    actividad = bloquear(actividad)
    if actividad.version != version:
        if _ya_dado(paso, actor, actividad, texto):
            return actividad
        raise ConflictoDeEdicion(actividad)
    if motivo := transicion.impedimento(actividad, actor):
        raise ValidationError(motivo)
    tomar_version(actividad, version)
    _poner_estado(actividad, transicion, actor, texto)
    Revision.objects.create(actividad=actividad, paso=paso, texto=texto, autor=actor)
    registrar(actor=actor, accion=f"actividad-{paso.value}", objeto=actividad, hacia=actividad.estado)
    return actividad


def _poner_estado(actividad: Actividad, transicion: ciclo.Transicion, actor: Any, texto: str) -> None:
    antes, verifica = actividad.estado, transicion.hacia == EstadoActividad.VERIFICADA
    if transicion.hacia == antes:
        return
    actividad.estado = _hacia(actividad, transicion)
    actividad.verificada_por = actor if verifica else None
    actividad.verificada_en = timezone.now() if verifica else None
    actividad.observacion = texto if transicion.hacia in _CON_PALABRAS else ""
    actividad.save(update_fields=["estado", "verificada_por", "verificada_en", "observacion", "actualizado"])
    if verifica or antes == EstadoActividad.VERIFICADA:
        anotar_ultima_actividad([actividad.espacio_id])


# States in which the leader reads why.
_CON_PALABRAS = {EstadoActividad.OBSERVADA, EstadoActividad.RECHAZADA}


def _hacia(actividad: Actividad, transicion: ciclo.Transicion) -> EstadoActividad:
    por_hacer = actividad.participantes is None and actividad.fecha > timezone.localdate()
    reabre = transicion.paso == Paso.REABRIR and actividad.estado == EstadoActividad.CANCELADA
    return EstadoActividad.PROGRAMADA if reabre and por_hacer else transicion.hacia


def _ya_dado(paso: Paso, actor: Any, actividad: Actividad, texto: str) -> bool:
    ultima = actividad.revisiones.order_by("-pk").first()
    return ultima is not None and (ultima.paso, ultima.autor_id, ultima.texto) == (paso, actor.pk, texto)
