"""The life of a diagnosis as one table: from, to, what it takes and who.

Services, buttons and the guide read it; nothing else decides what may happen next.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from cuentas.enums import Permiso
from espacios.enums import EstadoDiagnostico as E
from espacios.enums import EstadoEspacio, MetodoDiagnostico, MomentoDiagnostico
from espacios.enums import PasoDiagnostico as Paso
from espacios.models import Diagnostico
from espacios.models.diagnostico import DIMENSIONES, EDADES

# What is lacking, in words, by the field where it is mended; "" for what belongs to none.
Faltas = dict[str, str]
Condicion = Callable[[Diagnostico, Any], Faltas]


def _completo(diagnostico: Diagnostico, actor: Any) -> Faltas:
    """A diagnosis that can be compared: method, scores, what neighbours saw, who took part."""
    faltas = {d: "Falta el puntaje." for d in DIMENSIONES if getattr(diagnostico, d) is None}
    if not diagnostico.metodos:
        faltas["metodos"] = "Marque al menos un método."
    if not diagnostico.factores.exists():
        faltas["factores"] = "Marque al menos un factor de riesgo."
    if not diagnostico.potencialidades:
        faltas["potencialidades"] = "Escriba con qué cuenta el espacio."
    return {**faltas, **_gente(diagnostico), **_encuesta(diagnostico)}


def _gente(diagnostico: Diagnostico) -> Faltas:
    con_edad = sum(getattr(diagnostico, campo) for campo in EDADES)
    if not diagnostico.participantes:
        return {"mujeres": "Falta cuántas personas participaron."}
    if con_edad > diagnostico.participantes:
        total = diagnostico.participantes
        return {"edad_0_13": f"Las edades suman {con_edad} personas y participaron {total}."}
    return {}


def _encuesta(diagnostico: Diagnostico) -> Faltas:
    if MetodoDiagnostico.ENCUESTA in diagnostico.metodos and not diagnostico.encuestas:
        return {"muy_seguro": "Marcó encuesta como método: faltan las respuestas."}
    return {}


def _otra_persona(diagnostico: Diagnostico, actor: Any) -> Faltas:
    if actor.pk in {diagnostico.autor_id, diagnostico.enviado_por_id}:
        return {"": "Lo hizo o lo envió usted: lo revisa otra persona."}
    if diagnostico.editores.filter(pk=actor.pk).exists():
        return {"": "Usted guardó cambios en este diagnóstico: lo revisa otra persona."}
    return {}


def _nada(diagnostico: Diagnostico, actor: Any) -> Faltas:
    return {}


def _sin_reemplazo(diagnostico: Diagnostico, actor: Any) -> Faltas:
    """Nothing has taken the place of a discarded draft: neither another open one nor another line base."""
    otros = Diagnostico.objects.filter(espacio=diagnostico.espacio_id, momento=diagnostico.momento)
    repetida = diagnostico.momento == MomentoDiagnostico.LINEA_BASE and not diagnostico.enmienda_de_id
    otra_enmienda = diagnostico.enmienda_de_id and otros.filter(enmienda_de=diagnostico.enmienda_de_id)
    if otros.abiertos().exists() or (repetida and otros.en_pie().exists()):
        return {"": "Ya hay otro diagnóstico de este momento: este queda descartado."}
    if otra_enmienda and otra_enmienda.en_pie().exists():
        return {"": "Ya hay otra versión nueva: esta queda descartada."}
    if diagnostico.espacio.estado == EstadoEspacio.RETIRADO:
        return {"": "El espacio está retirado: primero hay que reincorporarlo."}
    return {}


@dataclass(frozen=True)
class Transicion:
    """One way from a state to another."""

    paso: Paso
    verbo: str
    desde: frozenset[E]
    hacia: E
    permiso: Permiso
    condicion: Condicion
    pide_comentarios: bool = False

    @property
    def de_otra_persona(self) -> bool:
        """Whether whoever made, edited or sent it may not take the step."""
        return self.condicion is _otra_persona

    def faltas(self, diagnostico: Diagnostico, actor: Any) -> Faltas:
        """Return what stands against it, by field; empty when nothing does."""
        if diagnostico.estado not in self.desde:
            estado = diagnostico.get_estado_display().lower()
            return {"": f"El diagnóstico está {estado}: ya no se puede hacer esto."}
        return self.condicion(diagnostico, actor)


TRANSICIONES: Final[dict[Paso, Transicion]] = {
    t.paso: t
    for t in (
        Transicion(
            Paso.ENVIAR,
            "Enviar a validación",
            frozenset({E.BORRADOR, E.OBSERVADO}),
            E.ENVIADO,
            Permiso.DIAGNOSTICO_EDITAR,
            _completo,
        ),
        Transicion(
            Paso.OBSERVAR,
            "Observar",
            frozenset({E.ENVIADO}),
            E.OBSERVADO,
            Permiso.DIAGNOSTICO_VALIDAR,
            _otra_persona,
            pide_comentarios=True,
        ),
        Transicion(
            Paso.VALIDAR,
            "Validar",
            frozenset({E.ENVIADO}),
            E.VALIDADO,
            Permiso.DIAGNOSTICO_VALIDAR,
            _otra_persona,
        ),
        Transicion(
            Paso.DESCARTAR,
            "Descartar el borrador",
            frozenset({E.BORRADOR, E.OBSERVADO}),
            E.DESCARTADO,
            Permiso.DIAGNOSTICO_EDITAR,
            _nada,
        ),
        Transicion(
            Paso.RECUPERAR,
            "Recuperar el borrador",
            frozenset({E.DESCARTADO}),
            E.BORRADOR,
            Permiso.DIAGNOSTICO_EDITAR,
            _sin_reemplazo,
        ),
    )
}

# Still being written. What is sent waits for its review; what is validated is locked for good.
EDITABLES: Final = TRANSICIONES[Paso.ENVIAR].desde


def impedimento_para_editar(diagnostico: Diagnostico) -> str:
    """Say why nobody may change its data now, or return an empty text."""
    if diagnostico.estado == E.VALIDADO:
        return "Este diagnóstico está validado y no cambia. Para corregirlo se hace una versión nueva."
    if diagnostico.estado == E.ENVIADO:
        return "Este diagnóstico espera su validación: mientras tanto no se cambia."
    if diagnostico.estado == E.DESCARTADO:
        return "Este borrador está descartado. Para seguir llenándolo, primero hay que recuperarlo."
    return ""


def impedimento_para_enmendar(diagnostico: Diagnostico) -> str:
    """Say why a new version cannot be made of it, or return an empty text."""
    if diagnostico.estado != E.VALIDADO:
        return "Solo lo validado se corrige con una versión nueva."
    if Diagnostico.objects.filter(enmienda_de=diagnostico).en_pie().exists():
        return "Ya hay una versión nueva de este diagnóstico."
    abiertos = Diagnostico.objects.filter(espacio=diagnostico.espacio_id, momento=diagnostico.momento)
    if abiertos.abiertos().exists():
        return "Ya hay un diagnóstico abierto de este momento: primero hay que terminarlo."
    return ""
