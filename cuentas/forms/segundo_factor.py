"""Second factors: allauth's forms in our words; codes are counted by the same brake as passwords."""

from typing import Any

from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from cryptography.exceptions import InvalidSignature

from comunes.pedidos import ConPedidos
from cuentas.forms.comun import campo_codigo, vestir
from cuentas.red import ip_de
from cuentas.services.codigos import gastar_codigo
from cuentas.services.frenos import cuenta_de, intento

AYUDA_CODIGO = "Los seis números que muestra ahora la aplicación de su celular."


class _ConFreno(ConPedidos):
    """Counts wrong codes with the wrong passwords of the same account and address.

    A right code opens once, whichever worker sees it first.
    """

    user: Any
    authenticator: Any = None

    def clean_code(self) -> str:
        with intento(cuenta_de(self.user), ip_de(context.request)):
            codigo = str(super().clean_code())  # type: ignore[misc]
            if self.authenticator is not None and self.authenticator.type == Authenticator.Type.TOTP:
                gastar_codigo(usuario=self.user, codigo=codigo)
        return codigo


class FormularioCodigo(_ConFreno, AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo_codigo(self.fields["code"], "Código", f"{AYUDA_CODIGO} O uno de sus códigos de respaldo.")


class FormularioConfirmarCodigo(_ConFreno, ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo_codigo(self.fields["code"], "Código", f"{AYUDA_CODIGO} O uno de sus códigos de respaldo.")


class FormularioActivarAplicacion(_ConFreno, ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        campo_codigo(self.fields["code"], "Código que muestra la aplicación")


class _CredencialAjena(ConPedidos):
    """Answers whatever a browser (or somebody else) sends as a credential; never with a 500."""

    def full_clean(self) -> None:
        self.fields["credential"].error_messages["required"] = "La llave no respondió. Pruebe otra vez."
        try:
            super().full_clean()
        except (ValueError, TypeError, KeyError, AttributeError, IndexError, InvalidSignature):
            self.add_error(None, "La llave no se pudo comprobar. Pruebe otra vez.")  # type: ignore[attr-defined]


class FormularioAgregarLlave(_CredencialAjena, AddWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["name"], "Nombre de la llave", "Para reconocerla: «Mi celular».", maxlength=60)
        vestir(
            self.fields["passwordless"],
            "Entrar solo con esta llave, sin contraseña",
            "La llave pedirá su huella, su rostro o el PIN del equipo.",
        )

    def clean_name(self) -> str:
        return str(super().clean_name())[:60]


class FormularioUsarLlave(_CredencialAjena, AuthenticateWebAuthnForm):
    pass


class FormularioEntrarConLlave(_CredencialAjena, LoginWebAuthnForm):
    pass


class FormularioConfirmarConLlave(_CredencialAjena, ReauthenticateWebAuthnForm):
    pass


class FormularioNombreDeLlave(ConPedidos, EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        vestir(self.fields["name"], "Nombre de la llave", maxlength=60)

    def clean_name(self) -> str:
        return str(self.cleaned_data["name"])[:60]
