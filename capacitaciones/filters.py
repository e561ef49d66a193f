"""Filters of the list of talks. Each starts from the rows already in scope."""

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.timezone import make_aware

from capacitaciones.enums import EstadoSesion, TemaSesion
from capacitaciones.models import Sesion
from comunes.filtros import FiltroDeLista
from cuentas.enums import Permiso
from territorio.alcance import alcance_de
from territorio.models import Region

SIN_REGION = "pais"
_TEMAS = [(tema.value, tema.corto) for tema in TemaSesion]


def _fecha() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class FiltroSesiones(FiltroDeLista):
    """Theme, state, place and days. A filter with nothing to choose is not shown."""

    tema = django_filters.ChoiceFilter(label="Tema", choices=_TEMAS, empty_label="Todos los temas")
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=EstadoSesion.choices, widget=forms.HiddenInput
    )
    region = django_filters.ChoiceFilter(label="Región", empty_label="Todas las regiones", method="de_region")
    desde = django_filters.DateFilter(label="Desde", widget=_fecha(), method="desde_el_dia")
    hasta = django_filters.DateFilter(label="Hasta", widget=_fecha(), method="hasta_el_dia")

    class Meta:
        model = Sesion
        fields: list[str] = []

    filters: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = self._regiones()
        if len(opciones) > 1 or self.data.get("region"):
            self.filters["region"].extra["choices"] = opciones
        else:
            del self.filters["region"]

    def _regiones(self) -> list[tuple[str, str]]:
        user = self.request.user
        alcance = alcance_de(user, Permiso.CAPACITACION_VER)
        if not (alcance.nacional or alcance.regiones or alcance.municipalidades):
            return []
        regiones = Region.objects.visible_to(user, Permiso.CAPACITACION_VER).order_by("nombre")
        propias = [(r.pk, r.nombre) for r in regiones]
        return [(SIN_REGION, "Para todo el país"), *propias] if alcance.nacional else propias

    def de_region(self, filas: QuerySet[Sesion], _campo: str, region: str) -> QuerySet[Sesion]:
        return filas.filter(region=None if region == SIN_REGION else region)

    def desde_el_dia(self, filas: QuerySet[Sesion], _campo: str, dia: date) -> QuerySet[Sesion]:
        return filas.filter(inicio__gte=_al_empezar(dia))

    def hasta_el_dia(self, filas: QuerySet[Sesion], _campo: str, dia: date) -> QuerySet[Sesion]:
        """Narrow it, unless no day comes after that one."""
        return filas if dia == date.max else filas.filter(inicio__lt=_al_empezar(dia + timedelta(days=1)))


def _al_empezar(dia: date) -> datetime:
    """Return when a day begins in Peru: compared as a moment, the talks are found by their index."""
    return make_aware(datetime.combine(dia, time.min))
