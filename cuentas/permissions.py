"""`can`: the one question about one object. It derives from the same scope as every list."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from cuentas.enums import Permiso

# Permissions that are not about a row; every other one needs the object.
SIN_OBJETO = frozenset(
    {
        Permiso.ADMIN_ENTRAR,
        Permiso.CATALOGO_EDITAR,
        Permiso.CUENTA_ADMINISTRAR,
        Permiso.BITACORA_VER,
        Permiso.TRABAJO_VER,
        Permiso.PADRON_IMPORTAR,
        Permiso.CIFRA_EDITAR,
        Permiso.ACCESOS_VER,
    }
)


def can(user: Any, permiso: Permiso, obj: Model | None = None) -> bool:
    """Say whether `user` holds `permiso` over `obj`.

    Raises TypeError when a permission about rows is asked without the row.
    """
    if permiso in SIN_OBJETO:
        return bool(user.is_authenticated and user.tiene(permiso))
    if obj is None:
        raise TypeError(f"{permiso} is about a row: pass the object")
    visibles = type(obj)._default_manager.visible_to(user, permiso)  # type: ignore[attr-defined]
    return bool(visibles.filter(pk=obj.pk).exists())


def exigir(user: Any, permiso: Permiso, obj: Model | None = None) -> None:
    """Raise PermissionDenied unless `can(user, permiso, obj)`: what services call first."""
    if not can(user, permiso, obj):
        raise PermissionDenied
