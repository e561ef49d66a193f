"""What the forms of the doors share."""

from typing import Any

from django import forms

AYUDA_CONTRASENA = (
    "12 caracteres o más (15 si su cuenta no pide un segundo paso). Sirve una frase de cuatro palabras "
    "que no tengan relación."
)


def vestir(campo: forms.Field, rotulo: str, ayuda: str = "", **atributos: Any) -> None:
    """Give a field of allauth our words: label and help instead of placeholders."""
    campo.label, campo.help_text = rotulo, ayuda
    campo.widget.attrs.pop("placeholder", None)
    campo.widget.attrs.update(atributos)


def campo_codigo(campo: forms.Field, rotulo: str, ayuda: str = "") -> None:
    """Make a field good for typing a code on a phone."""
    vestir(campo, rotulo, ayuda, autocomplete="one-time-code", inputmode="numeric", maxlength=12)
    campo.widget.attrs["class"] = "codigo"
