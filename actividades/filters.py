"""Filters of the list of activities. Each starts from the rows already in scope."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet

from actividades.enums import EstadoActividad, Organizador
from actividades.models import Actividad, TipoActividad
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from comunes.filtros import FiltroDeLista
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from espacios.models import EspacioPublico
from territorio.alcance import alcance_de
from territorio.models import Distrito, Region

FECHA = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


def regiones(request: Any) -> QuerySet[Region]:
    """Return the regions of the user's scope."""
    alcance = alcance_de(request.user, Permiso.ACTIVIDAD_VER)
    todas = Region.objects.order_by("nombre")
    return todas if alcance.nacional else todas.filter(pk__in=alcance.regiones)


def distritos(request: Any) -> QuerySet[Distrito]:
    """Return the districts with spaces in scope, of the chosen region where there are several."""
    espacios = EspacioPublico.objects.visible_to(request.user, Permiso.ACTIVIDAD_VER)
    if alcance_de(request.user, Permiso.ACTIVIDAD_VER).nacional:
        espacios = espacios.filter(region=request.GET.get("region", "")[:4])
    return Distrito.objects.filter(pk__in=espacios.values("distrito")).order_by("nombre")


class FiltroActividades(FiltroDeLista):
    """Search, state, type, place and days. What a filter cannot read leaves the list as it is."""

    q = django_filters.CharFilter(label="Buscar actividad o espacio", method="buscar")
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=EstadoActividad.choices, widget=forms.HiddenInput
    )
    tipo = django_filters.ModelChoiceFilter(
        queryset=TipoActividad.objects.all(), label="Tipo", empty_label="Todo tipo"
    )
    region = django_filters.ModelChoiceFilter(
        field_name="espacio__region", queryset=regiones, label="Región", empty_label="Toda región"
    )
    distrito = django_filters.ModelChoiceFilter(
        field_name="espacio__distrito", queryset=distritos, label="Distrito", empty_label="Todo distrito"
    )
    desde = django_filters.DateFilter(field_name="fecha", lookup_expr="gte", label="Desde", widget=FECHA)
    hasta = django_filters.DateFilter(field_name="fecha", lookup_expr="lte", label="Hasta", widget=FECHA)

    espacio = django_filters.CharFilter(field_name="espacio__codigo", widget=forms.HiddenInput)
    organizador = django_filters.ChoiceFilter(choices=Organizador.choices, widget=forms.HiddenInput)

    hallazgo: Hallazgo | None = None

    class Meta:
        model = Actividad
        fields = ("q", "estado", "tipo", "region", "distrito", "desde", "hasta", "espacio", "organizador")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alcance = alcance_de(self.request.user, Permiso.ACTIVIDAD_VER)
        if not alcance.nacional and len(alcance.regiones) < 2:
            del self.filters["region"]
        if alcance.nacional and not self.request.GET.get("region"):
            del self.filters["distrito"]

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
