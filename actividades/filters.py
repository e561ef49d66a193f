"""Filters of the list and the calendar of activities. Each starts from the rows already in scope."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils import timezone

from actividades.enums import PROGRAMADAS, SIN_EFECTO, EstadoActividad, Organizador
from actividades.models import Actividad, TipoActividad
from actividades.reglas import FECHA_MINIMA, PLAZO_MAXIMO
from comites.models import Comite
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from comunes.filtros import FiltroPuesto
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from espacios.filtros_de_lugar import FiltroDeLugar

FECHA = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
TODAS: Final = "todas"


class FiltroActividades(FiltroDeLugar):
    """Search, state, type, place and days. What a filter cannot read leaves the list as it is.

    Without a state, what was written down: what is planned would stand before it, month after month.
    """

    q = django_filters.CharFilter(
        label="Buscar actividad o espacio",
        method="buscar",
        widget=forms.TextInput(attrs={"placeholder": "Actividad o espacio"}),
    )
    estado = django_filters.ChoiceFilter(
        label="Estado",
        choices=[*EstadoActividad.choices, (TODAS, "También las programadas")],
        method="en_estado",
        widget=forms.HiddenInput,
    )
    tipo = django_filters.ModelChoiceFilter(
        queryset=TipoActividad.objects.all(), label="Tipo", empty_label="Todo tipo"
    )
    desde = django_filters.DateFilter(field_name="fecha", lookup_expr="gte", label="Desde", widget=FECHA)
    hasta = django_filters.DateFilter(field_name="fecha", lookup_expr="lte", label="Hasta", widget=FECHA)

    espacio = django_filters.CharFilter(field_name="espacio__codigo", widget=forms.HiddenInput)
    comite = django_filters.ModelChoiceFilter(
        label="Comité",
        queryset=lambda request: Comite.objects.visible_to(request.user, Permiso.COMITE_VER),
        widget=forms.HiddenInput,
    )
    organizador = django_filters.ChoiceFilter(choices=Organizador.choices, widget=forms.HiddenInput)

    hallazgo: Hallazgo | None = None

    class Meta:
        model = Actividad
        fields: list[str] = []

    permiso = Permiso.ACTIVIDAD_VER
    en_orden = ("q", "estado", "tipo", "region", "provincia", "distrito")

    def filter_queryset(self, queryset: Any) -> Any:
        filas: Any = super().filter_queryset(queryset)
        if self.form.cleaned_data.get("estado"):
            return filas
        return filas.anotadas(tras_otras=bool(self.data.get("cursor")))

    @property
    def dichos(self) -> list[tuple[str, str]]:
        if self.form.cleaned_data.get("estado"):
            return super().dichos
        return [("Estado", "Anotadas, sin las programadas"), *super().dichos]

    def en_estado(self, filas: QuerySet[Actividad], _campo: str, estado: str) -> QuerySet[Actividad]:
        return filas if estado == TODAS else filas.filter(estado=estado)

    def buscar(self, filas: QuerySet[Actividad], nombre: str, valor: str) -> Any:
        self.hallazgo = hallar_palabras(filas, valor)
        return self.hallazgo.filas


# The states that a day of the calendar tells apart, in the order of an activity's life.
EN_CALENDARIO: Final = (
    EstadoActividad.PROGRAMADA,
    EstadoActividad.REALIZADA,
    EstadoActividad.OBSERVADA,
    EstadoActividad.VERIFICADA,
)


class FiltroCalendario(FiltroDeLugar):
    """What stands in a month, or on one of its days. `sin_dia`: the whole month, for `cuentas_por_dia`."""

    mes = django_filters.CharFilter(method="de_su_dia", widget=forms.HiddenInput)
    dia = django_filters.DateFilter(method="de_su_dia", widget=forms.HiddenInput)
    estado = django_filters.ChoiceFilter(
        label="Estado",
        choices=[(estado.value, estado.label) for estado in EN_CALENDARIO],
        method="en_estado",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Actividad
        fields: list[str] = []

    permiso = Permiso.ACTIVIDAD_VER
    sin_dia: QuerySet[Actividad]

    @cached_property
    def primero(self) -> date:
        """The first day of the month."""
        return leer_mes(self.data.get("mes", ""))

    @property
    def fin(self) -> date:
        """The first day of the month that follows."""
        return (self.primero + timedelta(days=32)).replace(day=1)

    @property
    def vecinos(self) -> tuple[date | None, date | None]:
        """The months before and after; None past those that the calendar has."""
        anterior = (self.primero - timedelta(days=1)).replace(day=1)
        return (anterior if _cabe(anterior) else None), (self.fin if _cabe(self.fin) else None)

    @property
    def elegido(self) -> date | None:
        """The day chosen in the month, if any."""
        dia: date | None = self.form.cleaned_data.get("dia")
        return dia if dia and self.primero <= dia < self.fin else None

    @property
    def puestos(self) -> list[FiltroPuesto]:
        return [puesto for puesto in super().puestos if puesto.nombre not in ("mes", "dia")]

    def de_su_dia(self, filas: QuerySet[Actividad], _campo: str, _valor: Any) -> QuerySet[Actividad]:
        return filas  # always of a month, and its figures don't depend on the day: see below

    def en_estado(self, filas: QuerySet[Actividad], _campo: str, estado: str) -> QuerySet[Actividad]:
        return filas.filter(estado__in=PROGRAMADAS if estado in PROGRAMADAS else [estado])

    def filter_queryset(self, queryset: QuerySet[Actividad]) -> QuerySet[Actividad]:
        del_lugar = super().filter_queryset(queryset)
        self.sin_dia = del_lugar.filter(fecha__gte=self.primero, fecha__lt=self.fin)
        filas = self.sin_dia.filter(fecha=self.elegido) if self.elegido else self.sin_dia
        return filas.exclude(estado__in=SIN_EFECTO)


def leer_mes(texto: str) -> date:
    """Read «2026-11»; anything else, and months in which there can be no activity, is this month."""
    este = timezone.localdate().replace(day=1)
    try:
        mes = datetime.strptime(texto, "%Y-%m").date()
    except ValueError:
        return este
    return mes if _cabe(mes) else este


def _cabe(mes: date) -> bool:
    return FECHA_MINIMA <= mes <= timezone.localdate() + PLAZO_MAXIMO


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
