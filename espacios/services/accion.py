"""Every write of the actions of a plan: while it is being written, and how far each one gets."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea, normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_plan as ciclo
from espacios.enums import EstadoAccion, MomentoFoto
from espacios.models import Accion, AvanceAccion, FotoEspacio, PlanTrabajo
from espacios.models.accion import DETALLE_MAXIMO
from espacios.services.fotos import guardar_fotos

# What a form may set on an action; everything else is the services' own.
CAMPOS_ACCION: Final = (
    "que",
    "responsable",
    "responsable_nombre",
    "a_cargo",
    "conjunta_municipalidad",
    "conjunta_comisaria",
    "plazo",
    "recurso",
    "meta",
    "medio",
)


# Actions of a plan that is being written ----------------------------------------------------------


@transaction.atomic
def agregar_accion(*, actor: Any, plan: PlanTrabajo, **campos: Any) -> Accion:
    """Add an action (`CAMPOS_ACCION`) at the end of a plan that is still being written."""
    plan = _exigir_editable(actor, plan)
    ultima = plan.acciones.order_by("orden").last()
    accion = Accion(plan=plan, orden=ultima.orden + 1 if ultima else 1)
    _poner_accion(accion, campos)
    accion.save(force_insert=True)
    registrar(actor=actor, accion="accion-agregada", objeto=plan, que=accion.que)
    return accion


@transaction.atomic
def editar_accion(*, actor: Any, accion: Accion, version: int, **campos: Any) -> Accion:
    """Change an action of a plan that is still being written; a stale version is a conflict."""
    plan = _exigir_editable(actor, accion.plan)
    accion = tomar_version(Accion.objects.get(pk=accion.pk), version)
    accion.plan = plan
    _poner_accion(accion, campos)
    accion.save()
    registrar(actor=actor, accion="accion-editada", objeto=plan, que=accion.que)
    return accion


@transaction.atomic
def quitar_accion(*, actor: Any, accion: Accion) -> None:
    """Take an action out of a plan that was never approved: there is no evidence to lose yet."""
    plan = _exigir_editable(actor, accion.plan)
    registrar(actor=actor, accion="accion-quitada", objeto=plan, que=accion.que)
    accion.delete()


def _exigir_editable(actor: Any, plan: PlanTrabajo) -> PlanTrabajo:
    """Return the plan, locked, if its actions may change."""
    exigir(actor, Permiso.PLAN_EDITAR, plan)
    bloqueado = PlanTrabajo.objects.select_for_update(of=("self",)).select_related("espacio")
    plan = bloqueado.get(pk=plan.pk)
    if motivo := ciclo.impedimento_para_editar(plan):
        raise ValidationError(motivo)
    return plan


def _poner_accion(accion: Accion, campos: dict[str, Any]) -> None:
    if sobrantes := campos.keys() - set(CAMPOS_ACCION):
        raise TypeError(f"not fields of an action: {sorted(sobrantes)}")
    for campo, valor in campos.items():
        setattr(accion, campo, en_una_linea(valor) if isinstance(valor, str) else valor)
    exigir_plazo_dentro(accion.plan, accion.plazo)
    accion.plazo_inicial = accion.plazo
    try:
        accion.full_clean(exclude=["plan"])
    except ValidationError as error:
        raise ValidationError(_en_su_campo(error)) from error


def _en_su_campo(error: ValidationError) -> Any:
    """Put the one constraint that is about a field beside it."""
    dichos: dict[str, Any] = dict(error.message_dict)
    generales = dichos.pop("__all__", [])
    return {**dichos, "responsable_nombre": generales} if generales else dichos


def exigir_plazo_dentro(plan: PlanTrabajo, plazo: date) -> None:
    """Raise ValidationError when `plazo` lies outside the period of the plan."""
    if not plan.inicio <= plazo <= plan.fin:
        periodo = f"del {plan.inicio:%d/%m/%Y} al {plan.fin:%d/%m/%Y}"
        raise ValidationError({"plazo": f"El plazo queda fuera del plan, que va {periodo}."})


# Progress on an approved plan ---------------------------------------------------------------------


@archivos_o_nada()
def anotar_avance(
    *,
    actor: Any,
    accion: Accion,
    version: int,
    estado: str,
    avance: int | None = None,
    texto: str = "",
    fecha: date | None = None,
    plazo: date | None = None,
    fotos: Iterable[Foto] = (),
) -> Accion:
    """Note how far an action of an approved plan is; the plan stays locked.

    «Cumplida» takes `texto` (the evidence) and `fecha`; «reprogramada» its motive and the new `plazo`;
    «en curso» the `avance` in percent, and the motive when a fulfilled action is taken up again. One
    photo at most is kept with those of the space, private. Raises ValidationError by field,
    ConflictoDeEdicion when somebody noted something in between.
    """
    exigir(actor, Permiso.PLAN_AVANZAR, accion)
    bloqueado = PlanTrabajo.objects.select_for_update(of=("self",)).select_related("espacio")
    plan = bloqueado.get(pk=accion.plan_id)
    accion = tomar_version(Accion.objects.get(pk=accion.pk), version)
    accion.plan = plan
    if motivo := ciclo.impedimento_para_avanzar(plan):
        raise ValidationError(motivo)
    _exigir_paso(accion, estado, actor)
    texto = normalizar(texto)
    if len(texto) > DETALLE_MAXIMO:
        raise ValidationError({"texto": f"Escriba como máximo {DETALLE_MAXIMO} letras."})
    _PONER[EstadoAccion(estado)](accion, avance, texto, fecha, plazo)
    accion.estado = estado
    accion.save()
    _dejar_constancia(actor, accion, texto, fotos)
    return accion


def _exigir_paso(accion: Accion, estado: str, actor: Any) -> None:
    if motivo := ciclo.impedimento_para_decir(accion, estado, actor):
        raise ValidationError({"estado": motivo})


def _en_curso(accion: Accion, avance: int | None, texto: str, fecha: date | None, plazo: date | None) -> None:
    if avance is None or not 1 <= avance <= 99:
        raise ValidationError(
            {"avance": "Escriba el avance, de 1 a 99. Si ya se cumplió, elija «Se cumplió»."}
        )
    if accion.estado == EstadoAccion.CUMPLIDA:
        _exigir_frase(texto, "Escriba por qué se retoma, en una frase que otra persona entienda.")
    accion.avance, accion.evidencia, accion.cumplida_el = avance, "", None


def _cumplida(accion: Accion, avance: int | None, texto: str, fecha: date | None, plazo: date | None) -> None:
    _exigir_frase(texto, "Escriba con qué se comprueba, en una frase que otra persona entienda.")
    if fecha is None:
        raise ValidationError({"fecha": "Falta la fecha en que se cumplió."})
    if fecha > localdate():
        raise ValidationError({"fecha": "La fecha está en el futuro."})
    accion.avance, accion.evidencia, accion.cumplida_el = 100, texto, fecha


def _reprogramada(
    accion: Accion, avance: int | None, texto: str, fecha: date | None, plazo: date | None
) -> None:
    _exigir_frase(texto, "Escriba el motivo, en una frase que otra persona entienda.")
    if plazo is None:
        raise ValidationError({"plazo": "Falta la fecha nueva."})
    if plazo == accion.plazo:
        raise ValidationError({"plazo": "Es la misma fecha que ya tenía."})
    exigir_plazo_dentro(accion.plan, plazo)
    accion.plazo = plazo


_PONER: Final = {
    EstadoAccion.EN_CURSO: _en_curso,
    EstadoAccion.CUMPLIDA: _cumplida,
    EstadoAccion.REPROGRAMADA: _reprogramada,
}


def _exigir_frase(texto: str, mensaje: str) -> None:
    if len(texto) < ciclo.COMENTARIO_MINIMO:
        raise ValidationError({"texto": mensaje})


def _dejar_constancia(actor: Any, accion: Accion, texto: str, fotos: Iterable[Foto]) -> None:
    """Write the report down, with its photo, and tell it on both histories."""
    espacio = accion.plan.espacio
    foto = None
    for recibida in fotos:
        guardar_fotos(actor, espacio, [recibida], momento=MomentoFoto.GENERAL)
        foto = FotoEspacio.objects.get(espacio=espacio, sha256=recibida.sha256)
    AvanceAccion.objects.create(
        accion=accion,
        estado=accion.estado,
        avance=accion.avance,
        texto=texto,
        plazo=accion.plazo if accion.estado == EstadoAccion.REPROGRAMADA else None,
        foto=foto,
        autor=actor,
    )
    nombre = f"accion-{accion.estado}"
    registrar(actor=actor, accion=nombre, objeto=accion.plan, que=accion.que, avance=accion.avance)
    registrar(actor=actor, accion=nombre, objeto=espacio, plan=str(accion.plan.uuid), que=accion.que)
