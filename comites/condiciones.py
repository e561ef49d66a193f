"""The derived states as conditions over the database, each written so that an index can serve it."""

from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q

from comites.enums import EstadoComite as E
from comites.vigencia import ultimo_dia_de_aviso


def condicion_de(estado: str, mandatos: Any, dia: date) -> Q:
    """Return what a committee in `estado` on `dia` meets; `mandatos` is the manager of mandates.

    `comites.vigencia.estado_en` says the same of one committee in memory.
    """
    viva = Q(disuelto__isnull=True) | Q(disuelto__gt=dia)
    mandatos = mandatos.que_cuentan()
    suyos, aviso = mandatos.filter(comite=OuterRef("pk")), ultimo_dia_de_aviso(dia)
    con_acta = Q(Exists(suyos)) if settings.EXIGIR_ACTA_VALIDADA else Q()
    constituida = viva & Q(fecha_constitucion__lte=dia) & con_acta
    sin_constituir = Q(fecha_constitucion__isnull=True) | Q(fecha_constitucion__gt=dia)
    if settings.EXIGIR_ACTA_VALIDADA:
        sin_constituir |= ~con_acta
    vigentes, largos = Exists(suyos.en_fecha(dia)), Exists(suyos.filter(fin__gt=aviso))
    por_terminar = mandatos.filter(inicio__lte=dia, fin__range=(dia, aviso)).values("comite")
    return {
        E.DISUELTO: Q(disuelto__lte=dia),
        E.EN_FORMACION: viva & sin_constituir,
        E.CONSTITUIDO: constituida & ~Q(Exists(suyos.filter(inicio__lte=dia))),
        E.VIGENTE: constituida & Q(vigentes) & Q(largos),
        E.POR_VENCER: constituida & Q(pk__in=por_terminar) & ~Q(largos),
        E.VENCIDO: constituida & Q(Exists(suyos.filter(fin__lt=dia))) & ~Q(vigentes),
    }[E(estado)]
