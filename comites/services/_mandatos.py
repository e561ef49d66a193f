"""Opening mandates and ending memberships: what constitution, renewal and dissolution share."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comites.enums import MotivoSalida
from comites.models import Comite, Integrante, Mandato
from comites.services._comun import escribir
from comites.vigencia import fin_propuesto
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version


def crear_mandato(comite: Comite, inicio: date, fin: date | None, acta: str) -> Mandato:
    """Create a mandate that no other one of the committee meets; call it under the lock."""
    fin = fin or fin_propuesto(inicio)
    if fin <= inicio:
        raise ValidationError({"fin": "El mandato termina antes de empezar."})
    _exigir_sin_cruce(comite, inicio, fin)
    mandato = Mandato(comite=comite, inicio=inicio, fin=fin, acta=en_una_linea(acta)[:120])
    mandato.full_clean()
    try:
        with transaction.atomic():
            mandato.save()
    except IntegrityError:  # somebody who does not take the lock, such as an import
        _exigir_sin_cruce(comite, inicio, fin)
        raise
    return mandato


def _exigir_sin_cruce(comite: Comite, inicio: date, fin: date) -> None:
    cruzado = comite.mandatos.filter(inicio__lte=fin, fin__gte=inicio).first()
    if cruzado is not None:
        raise ValidationError(
            {"inicio": f"Se cruza con el mandato del {escribir(cruzado.inicio)} al {escribir(cruzado.fin)}."}
        )


def cerrar_membresia(integrante: Integrante, hasta: date, motivo: MotivoSalida) -> None:
    """End a membership: `hasta` is no longer its own."""
    integrante.hasta, integrante.motivo_salida = hasta, motivo
    tomar_version(integrante, integrante.version)
    integrante.save(update_fields=["hasta", "motivo_salida", "actualizado"])
