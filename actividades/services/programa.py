"""What is still to be done: planned once or in series, moved to another day, and done."""

import uuid as uuid_
from datetime import date, datetime, time
from typing import Any

from dateutil.rrule import MONTHLY, WEEKLY, rrule, weekday
from django.core.exceptions import ValidationError
from django.db import transaction

from actividades import ciclo, reglas
from actividades.enums import EstadoActividad, Frecuencia, Organizador, Paso
from actividades.models import Actividad, Revision, TipoActividad
from actividades.permissions import exigir_anotar
from actividades.services.conjuntas import alargar_enlaces
from actividades.services.fotos import bloquear
from comites.models import Comite
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir


def fechas_de(desde: date, frecuencia: Frecuencia, veces: int) -> list[date]:
    """Return the days of a series that begins on `desde`.

    Each month means the same weekday at the same place in the month: the second Saturday, or the last.
    """
    if frecuencia == Frecuencia.UNA_VEZ:
        return [desde]
    inicio = datetime.combine(desde, time())
    if frecuencia == Frecuencia.MENSUAL:
        lugar = (desde.day - 1) // 7 + 1
        dia = weekday(desde.weekday(), lugar if lugar < 5 else -1)
        regla = rrule(MONTHLY, dtstart=inicio, byweekday=dia, count=veces)
    else:
        cada = 1 if frecuencia == Frecuencia.SEMANAL else 2
        regla = rrule(WEEKLY, dtstart=inicio, interval=cada, count=veces)
    return [momento.date() for momento in regla]


@transaction.atomic
def programar_actividad(
    *,
    actor: Any,
    comite: Comite,
    tipo: TipoActividad,
    fecha: date,
    hora: time | None = None,
    titulo: str = "",
    frecuencia: Frecuencia = Frecuencia.UNA_VEZ,
    veces: int = 1,
) -> list[Actividad]:
    """Plan an activity of a committee, or a series of them, and return the rows, the nearest first.

    Raises ValidationError by field, PermissionDenied outside the actor's scope.
    """
    exigir_anotar(actor, espacio=comite.espacio, comite=comite, organizador=Organizador.COMITE)
    titulo = en_una_linea(titulo)
    _validar(fecha, titulo, frecuencia, veces)
    serie = uuid_.uuid4() if frecuencia != Frecuencia.UNA_VEZ else None
    comunes = {"espacio": comite.espacio, "comite": comite, "tipo": tipo, "hora": hora, "titulo": titulo}
    propuestas = [
        Actividad(**comunes, fecha=dia, serie=serie, autor=actor, estado=EstadoActividad.PROGRAMADA)
        for dia in fechas_de(fecha, frecuencia, veces)
    ]
    for actividad in propuestas:
        reglas.exigir_lugar_en_pie(actividad)
        actividad.save()
        registrar(actor=actor, accion="actividad-programada", objeto=actividad)
    return propuestas


def _validar(fecha: date, titulo: str, frecuencia: Frecuencia, veces: int) -> None:
    errores = {
        "fecha": reglas.motivo_de_fecha_futura(fecha),
        "titulo": reglas.motivo_de_largo(titulo, reglas.LARGOS["titulo"]),
    }
    if frecuencia != Frecuencia.UNA_VEZ and not 2 <= veces <= reglas.VECES_MAXIMO:
        errores["veces"] = f"Se programa de 2 a {reglas.VECES_MAXIMO} veces."
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)


@transaction.atomic
def reprogramar_actividad(
    *, actor: Any, actividad: Actividad, version: int, fecha: date, hora: time | None, texto: str
) -> Actividad:
    """Move what is planned to another day, with its motive. Only this one of its series moves.

    The links of its invitations that still work last longer with it.
    """
    transicion = ciclo.TRANSICIONES[Paso.REPROGRAMAR]
    exigir(actor, transicion.permiso, actividad)
    texto = reglas.limpiar_texto_de_paso(texto, obligatorio=True)
    if motivo := reglas.motivo_de_fecha_futura(fecha):
        raise ValidationError({"fecha": motivo})
    actividad = tomar_version(bloquear(actividad), version)
    if motivo := transicion.impedimento(actividad, actor):
        raise ValidationError(motivo)
    antes = actividad.fecha
    actividad.fecha, actividad.hora, actividad.estado = fecha, hora, transicion.hacia
    actividad.save(update_fields=["fecha", "hora", "estado", "actualizado"])
    alargar_enlaces(actividad)
    Revision.objects.create(actividad=actividad, paso=transicion.paso, texto=texto, autor=actor)
    registrar(
        actor=actor,
        accion="actividad-reprogramada",
        objeto=actividad,
        antes=antes.isoformat(),
        fecha=fecha.isoformat(),
    )
    return actividad


def dar_por_hecha(programada: Actividad, propuesta: Actividad, actor: Any) -> Actividad:
    """Turn what was planned into what was done, with the data of `propuesta`; whoever does it is its author.

    The row comes locked, inside the caller's transaction.
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, programada)
    campos = [*reglas.CAMPOS, "fotos_anunciadas", "lista", "autor"]
    for campo in campos:
        setattr(programada, campo, getattr(propuesta, campo) or getattr(programada, campo))
    programada.estado = EstadoActividad.REALIZADA
    programada.version += 1
    programada.save(update_fields=[*campos, "estado", "version", "actualizado"])
    Revision.objects.create(actividad=programada, paso=Paso.REALIZAR, autor=actor)
    registrar(actor=actor, accion="actividad-realizada", objeto=programada)
    return programada
