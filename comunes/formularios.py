"""What the forms of every app share."""

from typing import Any

from django import forms
from django.utils import timezone

from comunes.pedidos import ConPedidos


class CampoFecha(forms.DateField):
    """A date chosen with the phone's own calendar, closed at today unless `futura`."""

    def __init__(self, *, futura: bool = False, **kwargs: Any) -> None:
        self.futura = futura
        atributos = {"type": "date", "class": "campo-corto"}
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs=atributos))
        super().__init__(**kwargs)
        self.error_messages["invalid"] = "Esa fecha no existe. Escríbala como día, mes y año."


class Formulario(ConPedidos, forms.Form):
    """A form that says what an empty field lacks, and whose calendars end today unless `futura`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for campo in self.fields.values():
            if isinstance(campo, CampoFecha) and not campo.futura:
                campo.widget.attrs["max"] = timezone.localdate().isoformat()


class FormularioDeModelo(ConPedidos, forms.ModelForm):  # type: ignore[type-arg]
    """The same for a row: what the admin's forms are made of."""
