"""Forms of a committee's life: constitution, name, dissolution."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from comites.models import Comite
from comites.vigencia import fin_propuesto
from comunes.formularios import CampoFecha, Formulario


class FormularioConstituir(Formulario):
    """The committee of a space. Without the date of the acta it is only in formation."""

    nombre = forms.CharField(
        label="Nombre del comité",
        max_length=200,
        help_text="Como figura en el acta.",
        error_messages={"required": "Escriba el nombre del comité."},
    )
    fecha = CampoFecha(
        label="Fecha de constitución",
        required=False,
        help_text="La del acta. Si todavía no hay acta, déjela en blanco: quedará en formación.",
    )
    fin = CampoFecha(
        label="Último día del mandato",
        required=False,
        futura=True,
        help_text="Propuesto según la duración del programa. Si el acta dice otra fecha, cámbiela.",
    )
    acta = forms.CharField(
        label="Referencia del acta",
        required=False,
        max_length=120,
        help_text="Por ejemplo: «Acta 04-2026, libro 1, folio 12».",
    )

    def __init__(self, *args: Any, comite: Comite | None = None, espacio: Any, **kwargs: Any) -> None:
        hoy = timezone.localdate()
        nombre = comite.nombre if comite else f"Comité Comunitario {espacio.nombre}"
        inicial = {"nombre": nombre[:200], "fecha": hoy, "fin": fin_propuesto(hoy)}
        super().__init__(*args, **{**kwargs, "initial": inicial})
        self.fields["fecha"].widget.attrs["data-inicio-mandato"] = settings.DURACION_MANDATO_ANIOS
        self.fields["fin"].widget.attrs["data-fin-mandato"] = "si"

    def clean(self) -> dict[str, Any]:
        """Without a constitution there is no mandate to end."""
        limpios = super().clean() or {}
        if not limpios.get("fecha") and "fecha" not in self.errors:
            limpios["fin"] = None
        return limpios


class FormularioNombre(Formulario):
    nombre = forms.CharField(
        label="Nombre del comité",
        max_length=200,
        help_text="Como figura en el acta.",
        error_messages={"required": "Escriba el nombre del comité."},
    )


class FormularioDia(Formulario):
    """A day, to see who was in a committee then."""

    dia = CampoFecha(
        label="¿Quiénes estaban el día…?", error_messages={"required": "Escriba un día para buscar."}
    )


class FormularioDisolver(Formulario):
    fecha = CampoFecha(
        label="Fecha de la disolución", error_messages={"required": "Escriba la fecha de la disolución."}
    )
    motivo = forms.CharField(
        label="Motivo",
        max_length=200,
        help_text="Una frase, sin nombres de personas.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Explique el motivo en una frase."},
    )
