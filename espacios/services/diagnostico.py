"""Every write of diagnoses: opened, saved bit by bit, sent, reviewed by somebody else, amended."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.bitacora import historial, registrar
from comunes.texto import normalizar
from comunes.versiones import ConflictoDeEdicion, lo_propio, tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_diagnostico as ciclo
from espacios.comparacion import comparar
from espacios.enums import (
    EstadoDiagnostico,
    EstadoEspacio,
    MetodoDiagnostico,
    MomentoDiagnostico,
    PasoDiagnostico,
    SeccionDiagnostico,
)
from espacios.models import Diagnostico, EspacioPublico, FactorRiesgo, RevisionDiagnostico
from espacios.models.diagnostico import (
    DIMENSIONES,
    EDADES,
    PERSONAS_MAXIMO,
    RESPUESTAS,
    SEXOS,
    TEXTO_MAXIMO,
)

TEXTOS: Final = ("potencialidades", "actores", "oportunidades")
CUENTAS: Final = (*SEXOS, *EDADES, *RESPUESTAS)
# What the field form may set; `factores` goes beside.
CAMPOS_DIAGNOSTICO: Final = frozenset({"fecha", "metodos", *TEXTOS, *DIMENSIONES, *CUENTAS})
COMENTARIO_MAXIMO: Final = 500
EVENTO_EDITADO: Final = "diagnostico-editado"


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
    _poner(diagnostico, {"fecha": fecha, "metodos": list(metodos)})
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
def guardar_borrador(
    *,
    actor: Any,
    diagnostico: Diagnostico,
    version: int,
    factores: Iterable[FactorRiesgo] | None = None,
    visto: Mapping[str, Any] | None = None,
    **campos: Any,
) -> Diagnostico:
    """Save the fields given (those of `CAMPOS_DIAGNOSTICO`), however little; the rest stays.

    Several people fill in one draft: with `visto` (what the page showed, as `en_comparable` says it) only
    what differs from it is written, over whatever the others saved. Raises ConflictoDeEdicion when
    somebody saved in between (with `visto`, the same field), ValidationError when it is locked.
    One line of history tells a run of saves by the same person.
    """
    exigir(actor, Permiso.DIAGNOSTICO_EDITAR, diagnostico)
    diagnostico = _tomar(diagnostico, version if visto is None else None)
    if motivo := ciclo.impedimento_para_editar(diagnostico):
        raise ValidationError(motivo)
    if visto is not None:
        campos, factores = _lo_propio(visto, diagnostico, campos, factores)
    cambiados = _poner(diagnostico, campos)
    diagnostico.save()
    if factores is not None and (nuevos := set(factores)) != set(diagnostico.factores.all()):
        diagnostico.factores.set(nuevos)
        cambiados.append("factores")
    if cambiados:
        anotar_edicion(actor, diagnostico)
    return diagnostico


def en_comparable(campo: str, valor: Any) -> Any:
    """Return a value as JSON can carry it and so that two of them compare."""
    if campo == "factores":
        return sorted(factor.slug for factor in valor)
    if campo == "metodos":
        return sorted(valor)
    if campo == "fecha":
        return valor.isoformat()
    return normalizar(valor) if isinstance(valor, str) else valor


def guardado_de(diagnostico: Diagnostico) -> dict[str, Any]:
    """Return everything that the field form sets, as it is saved, ready to be compared."""
    valores = {campo: getattr(diagnostico, campo) for campo in CAMPOS_DIAGNOSTICO}
    valores["factores"] = diagnostico.factores.all()
    return {campo: en_comparable(campo, valor) for campo, valor in valores.items()}


def _lo_propio(
    visto: Mapping[str, Any], diagnostico: Diagnostico, campos: dict[str, Any], factores: Any
) -> tuple[dict[str, Any], Any]:
    """Return, of what was sent, what its sender changed. Raises ConflictoDeEdicion over a crossed field."""
    enviado = campos if factores is None else {**campos, "factores": list(factores)}
    escrito = {campo: en_comparable(campo, valor) for campo, valor in enviado.items()}
    propios, cruzados = lo_propio(visto, guardado_de(diagnostico), escrito)
    if cruzados:
        raise ConflictoDeEdicion(diagnostico)
    suyos = {campo: valor for campo, valor in enviado.items() if campo in propios}
    return suyos, suyos.pop("factores", None)


def anotar_edicion(actor: Any, diagnostico: Diagnostico) -> None:
    """Remember who changed something: one line of history a run, and never its validator."""
    diagnostico.editores.add(actor)
    if not _sigue_editando(actor, diagnostico):
        registrar(actor=actor, accion=EVENTO_EDITADO, objeto=diagnostico)


def _sigue_editando(actor: Any, diagnostico: Diagnostico) -> bool:
    ultimo = historial(diagnostico).first()
    return ultimo is not None and (ultimo.accion, ultimo.actor_id) == (EVENTO_EDITADO, actor.pk)


def _poner(diagnostico: Diagnostico, campos: dict[str, Any]) -> list[str]:
    """Set and check `campos`; return the names of those that changed."""
    if sobrantes := campos.keys() - CAMPOS_DIAGNOSTICO:
        raise TypeError(f"not fields of a diagnosis: {sorted(sobrantes)}")
    limpios = {c: normalizar(v) if isinstance(v, str) else v for c, v in campos.items()}
    if errores := {c: e for c, v in limpios.items() if (e := _error(c, v))}:
        raise ValidationError(errores)
    cambiados = [c for c, v in limpios.items() if getattr(diagnostico, c) != v]
    for campo, valor in limpios.items():
        setattr(diagnostico, campo, valor)
    return cambiados


def _error(campo: str, valor: Any) -> str:
    """Say what is wrong with one value, or return an empty text."""
    if campo == "fecha":
        return "La fecha está en el futuro." if valor > timezone.localdate() else ""
    if campo == "metodos":
        return "" if set(valor) <= set(MetodoDiagnostico.values) else "Ese método no existe."
    if campo in TEXTOS:
        return "" if len(valor) <= TEXTO_MAXIMO else f"Escriba como máximo {TEXTO_MAXIMO} letras."
    if campo in DIMENSIONES:
        return "" if valor is None or 1 <= valor <= 5 else "El puntaje va de 1 a 5."
    return "" if 0 <= valor <= PERSONAS_MAXIMO else f"Escriba un número de 0 a {PERSONAS_MAXIMO}."


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
    diagnostico = _tomar(diagnostico, version)
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
    anterior = _tomar(diagnostico, version)
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


def _tomar(diagnostico: Diagnostico, version: int | None) -> Diagnostico:
    """Return the row claimed for an edit that started from `version`; None takes it as it stands."""
    filas = Diagnostico.objects.select_related("espacio").select_for_update(of=("self",))
    diagnostico = filas.get(pk=diagnostico.pk)
    return tomar_version(diagnostico, diagnostico.version if version is None else version)


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
