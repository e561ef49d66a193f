"""The sample's interventions: verified where the space is recovered, on their way where it is being so."""

from datetime import timedelta
from itertools import cycle
from typing import Any, Final

from django.utils import timezone

from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.enums import EstadoEspacio, EstadoIntervencion, MomentoFoto
from espacios.models import Accion, EspacioPublico, Intervencion
from espacios.services import (
    agregar_fotos_de_intervencion,
    cancelar_intervencion,
    empezar_intervencion,
    observar_intervencion,
    registrar_intervencion,
    terminar_intervencion,
    verificar_intervencion,
)
from portal.ejemplo.dibujos import foto_de_despues

E, EI = EstadoEspacio, EstadoIntervencion
DIAS_DE_INICIO, DIAS_DE_FIN = 150, 110
_ALUMBRADO: Final = {
    "tipo": "fisica",
    "titulo": "Alumbrado y retiro de desmonte",
    "descripcion": "Doce luminarias nuevas y retiro de tres puntos de acopio.",
    "responsable": "municipalidad",
    "costo": 18_450,
    "fuente": "Presupuesto participativo",
}
_TALLER: Final = {
    "tipo": "cultural-deportiva",
    "titulo": "Tardes de juego en la losa",
    "responsable": "comite",
    "costo": 0,
}
# How far the work of spaces in recovery is, in turns.
_EN_RECUPERACION: Final = (EI.EN_EJECUCION, EI.PLANIFICADA, EI.TERMINADA, EI.EN_EJECUCION, EI.OBSERVADA)
CADA_CUANTAS_CANCELADA: Final = 4
_SIN_PROFESOR: Final = "No se consiguió quien dirija las tardes; se buscará otra actividad con el comité."
_OBSERVACION: Final = "Falta una foto de después, desde el mismo lugar que la de antes."


def intervenir(*, oficina: Usuario, cuentas: dict[Rol, Usuario]) -> None:
    """Give every recovered space its verified intervention, and those in recovery one on its way."""
    revisora, turnos = cuentas[Rol.RESPONSABLE_NACIONAL], cycle(_EN_RECUPERACION)
    for espacio in EspacioPublico.objects.filter(estado__in=(E.RECUPERADO, E.EN_SOSTENIBILIDAD)):
        _llevar(oficina, revisora, espacio, EI.VERIFICADA)
    for numero, espacio in enumerate(EspacioPublico.objects.filter(estado=E.EN_SOSTENIBILIDAD)):
        taller = registrar_intervencion(actor=oficina, espacio=espacio, inicio=_dia(-14), **_TALLER)
        if numero % CADA_CUANTAS_CANCELADA == 0:
            cancelar_intervencion(
                actor=oficina, intervencion=taller, version=taller.version, comentario=_SIN_PROFESOR
            )
    for espacio in EspacioPublico.objects.filter(estado=E.EN_RECUPERACION).order_by("pk"):
        _llevar(oficina, revisora, espacio, next(turnos))


def _dia(dias: int) -> Any:
    return timezone.localdate() + timedelta(days=dias)


def _llevar(oficina: Usuario, revisora: Usuario, espacio: EspacioPublico, hasta: EstadoIntervencion) -> None:
    """Take the main intervention of a space, step by step, to the state `hasta`."""
    accion = Accion.objects.filter(plan__espacio=espacio, plan__estado="aprobado").first()
    fila = registrar_intervencion(
        actor=oficina, espacio=espacio, accion=accion, inicio=_dia(-DIAS_DE_INICIO), **_ALUMBRADO
    )
    _poner_fotos(oficina, fila, con_despues=hasta == EI.TERMINADA)
    if hasta == EI.PLANIFICADA:
        return
    fila = empezar_intervencion(actor=oficina, intervencion=fila, version=fila.version)
    if hasta == EI.EN_EJECUCION:
        return
    fila = terminar_intervencion(
        actor=oficina, intervencion=fila, version=fila.version, fin=_dia(-DIAS_DE_FIN)
    )
    if hasta == EI.VERIFICADA:
        verificar_intervencion(actor=revisora, intervencion=fila, version=fila.version)
    elif hasta == EI.OBSERVADA:
        observar_intervencion(
            actor=revisora, intervencion=fila, version=fila.version, comentario=_OBSERVACION
        )


def _poner_fotos(oficina: Usuario, fila: Intervencion, *, con_despues: bool) -> None:
    """Tie the photos that the space has; those of a finished work of which there is none are new."""
    for momento in (MomentoFoto.ANTES, MomentoFoto.DESPUES):
        suyas = list(fila.espacio.fotos.vigentes().filter(momento=momento))
        nuevas = [foto_de_despues(0)] if con_despues and momento == MomentoFoto.DESPUES and not suyas else []
        if suyas or nuevas:
            agregar_fotos_de_intervencion(
                actor=oficina, intervencion=fila, momento=momento, fotos=nuevas, existentes=suyas
            )
