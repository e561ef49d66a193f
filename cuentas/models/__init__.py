"""Accounts, assignments, and what lets people in."""

from cuentas.models.acceso import DispositivoConfiable, EnlacePersonal, IntentoFallido
from cuentas.models.usuarios import Asignacion, AsignacionQuerySet, Usuario, UsuarioManager, UsuarioQuerySet

__all__ = [
    "Asignacion",
    "AsignacionQuerySet",
    "DispositivoConfiable",
    "EnlacePersonal",
    "IntentoFallido",
    "Usuario",
    "UsuarioManager",
    "UsuarioQuerySet",
]
