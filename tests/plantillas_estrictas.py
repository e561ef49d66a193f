"""An undefined variable in a template of ours fails the test that renders it.

Templates of other packages lean on undefined variables; only ours are held to it. ``{% if x %}`` stays
the way to ask whether something optional was passed.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.template.base import Node

# Copies of third-party templates that we only restyle keep those packages' habits.
TOLERADAS = ("bootstrap5/", "django/", "admin/", "account/", "mfa/")


class VariableIndefinida(str):
    """Made with ``"%s"``, so that Django asks it for the text to show: that is `__mod__`."""

    __slots__ = ()

    def __mod__(self, variable: Any) -> str:
        plantilla = _plantilla_en_curso(sys._getframe(1))
        if plantilla and not plantilla.startswith(TOLERADAS):
            raise AssertionError(f"«{variable}» is not defined in {plantilla}")
        return ""


def _plantilla_en_curso(marco: FrameType | None) -> str:
    """Return the name of our template being rendered, '' when it is somebody else's."""
    while marco is not None:
        nodo = marco.f_locals.get("self")
        origen = getattr(nodo, "origin", None) if isinstance(nodo, Node) else None
        if origen is not None:
            return _nombre_propio(Path(str(origen.name)))
        marco = marco.f_back
    return ""


def _nombre_propio(archivo: Path) -> str:
    propias = Path(settings.RAIZ, "templates")
    return str(archivo.relative_to(propias)) if archivo.is_relative_to(propias) else ""
