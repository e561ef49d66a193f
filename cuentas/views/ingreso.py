"""Sign-in, sign-out and passwords: allauth's views behind our doors."""

from typing import Any

from allauth.account import views as allauth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy

from cuentas.dispositivos import dispositivo_de
from cuentas.views.base import ConContrasena, DePaso, Puerta


class Ingresar(Puerta, allauth.LoginView):
    """E-mail and password. A leader's trusted phone goes straight to the PIN."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if "correo" not in request.GET and dispositivo_de(request):
            return HttpResponseRedirect(self.passthrough_next_url(reverse("cuentas:pin")))
        respuesta: HttpResponse = super().get(request, *args, **kwargs)
        return respuesta


class Salir(DePaso, allauth.LogoutView):
    publica = True


class CuentaDesactivada(Puerta, allauth.AccountInactiveView):
    pass


class ConfirmarIdentidad(ConContrasena, allauth.ReauthenticateView):
    pass


class CambiarContrasena(ConContrasena, allauth.PasswordChangeView):
    success_url = reverse_lazy("cuentas:mi-cuenta")

    def get_default_success_url(self) -> str:
        return str(self.success_url)


class RecuperarContrasena(Puerta, allauth.PasswordResetView):
    pass


class RecuperacionEnviada(Puerta, allauth.PasswordResetDoneView):
    pass


class ContrasenaNueva(Puerta, allauth.PasswordResetFromKeyView):
    success_url = reverse_lazy("account_login")
