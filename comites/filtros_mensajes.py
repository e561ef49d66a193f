"""Filters of the ready messages and of who got them. They live in the address."""

from datetime import date, timedelta
from typing import Any, Final

import django_filters
from django.db.models import Exists
from django.utils import timezone
from django.utils.formats import date_format

from comites.enums import EstadoMensaje, Tema
from comites.filters import FiltroComites
from comites.mensajes import con_difusiones, dias_del_mes, enviadas_entre
from comites.models import ComiteQuerySet, Mensaje, MensajeQuerySet
from comunes.filtros import FiltroDeLista

MESES_ATRAS: Final = 12
NINGUNO, ALGUNO, VENCIDOS = "ninguno", "alguno", "vencidos"
_SIN = "sin-"
_TEMAS = [(tema.value, tema.corto) for tema in Tema]
_ESTADOS = [("vigentes", "Listos para enviar"), *EstadoMensaje.choices, (VENCIDOS, "Fuera de fecha")]
_RECIBIO = [
    (NINGUNO, "Sin ningún mensaje"),
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
        return filas.filter(~recibio if que == NINGUNO else recibio)
