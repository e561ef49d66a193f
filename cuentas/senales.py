"""What happens whenever somebody signs in or changes a second factor, whichever the route."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from comunes.bitacora import registrar
from cuentas import sesiones
from cuentas.adaptador import hay_otro_factor
from cuentas.models import Usuario
from cuentas.red import ip_de
from cuentas.secretos import nuevo_sello
from cuentas.services.frenos import olvidar_intentos


@receiver(user_logged_in, dispatch_uid="cuentas.empezar_sesion")
def empezar_sesion(sender: Any, request: Any, user: Usuario, **kwargs: Any) -> None:
    sesiones.empezar(request.session, user, con_segundo_factor=hay_otro_factor(user))
    olvidar_intentos(user, ip_de(request))


@receiver(authenticator_added, dispatch_uid="cuentas.anotar_factor_agregado")
def anotar_factor_agregado(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    if authenticator.type == Authenticator.Type.RECOVERY_CODES:
        return
    request.session[sesiones.SEGUNDO_FACTOR] = True
    # Whoever got in with the password alone, before there was a second factor, is out now.
    user.sello = nuevo_sello()
    user.save(update_fields=["sello"])
    update_session_auth_hash(request, user)
    registrar(actor=user, accion="segundo-factor-agregado", objeto=user, clase=authenticator.type)


@receiver(authenticator_removed, dispatch_uid="cuentas.anotar_factor_quitado")
def anotar_factor_quitado(sender: Any, request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    request.session[sesiones.SEGUNDO_FACTOR] = hay_otro_factor(user)
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        registrar(actor=user, accion="segundo-factor-quitado", objeto=user, clase=authenticator.type)
