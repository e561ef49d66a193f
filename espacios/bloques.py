"""The space page is composed: each app brings its own blocks, this one never knows them.

An app registers its blocks in `AppConfig.ready()`::

    registrar_bloque(LATERAL, 10, bloque_comite)

where the function gets the request and the space and returns the template and its context, or None
when there is nothing to show. The template sees that context and the page's (`espacio`, `request`).
With `ancla` and `titulo` in the context, the block also stands in the page's section menu; its
outermost element then carries that id. With `chip`, a state and its words, it also says them beside
the title of the page.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest

from espacios.models import EspacioPublico

PRINCIPAL: Final = "principal"
LATERAL: Final = "lateral"
ACCIONES: Final = "acciones"
ZONAS: Final = (ACCIONES, PRINCIPAL, LATERAL)

Bloque = tuple[str, dict[str, Any]]
Funcion = Callable[[HttpRequest, EspacioPublico], Bloque | None]


@dataclass(frozen=True)
class Registrado:
    orden: int
    funcion: Funcion


_registro: dict[str, list[Registrado]] = defaultdict(list)


def registrar_bloque(zona: str, orden: int, funcion: Funcion) -> None:
    """Add a block to `zona`; lower `orden` stands first. Registering it again changes nothing."""
    if zona not in ZONAS:
        raise ValueError(f"unknown zone {zona!r}: one of {ZONAS}")
    if all(r.funcion is not funcion for r in _registro[zona]):
        _registro[zona].append(Registrado(orden, funcion))
        _registro[zona].sort(key=lambda r: r.orden)


def armar_bloques(request: HttpRequest, espacio: EspacioPublico) -> dict[str, list[Bloque]]:
    """Return the blocks of each zone that have something to show for this user and space."""
    return {
        zona: [b for r in _registro[zona] if (b := r.funcion(request, espacio)) is not None] for zona in ZONAS
    }
