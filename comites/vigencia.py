"""When a mandate is in force, and the state of a committee on a given day.

The same rule stands here for one committee in memory and in `ComiteQuerySet.con_estado` for many in
the database; a property test holds the two together.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from comites.enums import EstadoComite, EstadoGrupo, EstadoMandato

DIAS_DE_SILENCIO = 30


def fin_propuesto(inicio: date, anios: int | None = None) -> date:
    """Return the last day, included, of a mandate of `anios` (by default, the programme's)."""
    anios = settings.DURACION_MANDATO_ANIOS if anios is None else anios
    try:
        aniversario = inicio.replace(year=inicio.year + anios)
    except ValueError:  # 29 February, in a year that has none
        aniversario = date(inicio.year + anios, 3, 1)
    return aniversario - timedelta(days=1)


def ultimo_dia_de_aviso(dia: date) -> date:
    """Return the end up to which a mandate counts as about to expire on `dia`."""
    return dia + timedelta(days=settings.DIAS_AVISO_VENCIMIENTO)


def cuenta(mandato: Any) -> bool:
    """Say whether a mandate makes its committee's state: see the setting EXIGIR_ACTA_VALIDADA."""
    return not settings.EXIGIR_ACTA_VALIDADA or mandato.acta_validada is not None


def estado_en(comite: Any, mandatos: Iterable[Any], dia: date | None = None) -> EstadoComite:
    """Return the state of `comite`, whose mandates are `mandatos`, on `dia` (today by default)."""
    dia = dia or timezone.localdate()
    if comite.disuelto is not None and comite.disuelto <= dia:
        return EstadoComite.DISUELTO
    mandatos = [m for m in mandatos if cuenta(m)]
    sin_acta = settings.EXIGIR_ACTA_VALIDADA and not mandatos
    if comite.fecha_constitucion is None or comite.fecha_constitucion > dia or sin_acta:
        return EstadoComite.EN_FORMACION
    if any(m.inicio <= dia <= m.fin for m in mandatos):
        por_vencer = max(m.fin for m in mandatos) <= ultimo_dia_de_aviso(dia)
        return EstadoComite.POR_VENCER if por_vencer else EstadoComite.VIGENTE
    return EstadoComite.VENCIDO if any(m.fin < dia for m in mandatos) else EstadoComite.CONSTITUIDO


def estado_de_mandato(mandato: Any, mandatos: Iterable[Any], dia: date | None = None) -> EstadoMandato:
    """Return the state on `dia` of `mandato`, one of the `mandatos` of its committee.

    Renewed is one that ended, or is about to, when another one is already elected to follow it.
    """
    dia = dia or timezone.localdate()
    if mandato.inicio > dia:
        return EstadoMandato.POR_EMPEZAR
    if mandato.fin > ultimo_dia_de_aviso(dia):
        return EstadoMandato.VIGENTE
    if any(otro.inicio > mandato.fin for otro in mandatos):
        return EstadoMandato.RENOVADO
    return EstadoMandato.VENCIDO if mandato.fin < dia else EstadoMandato.POR_VENCER


def estado_de_grupo(grupo: Any, dia: date | None = None) -> EstadoGrupo:
    """Return the state of a committee's group; None is a group still to be made."""
    dia = dia or timezone.localdate()
    if grupo is None or (grupo.abierto is not None and grupo.abierto > dia):
        return EstadoGrupo.POR_CREAR
    if grupo.cerrado is not None and grupo.cerrado <= dia:
        return EstadoGrupo.CERRADO
    callado = grupo.ultimo_mensaje is not None and grupo.ultimo_mensaje < limite_de_silencio(dia)
    return EstadoGrupo.INACTIVO if callado else EstadoGrupo.ACTIVO


def limite_de_silencio(dia: date) -> date:
    """Return the day before which a last post is silence on `dia`."""
    return dia - timedelta(days=DIAS_DE_SILENCIO)
