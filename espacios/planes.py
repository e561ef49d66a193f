"""What is read of the work plans of a space: progress, what comes next, the blocks of the space page."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import OuterRef
from django.http import HttpRequest

from comunes.consultas import filas_en_json, leer_filas
from cuentas.enums import Permiso
from espacios.bloques import Bloque
from espacios.ciclo_plan import EDITABLES, impedimento_para_abrir
from espacios.enums import EstadoAccion, EstadoEspacio, EstadoPlan, PasoPlan, PlazoAccion
from espacios.models import (
    Accion,
    Articulacion,
    EspacioPublico,
    EspacioQuerySet,
    Intervencion,
    PlanTrabajo,
    RevisionPlan,
)
from territorio.alcance import alcance_de

PROXIMAS_MOSTRADAS: Final = 3
ARTICULACIONES_MOSTRADAS: Final = 3
INTERVENCIONES_MOSTRADAS: Final = 4


@dataclass(frozen=True)
class Progreso:
    """How far a plan is. `porcentaje` is the mean of its actions, each weighing the same."""

    total: int
    cumplidas: int
    vencidas: int
    porcentaje: int


def progreso(acciones: list[Accion], plan: PlanTrabajo | None) -> Progreso:
    """Count how far the actions of `plan` are; nothing is overdue before it is approved or once it ended."""
    en_marcha = plan is not None and plan.estado == EstadoPlan.APROBADO
    total = len(acciones)
    return Progreso(
        total,
        sum(a.estado == EstadoAccion.CUMPLIDA for a in acciones),
        sum(en_marcha and a.situacion == PlazoAccion.VENCIDA for a in acciones),
        round(sum(a.avance for a in acciones) / total) if total else 0,
    )


def proximas(acciones: list[Accion]) -> list[Accion]:
    """Return the unfinished actions that are due first."""
    vivas = [a for a in acciones if a.estado != EstadoAccion.CUMPLIDA]
    return sorted(vivas, key=lambda a: (a.plazo, a.pk))[:PROXIMAS_MOSTRADAS]


def lo_que_se_pidio(revisiones: Iterable[RevisionPlan]) -> RevisionPlan | None:
    """Return the last observation among `revisiones`, which come newest first."""
    return next((r for r in revisiones if r.paso == PasoPlan.OBSERVAR), None)


def pedido_pendiente(plan: PlanTrabajo) -> RevisionPlan | None:
    """Return the observation that a plan sent back still has to answer, also once put aside and taken up."""
    if plan.estado not in EDITABLES:
        return None
    return lo_que_se_pidio(plan.revisiones.order_by("-pk"))


def con_lo_pedido(acciones: list[Accion], pedido: RevisionPlan | None) -> list[Accion]:
    """Put beside each action (`pedido`) what the observation says of it; "" where it says nothing."""
    dichos = {c["accion"]: c["texto"] for c in pedido.comentarios} if pedido else {}
    for accion in acciones:
        accion.pedido = dichos.get(str(accion.serie), "")  # type: ignore[attr-defined]
    return acciones


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


def con_planes(filas: EspacioQuerySet, user: Any) -> EspacioQuerySet:
    """Annotate what the blocks of plans, joint work and interventions read, without a query of their own."""
    suyos = PlanTrabajo.objects.filter(espacio=OuterRef("pk")).exclude(estado__in=_FUERA)
    acciones = Accion.objects.filter(plan__espacio=OuterRef("pk"))
    acciones = acciones.exclude(plan__estado__in=_FUERA).marcar_avanzables(user)
    ultimas = Articulacion.objects.filter(espacio=OuterRef(OuterRef("pk"))).order_by("-fecha", "-pk")
    articulaciones = Articulacion.objects.filter(pk__in=ultimas.values("pk")[: ARTICULACIONES_MOSTRADAS + 1])
    primeras = Intervencion.objects.filter(espacio=OuterRef(OuterRef("pk"))).order_by("-inicio", "-pk")
    intervenciones = Intervencion.objects.filter(pk__in=primeras.values("pk")[: INTERVENCIONES_MOSTRADAS + 1])
    return filas.annotate(
        intervenciones_leidas=filas_en_json(intervenciones, *_DE_INTERVENCION),
        planes_leidos=filas_en_json(suyos, *_DE_PLAN),
        acciones_leidas=filas_en_json(acciones, *_DE_ACCION, "avanzable"),
        articulaciones_leidas=filas_en_json(articulaciones, *_DE_ARTICULACION),
    )


_FUERA: Final = (EstadoPlan.REEMPLAZADO, EstadoPlan.DESCARTADO)
_DE_PLAN: Final = ("id", "uuid", "estado", "edicion", "enmienda_de_id", "inicio", "fin")
_DE_ACCION: Final = (
    "id",
    "uuid",
    "plan_id",
    "que",
    "responsable",
    "responsable_nombre",
    "plazo",
    "estado",
    "avance",
)
_DE_INTERVENCION: Final = ("id", "uuid", "titulo", "tipo", "estado", "inicio", "fin", "costo")
_DE_ARTICULACION: Final = (
    "id",
    "uuid",
    "tipo",
    "fecha",
    "municipalidad",
    "comisaria",
    "acuerdo",
    "firmantes",
    "referencia",
)


def bloque_plan(request: HttpRequest, espacio: Any) -> Bloque:
    """Show the plan in force, or the one being written, of a space read `con_planes`."""
    filas = sorted(leer_filas(PlanTrabajo, espacio.planes_leidos), key=lambda p: -p.pk)
    vigente = next((p for p in filas if p.estado == EstadoPlan.APROBADO), None)
    plan = vigente or (filas[0] if filas else None)
    leidas = leer_filas(Accion, espacio.acciones_leidas)
    acciones = [a for a in leidas if plan and a.plan_id == plan.pk]
    datos = {
        "ancla": "plan",
        "titulo": "Plan de trabajo",
        "plan": plan,
        "progreso": progreso(acciones, plan),
        "proximas": proximas(acciones) if vigente else [],
        "otra_version": next((p for p in filas if vigente and p.enmienda_de_id == vigente.pk), None),
        "puede_abrir": edita_planes(request.user, espacio) and not impedimento_para_abrir(filas),
    }
    return "espacios/plan/_bloque.html", datos


def bloque_articulacion(request: HttpRequest, espacio: Any) -> Bloque:
    """Show the last agreements with municipality and comisaría of a space read `con_planes`."""
    filas = leer_filas(Articulacion, espacio.articulaciones_leidas)
    filas.sort(key=lambda a: (a.fecha, a.pk), reverse=True)
    datos = {
        "ancla": "articulacion",
        "titulo": "Articulación",
        "articulaciones": filas[:ARTICULACIONES_MOSTRADAS],
        "hay_mas": len(filas) > ARTICULACIONES_MOSTRADAS,
        "puede_registrar": edita_planes(request.user, espacio),
    }
    return "espacios/articulacion/_bloque.html", datos


def bloque_intervenciones(request: HttpRequest, espacio: Any) -> Bloque:
    """Show the last interventions of a space read `con_planes`."""
    filas = leer_filas(Intervencion, espacio.intervenciones_leidas)
    filas.sort(key=lambda i: (i.inicio, i.pk), reverse=True)
    datos = {
        "ancla": "intervenciones",
        "titulo": "Intervenciones",
        "intervenciones": filas[:INTERVENCIONES_MOSTRADAS],
        "hay_mas": len(filas) > INTERVENCIONES_MOSTRADAS,
        "puede_registrar": edita_planes(request.user, espacio),
    }
    return "espacios/intervencion/_bloque.html", datos
