"""Search in the list of persons, by names only: a document is asked for apart."""

from typing import Any, Final

import django_filters
from django import forms

from comunes.busqueda import Hallazgo, hallar
from personas.models import Persona, PersonaQuerySet
from personas.models.consentimiento import permiso_retirado, sin_permiso

SIN_PERMISO, RETIRADO = "falta", "retirado"
PERMISOS: Final = ((SIN_PERMISO, "Sin permiso registrado"), (RETIRADO, "Retiró su permiso"))


class FiltroPersonas(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label="Nombres o apellidos",
        method="buscar",
        widget=forms.TextInput(
            attrs={"type": "search", "placeholder": "Nombres o apellidos", "autocomplete": "off"}
        ),
    )

    permiso = django_filters.ChoiceFilter(
        label="Permiso", choices=PERMISOS, widget=forms.HiddenInput, method="segun_permiso"
    )

    class Meta:
        model = Persona
        fields: list[str] = []

    hallazgo: Hallazgo | None = None

    def buscar(self, filas: PersonaQuerySet, _campo: str, texto: str) -> Any:
        self.hallazgo = hallar(filas, texto)
        return self.hallazgo.filas

    def segun_permiso(self, filas: PersonaQuerySet, _campo: str, permiso: str) -> PersonaQuerySet:
        """Keep those whose data the programme holds without their consent, or against it."""
        return filas.filter(sin_permiso() if permiso == SIN_PERMISO else permiso_retirado())
