"""What proves a step or raises an alert, told by whoever keeps that data.

A proof is a condition over spaces, so that one row, a list and a count ask the same question inside
one query. Apps above register theirs in `AppConfig.ready()`::

    registrar_evidencia(Evidencia("comite-vigente", condicion, enlace))
    registrar_alerta(MotivoDeAlerta("comite-vencido", "El mandato del comité venció.", condicion))

`condicion` is a function that returns a Q over `EspacioPublico` (use `Exists` with
``OuterRef("pk")`` to reach upper tables); it is called for every query, so "today" is always today.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from espacios.enums import EstadoDiagnostico, EstadoEspacio, MomentoDiagnostico, MomentoFoto
from espacios.models import (
    Diagnostico,
    DiagnosticoQuerySet,
    EspacioPublico,
    EspacioQuerySet,
    FotoEspacio,
    booleano,
)

Condicion = Callable[[], Q]
Enlace = Callable[[EspacioPublico], tuple[str, str] | None]

# Only what has been recovered can fall back: the others have not arrived yet.
ESTADOS_CON_ALERTA: Final = (EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD)


@dataclass(frozen=True)
class Evidencia:
    """A proof named `clave`; `enlace(espacio)` gives the address and the verb that lead to obtain it."""

    clave: str
    condicion: Condicion
    enlace: Enlace | None = None


@dataclass(frozen=True)
class MotivoDeAlerta:
    """A reason for alarm in a recovered space; `texto` is a whole sentence for the screen."""

    clave: str
    texto: str
    condicion: Condicion


_evidencias: dict[str, Evidencia] = {}
_alertas: dict[str, MotivoDeAlerta] = {}


def registrar_evidencia(evidencia: Evidencia) -> None:
    """Offer a proof; the last one registered under a name holds."""
    _evidencias[evidencia.clave] = evidencia


def registrar_alerta(motivo: MotivoDeAlerta) -> None:
    """Offer a reason for alarm; the last one registered under a name holds."""
    _alertas[motivo.clave] = motivo


def evidencia(clave: str) -> Evidencia | None:
    """Return the proof of that name, or None while nobody keeps such data."""
    return _evidencias.get(clave)


def motivos_de_alerta() -> list[MotivoDeAlerta]:
    return list(_alertas.values())


def condicion_de_alerta() -> Q:
    """Return the condition that a space in alert meets."""
    alguno = Q(pk__in=[])
    for motivo in _alertas.values():
        alguno |= motivo.condicion()
    return Q(estado__in=ESTADOS_CON_ALERTA) & alguno


def con_alertas(filas: EspacioQuerySet) -> EspacioQuerySet:
    """Annotate `alerta_<clave>` for each reason, for `alertas_de`."""
    return filas.annotate(
        **{
            f"alerta_{_atributo(m.clave)}": booleano(Q(estado__in=ESTADOS_CON_ALERTA) & m.condicion())
            for m in _alertas.values()
        }
    )


def alertas_de(espacio: EspacioPublico) -> list[MotivoDeAlerta]:
    """Return the reasons that hold for a row read through `con_alertas`."""
    return [m for m in _alertas.values() if getattr(espacio, f"alerta_{_atributo(m.clave)}")]


def con_evidencias(filas: EspacioQuerySet) -> EspacioQuerySet:
    """Annotate `evidencia_<clave>` for each registered proof."""
    return filas.annotate(
        **{f"evidencia_{_atributo(e.clave)}": booleano(e.condicion()) for e in _evidencias.values()}
    )


def tiene_evidencia(espacio: EspacioPublico, clave: str) -> bool:
    """Say whether the proof holds; asks the database unless the row came through `con_evidencias`."""
    if (dicho := getattr(espacio, f"evidencia_{_atributo(clave)}", None)) is not None:
        return bool(dicho)
    registrada = _evidencias.get(clave)
    if registrada is None:
        return False
    return EspacioPublico.objects.filter(registrada.condicion(), pk=espacio.pk).exists()


def _atributo(clave: str) -> str:
    return clave.replace("-", "_")


# This app's own proofs ----------------------------------------------------------------------------


def _con_factor() -> Q:
    return Q(Exists(EspacioPublico.factores.through.objects.filter(espaciopublico=OuterRef("pk"))))


def _con_antes_y_despues() -> Q:
    fotos = FotoEspacio.objects.vigentes().filter(espacio=OuterRef("pk"))
    return Q(Exists(fotos.filter(momento=MomentoFoto.ANTES))) & Q(
        Exists(fotos.filter(momento=MomentoFoto.DESPUES))
    )


def _lineas_base() -> DiagnosticoQuerySet:
    return Diagnostico.objects.filter(espacio=OuterRef("pk"), momento=MomentoDiagnostico.LINEA_BASE)


def _con_diagnostico_abierto() -> Q:
    return Q(Exists(_lineas_base().exclude(metodos=[])))


def _con_diagnostico_validado() -> Q:
    return Q(Exists(_lineas_base().filter(estado=EstadoDiagnostico.VALIDADO)))


def _enlace_a_abrir(espacio: EspacioPublico) -> tuple[str, str]:
    return reverse("espacios:diagnostico-abrir", args=[espacio.codigo]), "Abrir"


def _enlace_a_validar(espacio: EspacioPublico) -> tuple[str, str]:
    """Lead to the line base that is under way, or to opening it."""
    base = Diagnostico.objects.filter(espacio=espacio, momento=MomentoDiagnostico.LINEA_BASE).first()
    return (base.get_absolute_url(), "Ver el diagnóstico") if base else _enlace_a_abrir(espacio)


registrar_evidencia(Evidencia("diagnostico-abierto", _con_diagnostico_abierto, _enlace_a_abrir))
registrar_evidencia(Evidencia("diagnostico-validado", _con_diagnostico_validado, _enlace_a_validar))
registrar_evidencia(Evidencia("factor-de-riesgo", _con_factor))
registrar_evidencia(Evidencia("comisaria-asignada", lambda: Q(comisaria__isnull=False)))
registrar_evidencia(Evidencia("fotos-antes-y-despues", _con_antes_y_despues))
