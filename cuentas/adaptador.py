"""How allauth behaves here: no sign-up, our brake on guessing, our words, secrets encrypted."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from comunes.bitacora import registrar
from cuentas import sesiones
from cuentas.avisos import avisar
from cuentas.cifrado import cifrar, descifrar
from cuentas.models import Usuario
from cuentas.red import ip_de
from cuentas.services.frenos import cuenta_de, devolver_intento, intentos_restantes, tomar_intento

# Whoever signed in this recently is not asked for the password again to enrol a second factor.
SEGUNDOS_RECIEN_INGRESADO = 15 * 60


class AdaptadorCuentas(DefaultAccountAdapter):
    """Accounts are made by ministry staff; entering is counted by our own brake."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Esta cuenta está desactivada.",
        "email_password_mismatch": "El correo o la contraseña no coinciden.",
        "enter_current_password": "La contraseña actual no es esa.",
        "incorrect_code": "El código no es correcto o ya pasó su tiempo.",
        "incorrect_password": "La contraseña no es correcta.",
        "invalid_password_reset": "El enlace ya no sirve.",
        "rate_limited": "Hubo demasiados intentos. Espere unos minutos.",
        "too_many_login_attempts": "Hubo demasiados intentos. Espere unos minutos.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def is_safe_url(self, url: str) -> bool:
        """Only this very host: not even another one that the installation answers to."""
        peticion = context.request
        return url_has_allowed_host_and_scheme(url, {peticion.get_host()}, require_https=peticion.is_secure())

    def get_client_ip(self, request: HttpRequest) -> str:
        return ip_de(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        """Compare a password, counted. A right one gives its attempt back but forgets no failure.

        The failures are forgotten when the sign-in is complete: the second factor may still fail.
        """
        cuenta, ip = credentials.get("email", ""), ip_de(request)
        clave = tomar_intento(cuenta, ip)
        usuario = super().authenticate(request, **credentials)
        if usuario is not None:
            devolver_intento(clave)
            return usuario
        aviso = aviso_de_fallo(intentos_restantes(cuenta, ip))
        self.error_messages = {**self.error_messages, "email_password_mismatch": aviso}
        return None

    def reauthenticate(self, user: Any, password: str) -> bool:
        clave = tomar_intento(cuenta_de(user), ip_de(context.request))
        correcta: bool = user.check_password(password)
        if correcta:
            devolver_intento(clave)
        return correcta

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again before touching second factors, except shortly after signing in."""
        if app == "allauth.mfa" and sesiones.edad(context.request.session) < SEGUNDOS_RECIEN_INGRESADO:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def post_login(self, request: HttpRequest, user: Any, **kwargs: Any) -> Any:
        registrar(actor=user, accion="ingreso", objeto=user)
        return super().post_login(request, user, **kwargs)

    def send_notification_mail(
        self, template_prefix: str, user: Any, context: Any = None, email: str | None = None
    ) -> None:
        """Tell the owner by e-mail what changed in the account's security."""
        avisar(user, AVISOS.get(template_prefix, AVISO_GENERAL))


AVISO_GENERAL = "Cambió la seguridad de su cuenta"
AVISOS = {
    "account/email/password_changed": "Cambió la contraseña de su cuenta",
    "account/email/password_reset": "Se puso una contraseña nueva en su cuenta",
    "mfa/email/totp_activated": "Se agregó una aplicación de códigos a su cuenta",
    "mfa/email/totp_deactivated": "Se quitó la aplicación de códigos de su cuenta",
    "mfa/email/webauthn_added": "Se agregó una llave de acceso a su cuenta",
    "mfa/email/webauthn_removed": "Se quitó una llave de acceso de su cuenta",
    "mfa/email/recovery_codes_generated": "Se generaron códigos de respaldo nuevos para su cuenta",
}


def aviso_de_fallo(restantes: int) -> str:
    """Word a failed sign-in; from the third failure on, say what is left."""
    base = "El correo o la contraseña no coinciden."
    if restantes > 2:
        return base
    queda = {2: "Le quedan dos intentos.", 1: "Le queda un intento."}.get(restantes, "No le quedan intentos.")
    return f"{base} {queda} Después habrá que esperar unos minutos."


class AdaptadorSegundoFactor(DefaultMFAAdapter):
    """Second factors: encrypted at rest; the last one stays where the role demands one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": "Su función exige un segundo paso. Agregue otro antes de quitar este.",
        "cannot_generate_recovery_codes": "Primero active un segundo paso.",
        "incorrect_code": "El código no es correcto o ya pasó su tiempo.",
    }

    def encrypt(self, text: str) -> str:
        return cifrar(text)

    def decrypt(self, encrypted_text: str) -> str:
        return descifrar(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        usuario: Usuario = authenticator.user
        return not usuario.exige_segundo_factor or hay_otro_factor(usuario, authenticator.pk)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        cuantas = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Llave {cuantas + 1}"

    def _get_site_name(self) -> str:
        return "Espacio Seguro"


def hay_otro_factor(usuario: Usuario, sin: int | None = None) -> bool:
    """Say whether `usuario` holds an app or a key, leaving out the authenticator with the key `sin`."""
    factores = Authenticator.objects.filter(user_id=usuario.pk).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    return factores.exclude(pk=sin).exists()
