"""The shapes of a task, of a group of them, and of how a group is read and worded."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from cuentas.enums import Permiso


@dataclass(frozen=True)
class Tarea:
    """What `_componentes/tarea.html` reads."""

    titulo: str
    url: str
    motivo: str
    urgencia: str = ""
    tono_urgencia: str = ""
    accion: str = ""
    url_accion: str = ""
    foto: str = ""
    foto_alt: str = ""


@dataclass(frozen=True)
class Grupo:
    """Tasks of one kind. `total` stops at a hundred; `url_todas` leads to all of them."""

    slug: str
    titulo: str
    icono: str
    tono: str
    tareas: list[Tarea] = field(default_factory=list)
    total: int = 0
    url_todas: str = ""

    @property
    def resto(self) -> int:
        return self.total - len(self.tareas)


@dataclass(frozen=True)
class Clase:
    """How a group is read and worded; whoever lacks `permiso` has no such group."""

    slug: str
    titulo: str
    icono: str
    tono: str
    permiso: Permiso
    filas: Callable[[Any, date], QuerySet[Any]]
    tarea: Callable[[Any, Any, date], Tarea]
    orden: tuple[str, ...]
    # The list that shows all of them, already filtered, where there is one.
    todas: Callable[[], str] | None = None
    # What `tarea` reads of a row: fields, paths through keys, annotations of `filas`.
    datos: tuple[str, ...] = ()
