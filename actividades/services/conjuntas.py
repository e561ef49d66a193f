"""Joint activities, from the inside: institutions invited by link, their answers reviewed and undone."""

from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from actividades import ciclo, reglas
from actividades.enums import ClaseInstitucion, EstadoActividad, EstadoParticipacion
from actividades.models import Actividad, Evidencia, Participacion
from actividades.services.fotos import bloquear, contar_fotos_de_invitados
from comunes.bitacora import registrar
from comunes.texto import clave_busqueda, en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from cuentas.secretos import huella, nuevo_secreto
from territorio.models import Comisaria, Municipalidad

INVITACIONES_MAXIMO = 12


@transaction.atomic
def invitar_institucion(
    *, actor: Any, actividad: Actividad, institucion: ClaseInstitucion, nombre: str = ""
) -> tuple[Participacion, str]:
    """Invite an institution to say its part; return the row and the secret of its link, which is not kept.

    Municipality and comisaría are those of the space; any other is named. Raises ValidationError by field.
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    actividad = bloquear(actividad)
    if motivo := ciclo.impedimento_para_invitar(actividad):
        raise ValidationError(motivo)
    participacion = _proponer(actividad, ClaseInstitucion(institucion), en_una_linea(nombre))
    _exigir_nueva(participacion)
    participacion.invitada_por = actor
    secreto = _poner_enlace(participacion)
    participacion.save()
    registrar(actor=actor, accion="institucion-invitada", objeto=actividad, participacion=participacion.pk)
    return participacion, secreto


def _proponer(actividad: Actividad, institucion: ClaseInstitucion, nombre: str) -> Participacion:
    """Return the row of that institution, unsaved. Raises ValidationError when it cannot be named."""
    participacion = Participacion(actividad=actividad, institucion=institucion)
    espacio = actividad.espacio
    lugar: Municipalidad | Comisaria | None
    if institucion == ClaseInstitucion.MUNICIPALIDAD:
        participacion.municipalidad = lugar = espacio.municipalidad
    elif institucion == ClaseInstitucion.COMISARIA:
        if (lugar := espacio.comisaria) is None:
            raise ValidationError({"institucion": "Este espacio no tiene comisaría asignada."})
        participacion.comisaria = lugar
    else:
        if motivo := reglas.motivo_de_nombre(nombre):
            raise ValidationError({"nombre": motivo})
        participacion.nombre, participacion.clave = nombre, f"otra:{clave_busqueda(nombre)}"[:200]
        return participacion
    participacion.nombre, participacion.clave = str(lugar), f"{institucion}:{lugar.pk}"
    return participacion


def _exigir_nueva(participacion: Participacion) -> None:
    otras = Participacion.objects.filter(actividad=participacion.actividad)
    if otras.filter(clave=participacion.clave).exists():
        campo = "nombre" if participacion.clave.startswith("otra:") else "institucion"
        raise ValidationError({campo: f"{participacion.nombre} ya está invitada a esta actividad."})
    if otras.count() >= INVITACIONES_MAXIMO:
        raise ValidationError(f"A una actividad se invita hasta a {INVITACIONES_MAXIMO} instituciones.")


def _poner_enlace(participacion: Participacion) -> str:
    """Give `participacion` a new link, unsaved, and return its secret; the one before stops working."""
    secreto = nuevo_secreto()
    participacion.huella = huella(secreto)
    participacion.vence = _vence(participacion.actividad)
    return secreto


def _vence(actividad: Actividad) -> datetime:
    faltan = max(timedelta(0), actividad.fecha - timezone.localdate())
    return timezone.now() + faltan + timedelta(days=settings.DIAS_ENLACE_CONJUNTA)


def alargar_enlaces(actividad: Actividad) -> None:
    """Let links that still work last for the new day of `actividad`, which comes held. None gets shorter."""
    vence = _vence(actividad)
    vivas = Participacion.objects.filter(actividad=actividad, huella__isnull=False, revisada_en__isnull=True)
    vivas.filter(vence__gt=timezone.now(), vence__lt=vence).update(vence=vence)


@transaction.atomic
def renovar_enlace(*, actor: Any, participacion: Participacion) -> tuple[Participacion, str]:
    """Make a new link for an institution that was invited: the one before stops working."""
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, participacion)
    participacion = bloquear_participacion(participacion)
    if not participacion.abierta:
        raise ValidationError("Esta respuesta ya está cerrada: no hace falta otro enlace.")
    if motivo := ciclo.impedimento_para_invitar(participacion.actividad):
        raise ValidationError(motivo)
    secreto = _poner_enlace(participacion)
    participacion.save(update_fields=["huella", "vence", "actualizado"])
    _anotar(actor, "enlace-de-institucion", participacion)
    return participacion, secreto


@transaction.atomic
def retirar_participacion(
    *, actor: Any, participacion: Participacion, version: int, texto: str
) -> Participacion:
    """Take an institution out of an activity, with its motive: its link dies, its photos stay out of sight.

    Whoever invited it takes it out until it answers; from then on, whoever reviews activities.
    """
    respondida = participacion.respondida_en is not None
    permiso = Permiso.ACTIVIDAD_VERIFICAR if respondida else Permiso.ACTIVIDAD_ANOTAR
    exigir(actor, permiso, participacion)
    texto = reglas.limpiar_texto_de_paso(texto, obligatorio=True)
    participacion = tomar_version(bloquear_participacion(participacion), version)
    if participacion.estado == EstadoParticipacion.RETIRADA:
        raise ValidationError("Ya está retirada.")
    exigir_otra_evidencia(participacion)
    participacion.estado, participacion.motivo = EstadoParticipacion.RETIRADA, texto
    participacion.huella = participacion.revisada_por = participacion.revisada_en = None
    participacion.save()
    _mostrar_fotos(participacion, por_revisar=True)
    _anotar(actor, "institucion-retirada", participacion)
    return participacion


SIN_OTRA: Final = "Sus fotos son la única evidencia de una actividad verificada: primero hay que reabrirla."


def exigir_otra_evidencia(participacion: Participacion, motivo: str = SIN_OTRA) -> None:
    """Raise ValidationError when a verified activity would be left with no photo but those of this part."""
    actividad = participacion.actividad
    if actividad.estado != EstadoActividad.VERIFICADA or actividad.total_fotos:
        return
    confirmadas = Participacion.objects.filter(actividad=actividad, estado=EstadoParticipacion.CONFIRMADA)
    if not confirmadas.exclude(pk=participacion.pk).filter(total_fotos__gt=0).exists():
        raise ValidationError(motivo)


@transaction.atomic
def reabrir_participacion(
    *, actor: Any, participacion: Participacion, version: int, texto: str
) -> Participacion:
    """Undo the taking out or the review of an institution's part, with its motive: it waits for review again.

    What it had answered stands; without an answer it needs a new link.
    """
    exigir(actor, Permiso.ACTIVIDAD_VERIFICAR, participacion)
    texto = reglas.limpiar_texto_de_paso(texto, obligatorio=True)
    participacion = tomar_version(bloquear_participacion(participacion), version)
    if participacion.abierta:
        raise ValidationError("Ya está abierta.")
    if participacion.estado == EstadoParticipacion.RETIRADA:
        participacion.estado = _estado_anterior(participacion)
    else:
        exigir_otra_evidencia(participacion)
    participacion.motivo = texto
    participacion.revisada_por = participacion.revisada_en = None
    participacion.save()
    _mostrar_fotos(participacion, por_revisar=True)
    _anotar(actor, "institucion-reabierta", participacion)
    return participacion


def _estado_anterior(participacion: Participacion) -> EstadoParticipacion:
    if participacion.respondida_en is None:
        return EstadoParticipacion.INVITADA
    return EstadoParticipacion.CONFIRMADA if participacion.participo else EstadoParticipacion.DECLINADA


@transaction.atomic
def revisar_participacion(*, actor: Any, participacion: Participacion, version: int) -> Participacion:
    """Say that what the institution sent was looked at: from here on it counts with its activity."""
    exigir(actor, Permiso.ACTIVIDAD_VERIFICAR, participacion)
    participacion = bloquear_participacion(participacion)
    if participacion.revisada_por_id == actor.pk:
        return participacion
    participacion = tomar_version(participacion, version)
    respondidas = ciclo.respondidas_por(participacion.actividad, actor)
    if motivo := ciclo.impedimento_para_revisar(participacion, actor, respondidas):
        raise ValidationError(motivo)
    _dar_por_revisada(participacion, actor)
    return participacion


def revisar_las_de(actividad: Actividad, actor: Any) -> None:
    """Review what institutions had answered when it was verified; what `actor` invited or answered waits."""
    respondidas = Participacion.objects.select_for_update().filter(
        actividad=actividad, estado=EstadoParticipacion.CONFIRMADA, revisada_en__isnull=True
    )
    respondidas = respondidas.exclude(pk__in=ciclo.respondidas_por(actividad, actor))
    for participacion in respondidas.exclude(invitada_por=actor).exclude(respondida_por=actor):
        participacion.version += 1
        _dar_por_revisada(participacion, actor)


def _dar_por_revisada(participacion: Participacion, actor: Any) -> None:
    participacion.revisada_por, participacion.revisada_en = actor, timezone.now()
    participacion.motivo = ""
    participacion.save()
    _mostrar_fotos(participacion, por_revisar=False)
    _anotar(actor, "institucion-revisada", participacion)


def bloquear_participacion(participacion: Participacion) -> Participacion:
    """Return the row as it stands, held until the transaction ends; its activity is held first."""
    actividad = bloquear(participacion.actividad)
    fila = Participacion.objects.select_for_update().get(pk=participacion.pk)
    fila.actividad = actividad
    return fila


def _mostrar_fotos(participacion: Participacion, *, por_revisar: bool) -> None:
    fotos: QuerySet[Evidencia] = Evidencia.objects.filter(participacion=participacion)
    fotos.update(por_revisar=por_revisar)
    contar_fotos_de_invitados(participacion.actividad)


def _anotar(actor: Any, accion: str, participacion: Participacion) -> None:
    registrar(actor=actor, accion=accion, objeto=participacion.actividad, participacion=participacion.pk)
