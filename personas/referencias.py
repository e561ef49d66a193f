"""Everything that points to a person, so that a union moves all of it.

Each app registers its own foreign keys; a test compares the registry with the models. What somebody
forgot is refused by the database when the absorbed row goes: never lost.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps

# What must be closed before the pointers move, or two rows would meet: (key, {column: value}).
Cierre = tuple[int, dict[str, Any]]


@dataclass(frozen=True)
class Objecion:
    """What stands against a union. One that is not final goes away when the user confirms it."""

    texto: str
    definitiva: bool = True


@dataclass(frozen=True)
class Referencia:
    """A foreign key to Persona: `modelo` («comites.Integrante») and `campo`.

    `objetar(conservada, absorbida)` returns what stands against the union; `cerrar(conservada,
    absorbida)`, the rows that would collide, with the values that close them. What follows for others from
    closing them, and from opening them again when the union is undone, is done by `tras_cerrar` and
    `tras_reabrir(actor, claves)`.
    """

    modelo: str
    campo: str = "persona"
    objetar: Callable[[Any, Any], list[Objecion]] = lambda conservada, absorbida: []
    cerrar: Callable[[Any, Any], list[Cierre]] = lambda conservada, absorbida: []
    tras_cerrar: Callable[[Any, list[int]], None] = lambda actor, claves: None
    tras_reabrir: Callable[[Any, list[int]], None] = lambda actor, claves: None

    @property
    def filas(self) -> Any:
        return apps.get_model(self.modelo)._base_manager


_referencias: dict[tuple[str, str], Referencia] = {}


def registrar_referencia(referencia: Referencia) -> None:
    """Add a foreign key, from `ready()`. Registering it again replaces it."""
    _referencias[referencia.modelo, referencia.campo] = referencia


def referencias() -> list[Referencia]:
    return list(_referencias.values())


def objeciones(conservada: Any, absorbida: Any) -> list[Objecion]:
    """Return everything that stands against making these two persons one."""
    return [o for referencia in referencias() for o in referencia.objetar(conservada, absorbida)]
