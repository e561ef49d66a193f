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

from espacios.comparacion import comparar
from espacios.enums import (
    ESTADOS_RECUPERADOS,
    EstadoDiagnostico,
    EstadoIntervencion,
    EstadoPlan,
    MomentoDiagnostico,
    MomentoFoto,
)
from espacios.marcas import Vigilada
from espacios.models import (
    Articulacion,
    Diagnostico,
    DiagnosticoQuerySet,
    EspacioPublico,
    EspacioQuerySet,
    FotoEspacio,
    Intervencion,
    PlanTrabajo,
    booleano,
)

Condicion = Callable[[], Q]
Enlace = Callable[[EspacioPublico], tuple[str, str] | None]

# Only what has been recovered can fall back: the others have not arrived yet.
ESTADOS_CON_ALERTA: Final = ESTADOS_RECUPERADOS


@dataclass(frozen=True)
class Evidencia:
    """A proof named `clave`; `enlace(espacio)` gives the address and the verb that lead to obtain it."""

    clave: str
    condicion: Condicion
    enlace: Enlace | None = None


@dataclass(frozen=True)
class Razon:
    """Why this very space is in alert, with its dates and figures, and what leads to mend it."""

    texto: str
    url: str = ""
    accion: str = ""


@dataclass(frozen=True)
class MotivoDeAlerta:
    """A reason for alarm in a recovered space; `texto` is a whole sentence for the screen.

    `detalle` words it for one space where the reason holds, in at most one query. `vigila` names every
    table and field that the condition reads: what is counted beforehand is counted again when one changes.
    """

    clave: str
    texto: str
    condicion: Condicion
    detalle: Callable[[EspacioPublico], Razon] | None = None
    vigila: tuple[Vigilada, ...] = ()


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


def razones_de(espacio: EspacioPublico) -> list[Razon]:
    """Return why a row read through `con_alertas` is in alert, spelled out."""
    return [m.detalle(espacio) if m.detalle else Razon(m.texto) for m in alertas_de(espacio)]


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
    bases = Diagnostico.objects.filter(espacio=OuterRef("pk"), momento=MomentoDiagnostico.LINEA_BASE)
    return bases.en_pie()


def _con_diagnostico_abierto() -> Q:
    return Q(Exists(_lineas_base().exclude(metodos=[])))


def _con_diagnostico_validado() -> Q:
    return Q(Exists(_lineas_base().filter(estado=EstadoDiagnostico.VALIDADO)))


def _enlace_a_abrir(espacio: EspacioPublico) -> tuple[str, str]:
    return reverse("espacios:diagnostico-abrir", args=[espacio.codigo]), "Abrir"


def _enlace_a_validar(espacio: EspacioPublico) -> tuple[str, str]:
    """Lead to the line base that is under way, or to opening it."""
    bases = Diagnostico.objects.filter(espacio=espacio, momento=MomentoDiagnostico.LINEA_BASE)
    base = bases.en_pie().first()
    return (base.get_absolute_url(), "Ver el diagnóstico") if base else _enlace_a_abrir(espacio)


def _enlace_a(nombre: str, verbo: str) -> Enlace:
    return lambda espacio: (reverse(f"espacios:{nombre}", args=[espacio.codigo]), verbo)


def _con_plan_aprobado() -> Q:
    return Q(Exists(PlanTrabajo.objects.filter(espacio=OuterRef("pk"), estado=EstadoPlan.APROBADO)))


def _enlace_al_plan(espacio: EspacioPublico) -> tuple[str, str] | None:
    """Lead to the plan that is under way, or to making it."""
    plan = PlanTrabajo.objects.filter(espacio=espacio).abiertos().first()
    return (
        (plan.get_absolute_url(), "Ver el plan")
        if plan
        else _enlace_a("plan-abrir", "Hacer el plan")(espacio)
    )


def _con_articulacion() -> Q:
    """Both institutions, in one record or in two."""
    suyas = Articulacion.objects.filter(espacio=OuterRef("pk"))
    return Q(Exists(suyas.filter(municipalidad=True))) & Q(Exists(suyas.filter(comisaria=True)))


def _con_intervencion_verificada() -> Q:
    suyas = Intervencion.objects.filter(espacio=OuterRef("pk"))
    return Q(Exists(suyas.filter(estado=EstadoIntervencion.VERIFICADA)))


def _enlace_a_intervenir(espacio: EspacioPublico) -> tuple[str, str] | None:
    """Lead to the intervention that is nearest to its verification, or to registering one."""
    orden = {e: n for n, e in enumerate(EstadoIntervencion)}
    vivas = Intervencion.objects.filter(espacio=espacio).exclude(estado=EstadoIntervencion.CANCELADA)
    suyas = sorted(vivas, key=lambda i: -orden[i.estado_enum])
    if suyas:
        return suyas[0].get_absolute_url(), "Ver la intervención"
    return _enlace_a("intervencion-nueva", "Registrar")(espacio)


def _detalle_de_diagnostico(espacio: EspacioPublico) -> Razon:
    """Say in what it is worse: «el puntaje bajó de 14 a 11 de 25»."""
    comparativa = comparar(list(Diagnostico.objects.filter(espacio=espacio)))
    if comparativa is None or comparativa.hoy is None or not comparativa.empeoras:
        return Razon("El último diagnóstico es peor que la línea base.")
    hoy = comparativa.hoy
    cual = f"El diagnóstico de {hoy.get_momento_display().lower()} del {hoy.fecha:%d/%m/%Y}"
    texto = f"{cual} es peor que la línea base: {' y '.join(comparativa.empeoras)}."
    texto += " La alerta se quita sola con uno posterior, validado, que ya no sea peor."
    return Razon(texto, f"{espacio.get_absolute_url()}#diagnostico", "Comparar")


registrar_evidencia(Evidencia("diagnostico-abierto", _con_diagnostico_abierto, _enlace_a_abrir))
registrar_evidencia(Evidencia("diagnostico-validado", _con_diagnostico_validado, _enlace_a_validar))
registrar_evidencia(Evidencia("plan-aprobado", _con_plan_aprobado, _enlace_al_plan))
registrar_evidencia(
    Evidencia("articulacion-registrada", _con_articulacion, _enlace_a("articulacion-nueva", "Registrar"))
)
registrar_evidencia(Evidencia("intervencion-verificada", _con_intervencion_verificada, _enlace_a_intervenir))
registrar_evidencia(Evidencia("factor-de-riesgo", _con_factor, _enlace_a("espacio-editar", "Marcar")))
registrar_evidencia(
    Evidencia(
        "comisaria-asignada", lambda: Q(comisaria__isnull=False), _enlace_a("espacio-editar", "Asignar")
    )
)
registrar_evidencia(
    Evidencia("fotos-antes-y-despues", _con_antes_y_despues, _enlace_a("fotos-agregar", "Agregar"))
)
registrar_alerta(
    MotivoDeAlerta(
        "diagnostico-peor",
        "El último diagnóstico es peor que la línea base.",
        lambda: Q(diagnostico_peor=True),
        _detalle_de_diagnostico,
        (Vigilada("espacios.EspacioPublico", "", ("diagnostico_peor",)),),
    )
)
