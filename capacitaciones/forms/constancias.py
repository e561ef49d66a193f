"""Typing the code of a certificate by hand."""

from django import forms
from django.core.exceptions import ValidationError

from capacitaciones.codigos import LARGO, leer_codigo, tiene_forma
from comunes.formularios import Formulario


class FormularioCodigo(Formulario):
    """The code as it is printed, with or without hyphens, in capitals or small letters."""

    codigo = forms.CharField(
        label="Código de la constancia",
        max_length=80,
        help_text="Está junto al código QR, en grupos de cuatro letras y números. No importan los guiones.",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={"required": "Escribe el código que está junto al código QR."},
    )

    def clean_codigo(self) -> str:
        codigo = leer_codigo(self.cleaned_data["codigo"])
        if len(codigo) != LARGO:
            raise ValidationError(f"El código tiene {LARGO} letras y números; escribiste {len(codigo)}.")
        if not tiene_forma(codigo):
            raise ValidationError("Nuestros códigos no llevan 0, 1, I ni O. Compáralo otra vez con el papel.")
        return codigo
