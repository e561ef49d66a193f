"""«Mi cuenta», and going on with what a finished session interrupted."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout, update_session_auth_hash
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, resolve_url
from django.urls import reverse_lazy
from django.views.generic import FormView, TemplateView, View

from comunes.vistas import agregar_errores
from cuentas import pendientes
from cuentas.forms.pin import FormularioCambiarPin
from cuentas.models import DispositivoConfiable
from cuentas.red import ip_de
from cuentas.services.enlaces import revocar_dispositivo
from cuentas.services.pines import cambiar_pin, cerrar_sesiones
from cuentas.views.base import Propia


class MiCuenta(Propia, TemplateView):
    """Who I am here, what I may do and where, and what lets me in."""

    template_name = "cuentas/mi_cuenta.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        usuario = self.request.user
        con_pin = bool(usuario.entra_con_pin and usuario.pin)
        factores = Authenticator.objects.filter(user=usuario).order_by("created_at")
        return super().get_context_data(
            base="base_telefono.html" if con_pin else "base_trabajo.html",
            con_pin=con_pin,
            enlace=usuario.enlaces.vivos().first() if con_pin else None,
            dias_de_enlace=settings.DIAS_ENLACE_PERSONAL,
            asignaciones=usuario.asignaciones_vigentes,
            con_contrasena=usuario.has_usable_password(),
            factores=[f for f in factores if f.type != Authenticator.Type.RECOVERY_CODES],
            dispositivos=usuario.dispositivos.vivos(),
            **kwargs,
        )


class CambiarPin(Propia, FormView):
    form_class = FormularioCambiarPin
    template_name = "cuentas/cambiar_pin.html"
    success_url = reverse_lazy("cuentas:mi-cuenta")

    def setup(self, request: Any, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated and not (request.user.entra_con_pin and request.user.pin):
            raise Http404

    def get_form_kwargs(self) -> dict[str, Any]:
        return {**super().get_form_kwargs(), "usuario": self.request.user, "ip": ip_de(self.request)}

    def form_valid(self, form: FormularioCambiarPin) -> HttpResponse:
        try:
            cambiar_pin(actor=self.request.user, pin=form.cleaned_data["pin"])
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)
        update_session_auth_hash(self.request, self.request.user)
        messages.success(self.request, "Tu PIN cambió.")
        return super().form_valid(form)


class QuitarMiDispositivo(Propia, View):
    """End the trust in one of my phones."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        propios = DispositivoConfiable.objects.vivos().filter(usuario=self.request.user)
        dispositivo = get_object_or_404(propios, pk=pk)
        revocar_dispositivo(actor=request.user, dispositivo=dispositivo)
        messages.success(request, "Ese celular ya no entra.")
        return HttpResponseRedirect(resolve_url("cuentas:mi-cuenta"))


class CerrarEnTodasPartes(Propia, View):
    """End every session of mine, this one included."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        cerrar_sesiones(actor=request.user)
        logout(request)
        messages.success(request, "Se cerraron todas las sesiones.")
        return HttpResponseRedirect(resolve_url("account_login"))


class Continuar(Propia, TemplateView):
    """Give back what was being sent when the session ended; sending it again is one button."""

    template_name = "cuentas/continuar.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.envio = pendientes.pendiente(request)
        if self.envio is None:
            return HttpResponseRedirect(resolve_url("portal:inicio-trabajo"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(envio=self.envio, **kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Let it go."""
        pendientes.olvidar(request.session)
        return HttpResponseRedirect(resolve_url("portal:inicio-trabajo"))
