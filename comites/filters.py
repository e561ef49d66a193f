"""Search and filters of the list of committees. They live in the address."""

from datetime import date
from typing import Any

import django_filters
from django import forms
from django.db.models import OuterRef
from django.utils import timezone

from comites.enums import EstadoComite
from comites.models import (
    Cargo,
    Comite,
    ComiteQuerySet,
    Integrante,
    IntegranteQuerySet,
    Mandato,
)
from comites.vigencia import DIAS_DE_SILENCIO
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from comunes.consultas import Hay
from comunes.filtros import FiltroDeLista
from cuentas.enums import Permiso
from espacios.filtros_de_lugar import FiltroDeLugar

POCOS, SIN_PRESIDENCIA, SIN_GRUPO, SIN_ACTA = "pocos", "sin-presidencia", "sin-grupo", "sin-acta"
SIN_PERMISO = "sin-permiso"
GRUPO_CALLADO = "grupo-callado"
AVISOS = (
    (POCOS, "Menos de cinco integrantes"),
    (SIN_PRESIDENCIA, "Sin presidencia"),
    (SIN_GRUPO, "Sin grupo de WhatsApp"),
    (GRUPO_CALLADO, f"Grupo con más de {DIAS_DE_SILENCIO} días sin mensajes"),
    (SIN_ACTA, "Acta sin validar"),
    (SIN_PERMISO, "Integrantes sin permiso registrado"),
)


def _con_palabras(filas: ComiteQuerySet, texto: str) -> Hallazgo:
    """Find the committees named so, or whose space is."""
    return hallar(filas, texto, ramas=(PROPIA, Rama("espacio")))


class FiltroComites(FiltroDeLugar):
    """What nobody asked by name leaves the dissolved out. `sin_estado`: the rows before the state."""

    q = django_filters.CharFilter(
        label="Nombre del comité",
        method="buscar",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nombre del comité o del espacio"}),
    )
    aviso = django_filters.ChoiceFilter(
        label="Con aviso", choices=AVISOS, empty_label="Con o sin avisos", method="con_aviso"
    )
    estado = django_filters.ChoiceFilter(
        label="Estado", choices=EstadoComite.choices, widget=forms.HiddenInput
    )

    class Meta:
        model = Comite
        fields: list[str] = []

    permiso = Permiso.COMITE_VER
    sin_estado: ComiteQuerySet
    hallazgo: Hallazgo | None = None

    def buscar(self, filas: ComiteQuerySet, _campo: str, texto: str) -> Any:
        self.hallazgo = _con_palabras(filas, texto)
        return self.hallazgo.filas

    def con_aviso(self, filas: ComiteQuerySet, _campo: str, aviso: str) -> ComiteQuerySet:
        filas = filas.activos()
        if aviso == POCOS:
            return filas.con_pocos_integrantes()
        if aviso == SIN_GRUPO:
            return filas.sin_grupo()
        if aviso == GRUPO_CALLADO:
            return filas.con_grupo_callado()
        if aviso == SIN_PERMISO:
            return filas.con_gente_sin_permiso()
        if aviso == SIN_ACTA:
            probados = Mandato.objects.en_fecha(timezone.localdate()).filter(acta_validada__isnull=False)
            return filas.filter(~Hay(probados.filter(comite=OuterRef("pk"))))
        return filas.sin_presidencia()

    def filter_queryset(self, queryset: ComiteQuerySet) -> ComiteQuerySet:
        valores = dict(self.form.cleaned_data)
        estado = valores.pop("estado", "")
        for nombre, valor in valores.items():
            queryset = self.filters[nombre].filter(queryset, valor)
        self.sin_estado = queryset
        return queryset.en_alguno(estado) if estado else queryset.activos()


class FiltroCargos(FiltroDeLista):
    """Memberships by committee, office and day; not by a person's name, which would stay in the address."""

    q = django_filters.CharFilter(
        label="Comité o espacio",
        method="buscar",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nombre del comité o del espacio"}),
    )
    cargo = django_filters.ModelChoiceFilter(
        queryset=Cargo.objects.all(), label="Cargo", empty_label="Todos los cargos"
    )
    dia = django_filters.DateFilter(
        label="En el cargo el día",
        method="en_el_dia",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    class Meta:
        model = Integrante
        fields: list[str] = []

    def buscar(self, filas: IntegranteQuerySet, _campo: str, texto: str) -> IntegranteQuerySet:
        return filas.filter(comite__in=_con_palabras(Comite.objects.all(), texto).filas)

    def en_el_dia(self, filas: IntegranteQuerySet, _campo: str, dia: date) -> IntegranteQuerySet:
        return filas.activos(dia)
