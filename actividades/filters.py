"""Filters of the list of activities. Each starts from the rows already in scope."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from actividades.enums import EstadoActividad, Organizador
from actividades.models import Actividad, TipoActividad
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from espacios.filtros_de_lugar import FiltroDeLugar

FECHA = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FiltroActividades(FiltroDeLugar):
    """Search, state, type, place and days. What a filter cannot read leaves the list as it is."""

    q = django_filters.CharFilter(label="Buscar actividad o espacio", method="buscar")
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=EstadoActividad.choices, widget=forms.HiddenInput
    )
    tipo = django_filters.ModelChoiceFilter(
        queryset=TipoActividad.objects.all(), label="Tipo", empty_label="Todo tipo"
    )
    desde = django_filters.DateFilter(field_name="fecha", lookup_expr="gte", label="Desde", widget=FECHA)
    hasta = django_filters.DateFilter(field_name="fecha", lookup_expr="lte", label="Hasta", widget=FECHA)

    espacio = django_filters.CharFilter(field_name="espacio__codigo", widget=forms.HiddenInput)
    organizador = django_filters.ChoiceFilter(choices=Organizador.choices, widget=forms.HiddenInput)

    hallazgo: Hallazgo | None = None

    class Meta:
        model = Actividad
        fields: list[str] = []

    permiso = Permiso.ACTIVIDAD_VER
    en_orden = ("q", "estado", "tipo", "region", "provincia", "distrito")

    def buscar(self, filas: QuerySet[Actividad], nombre: str, valor: str) -> Any:
        self.hallazgo = hallar_palabras(filas, valor)
        return self.hallazgo.filas


def buscar_palabras(filas: QuerySet[Actividad], texto: str) -> QuerySet[Actividad]:
    """Return the rows that `hallar_palabras` finds."""
    return hallar_palabras(filas, texto).filas


def hallar_palabras(filas: QuerySet[Actividad], texto: str) -> Hallazgo:
    """Find the rows with every word of `texto` in their own text, their type or their space."""
    tipos = {tipo.pk: clave_busqueda(tipo.nombre) for tipo in TipoActividad.objects.all()}

    def de_un_tipo(palabra: str) -> Q | None:
        suyos = [pk for pk, nombre in tipos.items() if palabra in nombre]
        return Q(tipo__in=suyos) if suyos else None

    return hallar(filas, texto, ramas=(PROPIA, Rama("espacio")), otros=de_un_tipo)
