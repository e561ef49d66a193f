"""The scope asked about many rows at once, for bulk services."""

from collections.abc import Collection
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model

from cuentas.enums import Permiso

_TROZO = 400


def exigir_en_lote(actor: Any, permiso: Permiso, modelo: type[Model], claves: Collection[Any]) -> None:
    """Raise PermissionDenied unless `actor` reaches every one of these rows with `permiso`.

    None as actor is the installation itself, which reaches everything.
    """
    if actor is None:
        return
    if not actor.tiene(permiso):
        raise PermissionDenied
    unicas = sorted(set(claves))
    visibles = modelo._default_manager.visible_to(actor, permiso)  # type: ignore[attr-defined]
    for desde in range(0, len(unicas), _TROZO):
        trozo = unicas[desde : desde + _TROZO]
        if visibles.filter(pk__in=trozo).count() != len(trozo):
            raise PermissionDenied
