"""What the system proposes for an assembly, so that nobody starts from an empty form."""

from datetime import date, time, timedelta
from typing import Any

from django.utils import timezone

from comites.enums import MotivoAsamblea
from comites.models import Comite, Mandato
from comites.vigencia import ultimo_dia_de_aviso

HORA = time(16, 0)
DIAS_PARA_CONVOCAR = 7
DIAS_ANTES_DEL_FIN = 14
SABADO = 5
AGENDAS = {
    MotivoAsamblea.RENOVACION: (
        "Comprobación del quórum",
        "Lectura del acta anterior",
        "Informe de la directiva saliente",
        "Elección de la directiva para el nuevo mandato",
        "Acuerdos y firma del acta",
    ),
    MotivoAsamblea.CONSTITUCION: (
        "Comprobación de asistencia",
        "Presentación del programa Nuestro Espacio Seguro",
        "Constitución del comité, su nombre y su estatuto",
        "Elección de la directiva",
        "Firma del acta",
    ),
    MotivoAsamblea.ORDINARIA: (
        "Comprobación del quórum",
        "Lectura del acta anterior y compromisos",
        "Actividades del comité",
        "Acuerdos",
    ),
}


def asamblea_propuesta(comite: Comite, mandato: Mandato | None, motivo: str = "") -> dict[str, Any]:
    """Return the initial values of the call: a Saturday afternoon, in the space itself."""
    clase = MotivoAsamblea(motivo) if motivo in MotivoAsamblea.values else _motivo(comite, mandato)
    fin = mandato.fin if mandato and clase == MotivoAsamblea.RENOVACION else None
    return {
        "motivo": clase.value,
        "fecha": fecha_propuesta(fin),
        "hora": HORA,
        "lugar": lugar_propuesto(comite),
        "agenda": "\n".join(AGENDAS[clase]),
    }


def lugar_propuesto(comite: Comite) -> str:
    """Return the space itself, with its address when it has one."""
    espacio = comite.espacio
    lugar = f"{espacio.nombre}, {espacio.direccion}" if espacio.direccion else espacio.nombre
    return lugar[:200]


def _motivo(comite: Comite, mandato: Mandato | None) -> MotivoAsamblea:
    if comite.fecha_constitucion is None:
        return MotivoAsamblea.CONSTITUCION
    por_renovar = mandato is None or mandato.fin <= ultimo_dia_de_aviso(timezone.localdate())
    return MotivoAsamblea.RENOVACION if por_renovar else MotivoAsamblea.ORDINARIA


def fecha_propuesta(fin: date | None) -> date:
    """Return a Saturday: two weeks before `fin` if that is near, but never sooner than a week from today."""
    desde = timezone.localdate() + timedelta(days=DIAS_PARA_CONVOCAR)
    if fin is not None and fin <= ultimo_dia_de_aviso(timezone.localdate()):
        desde = max(desde, fin - timedelta(days=DIAS_ANTES_DEL_FIN))
    return desde + timedelta(days=(SABADO - desde.weekday()) % 7)
