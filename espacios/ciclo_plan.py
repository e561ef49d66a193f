"""The life of a work plan and of its actions as two tables: from, to, what it takes and who.

Services, buttons and the guide read them; nothing else decides what may happen next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from comunes.bitacora import historial
from cuentas.enums import Permiso
from espacios.enums import EstadoAccion as A
from espacios.enums import EstadoEspacio, PasoPlan
from espacios.enums import EstadoPlan as E
from espacios.models import Accion, PlanTrabajo
from espacios.models.plan import ABIERTOS
from territorio.alcance import alcance_de

# Says why not, in words for whoever would press the button; empty when nothing stands in the way.
Condicion = Callable[[PlanTrabajo, Any], str]
COMENTARIO_MINIMO: Final = 10
# What somebody does to a draft that makes it theirs too.
EVENTOS_DE_ESCRITURA: Final = ("plan-editado", "accion-agregada", "accion-editada", "accion-quitada")


def _espacio_activo(plan: PlanTrabajo, actor: Any) -> str:
    if plan.espacio.estado == EstadoEspacio.RETIRADO:
        return "Este espacio está retirado: para cambiarlo, primero hay que reincorporarlo."
    return ""


def _con_acciones(plan: PlanTrabajo, actor: Any) -> str:
    return "" if plan.acciones.exists() else "Agregue al menos una acción antes de presentar el plan."


def _otra_persona(plan: PlanTrabajo, actor: Any) -> str:
    if actor.pk in {plan.autor_id, plan.presentado_por_id}:
        return "Lo hizo o lo presentó usted: lo revisa otra persona."
    if historial(plan).filter(actor=actor, accion__in=EVENTOS_DE_ESCRITURA).exists():
        return "Usted cambió algo en este plan: lo revisa otra persona."
    return ""


def _sin_version_en_camino(plan: PlanTrabajo, actor: Any) -> str:
    if PlanTrabajo.objects.filter(espacio=plan.espacio_id).abiertos().exists():
        return "Hay una versión nueva sin aprobar: primero hay que terminarla."
    return ""


def _sin_reemplazo(plan: PlanTrabajo, actor: Any) -> str:
    """Nothing has taken the place of a discarded draft: neither another open one nor one in force."""
    otros = list(PlanTrabajo.objects.filter(espacio=plan.espacio_id).exclude(pk=plan.pk))
    if any(p.estado in ABIERTOS for p in otros):
        return "Hay otro plan sin aprobar de este espacio: este queda descartado."
    vigente = next((p.pk for p in otros if p.estado == E.APROBADO), None)
    if vigente != plan.enmienda_de_id:
        return "Ya hay otro plan aprobado o ya no vale el que corregía: este queda descartado."
    return ""


@dataclass(frozen=True)
class Transicion:
    """One way from a state to another."""

    paso: PasoPlan
    verbo: str
    desde: frozenset[E]
    hacia: E
    permiso: Permiso
    condiciones: tuple[Condicion, ...] = ()
    pide_comentario: bool = False

    def impedimento(self, plan: PlanTrabajo, actor: Any) -> str:
        """Return the first reason against it, or an empty text."""
        if plan.estado not in self.desde:
            return f"El plan está {plan.get_estado_display().lower()}: ya no se puede hacer esto."
        return next((motivo for c in self.condiciones if (motivo := c(plan, actor))), "")


TRANSICIONES: Final[dict[PasoPlan, Transicion]] = {
    t.paso: t
    for t in (
        Transicion(
            PasoPlan.PRESENTAR,
            "Presentar para aprobación",
            frozenset({E.BORRADOR, E.OBSERVADO}),
            E.PRESENTADO,
            Permiso.PLAN_EDITAR,
            (_espacio_activo, _con_acciones),
        ),
        Transicion(
            PasoPlan.OBSERVAR,
            "Observar",
            frozenset({E.PRESENTADO}),
            E.OBSERVADO,
            Permiso.PLAN_APROBAR,
            (_otra_persona,),
            pide_comentario=True,
        ),
        Transicion(
            PasoPlan.APROBAR,
            "Aprobar",
            frozenset({E.PRESENTADO}),
            E.APROBADO,
            Permiso.PLAN_APROBAR,
            (_espacio_activo, _otra_persona),
        ),
        Transicion(
            # Nobody presses it: approving the new version takes it.
            PasoPlan.REEMPLAZAR,
            "Reemplazar",
            frozenset({E.APROBADO}),
            E.REEMPLAZADO,
            Permiso.PLAN_APROBAR,
        ),
        Transicion(
            PasoPlan.CERRAR,
            "Cerrar el plan",
            frozenset({E.APROBADO}),
            E.CERRADO,
            Permiso.PLAN_EDITAR,
            (_sin_version_en_camino,),
            pide_comentario=True,
        ),
        Transicion(
            PasoPlan.DESCARTAR,
            "Descartar el borrador",
            frozenset({E.BORRADOR, E.OBSERVADO}),
            E.DESCARTADO,
            Permiso.PLAN_EDITAR,
        ),
        Transicion(
            PasoPlan.RECUPERAR,
            "Recuperar el borrador",
            frozenset({E.DESCARTADO}),
            E.BORRADOR,
            Permiso.PLAN_EDITAR,
            (_espacio_activo, _sin_reemplazo),
        ),
    )
}

# Still being written. What is presented waits; what is approved is locked for good.
EDITABLES: Final = TRANSICIONES[PasoPlan.PRESENTAR].desde

_BLOQUEOS: Final = {
    E.PRESENTADO: "Este plan espera su aprobación: mientras tanto no se cambia.",
    E.APROBADO: "Este plan está aprobado y no cambia. Para corregirlo se hace una versión nueva.",
    E.REEMPLAZADO: "Este plan fue reemplazado por una versión nueva.",
    E.CERRADO: "Este plan está cerrado.",
    E.DESCARTADO: "Este borrador está descartado. Para seguir, primero hay que recuperarlo.",
}


def impedimento_para_editar(plan: PlanTrabajo) -> str:
    """Say why nobody may change its data now, or return an empty text."""
    return _BLOQUEOS.get(E(plan.estado), "") or _espacio_activo(plan, None)


def impedimento_para_enmendar(plan: PlanTrabajo) -> str:
    """Say why a new version cannot be made of it, or return an empty text."""
    if plan.estado != E.APROBADO:
        return "Solo lo aprobado se corrige con una versión nueva."
    return _espacio_activo(plan, None) or _sin_version_en_camino(plan, None)


def impedimento_para_abrir(filas: list[PlanTrabajo]) -> str:
    """Say why the space whose plans are `filas` takes no other plan now, or return an empty text."""
    estados = {plan.estado for plan in filas}
    if estados & {E.BORRADOR, E.PRESENTADO, E.OBSERVADO}:
        return "Ya hay un plan sin aprobar de este espacio."
    if E.APROBADO in estados:
        return "Este espacio ya tiene un plan aprobado: se corrige con una versión nueva."
    return ""


# Actions ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class PasoAccion:
    """What a report may say of an action, from which states, and what it has to bring along."""

    hacia: A
    verbo: str
    desde: frozenset[A]


PASOS_DE_ACCION: Final[dict[A, PasoAccion]] = {
    p.hacia: p
    for p in (
        PasoAccion(A.EN_CURSO, "Está en curso", frozenset(A)),
        PasoAccion(A.CUMPLIDA, "Se cumplió", frozenset({A.PENDIENTE, A.EN_CURSO, A.REPROGRAMADA})),
        PasoAccion(
            A.REPROGRAMADA,
            "Se reprograma para otra fecha",
            frozenset({A.PENDIENTE, A.EN_CURSO, A.REPROGRAMADA}),
        ),
    )
}

# Whether a committee gets more time is settled by who holds the plan.
NO_DE_QUIEN_LIDERA: Final = frozenset({A.REPROGRAMADA})


def pasos_posibles(accion: Accion, actor: Any) -> list[PasoAccion]:
    """Return what `actor` may say of `accion` now; whoever only leads its committee sets no other date."""
    pasos = [p for p in PASOS_DE_ACCION.values() if accion.estado in p.desde]
    lidera = solo_la_lidera(accion, actor)
    return [p for p in pasos if not (lidera and p.hacia in NO_DE_QUIEN_LIDERA)]


def solo_la_lidera(accion: Accion, actor: Any) -> bool:
    """Say whether `actor` reaches this very action only by leading its committee: not so by territory."""
    if not alcance_de(actor, Permiso.PLAN_AVANZAR).comites:
        return False
    return not Accion.objects.filter(pk=accion.pk).avanzables_por_lugar(actor).exists()


def impedimento_para_decir(accion: Accion, estado: str, actor: Any) -> str:
    """Say why `actor` cannot note that `accion` is in `estado`, or return an empty text."""
    if estado in {paso.hacia.value for paso in pasos_posibles(accion, actor)}:
        return ""
    if estado in NO_DE_QUIEN_LIDERA and solo_la_lidera(accion, actor):
        return "Tu comité no cambia la fecha: pídele otra a tu municipalidad, que la cambia ella."
    return f"La acción está {accion.get_estado_display().lower()}: eso ya no se puede anotar."


def impedimento_para_avanzar(plan: PlanTrabajo) -> str:
    """Say why no progress is noted on the actions of `plan` now, or return an empty text."""
    if plan.estado != E.APROBADO:
        return "El avance se anota cuando el plan está aprobado."
    return _espacio_activo(plan, None)
