"""Writes of catalogue rows."""

from typing import Any

from django.db import models, transaction

from comunes.bitacora import registrar
from cuentas.enums import Permiso
from cuentas.permissions import exigir


@transaction.atomic
def guardar_catalogo(*, actor: Any, objeto: models.Model) -> models.Model:
    """Save a catalogue row and write it into the history."""
    exigir(actor, Permiso.CATALOGO_EDITAR)
    nueva = objeto._state.adding
    objeto.full_clean()
    objeto.save()
    registrar(actor=actor, accion="catalogo-agregado" if nueva else "catalogo-editado", objeto=objeto)
    return objeto
