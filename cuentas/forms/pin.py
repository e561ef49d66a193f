"""The leader's PIN: choose it, type it, change it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from comunes.formularios import Formulario
from cuentas.models import DispositivoConfiable, Usuario
from cuentas.pin import LARGO, validar_pin
from cuentas.services.pines import comprobar_pin


def campo_pin(rotulo: str, ayuda: str = "", *, nuevo: bool = False) -> forms.CharField:
    """Return a field for six digits that a phone answers with its number pad."""
    atributos = {
        "inputmode": "numeric",
        "autocomplete": "new-password" if nuevo else "current-password",
        "maxlength": LARGO,
        "class": "codigo",
    }
    return forms.CharField(
        label=rotulo, help_text=ayuda, max_length=60, widget=forms.PasswordInput(attrs=atributos)
    )


class _EligePin(Formulario):
    """A PIN typed twice."""

    def clean_pin(self) -> str:
        pin = str(self.cleaned_data["pin"]).replace(" ", "")
        try:
            validar_pin(pin)
        except ValidationError as error:
            raise ValidationError(error.message_dict["pin"]) from error
        return pin

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        repetido = str(datos.get("repetido", "")).replace(" ", "")
        if "pin" in datos and "repetido" in datos and datos["pin"] != repetido:
            self.add_error("repetido", "No es igual al de arriba. Escríbelo otra vez.")
        return datos


class FormularioElegirPin(_EligePin):
    pin = campo_pin(
        "Elige un PIN de seis números",
        "Uno que recuerdes y nadie adivine: ni 123456 ni repetidos.",
        nuevo=True,
    )
    repetido = campo_pin("Escríbelo otra vez", nuevo=True)


class FormularioPin(Formulario):
    """The PIN of the leader to whom `dispositivo` belongs."""

    pin = campo_pin("Tu PIN de seis números")

    def __init__(self, *args: Any, dispositivo: DispositivoConfiable, ip: str, **kwargs: Any) -> None:
        self.dispositivo, self.ip = dispositivo, ip
        super().__init__(*args, **kwargs)

    def clean_pin(self) -> str:
        return _comprobado(self.cleaned_data["pin"], self.dispositivo.usuario, self.ip, self.dispositivo)


class FormularioCambiarPin(_EligePin):
    actual = campo_pin("Tu PIN actual")
    pin = campo_pin("PIN nuevo", "Seis números, ni seguidos ni repetidos.", nuevo=True)
    repetido = campo_pin("PIN nuevo, otra vez", nuevo=True)

    def __init__(self, *args: Any, usuario: Usuario, ip: str, **kwargs: Any) -> None:
        self.usuario, self.ip = usuario, ip
        super().__init__(*args, **kwargs)

    def clean_actual(self) -> str:
        return _comprobado(self.cleaned_data["actual"], self.usuario, self.ip, None)


def _comprobado(texto: str, usuario: Usuario, ip: str, dispositivo: DispositivoConfiable | None) -> str:
    pin = texto.replace(" ", "")
    try:
        comprobar_pin(actor=usuario, pin=pin, ip=ip, dispositivo=dispositivo)
    except ValidationError as error:
        raise ValidationError(error.message_dict["pin"]) from error
    return pin
