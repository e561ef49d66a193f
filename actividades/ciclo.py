"""The life of an activity as one table: from, to, what it takes and who.

Services, buttons and documentation all read it; nothing else decides what may happen next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from actividades.enums import PROGRAMADAS, SIN_EFECTO, EstadoActividad, EstadoParticipacion, Paso
from actividades.models import Actividad, Participacion
from comunes.bitacora import historial
from cuentas.enums import Permiso
from cuentas.permissions import can

E = EstadoActividad
CONFIRMADA: Final = EstadoParticipacion.CONFIRMADA
RESPONDE, APORTA = "institucion-responde", "institucion-aporta"
EVENTOS_DE_RESPUESTA: Final = (RESPONDE, APORTA)
AUN_NO: Final = "Todavía está programada: primero hay que anotar que se hizo."
# Says why not, in words for whoever would press the button; empty when nothing stands in the way.
Condicion = Callable[[Actividad, Any], str]


def _otra_persona(actividad: Actividad, actor: Any) -> str:
    if actividad.autor_id is not None and actividad.autor_id == actor.pk:
        return "La anotó usted: la revisa otra persona."
    return ""


def _con_cantidad(actividad: Actividad, actor: Any) -> str:
    return "" if actividad.participantes else "Falta cuántas personas participaron."


def _con_evidencia(actividad: Actividad, actor: Any) -> str:
    """At least one photo that somebody else brought: nobody vouches for their own evidence.

    What an invited institution sent counts while it confirms its part: as brought by the account that sent it
    or, by its link, by whoever made that.
    """
    if not actividad.fotos_en_pie:
        return "Falta al menos una foto."
    # In memory: the page that shows the buttons has photos and institutions at hand.
    confirmadas = [p for p in actividad.participaciones.all() if p.estado == CONFIRMADA and p.total_fotos]
    if not actividad.total_fotos and not confirmadas:
        return "Falta al menos una foto."
    autores = {e.autor_id for e in actividad.evidencias.all() if e.participacion_id is None}
    for p in confirmadas:
        con_cuenta = {e.autor_id for e in actividad.evidencias.all() if e.participacion_id == p.pk} - {None}
        autores |= con_cuenta or {p.invitada_por_id}
    if autores == {actor.pk}:
        return "Las fotos las agregó usted: la verifica otra persona."
    return ""


def _no_quien_la_rechazo(actividad: Actividad, actor: Any) -> str:
    """What somebody turned down is looked at by somebody else."""
    if actividad.estado == E.RECHAZADA and actividad.rechazada_por == actor.pk:
        return "La rechazó usted: la reabre otra persona."
    return ""


def _sin_pedir(actividad: Actividad, actor: Any) -> str:
    """Once after each rejection: asking again adds nothing."""
    ultima = actividad.revisiones.order_by("-pk").values_list("paso", flat=True).first()
    return "Ya se pidió que otra persona la mire." if ultima == Paso.PEDIR else ""


def _suya_o_a_cargo(actividad: Actividad, actor: Any) -> str:
    """What is planned belongs to the committee; what was done, to who wrote it down."""
    if actividad.por_hacer:
        return ""
    if actividad.autor_id == actor.pk or permitido(actividad, actor, Permiso.ACTIVIDAD_VERIFICAR):
        return ""
    return "Solo quien la anotó o quien la revisa puede cambiarla."


@dataclass(frozen=True)
class Transicion:
    """One way from a state to another."""

    paso: Paso
    verbo: str
    desde: frozenset[EstadoActividad]
    hacia: EstadoActividad
    permiso: Permiso
    condiciones: tuple[Condicion, ...] = ()
    pide_texto: bool = True

    def impedimento(self, actividad: Actividad, actor: Any) -> str:
        """Return the first reason against it, or an empty text."""
        if actividad.estado not in self.desde:
            if actividad.por_hacer:
                return AUN_NO
            return f"La actividad está {actividad.get_estado_display().lower()}: ya no se puede hacer esto."
        return next((motivo for c in self.condiciones if (motivo := c(actividad, actor))), "")


TRANSICIONES: Final[dict[Paso, Transicion]] = {
    t.paso: t
    for t in (
        Transicion(
            Paso.VERIFICAR,
            "Verificar",
            frozenset({E.REALIZADA}),
            E.VERIFICADA,
            Permiso.ACTIVIDAD_VERIFICAR,
            (_otra_persona, _con_cantidad, _con_evidencia),
            pide_texto=False,
        ),
        Transicion(
            Paso.OBSERVAR,
            "Observar",
            frozenset({E.REALIZADA}),
            E.OBSERVADA,
            Permiso.ACTIVIDAD_VERIFICAR,
            (_otra_persona,),
        ),
        Transicion(
            Paso.RECHAZAR,
            "Rechazar",
            frozenset({E.REALIZADA, E.OBSERVADA}),
            E.RECHAZADA,
            Permiso.ACTIVIDAD_VERIFICAR,
            (_otra_persona,),
        ),
        Transicion(
            Paso.PEDIR,
            "Pedir otra mirada",
            frozenset({E.RECHAZADA}),
            E.RECHAZADA,
            Permiso.ACTIVIDAD_ANOTAR,
            (_sin_pedir,),
        ),
        Transicion(
            Paso.RESPONDER,
            "Responder",
            frozenset({E.OBSERVADA}),
            E.REALIZADA,
            Permiso.ACTIVIDAD_ANOTAR,
            pide_texto=False,
        ),
        Transicion(
            Paso.CANCELAR,
            "Cancelar actividad",
            PROGRAMADAS | {E.REALIZADA, E.OBSERVADA},
            E.CANCELADA,
            Permiso.ACTIVIDAD_ANOTAR,
            (_suya_o_a_cargo,),
        ),
        Transicion(
            Paso.REPROGRAMAR,
            "Cambiar de día",
            PROGRAMADAS,
            E.REPROGRAMADA,
            Permiso.ACTIVIDAD_ANOTAR,
        ),
        Transicion(
            Paso.REALIZAR,
            "Ya la hicimos",
            PROGRAMADAS,
            E.REALIZADA,
            Permiso.ACTIVIDAD_ANOTAR,
            pide_texto=False,
        ),
        Transicion(
            Paso.REABRIR,
            "Reabrir",
            frozenset({E.VERIFICADA, E.CANCELADA, E.RECHAZADA}),
            E.REALIZADA,
            Permiso.ACTIVIDAD_VERIFICAR,
            (_otra_persona, _no_quien_la_rechazo),
        ),
    )
}

EN_PIE: Final = frozenset(E) - SIN_EFECTO
# What waits for somebody's review, or came back from one.
POR_REVISAR: Final = frozenset({E.REALIZADA, E.OBSERVADA})
# What may still be corrected, and what may still receive photos.
EDITABLES: Final = frozenset({E.REALIZADA, E.OBSERVADA})


@dataclass(frozen=True)
class Accion:
    """A button: what it does and, when it cannot be pressed, why."""

    transicion: Transicion
    impedimento: str


def acciones(actividad: Actividad, actor: Any) -> dict[str, Accion]:
    """Return the steps that concern `actor` now, by their name. What lacks permission isn't there."""
    return {
        paso.value: Accion(t, t.impedimento(actividad, actor))
        for paso, t in TRANSICIONES.items()
        if actividad.estado in t.desde and permitido(actividad, actor, t.permiso)
    }


def impedimento_para_editar(actividad: Actividad, actor: Any) -> str:
    """Say why `actor` cannot correct the data, or return an empty text."""
    if actividad.por_hacer:
        return AUN_NO
    if actividad.estado not in EDITABLES:
        return "Ya no se puede corregir: la actividad está " + actividad.get_estado_display().lower() + "."
    return _suya_o_a_cargo(actividad, actor)


def impedimento_para_fotos(actividad: Actividad) -> str:
    """Say why it takes no more photos, or return an empty text."""
    if actividad.estado in EDITABLES:
        return ""
    if actividad.por_hacer:
        return AUN_NO
    return f"La actividad está {actividad.get_estado_display().lower()}: ya no recibe fotos."


def impedimento_para_invitar(actividad: Actividad) -> str:
    """Say why nobody is invited to it, or return an empty text."""
    if actividad.estado not in SIN_EFECTO:
        return ""
    return f"La actividad está {actividad.get_estado_display().lower()}: ya no se invita a nadie."


def respondidas_por(actividad: Actividad, actor: Any) -> frozenset[int]:
    """Return the keys of its parts that `actor` ever answered or added to, though somebody else did later."""
    eventos = historial(actividad).filter(actor=actor, accion__in=EVENTOS_DE_RESPUESTA)
    return frozenset(eventos.values_list("datos__participacion", flat=True))


def impedimento_para_revisar(participacion: Participacion, actor: Any, respondidas: frozenset[int]) -> str:
    """Say why `actor` cannot review what an institution sent, or return an empty text.

    `respondidas` are the actor's own of that activity (`respondidas_por`).
    """
    if not participacion.por_revisar:
        return "No hay una respuesta por revisar."
    if participacion.invitada_por_id == actor.pk:
        return "La invitó usted: la revisa otra persona."
    if participacion.respondida_por_id == actor.pk or participacion.pk in respondidas:
        return "La respondió usted: la revisa otra persona."
    return ""


def permitido(actividad: Actividad, actor: Any, permiso: Permiso) -> bool:
    """Ask `can`, or take the answer that `selectors.con_permisos` already brought with the row."""
    traido = getattr(actividad, atributo_de(permiso), None)
    return can(actor, permiso, actividad) if traido is None else bool(traido)


def atributo_de(permiso: Permiso) -> str:
    """Name the annotation that holds the answer for `permiso`."""
    return f"con_{permiso.replace('-', '_')}"
