"""What the filters of every list share: they say which are in use, and which could not be applied."""

from datetime import date
from typing import Any, NamedTuple

import django_filters


class FiltroPuesto(NamedTuple):
    """A filter in use: its parameter, its name and its value in words."""

    nombre: str
    etiqueta: str
    texto: str


class FiltroDeLista(django_filters.FilterSet):
    """A FilterSet whose values are told to people: on chips, in files, in saved views."""

    @property
    def puestos(self) -> list[FiltroPuesto]:
        """Return the filters in use, in their order on the screen."""
        valores = {n: v for n, v in self.form.cleaned_data.items() if v not in (None, "", [])}
        return [
            FiltroPuesto(n, str(self.form.fields[n].label or n), self._en_palabras(n, v))
            for n, v in valores.items()
        ]

    @property
    def dichos(self) -> list[tuple[str, str]]:
        """Return what a file says of the rows it has: each filter in use, by name and in words."""
        return [(puesto.etiqueta, puesto.texto) for puesto in self.puestos]

    def _en_palabras(self, nombre: str, valor: Any) -> str:
        if isinstance(valor, date):
            return f"{valor:%d/%m/%Y}"
        campo: Any = self.form.fields[nombre]
        opciones = getattr(campo, "choices", None)
        if isinstance(valor, str) and opciones is not None:
            return str(dict(opciones).get(valor, valor))
        return f"«{valor}»" if nombre == "q" else str(valor)

    @property
    def perdidos(self) -> list[str]:
        """Return the labels of filters whose value no longer exists, or never did for this user."""
        return [str(self.form.fields[nombre].label) for nombre in self.form.errors]
