"""Every write of interventions: registered, edited, photographed, ended, verified by somebody else."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea, normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_intervencion as ciclo
from espacios.enums import PasoIntervencion
from espacios.models import EspacioPublico, FotoEspacio, Intervencion, RevisionIntervencion
from espacios.models.intervencion import COMENTARIO_MAXIMO
from espacios.services.comun import exigir_activo
from espacios.services.fotos import guardar_fotos

CAMPOS_INTERVENCION: Final = (
    "tipo",
    "titulo",
    "descripcion",
    "accion",
    "responsable",
    "responsable_nombre",
    "costo",
    "fuente",
    "inicio",
    "fin",
)


@transaction.atomic
def registrar_intervencion(*, actor: Any, espacio: EspacioPublico, **campos: Any) -> Intervencion:
    """Register an intervention (`CAMPOS_INTERVENCION`), planned; raises ValidationError by field."""
    exigir(actor, Permiso.PLAN_EDITAR, espacio)
    exigir_activo(espacio)
    intervencion = Intervencion(espacio=espacio, autor=actor)
    _poner(intervencion, campos)
    intervencion.save(force_insert=True)
    _anotar(actor, "intervencion-registrada", intervencion)
    return intervencion


@transaction.atomic
def editar_intervencion(
    *, actor: Any, intervencion: Intervencion, version: int, **campos: Any
) -> Intervencion:
    """Change what is said of an intervention that nobody reviews yet; a stale version is a conflict."""
    exigir(actor, Permiso.PLAN_EDITAR, intervencion)
    intervencion = _tomar(intervencion, version)
    if motivo := ciclo.impedimento_para_editar(intervencion):
        raise ValidationError(motivo)
    _poner(intervencion, campos)
    intervencion.save()
    registrar(actor=actor, accion="intervencion-editada", objeto=intervencion)
    return intervencion


def _poner(intervencion: Intervencion, campos: dict[str, Any]) -> None:
    if sobrantes := campos.keys() - set(CAMPOS_INTERVENCION):
        raise TypeError(f"not fields of an intervention: {sorted(sobrantes)}")
    for campo, valor in campos.items():
        if isinstance(valor, str):
            valor = normalizar(valor) if campo == "descripcion" else en_una_linea(valor)
        setattr(intervencion, campo, valor)
    if intervencion.accion and intervencion.accion.plan.espacio_id != intervencion.espacio_id:
        raise ValidationError({"accion": "Esa acción es del plan de otro espacio."})
    if intervencion.fin and intervencion.fin < intervencion.inicio:
        raise ValidationError({"fin": "La intervención termina antes de empezar."})
    if intervencion.costo is not None and intervencion.costo < 0:
        raise ValidationError({"costo": "El costo no puede ser menos que cero."})
    if intervencion.responsable == "otra" and not intervencion.responsable_nombre:
        raise ValidationError({"responsable_nombre": "Escriba el nombre de la institución."})
    intervencion.full_clean(exclude=["espacio", "autor", "accion"])


@archivos_o_nada()
def agregar_fotos_de_intervencion(
    *,
    actor: Any,
    intervencion: Intervencion,
    momento: str,
    fotos: Iterable[Foto] = (),
    tomada: date | None = None,
    existentes: Iterable[FotoEspacio] = (),
) -> None:
    """Keep photos as part of an intervention, among those of its space; `existentes` are already there.

    Raises ValidationError by field, PermissionDenied outside the scope.
    """
    exigir(actor, Permiso.PLAN_EDITAR, intervencion)
    filas = Intervencion.objects.select_for_update(of=("self",)).select_related("espacio")
    intervencion = filas.get(pk=intervencion.pk)
    if motivo := ciclo.impedimento_para_fotos(intervencion):
        raise ValidationError(motivo)
    fotos, existentes = list(fotos), list(existentes)
    if not fotos and not existentes:
        raise ValidationError({"fotos": "Elija al menos una foto."})
    vinculos = {"intervencion": intervencion}
    guardar_fotos(actor, intervencion.espacio, fotos, momento=momento, tomada=tomada, vinculos=vinculos)
    libres = intervencion.espacio.fotos.vigentes().filter(intervencion=None)
    libres.filter(pk__in=[f.pk for f in existentes]).update(intervencion=intervencion)
    registrar(
        actor=actor,
        accion=ciclo.EVENTO_FOTOS,
        objeto=intervencion,
        cuantas=len(fotos) + len(existentes),
    )


# Steps --------------------------------------------------------------------------------------------


@transaction.atomic
def empezar_intervencion(*, actor: Any, intervencion: Intervencion, version: int) -> Intervencion:
    return _avanzar(PasoIntervencion.EMPEZAR, actor, intervencion, version)


@transaction.atomic
def terminar_intervencion(*, actor: Any, intervencion: Intervencion, version: int, fin: date) -> Intervencion:
    """Say that it is done, and when; from here on it waits for its verification."""
    if fin < intervencion.inicio:
        raise ValidationError({"fin": "La intervención termina antes de empezar."})
    if fin > timezone.localdate():
        raise ValidationError({"fin": "La fecha está en el futuro."})
    return _avanzar(PasoIntervencion.TERMINAR, actor, intervencion, version, fin=fin)


@transaction.atomic
def observar_intervencion(
    *, actor: Any, intervencion: Intervencion, version: int, comentario: str
) -> Intervencion:
    """Send it back with what is missing."""
    return _avanzar(PasoIntervencion.OBSERVAR, actor, intervencion, version, comentario)


@transaction.atomic
def verificar_intervencion(
    *, actor: Any, intervencion: Intervencion, version: int, comentario: str = ""
) -> Intervencion:
    """Accept it as a proof: dates, photos of before and after, and somebody who had no part in it."""
    return _avanzar(PasoIntervencion.VERIFICAR, actor, intervencion, version, comentario)


@transaction.atomic
def cancelar_intervencion(
    *, actor: Any, intervencion: Intervencion, version: int, comentario: str
) -> Intervencion:
    """Say that it will not be done, and why. Its data, photos and reviews stay as they are."""
    return _avanzar(PasoIntervencion.CANCELAR, actor, intervencion, version, comentario)


@transaction.atomic
def retomar_intervencion(*, actor: Any, intervencion: Intervencion, version: int) -> Intervencion:
    """Plan again what was cancelled, with all it had."""
    return _avanzar(PasoIntervencion.RETOMAR, actor, intervencion, version)


def _avanzar(
    paso: PasoIntervencion,
    actor: Any,
    intervencion: Intervencion,
    version: int,
    comentario: str = "",
    **campos: Any,
) -> Intervencion:
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, intervencion)
    comentario = normalizar(comentario)[:COMENTARIO_MAXIMO]
    if transicion.pide_comentario and len(comentario) < ciclo.COMENTARIO_MINIMO:
        raise ValidationError({"comentario": "Escríbalo en una frase que otra persona entienda."})
    intervencion = _tomar(intervencion, version)
    for campo, valor in campos.items():
        setattr(intervencion, campo, valor)
    if faltas := transicion.faltas(intervencion, actor):
        raise ValidationError(faltas)
    intervencion.estado = transicion.hacia
    if paso == PasoIntervencion.TERMINAR:
        intervencion.terminada_por = actor
    elif paso == PasoIntervencion.VERIFICAR:
        intervencion.verificada_por, intervencion.verificada_en = actor, timezone.now()
    intervencion.save()
    RevisionIntervencion.objects.create(
        intervencion=intervencion, paso=paso, comentario=comentario, autor=actor
    )
    hecho = "retomada" if paso == PasoIntervencion.RETOMAR else transicion.hacia.value
    _anotar(actor, f"intervencion-{hecho}", intervencion, comentario)
    return intervencion


def _tomar(intervencion: Intervencion, version: int) -> Intervencion:
    return tomar_version(Intervencion.objects.select_related("espacio").get(pk=intervencion.pk), version)


def _anotar(actor: Any, accion: str, intervencion: Intervencion, motivo: str = "") -> None:
    """Tell it on both histories: the intervention's own and that of its space.

    The space's also says why when the work was cancelled.
    """
    dicho = {"motivo": motivo} if accion == "intervencion-cancelada" else {}
    registrar(actor=actor, accion=accion, objeto=intervencion)
    registrar(
        actor=actor,
        accion=accion,
        objeto=intervencion.espacio,
        intervencion=str(intervencion.uuid),
        que=intervencion.titulo,
        **dicho,
    )
