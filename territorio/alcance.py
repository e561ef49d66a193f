"""Where a user may look: the union of the places named by the assignments that grant a permission."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

Filas = TypeVar("Filas", bound=QuerySet[Any])

_NINGUNO: frozenset[Any] = frozenset()


@dataclass(frozen=True)
class Alcance:
    """Places of one user for one permission. `nacional` is everything; empty is nothing.

    The sets hold primary keys: INEI codes for territory, numbers for committees and their spaces.
    """

    nacional: bool = False
    regiones: frozenset[str] = field(default=_NINGUNO)
    municipalidades: frozenset[str] = field(default=_NINGUNO)
    comisarias: frozenset[str] = field(default=_NINGUNO)
    comites: frozenset[int] = field(default=_NINGUNO)
    espacios: frozenset[int] = field(default=_NINGUNO)
    # The user's own account, where a role reaches only what is entrusted to that account.
    propios: frozenset[int] = field(default=_NINGUNO)

    @property
    def vacio(self) -> bool:
        lugares = (self.regiones, self.municipalidades, self.comisarias, self.comites, self.espacios)
        return not (self.nacional or any(lugares) or self.propios)

    def sin_comites(self) -> "Alcance":
        """Return what is in reach by territory alone, without leading any committee."""
        return replace(self, comites=_NINGUNO, espacios=_NINGUNO)

    def filtro(self, **rutas: str) -> Q | None:
        """Return the condition for a model, or None when nothing can match.

        `rutas` says how the model reaches each kind of place, for example
        ``regiones="region", municipalidades="municipalidad"``. National scope gives an empty Q.
        """
        if self.nacional:
            return Q()
        condicion = Q()
        for clase, ruta in rutas.items():
            if claves := getattr(self, clase):
                condicion |= Q(**{f"{ruta}__in": claves})
        return condicion or None


def alcance_de(user: Any, permiso: Any = None) -> Alcance:
    """Return the scope of `user` for `permiso` (or for anything, without one). Anonymous: nothing."""
    if not getattr(user, "is_authenticated", False):
        return Alcance()
    alcance: Alcance = user.alcance(permiso)
    return alcance


def por_su(filas: Filas, ruta: str, visibles: Callable[[Any, Any], Any], user: Any, permiso: Any) -> Filas:
    """Return the rows whose `ruta` points at something that `visibles(user, permiso)` gives.

    Nothing is asked for the whole country: a list of every key would be read first.
    """
    if alcance_de(user, permiso).nacional:
        return filas
    return filas.filter(**{f"{ruta}__in": visibles(user, permiso)})
