"""Filters of the public list of spaces."""

from typing import Any

import django_filters as filtros
from django import forms
from django.db.models import QuerySet

from comunes.busqueda import Hallazgo
from espacios.models import EspacioPublico, TipoEspacio
from portal.selectors.publico import con_texto
from territorio.models import Region


def _regiones(request: Any) -> QuerySet[Region]:
    return Region.objects.activos().order_by("nombre")


class FiltroEspaciosPublicos(filtros.FilterSet):
    """By words of the name or the district, by region and by kind. What cannot be read is ignored."""

    q = filtros.CharFilter(
        label="Nombre del espacio o distrito",
        method="por_texto",
        max_length=80,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Ej.: Comas", "autocomplete": "off"}),
    )
    region = filtros.ModelChoiceFilter(label="Región", queryset=_regiones, empty_label="Todas las regiones")
    tipo = filtros.ModelChoiceFilter(
        label="Tipo", queryset=TipoEspacio.objects.filter(activo=True), empty_label="Todos los tipos"
    )

    class Meta:
        model = EspacioPublico
        fields = ("q", "region", "tipo")

    hallazgo: Hallazgo | None = None

    def por_texto(self, filas: QuerySet[Any], nombre: str, valor: str) -> QuerySet[Any]:
        self.hallazgo = con_texto(filas, valor)
        return self.hallazgo.filas
