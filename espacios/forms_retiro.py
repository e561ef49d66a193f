"""The answer to a request of retirement."""

from typing import Any, Final

from django import forms

from comunes.formularios import Formulario

DECISIONES: Final = (("aprobar", "Aprobar"), ("negar", "No aprobar"))


class FormularioRespuesta(Formulario):
    """Each button sends its decision; refusing asks for words."""

    decision = forms.ChoiceField(
        choices=DECISIONES,
        widget=forms.HiddenInput,
        error_messages={"required": "Elija si lo aprueba o no."},
    )
    respuesta = forms.CharField(
        label="Por qué no se aprueba",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Solo si no lo aprueba. Lo leerá quien lo pidió y queda en el historial.",
    )

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if datos.get("decision") == "negar" and not datos.get("respuesta"):
            self.add_error("respuesta", "Escriba por qué no se aprueba.")
        return datos
