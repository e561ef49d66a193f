"""The life of a space as one table: each step, its proofs, who takes it.

Services, buttons, the path on the space page and the guide read this table and nothing else.
"""

from dataclasses import dataclass
from typing import Final

from cuentas.enums import Permiso
from espacios.enums import EstadoEspacio as E
from espacios.evidencias import evidencia, tiene_evidencia
from espacios.models import EspacioPublico


@dataclass(frozen=True)
class Requisito:
    """A proof that a step asks for, by its name in `evidencias`, and the words for its absence."""

    clave: str
    falta: str


@dataclass(frozen=True)
class Transicion:
    """One step, taken with a button (`verbo`) by whoever holds `permiso`, once its proofs are there."""

    desde: E
    hacia: E
    permiso: Permiso
    verbo: str
    requisitos: tuple[Requisito, ...]


@dataclass(frozen=True)
class Falta:
    """A missing proof in words, with the address and the verb that lead to it when there is one."""

    texto: str
    url: str = ""
    accion: str = ""


CAMINO: Final = (
    E.IDENTIFICADO,
    E.PRIORIZADO,
    E.EN_DIAGNOSTICO,
    E.EN_RECUPERACION,
    E.RECUPERADO,
    E.EN_SOSTENIBILIDAD,
)

TRANSICIONES: Final = (
    Transicion(
        E.IDENTIFICADO,
        E.PRIORIZADO,
        Permiso.ESPACIO_EDITAR,
        "Priorizar",
        (
            Requisito("factor-de-riesgo", "Falta marcar al menos un factor de riesgo."),
            Requisito("comisaria-asignada", "Falta asignar la comisaría."),
        ),
    ),
    Transicion(
        E.PRIORIZADO,
        E.EN_DIAGNOSTICO,
        Permiso.ESPACIO_EDITAR,
        "Pasar a diagnóstico",
        (Requisito("diagnostico-abierto", "Falta abrir el diagnóstico con un método de línea base."),),
    ),
    Transicion(
        E.EN_DIAGNOSTICO,
        E.EN_RECUPERACION,
        Permiso.ESPACIO_EDITAR,
        "Empezar la recuperación",
        (
            Requisito("diagnostico-validado", "Falta validar el diagnóstico."),
            Requisito("plan-aprobado", "Falta aprobar el plan de trabajo."),
            Requisito(
                "articulacion-registrada", "Falta registrar la articulación con municipalidad y comisaría."
            ),
        ),
    ),
    Transicion(
        E.EN_RECUPERACION,
        E.RECUPERADO,
        Permiso.ESPACIO_EDITAR,
        "Declarar recuperado",
        (
            Requisito("fotos-antes-y-despues", "Faltan fotos de antes y de después."),
            Requisito("intervencion-verificada", "Falta verificar una intervención."),
        ),
    ),
    Transicion(
        E.RECUPERADO,
        E.EN_SOSTENIBILIDAD,
        Permiso.ESPACIO_EDITAR,
        "Pasar a sostenibilidad",
        (
            Requisito("comite-vigente", "Falta un comité con mandato vigente."),
            Requisito("actividad-verificada", "Falta verificar una actividad del comité."),
        ),
    ),
)
_SIGUIENTE: Final = {t.desde: t for t in TRANSICIONES}


def siguiente_paso(estado: str) -> Transicion | None:
    """Return the step that leads on from `estado`; None at the end of the path or when retired."""
    return _SIGUIENTE.get(E(estado))


def lo_que_falta(espacio: EspacioPublico, paso: Transicion) -> list[Falta]:
    """Return the proofs that `espacio` lacks for `paso`, in the order of the table."""
    return [_falta(espacio, r) for r in paso.requisitos if not tiene_evidencia(espacio, r.clave)]


def _falta(espacio: EspacioPublico, requisito: Requisito) -> Falta:
    registrada = evidencia(requisito.clave)
    enlace = registrada.enlace(espacio) if registrada and registrada.enlace else None
    return Falta(requisito.falta, *(enlace or ()))
