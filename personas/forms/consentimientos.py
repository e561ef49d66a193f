"""What a person agrees to, asked apart and never ticked beforehand; and how it is taken back."""

from typing import Any

from django import forms
from django.utils import timezone

from comunes.campos_fotos import CampoFotos
from comunes.formularios import CampoFecha, Formulario
from personas.edades import es_menor
from personas.enums import Canal, Finalidad
from personas.models import Persona
from personas.privacidad import TEXTOS

_CANALES = [(c.value, c.label) for c in (Canal.PAPEL, Canal.VERBAL)]


class FormularioConsentimientos(Formulario):
    """Only what is not in force. A minor's guardian is asked for; the photo of the paper is optional."""

    finalidades = forms.MultipleChoiceField(
        label="Lo que la persona acepta",
        help_text="Pregunte cada punto y marque solo lo que acepte.",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Marque al menos un permiso."},
    )
    canal = forms.ChoiceField(
        label="Cómo lo dijo", choices=_CANALES, initial=Canal.PAPEL, widget=forms.RadioSelect
    )
    fecha = CampoFecha(label="Fecha", error_messages={"required": "Escriba la fecha."})
    apoderado = forms.CharField(
        label="Madre, padre o apoderado que acepta",
        required=False,
        max_length=160,
        help_text="Es menor de edad: escriba los nombres y apellidos de quien acepta por ella o él.",
    )
    papel = CampoFotos(
        label="Foto del papel firmado",
        maximo=1,
        required=False,
        help_text="Una foto legible del papel. Solo la ve quien puede corregir los datos de la persona.",
    )

    def __init__(self, *args: Any, persona: Persona, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vigentes = set(persona.consentimientos.vigentes().values_list("finalidad", flat=True))
        libres = [(f.value, TEXTOS[f]) for f in Finalidad if f.value not in vigentes]
        self.fields["finalidades"].choices = libres  # type: ignore[attr-defined]
        self.fields["fecha"].initial = timezone.localdate
        if not es_menor(persona.fecha_nacimiento):
            del self.fields["apoderado"]


class FormularioRevocar(Formulario):
    motivo = forms.CharField(
        label="Cómo lo pidió",
        max_length=200,
        help_text="Por ejemplo: lo dijo en la asamblea, llamó por teléfono, escribió una carta.",
        error_messages={"required": "Escriba cómo lo pidió."},
    )
