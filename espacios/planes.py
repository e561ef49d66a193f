"""What is read of the work plans of a space: progress, what comes next, the blocks of the space page."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from cuentas.enums import Permiso
from espacios.bloques import Bloque
from espacios.ciclo_plan import impedimento_para_abrir
from espacios.enums import EstadoAccion, EstadoEspacio, EstadoPlan, PlazoAccion
from espacios.models import Accion, Articulacion, EspacioPublico, PlanTrabajo
from territorio.alcance import alcance_de

PROXIMAS_MOSTRADAS: Final = 3
ARTICULACIONES_MOSTRADAS: Final = 3


@dataclass(frozen=True)
class Progreso:
    """How far a plan is. `porcentaje` is the mean of its actions, each weighing the same."""

    total: int
    cumplidas: int
    vencidas: int
    porcentaje: int


def progreso(acciones: list[Accion]) -> Progreso:
    total = len(acciones)
    return Progreso(
        total,
        sum(a.estado == EstadoAccion.CUMPLIDA for a in acciones),
        sum(a.situacion == PlazoAccion.VENCIDA for a in acciones),
        round(sum(a.avance for a in acciones) / total) if total else 0,
    )


def proximas(acciones: list[Accion]) -> list[Accion]:
    """Return the unfinished actions that are due first."""
    vivas = [a for a in acciones if a.estado != EstadoAccion.CUMPLIDA]
    return sorted(vivas, key=lambda a: (a.plazo, a.pk))[:PROXIMAS_MOSTRADAS]


def edita_planes(user: Any, espacio: EspacioPublico) -> bool:
    """Say, without a query, whether `user` may write plans of a space that takes part."""
    alcance = alcance_de(user, Permiso.PLAN_EDITAR)
    return espacio.estado != EstadoEspacio.RETIRADO and (
        alcance.nacional
        or espacio.region_id in alcance.regiones
        or espacio.municipalidad_id in alcance.municipalidades
        or espacio.comisaria_id in alcance.comisarias
    )


# Blocks of the space page -------------------------------------------------------------------------


def bloque_plan(request: HttpRequest, espacio: EspacioPublico) -> Bloque:
    """Show the plan in force, or the one being written: two queries, however many there are."""
    filas = list(PlanTrabajo.objects.filter(espacio=espacio).exclude(estado=EstadoPlan.REEMPLAZADO))
    vigente = next((p for p in filas if p.estado == EstadoPlan.APROBADO), None)
    plan = vigente or (filas[0] if filas else None)
    acciones = list(Accion.objects.filter(plan=plan).marcar_avanzables(request.user)) if plan else []
    datos = {
        "ancla": "plan",
        "titulo": "Plan de trabajo",
        "plan": plan,
        "progreso": progreso(acciones),
        "proximas": proximas(acciones) if vigente else [],
        "otra_version": next((p for p in filas if vigente and p.enmienda_de_id == vigente.pk), None),
        "puede_abrir": edita_planes(request.user, espacio) and not impedimento_para_abrir(filas),
    }
    return "espacios/plan/_bloque.html", datos


def bloque_articulacion(request: HttpRequest, espacio: EspacioPublico) -> Bloque:
    """Show the last agreements with municipality and comisaría: one query."""
    filas = list(Articulacion.objects.filter(espacio=espacio)[: ARTICULACIONES_MOSTRADAS + 1])
    datos = {
        "ancla": "articulacion",
        "titulo": "Articulación",
        "articulaciones": filas[:ARTICULACIONES_MOSTRADAS],
        "hay_mas": len(filas) > ARTICULACIONES_MOSTRADAS,
        "puede_registrar": edita_planes(request.user, espacio),
    }
    return "espacios/articulacion/_bloque.html", datos
