"""Registering for a talk without an account: one screen, four data and a tick."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from capacitaciones.privacidad import ACEPTA, CASILLA
from capacitaciones.reglas import DatosInscripcion
from personas.documentos import normalizar_celular
from personas.enums import TipoDocumento
from personas.forms.documento import FormularioDocumento

_CON_NUMERO = [(t.value, t.label) for t in TipoDocumento if t != TipoDocumento.SIN_DOCUMENTO]
_CONTACTO_ERRADO = "Escribe un celular de nueve números o un correo, como nombre@ejemplo.pe."


class CampoContacto(forms.CharField):
    """A Peruvian mobile or an e-mail, whichever somebody has; its value is the stored form of one."""

    def clean(self, value: Any) -> str:
        texto = str(super().clean(value)).strip()
        if "@" not in texto:
            return normalizar_celular(texto)
        try:
            validate_email(texto)
        except ValidationError as error:
            raise ValidationError(_CONTACTO_ERRADO) from error
        return texto.lower()


class _ConDocumento(FormularioDocumento):
    """Document and contact, in the words of who types their own."""

    tipo_documento = forms.ChoiceField(label="Tu documento", choices=_CON_NUMERO)
    numero_documento = forms.CharField(
        label="Número",
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": "Escribe el número de tu documento."},
    )
    contacto: forms.CharField = CampoContacto(
        label="Tu celular o tu correo",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "campo-medio"}),
        error_messages={"required": "Escribe tu celular o tu correo."},
    )


class FormularioInscripcion(_ConDocumento):
    nombres = forms.CharField(
        label="Tus nombres",
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
        error_messages={"required": "Escribe tus nombres."},
    )
    apellidos = forms.CharField(
        label="Tus apellidos",
        max_length=120,
        help_text="Así saldrán en tu constancia.",
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
        error_messages={"required": "Escribe tus apellidos."},
    )
    acepta = forms.BooleanField(
        label=CASILLA,
        help_text=ACEPTA,
        error_messages={"required": "Sin este permiso no podemos guardar tus datos ni inscribirte."},
    )

    field_order = ("tipo_documento", "numero_documento", "nombres", "apellidos", "contacto", "acepta")

    def datos(self) -> DatosInscripcion:
        limpios = dict(self.cleaned_data)
        contacto = limpios.pop("contacto")
        return DatosInscripcion(**limpios, **{"correo" if "@" in contacto else "celular": contacto})


class FormularioPedir(_ConDocumento):
    """Asking again for one's certificates: document and e-mail, as somebody registered."""

    contacto = forms.EmailField(
        label="El correo con que te inscribiste",
        max_length=120,
        widget=forms.EmailInput(attrs={"class": "campo-medio", "autocomplete": "email"}),
        error_messages={
            "required": "Escribe el correo con que te inscribiste.",
            "invalid": "Escribe un correo, como nombre@ejemplo.pe.",
        },
    )
