"""Sign-in and passwords: allauth's forms in our words, counted by our brake."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.core import context
from django.http import HttpRequest

from comunes.pedidos import ConPedidos
from cuentas.forms.comun import AYUDA_CONTRASENA, vestir
from cuentas.models import Usuario
from cuentas.red import ip_de
from cuentas.services.frenos import Puerta, cuenta_de, intento, tomar_intento
from cuentas.services.recuperacion import pedir_recuperacion


class FormularioIngreso(ConPedidos, LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["login"], "Correo institucional", autocomplete="username")
        vestir(self.fields["password"], "Contraseña")


class FormularioConfirmar(ConPedidos, ReauthenticateForm):
    """The password again, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["password"], "Su contraseña")


class FormularioCambiarContrasena(ConPedidos, ChangePasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["oldpassword"], "Contraseña actual")
        vestir(self.fields["password1"], "Contraseña nueva", AYUDA_CONTRASENA)
        vestir(self.fields["password2"], "Contraseña nueva, otra vez")

    def clean_oldpassword(self) -> str:
        usuario: Usuario = self.user
        with intento(cuenta_de(usuario), ip_de(context.request)):
            return str(super().clean_oldpassword())

    def clean(self) -> Any:
        return iguales(self, super().clean())


class FormularioRecuperar(ConPedidos, ResetPasswordForm):
    """Ask for a new password. Known and unknown addresses take the same way and the same time."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["email"], "Correo institucional", autocomplete="username")

    def clean_email(self) -> str:
        email = str(self.cleaned_data["email"]).lower()
        tomar_intento(email, ip_de(context.request), Puerta.RECUPERAR)
        return email

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        email: str = self.cleaned_data["email"]
        pedir_recuperacion(actor=None, email=email, raiz=request.build_absolute_uri("/"))
        return email


class FormularioContrasenaNueva(ConPedidos, ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["password1"], "Contraseña nueva", AYUDA_CONTRASENA)
        vestir(self.fields["password2"], "Contraseña nueva, otra vez")

    def clean(self) -> Any:
        return iguales(self, super().clean())


def iguales(form: Any, datos: Any) -> Any:
    """Word allauth's complaint about two different passwords."""
    if "password2" in form.errors and form.cleaned_data.get("password1"):
        form.errors["password2"] = form.error_class(["No es igual a la anterior."])
    return datos
