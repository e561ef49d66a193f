"""The derived states as conditions over the database, each written so that an index can serve it.

They read the columns that triggers keep on the committee (`comites.disparadores`). When only mandates with
a validated acta count, which those columns do not tell apart, the mandates themselves are read.
"""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Case, CharField, OuterRef, Q, Value, When

from comites.enums import EstadoComite as E
from comites.vigencia import ultimo_dia_de_aviso
from comunes.consultas import Hay, al_paso

UN_DIA = timedelta(days=1)


def condicion_de(estado: str, mandatos: Any, dia: date) -> Q:
    """Return what a committee in `estado` on `dia` meets; `mandatos` is the manager of mandates.

    `comites.vigencia.estado_en` says the same of one committee in memory.
    """
    viva = Q(disuelto__isnull=True) | Q(disuelto__gt=dia)
    sin_constituir = Q(fecha_constitucion__isnull=True) | Q(fecha_constitucion__gt=dia)
    constituida = viva & al_paso("fecha_constitucion", antes_de=dia + UN_DIA)
    if settings.EXIGIR_ACTA_VALIDADA:
        con_acta = Q(Hay(mandatos.que_cuentan().filter(comite=OuterRef("pk"))))
        sin_constituir, constituida = sin_constituir | ~con_acta, constituida & con_acta
    if estado == E.DISUELTO:
        return Q(disuelto__lte=dia)
    if estado == E.EN_FORMACION:
        return viva & sin_constituir
    hechos = _por_mandatos if settings.EXIGIR_ACTA_VALIDADA else _por_columnas
    return constituida & hechos(mandatos.que_cuentan(), dia)[E(estado)]


def _por_columnas(mandatos: Any, dia: date) -> dict[E, Q]:
    aviso, empezado = ultimo_dia_de_aviso(dia), al_paso("primer_inicio", antes_de=dia + UN_DIA)
    # Mandates never share a day: only one still to begin can leave a gap before the last end.
    cubre = Q(Hay(mandatos.filter(comite=OuterRef("pk")).en_fecha(dia)))
    return {
        E.CONSTITUIDO: Q(primer_inicio__isnull=True) | Q(primer_inicio__gt=dia),
        E.VIGENTE: empezado & Q(ultimo_fin__gt=aviso) & cubre,
        E.POR_VENCER: empezado & al_paso("ultimo_fin", desde=dia, antes_de=aviso + UN_DIA) & cubre,
        E.VENCIDO: empezado & (Q(ultimo_fin__lt=dia) | ~cubre),
    }


def _por_mandatos(mandatos: Any, dia: date) -> dict[E, Q]:
    suyos, aviso = mandatos.filter(comite=OuterRef("pk")), ultimo_dia_de_aviso(dia)
    vigentes, largos = Q(Hay(suyos.en_fecha(dia))), Q(Hay(suyos.filter(fin__gt=aviso)))
    return {
        E.CONSTITUIDO: ~Q(Hay(suyos.filter(inicio__lte=dia))),
        E.VIGENTE: vigentes & largos,
        E.POR_VENCER: vigentes & ~largos,
        E.VENCIDO: Q(Hay(suyos.filter(fin__lt=dia))) & ~vigentes,
    }


def estado_en_columna(mandatos: Any, dia: date) -> Case:
    """Return the state on `dia` as an expression: of the conditions, what tells one from those before it."""
    suyos, aviso = mandatos.que_cuentan().filter(comite=OuterRef("pk")), ultimo_dia_de_aviso(dia)
    sin_acta = ~Q(Hay(suyos)) if settings.EXIGIR_ACTA_VALIDADA else Q(pk__in=[])
    if settings.EXIGIR_ACTA_VALIDADA:
        por_empezar, corto = (
            ~Q(Hay(suyos.filter(inicio__lte=dia))),
            ~Q(Hay(suyos.filter(fin__gt=aviso))),
        )
        acabado = Q(pk__in=[])
    else:
        por_empezar = Q(primer_inicio__isnull=True) | Q(primer_inicio__gt=dia)
        corto, acabado = Q(ultimo_fin__lte=aviso), Q(ultimo_fin__lt=dia)
    casos = (
        (Q(disuelto__lte=dia), E.DISUELTO),
        (Q(fecha_constitucion=None) | Q(fecha_constitucion__gt=dia) | sin_acta, E.EN_FORMACION),
        (por_empezar, E.CONSTITUIDO),
        (acabado | ~Q(Hay(suyos.en_fecha(dia))), E.VENCIDO),
        (corto, E.POR_VENCER),
    )
    return Case(
        *(When(condicion, then=Value(estado.value)) for condicion, estado in casos),
        default=Value(E.VIGENTE.value),
        output_field=CharField(),
    )
