"""Writes of accounts, of what lets people in, and of what accounts administer."""

from cuentas.services.catalogos import guardar_catalogo
from cuentas.services.enlaces import emitir_enlace, estrenar_enlace, revocar_dispositivo, revocar_enlace
from cuentas.services.lideres import crear_lider

__all__ = [
    "crear_lider",
    "emitir_enlace",
    "estrenar_enlace",
    "guardar_catalogo",
    "revocar_dispositivo",
    "revocar_enlace",
]
