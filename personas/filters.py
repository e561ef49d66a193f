"""Search in the list of persons, by names only: a document is asked for apart."""

from typing import Any

import django_filters
from django import forms

from comunes.busqueda import Hallazgo, hallar
from personas.models import Persona, PersonaQuerySet


class FiltroPersonas(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nombres o apellidos",
        method="buscar",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Nombres o apellidos", "autocomplete": "off"}
        ),
    )

    class Meta:
        model = Persona
        fields: list[str] = []

    hallazgo: Hallazgo | None = None

    def buscar(self, filas: PersonaQuerySet, _campo: str, texto: str) -> Any:
        self.hallazgo = hallar(filas, texto)
        return self.hallazgo.filas
