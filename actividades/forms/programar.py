"""What is planned."""

from typing import Any

from django import forms

from actividades.enums import Frecuencia
from actividades.forms.campos import campo_hora
from actividades.models import TipoActividad
from actividades.reglas import LARGOS, VECES_MAXIMO
from comites.models import Comite
from comunes.formularios import CampoFecha, Formulario


class FormularioProgramar(Formulario):
    """What is planned: what, which day, and whether it comes back."""

    comite = forms.ModelChoiceField(
        Comite.objects.none(), label="¿Con qué comité?", empty_label="Elige el comité"
    )
    tipo = forms.ModelChoiceField(
        TipoActividad.objects.filter(activo=True), label="¿Qué van a hacer?", empty_label="Elige"
    )
    titulo = forms.CharField(
        label="Nombre",
        required=False,
        max_length=LARGOS["titulo"],
        help_text="Si queda en blanco, es el tipo.",
    )
    fecha = CampoFecha(label="¿Qué día?", futura=True)
    hora = campo_hora(required=False)
    frecuencia = forms.ChoiceField(
        label="¿Se repite?", choices=Frecuencia.choices, initial=Frecuencia.UNA_VEZ, widget=forms.RadioSelect
    )
    veces = forms.IntegerField(
        label="¿Cuántas veces?",
        required=False,
        min_value=2,
        max_value=VECES_MAXIMO,
        initial=6,
        help_text=f"Solo si se repite: de 2 a {VECES_MAXIMO}.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
    )

    def __init__(self, *args: Any, comites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comite"].queryset = comites  # type: ignore[attr-defined]
        if len(comites) == 1:
            self.fields["comite"].initial = comites[0].pk
            self.fields["comite"].widget = forms.HiddenInput()
