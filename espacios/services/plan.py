"""Every write of work plans: opened, edited, presented, reviewed by somebody else, amended, closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_plan as ciclo
from espacios.enums import PasoPlan
from espacios.models import Accion, EspacioPublico, PlanTrabajo, RevisionPlan
from espacios.models.plan import OBJETIVOS_MAXIMO
from espacios.services.accion import CAMPOS_ACCION
from espacios.services.comun import exigir_activo

# The part of a plan that a comment is over when it is over no action.
OBJETIVOS: Final = "objetivos"
COMENTARIO_DE_PARTE_MAXIMO: Final = 500
# The steps told on both histories as they are; the others have words of their own.
_CONTADOS: Final = {PasoPlan.PRESENTAR, PasoPlan.OBSERVAR, PasoPlan.DESCARTAR, PasoPlan.RECUPERAR}
_PROGRESO: Final = ("estado", "avance", "evidencia", "cumplida_el")


@transaction.atomic
def abrir_plan(
    *, actor: Any, espacio: EspacioPublico, objetivos: str, inicio: date, fin: date
) -> PlanTrabajo:
    """Start the draft of a plan; raises ValidationError by field, or when there is one already."""
    exigir(actor, Permiso.PLAN_EDITAR, espacio)
    espacio = EspacioPublico.objects.select_for_update().get(pk=espacio.pk)
    exigir_activo(espacio)
    if motivo := ciclo.impedimento_para_abrir(list(PlanTrabajo.objects.filter(espacio=espacio))):
        raise ValidationError(motivo)
    plan = PlanTrabajo(espacio=espacio, autor=actor)
    _poner(plan, objetivos, inicio, fin)
    _crear(plan)
    anotar_en_ambos(actor, "plan-abierto", plan)
    return plan


def _crear(plan: PlanTrabajo) -> None:
    """Save a new row; whoever opened the same one a moment before is told, not overwritten."""
    try:
        with transaction.atomic():
            plan.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError("Otra persona acaba de abrir un plan de este espacio.") from error


@transaction.atomic
def editar_plan(
    *, actor: Any, plan: PlanTrabajo, version: int, objetivos: str, inicio: date, fin: date
) -> PlanTrabajo:
    """Change what a plan that is still being written says of itself.

    Raises ConflictoDeEdicion when somebody saved in between, ValidationError by field (a period that
    leaves out the due date of an action, among others) or when the plan is locked.
    """
    exigir(actor, Permiso.PLAN_EDITAR, plan)
    plan = _tomar(plan, version)
    if motivo := ciclo.impedimento_para_editar(plan):
        raise ValidationError(motivo)
    antes = (plan.objetivos, plan.inicio, plan.fin)
    _poner(plan, objetivos, inicio, fin)
    _exigir_plazos_dentro(plan)
    plan.save()
    if antes != (plan.objetivos, plan.inicio, plan.fin):
        registrar(actor=actor, accion="plan-editado", objeto=plan)
    return plan


def _poner(plan: PlanTrabajo, objetivos: str, inicio: date, fin: date) -> None:
    plan.objetivos, plan.inicio, plan.fin = normalizar(objetivos), inicio, fin
    if not plan.objetivos:
        raise ValidationError({"objetivos": "Escriba qué se quiere lograr."})
    if len(plan.objetivos) > OBJETIVOS_MAXIMO:
        raise ValidationError({"objetivos": f"Escriba como máximo {OBJETIVOS_MAXIMO} letras."})
    if fin < inicio:
        raise ValidationError({"fin": "El plan termina antes de empezar."})


def _exigir_plazos_dentro(plan: PlanTrabajo) -> None:
    fuera = plan.acciones.filter(Q(plazo__lt=plan.inicio) | Q(plazo__gt=plan.fin)).order_by("plazo")
    if fuera:
        cuales = ", ".join(f"«{a.que}» ({a.plazo:%d/%m/%Y})" for a in fuera[:3])
        raise ValidationError({"fin": f"Quedan acciones con plazo fuera de este periodo: {cuales}."})


# Steps --------------------------------------------------------------------------------------------


@transaction.atomic
def presentar_plan(*, actor: Any, plan: PlanTrabajo, version: int) -> PlanTrabajo:
    """Hand it over to be approved; raises ValidationError saying what it lacks."""
    return _avanzar(PasoPlan.PRESENTAR, actor, plan, version, "")


@transaction.atomic
def observar_plan(
    *,
    actor: Any,
    plan: PlanTrabajo,
    version: int,
    comentario: str = "",
    comentarios: Mapping[str, str] | None = None,
) -> PlanTrabajo:
    """Send it back with what has to be mended: over the whole, or over its parts.

    `comentarios` holds a text by part: `OBJETIVOS` or the uuid of an action. At least one is needed.
    """
    return _avanzar(PasoPlan.OBSERVAR, actor, plan, version, comentario, comentarios)


@transaction.atomic
def aprobar_plan(
    *,
    actor: Any,
    plan: PlanTrabajo,
    version: int,
    comentario: str = "",
    comentarios: Mapping[str, str] | None = None,
) -> PlanTrabajo:
    """Approve it: it is locked, and takes the place of the version that it amends.

    What was done meanwhile on the actions of that version goes on in those of this one.
    """
    plan = _avanzar(PasoPlan.APROBAR, actor, plan, version, comentario, comentarios)
    anotar_en_ambos(actor, "plan-aprobado", plan)
    return plan


@transaction.atomic
def cerrar_plan(*, actor: Any, plan: PlanTrabajo, version: int, comentario: str) -> PlanTrabajo:
    """End an approved plan with its balance: what was achieved, and why the rest was not."""
    plan = _avanzar(PasoPlan.CERRAR, actor, plan, version, comentario)
    anotar_en_ambos(actor, "plan-cerrado", plan)
    return plan


@transaction.atomic
def descartar_plan(*, actor: Any, plan: PlanTrabajo, version: int) -> PlanTrabajo:
    """Put a draft aside: another one may be opened, and everything in it stays readable."""
    return _avanzar(PasoPlan.DESCARTAR, actor, plan, version, "")


@transaction.atomic
def recuperar_plan(*, actor: Any, plan: PlanTrabajo, version: int) -> PlanTrabajo:
    """Take a discarded draft up again, unless another one has taken its place."""
    return _avanzar(PasoPlan.RECUPERAR, actor, plan, version, "")


def _avanzar(
    paso: PasoPlan,
    actor: Any,
    plan: PlanTrabajo,
    version: int,
    comentario: str,
    por_parte: Mapping[str, str] | None = None,
) -> PlanTrabajo:
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, plan)
    plan = _tomar(plan, version)
    partes = _por_parte(plan, por_parte or {})
    comentario = _limpiar(comentario, pedido=transicion.pide_comentario and not partes)
    if motivo := transicion.impedimento(plan, actor):
        raise ValidationError(motivo)
    if paso == PasoPlan.APROBAR:
        _reemplazar_anterior(actor, plan)
        plan.aprobado_por, plan.aprobado_en = actor, timezone.now()
    elif paso == PasoPlan.PRESENTAR:
        plan.presentado_por = actor
    _cambiar(actor, plan, paso, comentario, partes)
    return plan


def _cambiar(
    actor: Any,
    plan: PlanTrabajo,
    paso: PasoPlan,
    comentario: str = "",
    partes: list[dict[str, str]] | None = None,
) -> None:
    plan.estado = ciclo.TRANSICIONES[paso].hacia
    plan.save()
    RevisionPlan.objects.create(
        plan=plan, paso=paso, comentario=comentario, comentarios=partes or [], autor=actor
    )
    if paso in _CONTADOS:
        anotar_en_ambos(actor, f"plan-{plan.estado}", plan)
    elif paso == PasoPlan.REEMPLAZAR:
        registrar(actor=actor, accion="plan-reemplazado", objeto=plan)


def _limpiar(comentario: str, *, pedido: bool) -> str:
    limpio = normalizar(comentario)[:OBJETIVOS_MAXIMO]
    if pedido and len(limpio) < ciclo.COMENTARIO_MINIMO:
        raise ValidationError({"comentario": "Escríbalo en una frase que otra persona entienda."})
    return limpio


def _por_parte(plan: PlanTrabajo, textos: Mapping[str, str]) -> list[dict[str, str]]:
    """Return what is said of each part, with the words of the part as they stand now, in its order."""
    partes = [(OBJETIVOS, "", "Objetivos y periodo")]
    partes += [(str(a.uuid), str(a.serie), a.que) for a in plan.acciones.all()] if textos else []
    if sobrantes := set(textos) - {clave for clave, _, _ in partes}:
        raise ValidationError(f"Cambiaron las acciones del plan mientras lo revisaba ({len(sobrantes)}).")
    limpios = ((serie, sobre, normalizar(textos.get(clave, ""))) for clave, serie, sobre in partes)
    dichos = [{"accion": serie, "sobre": sobre, "texto": texto} for serie, sobre, texto in limpios if texto]
    if any(len(dicho["texto"]) > COMENTARIO_DE_PARTE_MAXIMO for dicho in dichos):
        raise ValidationError(f"Cada comentario lleva como máximo {COMENTARIO_DE_PARTE_MAXIMO} letras.")
    return dichos


# Versions -----------------------------------------------------------------------------------------


@transaction.atomic
def enmendar_plan(*, actor: Any, plan: PlanTrabajo, version: int) -> PlanTrabajo:
    """Start a new version of an approved plan: a draft with the same data and actions that names it.

    The former one stays in force, and its progress goes on being noted, until the new one is approved.
    """
    exigir(actor, Permiso.PLAN_EDITAR, plan)
    anterior = _tomar(plan, version)
    if motivo := ciclo.impedimento_para_enmendar(anterior):
        raise ValidationError(motivo)
    nuevo = PlanTrabajo(
        espacio=anterior.espacio,
        edicion=anterior.edicion + 1,
        enmienda_de=anterior,
        autor=actor,
        objetivos=anterior.objetivos,
        inicio=anterior.inicio,
        fin=anterior.fin,
    )
    _crear(nuevo)
    Accion.objects.bulk_create([_copiar(a, nuevo) for a in anterior.acciones.all()])
    anotar_en_ambos(actor, "plan-enmendado", nuevo)
    return nuevo


def _copiar(accion: Accion, plan: PlanTrabajo) -> Accion:
    copiados = ("serie", "orden", "plazo_inicial", *CAMPOS_ACCION, *_PROGRESO)
    return Accion(plan=plan, **{campo: getattr(accion, campo) for campo in copiados})


def _reemplazar_anterior(actor: Any, plan: PlanTrabajo) -> None:
    """Put the amended version aside and carry over how far its actions got meanwhile."""
    if plan.enmienda_de_id is None:
        return
    anterior = PlanTrabajo.objects.select_for_update().get(pk=plan.enmienda_de_id)
    vividas = {a.serie: a for a in anterior.acciones.all()}
    for accion in plan.acciones.filter(serie__in=vividas):
        _seguir(accion, vividas[accion.serie])
    _cambiar(actor, anterior, PasoPlan.REEMPLAZAR)


def _seguir(accion: Accion, vivida: Accion) -> None:
    """Go on from where the former version's action is; with its due date, unless this one was edited."""
    for campo in _PROGRESO:
        setattr(accion, campo, getattr(vivida, campo))
    intacta = accion.version == 1
    if intacta and accion.plan.inicio <= vivida.plazo <= accion.plan.fin:
        accion.plazo = vivida.plazo
    accion.save()


def _tomar(plan: PlanTrabajo, version: int) -> PlanTrabajo:
    return tomar_version(PlanTrabajo.objects.select_related("espacio").get(pk=plan.pk), version)


def anotar_en_ambos(actor: Any, accion: str, plan: PlanTrabajo) -> None:
    """Tell it on both histories: the plan's own and that of its space."""
    registrar(actor=actor, accion=accion, objeto=plan)
    registrar(actor=actor, accion=accion, objeto=plan.espacio, plan=str(plan.uuid), edicion=plan.edicion)
