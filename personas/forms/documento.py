"""The first question about anybody: which document."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comunes.formularios import Formulario
from personas.documentos import normalizar_documento
from personas.enums import TipoDocumento


class FormularioDocumento(Formulario):
    """Type and number, in the form in which they are stored. Nothing else is asked before."""

    tipo_documento = forms.ChoiceField(
        label="Documento", choices=TipoDocumento.choices, initial=TipoDocumento.DNI
    )
    numero_documento = forms.CharField(
        label="Número",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "campo-medio"}),
        error_messages={"required": "Escriba el número del documento."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.data.get("tipo_documento") == TipoDocumento.SIN_DOCUMENTO:
            self.fields["numero_documento"].required = False

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        if "tipo_documento" in limpios and "numero_documento" not in self.errors:
            try:
                limpios["numero_documento"] = normalizar_documento(
                    limpios["tipo_documento"], limpios.get("numero_documento", "")
                )
            except ValidationError as error:
                self.add_error("numero_documento", error)
        return limpios

    @property
    def tipo_en_palabras(self) -> str:
        return str(TipoDocumento(self.cleaned_data["tipo_documento"]).label)


class FormularioBuscarDocumento(FormularioDocumento):
    """The same among those who have one."""

    tipo_documento = forms.ChoiceField(
        label="Documento", choices=[(t.value, t.label) for t in TipoDocumento if t != "sin-documento"]
    )
