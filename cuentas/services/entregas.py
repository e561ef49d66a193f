"""Handing over a person's work to another, in one step."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from comunes.bitacora import registrar
from cuentas.entregas import traspasar
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from cuentas.services.asignaciones import exigir_sobre_otra
from cuentas.services.usuarios import desactivar_usuario


@transaction.atomic
def entregar_trabajo(*, actor: Any, de: Usuario, a: Usuario, desactivar: bool) -> int:
    """Pass the roles in force of `de`, and what it has in hand, to `a`; return how many roles moved.

    Roles that `a` already holds only end for `de`. All or nothing, with history on both accounts.
    Nobody hands over to or from themselves. `desactivar` also switches `de` off.
    """
    exigir_sobre_otra(actor, de)
    exigir_sobre_otra(actor, a)
    list(Usuario.objects.select_for_update().filter(pk__in=[de.pk, a.pk]).order_by("pk"))
    propias = list(de.asignaciones.vigentes())
    _exigir_entregable(de, a, propias)
    movidas = [_mover(asignacion, a) for asignacion in propias]
    otros = traspasar(actor=actor, de=de, a=a)
    registrar(actor=actor, accion="trabajo-entregado", objeto=de, a=a.pk, funciones=sum(movidas), **otros)
    registrar(actor=actor, accion="trabajo-recibido", objeto=a, de=de.pk, funciones=sum(movidas), **otros)
    if desactivar:
        desactivar_usuario(actor=actor, usuario=de)
    return sum(movidas)


def _exigir_entregable(de: Usuario, a: Usuario, propias: list[Asignacion]) -> None:
    if de.pk == a.pk:
        raise ValidationError({"a": "Elija a otra persona."})
    if not a.is_active:
        raise ValidationError({"a": "Esa cuenta está desactivada: elija una activa."})
    if not propias:
        raise ValidationError("Esta cuenta no tiene funciones vigentes que entregar.")
    roles = {p.rol for p in propias} | {s.rol for s in a.asignaciones.vigentes()}
    if Rol.LIDER_COMITE in roles and len(roles) > 1:
        raise ValidationError({"a": "Una cuenta de líder solo se entrega a otra cuenta de líder."})


def _mover(asignacion: Asignacion, a: Usuario) -> bool:
    """End `asignacion` and open the same one for `a`; say whether a new one was needed."""
    lugar = ("rol", "region_id", "municipalidad_id", "comisaria_id", "comite_id", "espacio_id")
    campos = {campo: getattr(asignacion, campo) for campo in lugar}
    nueva = not a.asignaciones.vigentes().filter(**campos).exists()
    if nueva:
        heredera = Asignacion(usuario=a, hasta=asignacion.hasta, **campos)
        heredera.full_clean()
        heredera.save()
    asignacion.terminar()
    return nueva
