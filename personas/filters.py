"""Search in the list of persons, by names only: a document is asked for apart."""

from typing import Any, Final

import django_filters
from django import forms

from comunes.busqueda import Hallazgo, hallar
from personas.enums import Finalidad
from personas.models import Consentimiento, Persona, PersonaQuerySet
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
        if permiso == SIN_PERMISO:
            return filas.filter(sin_permiso())
        retirados = Consentimiento.objects.filter(finalidad=Finalidad.GESTION, revocado__isnull=False)
        # Few ever do: found from what they took back.
        return filas.filter(permiso_retirado(), pk__in=retirados.values("persona"))
