"""Search and filters of the list of committees. They live in the address."""

from datetime import date, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from comites.enums import EstadoComite
from comites.models import (
    Cargo,
    Comite,
    ComiteQuerySet,
    GrupoWhatsApp,
    Integrante,
    IntegranteQuerySet,
    Mandato,
)
from comites.vigencia import DIAS_DE_SILENCIO
from comunes.busqueda import PROPIA, Hallazgo, Rama, hallar
from comunes.filtros import FiltroDeLista
from cuentas.enums import Permiso
from espacios.models import EspacioPublico
from territorio.alcance import alcance_de
from territorio.models import Distrito, Region

POCOS, SIN_PRESIDENCIA, SIN_GRUPO, SIN_ACTA = "pocos", "sin-presidencia", "sin-grupo", "sin-acta"
GRUPO_CALLADO = "grupo-callado"
AVISOS = (
    (POCOS, "Menos de cinco integrantes"),
    (SIN_PRESIDENCIA, "Sin presidencia"),
    (SIN_GRUPO, "Sin grupo de WhatsApp"),
    (GRUPO_CALLADO, f"Grupo con más de {DIAS_DE_SILENCIO} días sin mensajes"),
    (SIN_ACTA, "Acta sin validar"),
)


def regiones(request: Any) -> QuerySet[Region]:
    """Return the regions of the user's scope."""
    return Region.objects.visible_to(request.user, Permiso.COMITE_VER).order_by("nombre")


def distritos(request: Any) -> QuerySet[Distrito]:
    """Return the districts with spaces in scope; of the chosen region, when the scope is the country."""
    espacios = EspacioPublico.objects.visible_to(request.user, Permiso.COMITE_VER)
    if alcance_de(request.user, Permiso.COMITE_VER).nacional:
        espacios = espacios.filter(region=request.GET.get("region", "")[:4])
    return Distrito.objects.filter(pk__in=espacios.values("distrito")).order_by("nombre")


def _con_palabras(filas: ComiteQuerySet, texto: str) -> Hallazgo:
    """Find the committees named so, or whose space is."""
    return hallar(filas, texto, ramas=(PROPIA, Rama("espacio")))


class FiltroComites(FiltroDeLista):
    """What nobody asked by name leaves the dissolved out. `sin_estado`: the rows before the state."""

    q = django_filters.CharFilter(
        label="Nombre del comité",
        method="buscar",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nombre del comité o del espacio"}),
    )
    region = django_filters.ModelChoiceFilter(
        field_name="espacio__region", queryset=regiones, label="Región", empty_label="Todas las regiones"
    )
    distrito = django_filters.ModelChoiceFilter(
        field_name="espacio__distrito",
        queryset=distritos,
        label="Distrito",
        empty_label="Todos los distritos",
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

    sin_estado: ComiteQuerySet
    hallazgo: Hallazgo | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        alcance = alcance_de(self.request.user, Permiso.COMITE_VER)
        if not alcance.nacional and len(alcance.regiones) < 2:
            del self.filters["region"]
        if (alcance.nacional and not self.data.get("region")) or alcance.comites:
            del self.filters["distrito"]

    def buscar(self, filas: ComiteQuerySet, _campo: str, texto: str) -> Any:
        self.hallazgo = _con_palabras(filas, texto)
        return self.hallazgo.filas

    def con_aviso(self, filas: ComiteQuerySet, _campo: str, aviso: str) -> ComiteQuerySet:
        filas = filas.activos()
        if aviso == POCOS:
            return filas.con_pocos_integrantes()
        if aviso == SIN_GRUPO:
            return filas.filter(~Exists(GrupoWhatsApp.objects.filter(comite=OuterRef("pk"), cerrado=None)))
        if aviso == GRUPO_CALLADO:
            limite = timezone.localdate() - timedelta(days=DIAS_DE_SILENCIO)
            abiertos = GrupoWhatsApp.objects.filter(comite=OuterRef("pk"), cerrado=None)
            return filas.filter(Exists(abiertos.filter(ultimo_mensaje__lt=limite)))
        if aviso == SIN_ACTA:
            probados = Mandato.objects.en_fecha(timezone.localdate()).filter(acta_validada__isnull=False)
            return filas.filter(~Exists(probados.filter(comite=OuterRef("pk"))))
        presidentes = Integrante.objects.activos().filter(comite=OuterRef("pk"), cargo__slug="presidencia")
        return filas.filter(~Exists(presidentes))

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
