"""Creating a talk, correcting it, opening its registration, cancelling it."""

from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from capacitaciones import ciclo
from capacitaciones.enums import Modalidad, Paso
from capacitaciones.models import Sesion
from capacitaciones.reglas import DatosSesion
from capacitaciones.services._comun import bloquear, dar_paso, motivo_valido, poner
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import can, exigir

FUERA_DE_SU_AMBITO = "Elija un lugar de su ámbito."
CON_ASISTENCIA = "Ya se anotó quién vino: ponga un inicio que ya haya pasado."
YA_REALIZADA = "La charla ya se realizó: ponga una fecha que ya haya pasado."


@transaction.atomic
def crear_sesion(*, actor: Any, datos: DatosSesion) -> Sesion:
    """Create a talk in `programada`. Raises ValidationError by field, also for a place out of reach."""
    if not actor.tiene(Permiso.CAPACITACION_EDITAR):
        raise PermissionDenied
    sesion = Sesion(**_revisados(datos))
    sesion.save(force_insert=True)
    _exigir_en_su_ambito(actor, sesion)
    registrar(actor=actor, accion="charla-creada", objeto=sesion, tema=sesion.tema)
    return sesion


@transaction.atomic
def editar_sesion(*, actor: Any, sesion: Sesion, version: int, datos: DatosSesion) -> Sesion:
    """Save `datos` over the talk as it was at `version`. Raises ValidationError, ConflictoDeEdicion."""
    exigir(actor, Permiso.CAPACITACION_EDITAR, sesion)
    nuevos = _revisados(datos, antes=sesion)
    sesion = bloquear(sesion)
    if motivo := ciclo.impedimento_para_editar(sesion):
        raise ValidationError(motivo)
    tomar_version(sesion, version)
    _exigir_aforo(sesion, nuevos["aforo"])
    cambios = {campo: valor for campo, valor in nuevos.items() if getattr(sesion, campo) != valor}
    poner(sesion, **cambios)
    if sesion.estado != ciclo.E.PROGRAMADA and (motivo := ciclo.falta_donde(sesion)):
        raise ValidationError(motivo)
    if sesion.estado == ciclo.E.REALIZADA and ciclo.ya_se_dio(sesion):
        campo = "fin" if sesion.modalidad == Modalidad.ASINCRONICA else "inicio"
        raise ValidationError({campo: YA_REALIZADA})
    if sesion.asistencias.exists() and ciclo.impedimento_para_asistencia(sesion):
        raise ValidationError({"inicio": CON_ASISTENCIA})
    _exigir_en_su_ambito(actor, sesion)
    if cambios:
        registrar(actor=actor, accion="charla-editada", objeto=sesion, campos=sorted(cambios))
    return sesion


@transaction.atomic
def abrir_sesion(*, actor: Any, sesion: Sesion, version: int) -> Sesion:
    """Open its registration: from here on it stands in the public list."""
    return dar_paso(Paso.ABRIR, actor, sesion, version)


@transaction.atomic
def cancelar_sesion(*, actor: Any, sesion: Sesion, version: int, motivo: str) -> Sesion:
    """Cancel it with a motive that whoever registered reads. Its registrations stay."""
    return dar_paso(
        Paso.CANCELAR, actor, sesion, version, motivo_cancelacion=motivo_valido(motivo, maximo=300)
    )


def _revisados(datos: DatosSesion, antes: Sesion | None = None) -> dict[str, Any]:
    limpios = datos.revisados()
    mismo = antes is not None and antes.facilitador_id == limpios.facilitador.pk
    if not mismo and not (
        limpios.facilitador.is_active and limpios.facilitador.tiene(Permiso.CAPACITACION_EDITAR)
    ):
        raise ValidationError({"facilitador": "Esa cuenta no puede dar charlas: elija otra."})
    return limpios.campos()


def _exigir_aforo(sesion: Sesion, aforo: int | None) -> None:
    if aforo is not None and aforo < sesion.inscritos:
        raise ValidationError({"aforo": f"Ya hay {sesion.inscritos} personas inscritas."})


def _exigir_en_su_ambito(actor: Any, sesion: Sesion) -> None:
    """Refuse what the actor would no longer reach: the caller's transaction undoes it."""
    if can(actor, Permiso.CAPACITACION_EDITAR, sesion):
        return
    alcance = actor.alcance(Permiso.CAPACITACION_EDITAR)
    if alcance.propios and not (alcance.regiones or alcance.municipalidades):
        raise ValidationError({"facilitador": "Solo puede crear charlas que da usted."})
    campo = "region" if alcance.regiones else "municipalidad"
    raise ValidationError({campo: FUERA_DE_SU_AMBITO})
