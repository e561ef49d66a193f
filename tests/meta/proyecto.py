"""What the meta-tests look at: our apps, models, factories, addresses, source files."""

import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import factory
from django.apps import apps
from django.conf import settings
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver

import tests.fabricas

RAIZ = Path(settings.RAIZ)
APPS = (
    "comunes",
    "territorio",
    "cuentas",
    "personas",
    "espacios",
    "comites",
    "actividades",
    "capacitaciones",
    "monitoreo",
    "padron",
    "portal",
    "config",
)


def modelos_propios() -> list[type[Model]]:
    return [m for m in apps.get_models() if m.__module__.split(".")[0] in APPS]


@cache
def fabricas() -> dict[str, type[factory.django.DjangoModelFactory]]:
    """Return the factories by the label of their model."""
    encontradas = {}
    for modulo in pkgutil.iter_modules(tests.fabricas.__path__, "tests.fabricas."):
        for cosa in vars(importlib.import_module(modulo.name)).values():
            meta = getattr(cosa, "_meta", None)
            if isinstance(cosa, type) and issubclass(cosa, factory.django.DjangoModelFactory) and meta.model:
                encontradas[meta.model._meta.label_lower] = cosa
    return encontradas


@dataclass(frozen=True)
class Direccion:
    nombre: str
    ruta: str
    vista: Any

    @property
    def publica(self) -> bool:
        return getattr(self.vista, "login_required", True) is False

    @property
    def permiso(self) -> Any:
        return getattr(self.vista, "permiso", None)


@cache
def direcciones() -> list[Direccion]:
    """Return every address of the site, those of other packages included."""
    return list(_recorrer(get_resolver().url_patterns, "", ""))


def _recorrer(patrones: list[Any], espacio: str, previa: str) -> Iterator[Direccion]:
    for patron in patrones:
        ruta = previa + str(patron.pattern)
        if isinstance(patron, URLResolver):
            propio = f"{patron.namespace}:" if patron.namespace else ""
            yield from _recorrer(patron.url_patterns, espacio + propio, ruta)
        elif isinstance(patron, URLPattern):
            yield Direccion(f"{espacio}{patron.name}", ruta, patron.callback)


@cache
def archivos_python(*, con_pruebas: bool = False) -> list[Path]:
    carpetas = [*APPS, "herramientas", *(["tests"] if con_pruebas else [])]
    archivos = [a for c in carpetas for a in (RAIZ / c).rglob("*.py") if "migrations" not in a.parts]
    return sorted(archivos)


@cache
def plantillas() -> list[Path]:
    return sorted((RAIZ / "templates").rglob("*.*"))
