"""The filters of the lists of plans and of interventions."""

import django_filters
from django import forms

from comunes.filtros import FiltroDeLista
from espacios.enums import EstadoIntervencion, EstadoPlan, TipoIntervencion
from espacios.models import Intervencion, PlanTrabajo


class FiltroIntervenciones(FiltroDeLista):
    """Kind, state and space. What a filter cannot read leaves the list as it is."""

    tipo = django_filters.ChoiceFilter(
        label="Tipo", choices=TipoIntervencion.choices, empty_label="Todos los tipos"
    )
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=EstadoIntervencion.choices, widget=forms.HiddenInput
    )
    espacio = django_filters.CharFilter(
        label="Espacio", field_name="espacio__codigo", widget=forms.HiddenInput
    )

    class Meta:
        model = Intervencion
        fields: list[str] = []


class FiltroPlanes(FiltroDeLista):
    """State and space. What a filter cannot read leaves the list as it is."""

    estado = django_filters.ChoiceFilter(label="Estado", choices=EstadoPlan.choices, widget=forms.HiddenInput)
    espacio = django_filters.CharFilter(
        label="Espacio", field_name="espacio__codigo", widget=forms.HiddenInput
    )

    class Meta:
        model = PlanTrabajo
        fields: list[str] = []
