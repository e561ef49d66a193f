"""Second factors: enrol, use, confirm, back-up codes. allauth's views behind our doors."""

from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as base
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as respaldo
from allauth.mfa.totp import views as aplicacion
from allauth.mfa.webauthn import views as llaves
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse_lazy
from django.views.generic import TemplateView

from cuentas import sesiones
from cuentas.adaptador import AdaptadorSegundoFactor, hay_otro_factor
from cuentas.views.base import ConContrasena, Puerta


class Inscribir(ConContrasena, TemplateView):
    """The page before the first page: choose a second factor.

    Whoever already has one and is here did not use it to get in: they sign in again, with it.
    """

    template_name = "mfa/inscribir.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.session.get(sesiones.SEGUNDO_FACTOR):
            return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
        if hay_otro_factor(self.request.user):
            logout(request)
            return HttpResponseRedirect(resolve_url("account_login"))
        return super().get(request, *args, **kwargs)


class SegundoPaso(ConContrasena, base.IndexView):
    """What second factors the account holds. Not open before enrolment: there is nothing to see."""


class Codigo(Puerta, base.AuthenticateView):
    """The step after the password."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        llaves_propias = Authenticator.objects.filter(
            user=self.stage.login.user, type=Authenticator.Type.WEBAUTHN
        )
        return super().get_context_data(**kwargs) | {"con_llave": llaves_propias.exists()}

    def form_invalid(self, form: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(), status=422)


class ConfirmarConCodigo(ConContrasena, base.ReauthenticateView):
    pass


class ActivarAplicacion(ConContrasena, aplicacion.ActivateTOTPView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        secreto = contexto["form"].secret
        return {**contexto, "clave_en_grupos": [secreto[i : i + 4] for i in range(0, len(secreto), 4)]}


class QuitarAplicacion(ConContrasena, aplicacion.DeactivateTOTPView):
    pass


class CodigosDeRespaldo(ConContrasena, TemplateView):
    """The codes for the day the phone is lost; also as a text file."""

    template_name = "mfa/recovery_codes/index.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        raise_if_reauthentication_required(self.request, app="allauth.mfa")
        guardados = Authenticator.objects.filter(
            user=self.request.user, type=Authenticator.Type.RECOVERY_CODES
        ).first()
        if guardados is None:
            raise Http404
        return super().get_context_data(codigos=guardados.wrap().get_unused_codes(), **kwargs)


class DescargarCodigos(CodigosDeRespaldo):
    template_name = "mfa/recovery_codes/download.txt"
    content_type = "text/plain; charset=utf-8"

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        nombre = "espacio-seguro-codigos-de-respaldo.txt"
        cabeceras = {"Content-Disposition": f'attachment; filename="{nombre}"'}
        return super().render_to_response(context, headers=cabeceras, **kwargs)


class GenerarCodigos(ConContrasena, respaldo.GenerateRecoveryCodesView):
    pass


class AgregarLlave(ConContrasena, llaves.AddWebAuthnView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        contexto.update(kwargs)  # allauth drops the bound form, and with it what was wrong
        return contexto


class NombrarLlave(ConContrasena, llaves.EditWebAuthnView):
    success_url = reverse_lazy("mfa_index")


class QuitarLlave(ConContrasena, llaves.RemoveWebAuthnView):
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        adaptador = AdaptadorSegundoFactor()
        if not adaptador.can_delete_authenticator(self.get_object()):
            messages.error(self.request, adaptador.error_messages["cannot_delete_authenticator"])
            return HttpResponseRedirect(self.get_success_url())
        respuesta: HttpResponse = super().form_valid(form)
        return respuesta


class EntrarConLlave(Puerta, llaves.LoginWebAuthnView):
    """A key alone: it checks its owner, so it is both factors at once."""

    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, "La llave no se pudo comprobar. Pruebe otra vez o use su contraseña.")
        return HttpResponseRedirect(resolve_url("account_login"))

    def form_valid(self, form: Any) -> HttpResponse:
        llave = form.cleaned_data["credential"]
        entrada = Login(user=llave.user, redirect_url=get_next_redirect_url(self.request))
        respuesta: HttpResponse = perform_passwordless_login(self.request, llave, entrada)
        return respuesta


class ConfirmarConLlave(ConContrasena, llaves.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Any) -> HttpResponse:
        messages.error(self.request, "La llave no se pudo comprobar. Pruebe otra vez.")
        return HttpResponseRedirect(self.request.get_full_path())
