"""The form of the first account."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from comunes.formularios import Formulario
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol

AYUDA = "12 caracteres o más. Sirve una frase de cuatro palabras que no tengan relación."


def _clave(rotulo: str, ayuda: str = "") -> forms.CharField:
    entrada = forms.PasswordInput(attrs={"autocomplete": "new-password"})
    return forms.CharField(label=rotulo, help_text=ayuda, strip=False, max_length=300, widget=entrada)


class FormularioPrimeraCuenta(Formulario):
    """Who administers accounts first. The second factor follows before the first page."""

    nombres = forms.CharField(label="Nombres", max_length=80)
    apellidos = forms.CharField(label="Apellidos", max_length=120)
    email = forms.EmailField(
        label="Correo institucional",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "username"}),
    )
    password1 = _clave("Contraseña", AYUDA)
    password2 = _clave("Contraseña, otra vez")

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if "password1" in datos:
            self._comprobar_clave(datos)
        return datos

    def _comprobar_clave(self, datos: dict[str, Any]) -> None:
        propios = {c: datos.get(c, "") for c in ("nombres", "apellidos", "email")}
        futura = Usuario(**propios)
        futura.asignaciones_vigentes = [Asignacion(rol=Rol.ADMINISTRADOR_TECNICO)]
        if "password2" in datos and datos["password2"] != datos["password1"]:
            self.add_error("password2", "No es igual a la anterior.")
        try:
            validate_password(datos["password1"], futura)
        except ValidationError as error:
            self.add_error("password1", error)
