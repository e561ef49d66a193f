"""What points to a person inside this app."""

from typing import Any

from django.utils import timezone

from cuentas.services.olvido import CUENTA_DE_TRABAJO, es_solo_de_lider
from personas.enums import EstadoSolicitudDeAcceso
from personas.models import Consentimiento, SolicitudDeAcceso
from personas.olvido import registrar_impedimento
from personas.referencias import Cierre, Referencia, registrar_referencia
from personas.selectors import cuentas_de


def registrar_propias() -> None:
    """Called once, from `ready()`."""
    registrar_impedimento(_cuenta_de_trabajo)
    registrar_referencia(Referencia("personas.Consentimiento", cerrar=_consentimientos))
    registrar_referencia(Referencia("personas.SolicitudDeAcceso", cerrar=_pedidos_repetidos))
    registrar_referencia(Referencia("personas.AccesoADatos"))
    registrar_referencia(Referencia("personas.Fusion", "conservada"))
    registrar_referencia(Referencia("personas.SolicitudDeDerechos"))


def _consentimientos(conservada: Any, absorbida: Any) -> list[Cierre]:
    """What the person agreed to twice, and what they took back in one row only: it stays taken back."""
    retirados = [*_retirados(conservada, absorbida), *_retirados(absorbida, conservada)]
    return [*retirados, *_repetidos(conservada, absorbida)]


def _retirados(en: Any, de: Any) -> list[Cierre]:
    """Return what `de` agreed to up to the day on which `en` took the same back for good."""
    suyos = Consentimiento.objects.filter(persona=en)
    otra_vez = suyos.vigentes().values("finalidad")
    dias = {c.finalidad: c.revocado for c in suyos.exclude(finalidad__in=otra_vez).order_by("revocado")}
    dados = Consentimiento.objects.filter(persona=de, finalidad__in=dias).vigentes()
    return [
        (c.pk, {"revocado": dia})
        for c in dados
        if (dia := dias[c.finalidad]) and c.fecha <= timezone.localtime(dia).date()
    ]


def _repetidos(conservada: Any, absorbida: Any) -> list[Cierre]:
    """The person agreed twice to the same: the one of the row that stays remains in force."""
    ya = Consentimiento.objects.filter(persona=conservada).vigentes().values("finalidad")
    repetidos = Consentimiento.objects.filter(persona=absorbida, finalidad__in=ya).vigentes()
    return [(pk, {"revocado": timezone.now()}) for pk in repetidos.values_list("pk", flat=True)]


def _pedidos_repetidos(conservada: Any, absorbida: Any) -> list[Cierre]:
    pendientes = SolicitudDeAcceso.objects.filter(estado=EstadoSolicitudDeAcceso.PENDIENTE)
    ya = pendientes.filter(persona=conservada).values("solicitante")
    repetidos = pendientes.filter(persona=absorbida, solicitante__in=ya).values_list("pk", flat=True)
    return [(pk, {"estado": EstadoSolicitudDeAcceso.NEGADA.value}) for pk in repetidos]


def _cuenta_de_trabajo(persona: Any) -> str:
    return "" if all(es_solo_de_lider(cuenta) for cuenta in cuentas_de(persona)) else CUENTA_DE_TRABAJO
