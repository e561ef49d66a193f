"""Filters of the ready messages and of who got them. They live in the address."""

from datetime import date, timedelta
from typing import Any, Final

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from django.utils.formats import date_format

from comites.enums import EstadoMensaje, Tema
from comites.filters import FiltroComites
from comites.mensajes import con_difusiones, dias_del_mes, enviadas_entre
from comites.models import ComiteQuerySet, Difusion, GrupoWhatsApp, Mensaje, MensajeQuerySet
from comunes.filtros import FiltroDeLista
from cuentas.enums import Permiso
from espacios.filtros_de_lugar import FiltroDeLugar

MESES_ATRAS: Final = 12
NINGUNO, ALGUNO, PENDIENTE, VENCIDOS = "ninguno", "alguno", "pendiente", "vencidos"
_SIN = "sin-"
_TEMAS = [(tema.value, tema.corto) for tema in Tema]
_ESTADOS = [("vigentes", "Listos para enviar"), *EstadoMensaje.choices, (VENCIDOS, "Fuera de fecha")]
_RECIBIO = [
    (NINGUNO, "Sin ningún mensaje"),
    (PENDIENTE, "Con grupo y sin ningún mensaje"),
    (ALGUNO, "Con algún mensaje"),
    *((f"{_SIN}{valor}", f"Sin «{corto}»") for valor, corto in _TEMAS),
]


class FiltroMensajes(FiltroDeLista):
    """By theme and by whether they can be sent today."""

    tema = django_filters.ChoiceFilter(label="Tema", choices=_TEMAS, empty_label="Los cuatro temas")
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=_ESTADOS, empty_label="Todos los estados", method="en_estado"
    )

    class Meta:
        model = Mensaje
        fields: list[str] = []

    def en_estado(self, filas: MensajeQuerySet, _campo: str, estado: str) -> MensajeQuerySet:
        if estado == "vigentes":
            return filas.vigentes()
        if estado == VENCIDOS:
            return filas.filter(estado=EstadoMensaje.PUBLICADO, hasta__lt=timezone.localdate())
        return filas.filter(estado=estado)


def meses() -> list[tuple[str, str]]:
    """Return this month and those before it, newest first: («2026-11», «Noviembre 2026»)."""
    dia, hallados = timezone.localdate().replace(day=1), []
    for _ in range(MESES_ATRAS):
        hallados.append((f"{dia:%Y-%m}", date_format(dia, "F Y").capitalize()))
        dia = (dia - timedelta(days=1)).replace(day=1)
    return hallados


class FiltroDifusiones(FiltroComites):
    """Active committees by what their groups got in a month. `desde` and `hasta` are its days."""

    aviso = None
    estado = None
    mes = django_filters.ChoiceFilter(label="Mes", choices=meses, empty_label=None, method="del_mes")
    recibio = django_filters.ChoiceFilter(
        label="Qué recibió",
        choices=_RECIBIO,
        empty_label="Con o sin mensajes",
        method="que_recibio",
    )

    @property
    def dias(self) -> tuple[date, date]:
        return dias_del_mes(self.form.cleaned_data.get("mes", ""))

    def del_mes(self, filas: ComiteQuerySet, _campo: str, _mes: str) -> ComiteQuerySet:
        return filas  # it chooses what is shown of the rows, not which

    def filter_queryset(self, queryset: ComiteQuerySet) -> ComiteQuerySet:
        return con_difusiones(super().filter_queryset(queryset), *self.dias)

    def que_recibio(self, filas: Any, _campo: str, que: str) -> Any:
        if que.startswith(_SIN):
            tema = que.removeprefix(_SIN)
            return filas.filter(~Exists(enviadas_entre(*self.dias, mensaje__tema=tema)))
        recibio = Exists(enviadas_entre(*self.dias))
        if que == PENDIENTE:
            abiertos = GrupoWhatsApp.objects.abiertos().filter(comite=OuterRef("pk"))
            return filas.filter(~recibio, Exists(abiertos))
        return filas.filter(~recibio if que == NINGUNO else recibio)


class FiltroEnvios(FiltroDeLugar):
    """What was sent in a month, or on one of its days. `desde` and `hasta` are the month's days."""

    mes = django_filters.ChoiceFilter(label="Mes", choices=meses, empty_label=None, method="del_mes")
    tema = django_filters.ChoiceFilter(
        field_name="mensaje__tema", label="Tema", choices=_TEMAS, empty_label="Los cuatro temas"
    )
    dia = django_filters.DateFilter(label="Día", method="del_dia", widget=forms.HiddenInput)

    class Meta:
        model = Difusion
        fields: list[str] = []

    permiso = Permiso.COMITE_VER
    hasta_el_lugar = "grupo__comite__"
    en_orden = ("mes", "tema", "region", "provincia", "distrito")
    sin_dia: QuerySet[Difusion]

    @property
    def dias(self) -> tuple[date, date]:
        return dias_del_mes(self.form.cleaned_data.get("mes", ""))

    def del_mes(self, filas: QuerySet[Difusion], _campo: str, _mes: str) -> QuerySet[Difusion]:
        return filas  # always of a month: see below

    def del_dia(self, filas: QuerySet[Difusion], _campo: str, _dia: date) -> QuerySet[Difusion]:
        return filas  # the month's figures don't depend on it: see below

    def filter_queryset(self, queryset: QuerySet[Difusion]) -> QuerySet[Difusion]:
        self.sin_dia = super().filter_queryset(queryset).filter(dia__range=self.dias)
        dia = self.form.cleaned_data.get("dia")
        return self.sin_dia.filter(dia=dia) if dia else self.sin_dia
