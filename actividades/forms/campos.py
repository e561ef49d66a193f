"""Fields that the forms of activities share."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from actividades.models import FOTOS_MAXIMO
from actividades.reglas import FECHA_MINIMA, motivo_de_fecha
from comunes.campos_fotos import CampoFotos, SelectorFotos
from comunes.formularios import Formulario


def campo_fecha(**kwargs: Any) -> forms.DateField:
    atributos = {"type": "date", "min": FECHA_MINIMA.isoformat()}
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs=atributos), **kwargs)


def campo_hora(**kwargs: Any) -> forms.TimeField:
    atributos = {"type": "time", "class": "campo-corto"}
    widget = forms.TimeInput(format="%H:%M", attrs=atributos)
    return forms.TimeField(label="¿A qué hora?", widget=widget, **kwargs)


class SelectorQueEncoge(SelectorFotos):
    """A file input whose pictures `static/js/fotos.js` shrinks before they travel."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-encoger": "si", **(attrs or {})})


def campo_fotos(**kwargs: Any) -> CampoFotos:
    return CampoFotos(label="Fotos", maximo=FOTOS_MAXIMO, widget=SelectorQueEncoge(), **kwargs)


class ConFecha(Formulario):
    """Checks the day before anything else runs; the server's day decides, whatever the phone says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_fecha(self) -> date:
        fecha: date = self.cleaned_data["fecha"]
        if motivo := motivo_de_fecha(fecha):
            raise forms.ValidationError(motivo)
        return fecha
