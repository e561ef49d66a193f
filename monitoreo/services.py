"""Writes of the declared figures."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from monitoreo.indicadores import NOMBRES
from monitoreo.models import CifraDeclarada, CorteDeclarado, Operador


@transaction.atomic
def guardar_corte(
    *, actor: Any, corte: CorteDeclarado, cifras: Mapping[str, tuple[str, int | None]]
) -> CorteDeclarado:
    """Save a declared cut-off with its figures (`slug: (operador, valor)`) and return it.

    A figure without value is removed: nothing was declared. When the cut-off is the one shown, the
    one shown before stops being so. Raises ValidationError for an unknown indicator.
    """
    exigir(actor, Permiso.CIFRA_EDITAR)
    if desconocidos := cifras.keys() - NOMBRES.keys():
        raise ValidationError(f"No hay un indicador «{min(desconocidos)}».")
    nuevo = corte._state.adding
    if corte.vigente:
        CorteDeclarado.objects.filter(vigente=True).exclude(pk=corte.pk).update(vigente=False)
    corte.full_clean()
    corte.save()
    for slug, (operador, valor) in cifras.items():
        _guardar_cifra(corte, slug, operador, valor)
    registrar(
        actor=actor,
        accion="corte-agregado" if nuevo else "corte-editado",
        objeto=corte,
        cifras={slug: [str(operador), valor] for slug, (operador, valor) in cifras.items()},
    )
    return corte


def _guardar_cifra(corte: CorteDeclarado, slug: str, operador: str, valor: int | None) -> None:
    if valor is None:
        CifraDeclarada.objects.filter(corte=corte, indicador=slug).delete()
        return
    cifra = CifraDeclarada.objects.filter(corte=corte, indicador=slug).first()
    cifra = cifra or CifraDeclarada(corte=corte, indicador=slug)
    cifra.operador, cifra.valor = Operador(operador), valor
    cifra.full_clean()
    cifra.save()
