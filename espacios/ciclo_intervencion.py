"""The life of an intervention as one table: from, to, what it takes and who.

Services, buttons and the guide read it; nothing else decides what may happen next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.utils.timezone import localdate

from comunes.bitacora import historial
from cuentas.enums import Permiso
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.enums import EstadoIntervencion as E
from espacios.enums import PasoIntervencion as Paso
from espacios.models import FotoEspacio, Intervencion

# Says what stands against it, each in words; empty when nothing does.
Condicion = Callable[[Intervencion, Any], list[str]]
COMENTARIO_MINIMO: Final = 10
EVENTO_FOTOS: Final = "intervencion-fotos"


def _espacio_activo(intervencion: Intervencion, actor: Any) -> list[str]:
    if intervencion.espacio.estado == EstadoEspacio.RETIRADO:
        return ["Este espacio está retirado: para cambiarlo, primero hay que reincorporarlo."]
    return []


def _ya_empezo(intervencion: Intervencion, actor: Any) -> list[str]:
    if intervencion.inicio > localdate():
        return [f"Su fecha de inicio es el {intervencion.inicio:%d/%m/%Y}: si empezó antes, edítela."]
    return []


def _con_fechas(intervencion: Intervencion, actor: Any) -> list[str]:
    if intervencion.fin is None:
        return ["Falta la fecha en que terminó."]
    return ["La fecha en que terminó está en el futuro."] if intervencion.fin > localdate() else []


def _con_fotos(intervencion: Intervencion, actor: Any) -> list[str]:
    momentos = {f.momento for f in fotos_de(intervencion)}
    pedidos = {
        MomentoFoto.ANTES: "Falta una foto de antes.",
        MomentoFoto.DESPUES: "Falta una foto de después.",
    }
    return [texto for momento, texto in pedidos.items() if momento not in momentos]


def _otra_persona(intervencion: Intervencion, actor: Any) -> list[str]:
    if actor.pk in {intervencion.autor_id, intervencion.terminada_por_id}:
        return ["La registró o la dio por hecha usted: la revisa otra persona."]
    return []


def _otras_fotos(intervencion: Intervencion, actor: Any) -> list[str]:
    puso = historial(intervencion).filter(accion=EVENTO_FOTOS, actor=actor)
    if actor.pk in {f.autor_id for f in fotos_de(intervencion)} or puso.exists():
        return ["Usted puso fotos en esta intervención: la verifica otra persona."]
    return []


def fotos_de(intervencion: Intervencion) -> list[FotoEspacio]:
    """Return its photos that nobody removed, in their order; read once per object."""
    if not hasattr(intervencion, "_fotos_leidas"):
        intervencion._fotos_leidas = list(intervencion.fotos.vigentes())  # type: ignore[attr-defined]
    return intervencion._fotos_leidas  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True)
class Transicion:
    """One way from a state to another."""

    paso: Paso
    verbo: str
    desde: frozenset[E]
    hacia: E
    permiso: Permiso
    condiciones: tuple[Condicion, ...] = ()
    pide_comentario: bool = False

    def faltas(self, intervencion: Intervencion, actor: Any) -> list[str]:
        """Return everything against it, in words; empty when nothing is."""
        if intervencion.estado not in self.desde:
            estado = intervencion.get_estado_display().lower()
            return [f"La intervención está {estado}: ya no se puede hacer esto."]
        return [falta for c in self.condiciones for falta in c(intervencion, actor)]


TRANSICIONES: Final[dict[Paso, Transicion]] = {
    t.paso: t
    for t in (
        Transicion(
            Paso.EMPEZAR,
            "Empezar",
            frozenset({E.PLANIFICADA}),
            E.EN_EJECUCION,
            Permiso.PLAN_EDITAR,
            (_espacio_activo, _ya_empezo),
        ),
        Transicion(
            Paso.TERMINAR,
            "Dar por terminada",
            frozenset({E.EN_EJECUCION, E.OBSERVADA}),
            E.TERMINADA,
            Permiso.PLAN_EDITAR,
            (_espacio_activo, _con_fechas),
        ),
        Transicion(
            Paso.OBSERVAR,
            "Observar",
            frozenset({E.TERMINADA}),
            E.OBSERVADA,
            Permiso.PLAN_APROBAR,
            (_otra_persona,),
            pide_comentario=True,
        ),
        Transicion(
            Paso.VERIFICAR,
            "Verificar",
            frozenset({E.TERMINADA}),
            E.VERIFICADA,
            Permiso.PLAN_APROBAR,
            (_espacio_activo, _con_fechas, _con_fotos, _otra_persona, _otras_fotos),
        ),
        Transicion(
            Paso.CANCELAR,
            "Cancelar",
            frozenset({E.PLANIFICADA, E.EN_EJECUCION, E.OBSERVADA}),
            E.CANCELADA,
            Permiso.PLAN_EDITAR,
            (_espacio_activo,),
            pide_comentario=True,
        ),
        Transicion(
            Paso.RETOMAR,
            "Retomar",
            frozenset({E.CANCELADA}),
            E.PLANIFICADA,
            Permiso.PLAN_EDITAR,
            (_espacio_activo,),
        ),
    )
}

EDITABLES: Final = frozenset({E.PLANIFICADA, E.EN_EJECUCION, E.OBSERVADA})
_BLOQUEOS: Final = {
    E.TERMINADA: "Esta intervención espera su verificación: mientras tanto no se cambia.",
    E.VERIFICADA: "Esta intervención está verificada y no cambia.",
    E.CANCELADA: "Esta intervención se canceló. Para cambiarla, primero hay que retomarla.",
}


def impedimento_para_editar(intervencion: Intervencion) -> str:
    """Say why nobody may change its data now, or return an empty text."""
    return _BLOQUEOS.get(E(intervencion.estado), "") or "".join(_espacio_activo(intervencion, None))


def impedimento_para_fotos(intervencion: Intervencion) -> str:
    """Say why it takes no more photos now, or return an empty text. While it waits, it does."""
    if intervencion.estado in {E.VERIFICADA, E.CANCELADA}:
        return _BLOQUEOS[E(intervencion.estado)]
    return "".join(_espacio_activo(intervencion, None))


def lo_que_falta(intervencion: Intervencion, *, con_fechas: bool = True) -> list[str]:
    """Return what the work itself still lacks to be verified, whoever looks at it."""
    condiciones = (_con_fechas, _con_fotos) if con_fechas else (_con_fotos,)
    return [falta for c in condiciones for falta in c(intervencion, None)]
