"""The form that corrects a person. What its user may not read is written over, never shown."""

from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comunes.formularios import CampoFecha, Formulario
from personas.datos import DatosPersona
from personas.documentos import escribir_celular, normalizar_documento
from personas.enums import Sexo, TipoDocumento
from personas.models import Persona
from personas.permissions import Grado, Ver

AYUDA_OCULTO = "Está guardado y no se muestra. Escriba solo si hay que cambiarlo."


class FormularioPersona(Formulario):
    """Fields beyond the user's level start empty and, left empty, keep what is stored."""

    tipo_documento = forms.ChoiceField(label="Documento", choices=TipoDocumento.choices)
    numero_documento = forms.CharField(
        label="Número",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "campo-medio"}),
    )
    nombres = forms.CharField(
        label="Nombres", max_length=80, error_messages={"required": "Escriba sus nombres."}
    )
    apellido_paterno = forms.CharField(
        label="Apellido paterno", max_length=60, error_messages={"required": "Escriba su apellido."}
    )
    apellido_materno = forms.CharField(label="Apellido materno", max_length=60, required=False)
    sexo = forms.ChoiceField(label="Sexo", choices=Sexo.choices, widget=forms.RadioSelect)
    fecha_nacimiento = CampoFecha(label="Fecha de nacimiento", required=False)
    celular = forms.CharField(
        label="Celular",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "campo-medio"}),
    )

    def __init__(self, *args: Any, persona: Persona, grado: Grado, **kwargs: Any) -> None:
        self.guardados = DatosPersona.de(persona)
        inicial = {c: getattr(persona, c) for c in self.base_fields}
        inicial["celular"] = escribir_celular(persona.celular)
        super().__init__(*args, **{**kwargs, "initial": inicial})
        self.ocultos = self._ocultar(grado)

    def _ocultar(self, grado: Grado) -> list[str]:
        """Empty what the user may not read; the document then is not even asked."""
        ocultos = [
            campo
            for campo, ver in (("celular", grado.celular), ("fecha_nacimiento", grado.nacimiento))
            if ver != Ver.TODO and getattr(self.guardados, campo)
        ]
        for campo in ocultos:
            self.initial.pop(campo)
            self.fields[campo].help_text = AYUDA_OCULTO
        if grado.documento != Ver.TODO:
            del self.fields["tipo_documento"], self.fields["numero_documento"]
        return ocultos

    def datos(self) -> DatosPersona:
        """Return what is stored, changed by what was typed."""
        escritos = {c: v for c, v in self.cleaned_data.items() if not (c in self.ocultos and not v)}
        return replace(self.guardados, **escritos)

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        if "numero_documento" in self.fields and "tipo_documento" in limpios:
            try:
                limpios["numero_documento"] = normalizar_documento(
                    limpios["tipo_documento"], limpios.get("numero_documento", "")
                )
            except ValidationError as error:
                self.add_error("numero_documento", error)
        return limpios
