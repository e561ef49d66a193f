"""Requests of people over their data: the public form, the officer's, and the steps to answer."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils import timezone

from comunes.formularios import CampoFecha, Formulario
from personas.documentos import normalizar_celular
from personas.enums import CanalSolicitud, Derecho, TipoDocumento
from personas.forms.documento import FormularioDocumento
from personas.models.derechos import PIDE
from personas.services import DatosSolicitud

_CON_NUMERO = [(t.value, t.label) for t in TipoDocumento if t != TipoDocumento.SIN_DOCUMENTO]


class FormularioDerechos(FormularioDocumento):
    """What anybody may ask, in the words of who asks. No account is needed."""

    derecho = forms.ChoiceField(
        label="Qué pides",
        choices=Derecho.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elige qué pides."},
    )
    nombre = forms.CharField(
        label="Nombres y apellidos",
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Escribe tus nombres y apellidos."},
    )
    tipo_documento = forms.ChoiceField(label="Documento", choices=_CON_NUMERO)
    numero_documento = forms.CharField(
        label="Número",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off", "class": "campo-medio"}),
        error_messages={"required": "Falta el número del documento."},
    )
    contacto = forms.CharField(
        label="Correo o celular",
        max_length=120,
        help_text="Por ahí se te pide probar quién eres y se te responde.",
        error_messages={"required": "Escribe un correo o un celular."},
    )
    detalle = forms.CharField(
        label="Detalle",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Por ejemplo, qué dato está mal y cómo debe quedar.",
    )
    field_order: tuple[str, ...] = (
        "derecho",
        "nombre",
        "tipo_documento",
        "numero_documento",
        "contacto",
        "detalle",
    )

    def clean_contacto(self) -> str:
        texto = str(self.cleaned_data["contacto"]).strip()
        if "@" not in texto:
            return normalizar_celular(texto)
        validate_email(texto)
        return texto

    def clean(self) -> dict[str, Any]:
        limpios = super().clean()
        if limpios.get("derecho") == Derecho.RECTIFICACION and not limpios.get("detalle"):
            self.add_error("detalle", ValidationError("Falta decir qué dato está mal y cómo debe quedar."))
        return limpios

    def datos(self) -> DatosSolicitud:
        campos = ("derecho", "nombre", "tipo_documento", "numero_documento", "contacto", "detalle")
        return DatosSolicitud(**{c: self.cleaned_data[c] for c in campos})


class FormularioDerechosDeOficina(FormularioDerechos):
    """The same, typed by the officer from a paper or a visit; the clock starts the day it arrived."""

    canal = forms.ChoiceField(
        label="Cómo llegó",
        choices=[(c.value, c.label) for c in CanalSolicitud if c != CanalSolicitud.WEB],
        widget=forms.RadioSelect,
        error_messages={"required": "Elija cómo llegó."},
    )
    recibida = CampoFecha(label="Recibida el", error_messages={"required": "Escriba cuándo llegó."})
    field_order = ("canal", "recibida", *FormularioDerechos.field_order)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recibida"].initial = timezone.localdate
        self.fields["derecho"].label = "Qué pide"
        self.fields["derecho"].choices = [(d.value, PIDE[d]) for d in Derecho]  # type: ignore[attr-defined]
        self.fields["contacto"].help_text = ""
        self.fields["nombre"].error_messages["required"] = "Escriba sus nombres y apellidos."
        self.fields["contacto"].error_messages["required"] = "Escriba un correo o un celular."
        self.fields["derecho"].error_messages["required"] = "Elija qué pide."


class FormularioIdentidad(Formulario):
    identidad = forms.CharField(
        label="Cómo comprobó que es la persona",
        max_length=200,
        help_text="Por ejemplo: mostró su DNI en la oficina; mandó foto de su DNI desde su correo.",
        error_messages={"required": "Escriba cómo lo comprobó."},
    )


class FormularioRespuesta(Formulario):
    respuesta = forms.CharField(
        label="Respuesta",
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="El texto que se le envió o se le entregó.",
        error_messages={"required": "Escriba la respuesta que se le dio."},
    )
