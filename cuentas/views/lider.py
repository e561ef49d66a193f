"""How leaders enter: the personal link once, then the PIN on a trusted phone."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render, resolve_url
from django.views.generic import FormView, View

from comunes.vistas import agregar_errores
from cuentas.dispositivos import dispositivo_de, nombre_de, olvidar, recordar
from cuentas.entradas import abrir_sesion, destino
from cuentas.forms.pin import FormularioElegirPin, FormularioPin
from cuentas.models import DispositivoConfiable, EnlacePersonal
from cuentas.red import ip_de
from cuentas.selectors import enlace_vivo
from cuentas.services.enlaces import EnlaceNoSirve, estrenar_enlace, revocar_dispositivo
from cuentas.services.pines import anotar_ingreso_con_pin
from cuentas.views.base import Puerta


class AbrirEnlace(Puerta, FormView):
    """A personal link. Looking at it changes nothing; choosing the PIN uses it up.

    A link that can't be used gets one answer, whatever the reason, also if it never existed.
    """

    form_class = FormularioElegirPin
    template_name = "cuentas/enlace.html"

    enlace: EnlacePersonal

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        enlace = enlace_vivo(kwargs["secreto"])
        if enlace is None:
            return self.no_sirve()
        self.enlace = enlace
        if request.user.is_authenticated and request.user.pk != self.enlace.usuario_id:
            return render(request, "cuentas/enlace_de_otra_persona.html", {"lider": self.enlace.usuario})
        return super().dispatch(request, *args, **kwargs)

    def no_sirve(self) -> HttpResponse:
        if dispositivo_de(self.request):
            return HttpResponseRedirect(resolve_url("cuentas:pin"))
        return render(self.request, "cuentas/enlace_no_sirve.html", status=404)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = {"lider": self.enlace.usuario, "dias": settings.DIAS_DISPOSITIVO}
        return super().get_context_data(**contexto, **kwargs)

    def form_valid(self, form: FormularioElegirPin) -> HttpResponse:
        lider = self.enlace.usuario
        try:
            dispositivo, secreto = estrenar_enlace(
                actor=lider,
                enlace=self.enlace,
                pin=form.cleaned_data["pin"],
                dispositivo=nombre_de(self.request),
            )
        except EnlaceNoSirve:
            return self.no_sirve()
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)
        abrir_sesion(self.request, dispositivo)
        messages.success(self.request, f"Listo, {lider.get_short_name()}. En este celular basta tu PIN.")
        respuesta = HttpResponseRedirect(destino(self.request))
        recordar(respuesta, dispositivo, secreto)
        return respuesta


class Pin(Puerta, FormView):
    """The PIN on a trusted phone; elsewhere, how to get in."""

    form_class = FormularioPin
    template_name = "cuentas/pin.html"

    dispositivo: DispositivoConfiable

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated:
            return HttpResponseRedirect(destino(request))
        dispositivo = dispositivo_de(request)
        if dispositivo is None:
            return render(request, "cuentas/sin_dispositivo.html")
        self.dispositivo = dispositivo
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        kwargs = super().get_form_kwargs()
        return {**kwargs, "dispositivo": self.dispositivo, "ip": ip_de(self.request)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        siguiente = self.request.POST.get("next") or self.request.GET.get("next", "")
        lider = self.dispositivo.usuario
        return super().get_context_data(lider=lider, siguiente=siguiente, **kwargs)

    def form_valid(self, form: FormularioPin) -> HttpResponse:
        lider = self.dispositivo.usuario
        anotar_ingreso_con_pin(actor=lider, dispositivo=self.dispositivo)
        ir_a = destino(self.request)
        abrir_sesion(self.request, self.dispositivo)
        return HttpResponseRedirect(ir_a)


class OlvidarEsteDispositivo(Puerta, View):
    """«No soy Teodora»: this phone stops being trusted."""

    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest) -> HttpResponse:
        dispositivo = dispositivo_de(request)
        if dispositivo is not None:
            revocar_dispositivo(actor=dispositivo.usuario, dispositivo=dispositivo)
        respuesta = HttpResponseRedirect(resolve_url("account_login"))
        olvidar(respuesta)
        return respuesta
