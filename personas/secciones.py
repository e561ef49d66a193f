"""What upper apps know about a person, for the person's page and for the copy of their data."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Linea:
    """One thing a person takes part in. `datos` are its values by name, for the copy of the data."""

    titulo: str
    detalle: str = ""
    url: str = ""
    datos: dict[str, str] = field(default_factory=dict)


# ``leer(persona, user)``: the lines that `user` may see; all of them when `user` is None.
Lectura = Callable[[Any, Any], list[Linea]]


@dataclass(frozen=True)
class Seccion:
    clave: str
    titulo: str
    vacia: str
    leer: Lectura


_secciones: dict[str, Seccion] = {}


def registrar_seccion(seccion: Seccion) -> None:
    """Add a section, from `AppConfig.ready()`. Registering it again replaces it."""
    _secciones[seccion.clave] = seccion


def secciones_de(persona: Any, user: Any) -> list[tuple[Seccion, list[Linea]]]:
    """Return every section with the lines about `persona` that `user` may see (all, for None)."""
    return [(seccion, seccion.leer(persona, user)) for seccion in _secciones.values()]
