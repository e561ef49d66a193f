"""The steps of a diagnosis: opened, sent, reviewed by somebody else, put aside, amended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import normalizar
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_diagnostico as ciclo
from espacios.comparacion import comparar
from espacios.enums import (
    EstadoDiagnostico,
    EstadoEspacio,
    MomentoDiagnostico,
    PasoDiagnostico,
    SeccionDiagnostico,
)
from espacios.models import Diagnostico, EspacioPublico, RevisionDiagnostico
from espacios.services.borrador import CAMPOS_DIAGNOSTICO, poner, tomar

COMENTARIO_MAXIMO: Final = 500


@transaction.atomic
def abrir_diagnostico(
    *, actor: Any, espacio: EspacioPublico, momento: str, fecha: date, metodos: Iterable[str]
) -> Diagnostico:
    """Start a draft. A space has one line base, first of all, and one open diagnosis of each moment.

    Raises ValidationError by field, PermissionDenied outside the actor's scope.
    """
    exigir(actor, Permiso.DIAGNOSTICO_EDITAR, espacio)
    espacio = EspacioPublico.objects.select_for_update().get(pk=espacio.pk)
    if espacio.estado == EstadoEspacio.RETIRADO:
        raise ValidationError("Este espacio está retirado: para cambiarlo, primero hay que reincorporarlo.")
    diagnostico = Diagnostico(espacio=espacio, momento=momento, autor=actor)
    poner(diagnostico, {"fecha": fecha, "metodos": list(metodos)})
    if not diagnostico.metodos:
        raise ValidationError({"metodos": "Marque al menos un método."})
    _exigir_momento(diagnostico)
    _crear(diagnostico)
    # What is already known of the space is where the talk with neighbours starts from.
    diagnostico.factores.set(espacio.factores.all())
    _anotar(actor, "diagnostico-abierto", diagnostico)
    return diagnostico


def _exigir_momento(diagnostico: Diagnostico) -> None:
    otros = Diagnostico.objects.filter(espacio=diagnostico.espacio_id)
    base = otros.filter(momento=MomentoDiagnostico.LINEA_BASE).en_pie()
    if diagnostico.momento == MomentoDiagnostico.LINEA_BASE:
        if base.exists():
            raise ValidationError({"momento": "Este espacio ya tiene su línea base."})
    elif not base.filter(estado=EstadoDiagnostico.VALIDADO).exists():
        raise ValidationError({"momento": "Primero hace falta una línea base validada con que comparar."})
    elif otros.filter(momento=diagnostico.momento).abiertos().exists():
        raise ValidationError({"momento": "Ya hay un diagnóstico abierto de este momento."})


def _crear(diagnostico: Diagnostico) -> None:
    """Save a new row; whoever opened the same one a moment before is told, not overwritten."""
    diagnostico.clean_fields(exclude=["metodos"])
    try:
        with transaction.atomic():
            diagnostico.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError("Otra persona acaba de abrir este diagnóstico.") from error


@transaction.atomic
def enviar_diagnostico(*, actor: Any, diagnostico: Diagnostico, version: int) -> Diagnostico:
    """Hand it over to be validated; raises ValidationError by field with what it lacks."""
    return _avanzar(PasoDiagnostico.ENVIAR, actor, diagnostico, version, {})


@transaction.atomic
def observar_diagnostico(
    *, actor: Any, diagnostico: Diagnostico, version: int, comentarios: Mapping[str, str]
) -> Diagnostico:
    """Send it back with what has to be mended, section by section (`SeccionDiagnostico`)."""
    return _avanzar(PasoDiagnostico.OBSERVAR, actor, diagnostico, version, comentarios)


@transaction.atomic
def validar_diagnostico(
    *, actor: Any, diagnostico: Diagnostico, version: int, comentarios: Mapping[str, str] | None = None
) -> Diagnostico:
    """Accept it: from here on it is locked, unlocks the life of the space and is compared."""
    return _avanzar(PasoDiagnostico.VALIDAR, actor, diagnostico, version, comentarios or {})


@transaction.atomic
def descartar_diagnostico(*, actor: Any, diagnostico: Diagnostico, version: int) -> Diagnostico:
    """Put a draft aside: it no longer counts as open, and everything in it stays readable."""
    return _avanzar(PasoDiagnostico.DESCARTAR, actor, diagnostico, version, {})


@transaction.atomic
def recuperar_diagnostico(*, actor: Any, diagnostico: Diagnostico, version: int) -> Diagnostico:
    """Take a discarded draft up again, unless another one has taken its place."""
    return _avanzar(PasoDiagnostico.RECUPERAR, actor, diagnostico, version, {})


def _avanzar(
    paso: PasoDiagnostico, actor: Any, diagnostico: Diagnostico, version: int, textos: Mapping[str, str]
) -> Diagnostico:
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, diagnostico)
    comentarios = _limpiar_comentarios(textos)
    if transicion.pide_comentarios and not comentarios:
        raise ValidationError("Escriba qué hay que corregir en al menos una sección.")
    diagnostico = tomar(diagnostico, version)
    if faltas := transicion.faltas(diagnostico, actor):
        raise ValidationError(faltas.get("") or faltas)  # type: ignore[arg-type]
    diagnostico.estado = transicion.hacia
    if paso == PasoDiagnostico.ENVIAR:
        diagnostico.enviado_por = actor
    elif paso == PasoDiagnostico.VALIDAR:
        diagnostico.validado_por, diagnostico.validado_en = actor, timezone.now()
    diagnostico.save()
    if paso == PasoDiagnostico.VALIDAR:
        anotar_si_empeoro(diagnostico.espacio)
    RevisionDiagnostico.objects.create(
        diagnostico=diagnostico, paso=paso, comentarios=comentarios, autor=actor
    )
    _anotar(actor, f"diagnostico-{transicion.hacia.value}", diagnostico)
    return diagnostico


def anotar_si_empeoro(espacio: EspacioPublico) -> None:
    """Keep in the space whether its latest diagnosis in force is worse than its line base.

    Lists and counts of alerts read that column; comparing there would cost a query for each row.
    """
    comparativa = comparar(list(Diagnostico.objects.filter(espacio=espacio)))
    peor = bool(comparativa and comparativa.empeoras)
    EspacioPublico.objects.filter(pk=espacio.pk).update(diagnostico_peor=peor)


def _limpiar_comentarios(textos: Mapping[str, str]) -> dict[str, str]:
    if sobrantes := set(textos) - set(SeccionDiagnostico.values):
        raise TypeError(f"not sections of a diagnosis: {sorted(sobrantes)}")
    limpios = {str(s): normalizar(t)[:COMENTARIO_MAXIMO] for s, t in textos.items()}
    return {s: t for s, t in limpios.items() if t}


@transaction.atomic
def enmendar_diagnostico(*, actor: Any, diagnostico: Diagnostico, version: int) -> Diagnostico:
    """Start a new version of a validated diagnosis: a draft with the same data that names it.

    The former one stays in force until the new one is validated.
    """
    exigir(actor, Permiso.DIAGNOSTICO_EDITAR, diagnostico)
    anterior = tomar(diagnostico, version)
    if motivo := ciclo.impedimento_para_enmendar(anterior):
        raise ValidationError(motivo)
    nuevo = Diagnostico(
        espacio=anterior.espacio,
        momento=anterior.momento,
        edicion=anterior.edicion + 1,
        enmienda_de=anterior,
        autor=actor,
        **{campo: getattr(anterior, campo) for campo in CAMPOS_DIAGNOSTICO},
    )
    _crear(nuevo)
    nuevo.factores.set(anterior.factores.all())
    _anotar(actor, "diagnostico-enmendado", nuevo)
    return nuevo


def _anotar(actor: Any, accion: str, diagnostico: Diagnostico) -> None:
    """Tell it on both histories: the diagnosis's own and that of its space."""
    registrar(actor=actor, accion=accion, objeto=diagnostico)
    registrar(
        actor=actor,
        accion=accion,
        objeto=diagnostico.espacio,
        diagnostico=str(diagnostico.uuid),
        momento=diagnostico.momento,
    )
