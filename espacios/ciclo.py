"""The life of a space as one table: each step, its proofs, who takes it.

Services, buttons, the path on the space page, the history and the guide read this table and nothing else.
«En alerta» is no step: it is derived (`evidencias`) and lies over the last two states.
"""

from dataclasses import dataclass
from typing import Final

from cuentas.enums import Permiso
from espacios.enums import EstadoEspacio as E
from espacios.evidencias import evidencia, tiene_evidencia
from espacios.models import EspacioPublico


@dataclass(frozen=True)
class Requisito:
    """A proof that a step asks for, by its name in `evidencias`, in words and in those of its absence."""

    clave: str
    prueba: str
    falta: str


@dataclass(frozen=True)
class Transicion:
    """One step, taken with a button (`verbo`) by whoever holds `permiso`, once its proofs are there.

    `hacia` is None for the one that leads back to the state before. Whoever holds `lo_pide` may ask
    for the step, and somebody else, with `permiso`, takes it.
    """

    clave: str
    desde: tuple[E, ...]
    hacia: E | None
    permiso: Permiso
    verbo: str
    hecho: str
    requisitos: tuple[Requisito, ...] = ()
    pide_motivo: bool = False
    lo_pide: Permiso | None = None

    def impedimento(self, estado: str) -> str:
        """Say why the step cannot be taken from `estado`, or return an empty text."""
        if estado in self.desde:
            return ""
        if estado == E.RETIRADO:
            return "Este espacio está retirado: para cambiarlo, primero hay que reincorporarlo."
        if self.desde == (E.RETIRADO,):
            return "Este espacio no está retirado."
        return f"Este espacio está {E(estado).label.lower()}: ya no se puede hacer esto."


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


def _avance(
    clave: str, desde: E, hacia: E, verbo: str, hecho: str, *requisitos: tuple[str, str, str]
) -> Transicion:
    pruebas = tuple(Requisito(*r) for r in requisitos)
    return Transicion(clave, (desde,), hacia, Permiso.ESPACIO_EDITAR, verbo, hecho, pruebas)


AVANCES: Final = (
    _avance(
        "priorizar",
        E.IDENTIFICADO,
        E.PRIORIZADO,
        "Priorizar",
        "Se priorizó",
        (
            "factor-de-riesgo",
            "Al menos un factor de riesgo marcado",
            "Falta marcar al menos un factor de riesgo.",
        ),
        ("comisaria-asignada", "Comisaría asignada", "Falta asignar la comisaría."),
    ),
    _avance(
        "diagnosticar",
        E.PRIORIZADO,
        E.EN_DIAGNOSTICO,
        "Pasar a diagnóstico",
        "Pasó a diagnóstico",
        (
            "diagnostico-abierto",
            "Línea base abierta, con su método",
            "Falta abrir el diagnóstico con un método de línea base.",
        ),
    ),
    _avance(
        "recuperar",
        E.EN_DIAGNOSTICO,
        E.EN_RECUPERACION,
        "Empezar la recuperación",
        "Empezó la recuperación",
        ("diagnostico-validado", "Línea base validada", "Falta validar el diagnóstico."),
        ("plan-aprobado", "Plan de trabajo aprobado", "Falta aprobar el plan de trabajo."),
        (
            "articulacion-registrada",
            "Articulación con municipalidad y comisaría",
            "Falta registrar la articulación con municipalidad y comisaría.",
        ),
    ),
    _avance(
        "declarar-recuperado",
        E.EN_RECUPERACION,
        E.RECUPERADO,
        "Declarar recuperado",
        "Se declaró recuperado",
        ("fotos-antes-y-despues", "Fotos de antes y de después", "Faltan fotos de antes y de después."),
        ("intervencion-verificada", "Intervención verificada", "Falta verificar una intervención."),
    ),
    _avance(
        "sostener",
        E.RECUPERADO,
        E.EN_SOSTENIBILIDAD,
        "Pasar a sostenibilidad",
        "Pasó a sostenibilidad",
        ("comite-vigente", "Comité con mandato vigente", "Falta un comité con mandato vigente."),
        (
            "actividad-verificada",
            "Actividad del comité verificada",
            "Falta verificar una actividad del comité.",
        ),
    ),
)
RETIRAR: Final = Transicion(
    "retirar",
    CAMINO,
    E.RETIRADO,
    Permiso.ESPACIO_APROBAR,
    "Retirar del programa",
    "Se retiró del programa",
    pide_motivo=True,
    lo_pide=Permiso.ESPACIO_EDITAR,
)
REINCORPORAR: Final = Transicion(
    "reincorporar",
    (E.RETIRADO,),
    None,
    Permiso.ESPACIO_APROBAR,
    "Reincorporar",
    "Se reincorporó al programa",
    pide_motivo=True,
)
TRANSICIONES: Final = (*AVANCES, RETIRAR, REINCORPORAR)
_SIGUIENTE: Final = {t.desde[0]: t for t in AVANCES}


def transicion_entre(desde: str, hacia: str) -> Transicion | None:
    """Return the step that leads from one state to another; None for a state set by the ministry."""
    if desde == E.RETIRADO:
        return REINCORPORAR
    return next((t for t in TRANSICIONES if desde in t.desde and t.hacia == hacia), None)


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
