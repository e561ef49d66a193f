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
from portal.ejemplo.camino import Destinos, los_que_llegan
from portal.ejemplo.dibujos import foto_de_despues
from portal.ejemplo.reloj import hace

E, EI = EstadoEspacio, EstadoIntervencion
# How many days ago the work began and ended, by how far it is taken.
_DIAS: Final = {
    EI.VERIFICADA: (150, 107),
    EI.TERMINADA: (60, 6),
    EI.OBSERVADA: (64, 12),
    EI.EN_EJECUCION: (20, 3),
    EI.PLANIFICADA: (-12, 0),
}
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
# How far the work of spaces in recovery is, in turns, and in how many days it should end: some are late.
_EN_RECUPERACION: Final = (
    (EI.EN_EJECUCION, 25),
    (EI.PLANIFICADA, 40),
    (EI.TERMINADA, None),
    (EI.EN_EJECUCION, -4),
    (EI.OBSERVADA, None),
)
CADA_CUANTAS_CANCELADA: Final = 4
_SIN_PROFESOR: Final = "No se consiguió quien dirija las tardes; se buscará otra actividad con el comité."
_OBSERVACION: Final = "Falta una foto de después, desde el mismo lugar que la de antes."


def intervenir(
    *, oficina: Usuario, cuentas: dict[Rol, Usuario], destinos: Destinos, cerca: EspacioPublico
) -> None:
    """Give every recovered space its verified intervention, and those in recovery one on its way."""
    revisora, turnos = cuentas[Rol.RESPONSABLE_NACIONAL], cycle(_EN_RECUPERACION)
    for espacio in los_que_llegan(destinos, E.RECUPERADO, E.EN_SOSTENIBILIDAD):
        _llevar(oficina, revisora, espacio, EI.VERIFICADA, None)
    for espacio in los_que_llegan(destinos, E.EN_RECUPERACION):
        _llevar(oficina, revisora, espacio, *next(turnos))
    for numero, espacio in enumerate(los_que_llegan(destinos, E.EN_SOSTENIBILIDAD)):
        _llevar_taller(oficina, espacio, numero, tarde=espacio.pk == cerca.pk)


def _llevar_taller(oficina: Usuario, espacio: EspacioPublico, numero: int, *, tarde: bool) -> None:
    """Begin what the committee answers for: going on, or late, or cancelled after all."""
    fin = _dia(-3 if tarde else 40)
    with hace(20):
        taller = registrar_intervencion(
            actor=oficina, espacio=espacio, inicio=_dia(6 - 20), fin=fin, **_TALLER
        )
    if numero % CADA_CUANTAS_CANCELADA == 0 and not tarde:
        with hace(5):
            cancelar_intervencion(
                actor=oficina, intervencion=taller, version=taller.version, comentario=_SIN_PROFESOR
            )
    else:
        with hace(14):
            empezar_intervencion(actor=oficina, intervencion=taller, version=taller.version)


def _dia(dias: int) -> Any:
    return timezone.localdate() + timedelta(days=dias)


def _llevar(
    oficina: Usuario,
    revisora: Usuario,
    espacio: EspacioPublico,
    hasta: EstadoIntervencion,
    previsto: int | None,
) -> None:
    """Take the main intervention of a space, step by step and day by day, to the state `hasta`."""
    empieza, acaba = _DIAS[hasta]
    fila = _registrada(oficina, espacio, empieza, previsto)
    if hasta == EI.PLANIFICADA:
        return
    with hace(empieza):
        fila = empezar_intervencion(actor=oficina, intervencion=fila, version=fila.version)
    with hace(acaba):
        _poner_fotos(oficina, fila, con_despues=hasta == EI.TERMINADA)
    if hasta == EI.EN_EJECUCION:
        return
    fin = _dia(-acaba)
    with hace(acaba - 1):
        fila = terminar_intervencion(actor=oficina, intervencion=fila, version=fila.version, fin=fin)
    with hace(acaba - 5):
        _revisar(revisora, fila, hasta)


def _registrada(
    oficina: Usuario, espacio: EspacioPublico, empieza: int, previsto: int | None
) -> Intervencion:
    accion = Accion.objects.filter(plan__espacio=espacio, plan__estado="aprobado").first()
    fechas = {"inicio": _dia(-empieza), "fin": None if previsto is None else _dia(previsto)}
    with hace(max(empieza, 0) + 4):
        return registrar_intervencion(actor=oficina, espacio=espacio, accion=accion, **fechas, **_ALUMBRADO)


def _revisar(revisora: Usuario, fila: Intervencion, hasta: EstadoIntervencion) -> None:
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
