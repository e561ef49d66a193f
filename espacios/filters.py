"""The filters that the list, the map and the points share. They live in the address."""

from typing import Any

import django_filters
from django import forms
from django.db.models import OuterRef, QuerySet, Subquery
from django.forms.boundfield import BoundField

from comunes.busqueda import Hallazgo, hallar
from comunes.consultas import Hay
from cuentas.enums import Permiso
from espacios.enums import SILENCIOS, SIN_NINGUNA, Alerta, EstadoEspacio
from espacios.evidencias import condicion_de_alerta
from espacios.filtros_de_lugar import FiltroDeLugar
from espacios.models import EspacioPublico, EspacioQuerySet, FactorRiesgo, TipoEspacio
from espacios.opciones import partes_de_espacios

SELECTORES_A_LA_VISTA = 3
# From as many marks on, a risk is looked for space by space.
MARCAS_FRECUENTE = 300
OPCIONES_DE_SILENCIO = [
    *((str(dias), f"Sin actividad en {dias} días") for dias in SILENCIOS),
    (SIN_NINGUNA, "Sin ninguna actividad"),
]
ESTADOS = [(e.value, e.label) for e in (Alerta.EN_ALERTA, *EstadoEspacio)]


class FiltroEspacios(FiltroDeLugar):
    """Search and filters.

    `sin_estado` holds the rows before the state is applied, for the figures beside each state.
    """

    q = django_filters.CharFilter(
        label="Nombre, código o dirección",
        method="buscar",
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nombre, código o dirección"}),
    )
    tipo = django_filters.ChoiceFilter(label="Tipo", empty_label="Todos los tipos", method="de_tipo")
    comisaria = django_filters.ChoiceFilter(label="Comisaría", empty_label="Todas las comisarías")
    factor = django_filters.ChoiceFilter(
        label="Factor de riesgo", empty_label="Todos los riesgos", method="con_factor"
    )
    silencio = django_filters.ChoiceFilter(
        label="Silencio",
        empty_label="Activos y en silencio",
        choices=OPCIONES_DE_SILENCIO,
        method="callados",
    )
    estado = django_filters.ChoiceFilter(label="Estado", choices=ESTADOS, widget=forms.HiddenInput)

    class Meta:
        model = EspacioPublico
        fields: list[str] = []

    permiso = Permiso.ESPACIO_VER
    con_opciones = ("region", "provincia", "distrito", "comisaria", "tipo", "factor")
    sin_estado: EspacioQuerySet
    hallazgo: Hallazgo | None = None

    def partes(self) -> list[QuerySet[Any]]:
        propias = partes_de_espacios(self.request.user, distrito=self.data.get("distrito", ""))
        return [*propias, *super().partes()]

    def buscar(self, filas: EspacioQuerySet, _campo: str, texto: str) -> Any:
        self.hallazgo = hallar(filas, texto)
        return self.hallazgo.filas

    def de_tipo(self, filas: EspacioQuerySet, _campo: str, slug: str) -> EspacioQuerySet:
        # Compared with one key, and not joined, so that the type's index keeps the order of the list.
        return filas.filter(tipo=Subquery(TipoEspacio.objects.filter(slug=slug).order_by().values("pk")))

    def con_factor(self, filas: EspacioQuerySet, _campo: str, slug: str) -> EspacioQuerySet:
        factor = FactorRiesgo.objects.filter(slug=slug).order_by().values("pk")
        marcas = EspacioPublico.factores.through.objects.filter(factorriesgo=Subquery(factor))
        if marcas[: MARCAS_FRECUENTE + 1].count() > MARCAS_FRECUENTE:
            # A common risk: the spaces in their order, asked one by one until the page is full.
            return filas.filter(Hay(marcas.filter(espaciopublico=OuterRef("pk"))))
        return filas.filter(pk__in=marcas.values("espaciopublico"))  # a rare one: from its marks

    def callados(self, filas: EspacioQuerySet, _campo: str, silencio: str) -> EspacioQuerySet:
        if silencio == SIN_NINGUNA:
            return filas.filter(ultima_actividad=None)
        return filas.en_silencio(int(silencio))

    def filter_queryset(self, queryset: EspacioQuerySet) -> EspacioQuerySet:
        valores = dict(self.form.cleaned_data)
        estado = valores.pop("estado", "")
        for nombre, valor in valores.items():
            queryset = self.filters[nombre].filter(queryset, valor)
        self.sin_estado = queryset
        return en_estado(queryset, estado)

    @property
    def principales(self) -> list[BoundField]:
        """The fields in sight: the search and the first selects."""
        return list(self.form.visible_fields()[: SELECTORES_A_LA_VISTA + 1])

    @property
    def secundarios(self) -> list[BoundField]:
        """The fields under «Más filtros»."""
        return list(self.form.visible_fields()[SELECTORES_A_LA_VISTA + 1 :])

    @property
    def por_elegir(self) -> str:
        """Say what has to be chosen first for more filters to come, or return an empty text."""
        puesto, valores = self.form.fields, self.data
        if "region" in puesto and "distrito" not in puesto and not valores.get("region"):
            return "Elija una región para filtrar también por provincia, distrito o comisaría."
        if "distrito" in puesto and "comisaria" not in puesto and not valores.get("distrito"):
            return "Elija un distrito para filtrar también por comisaría."
        return ""

    @property
    def secundarios_en_uso(self) -> bool:
        return any(self.form.cleaned_data.get(campo.name) for campo in self.secundarios)


def en_estado(filas: EspacioQuerySet, estado: str) -> EspacioQuerySet:
    """Return the rows in `estado`; without one, all that take part: the retired are asked for by name."""
    if estado == Alerta.EN_ALERTA:
        return filas.filter(condicion_de_alerta())
    return filas.filter(estado=estado) if estado else filas.exclude(estado=EstadoEspacio.RETIRADO)
