"""The first page of an empty installation: create who administers accounts."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.views.generic import FormView

from comunes.vistas import agregar_errores
from cuentas.entradas import MOTOR
from cuentas.forms.primera import FormularioPrimeraCuenta
from cuentas.models import Usuario
from cuentas.services.primera import YaHayCuentas, crear_primera_cuenta
from cuentas.views.base import Puerta


class PrimerInicio(Puerta, FormView):
    """Open only while there is no account, and only where the installation allows it; else 404."""

    form_class = FormularioPrimeraCuenta
    template_name = "cuentas/primer_inicio.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.PRIMER_INICIO or Usuario.objects.exists():
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: FormularioPrimeraCuenta) -> HttpResponse:
        datos = form.cleaned_data
        try:
            usuario = crear_primera_cuenta(
                actor=None,
                nombres=datos["nombres"],
                apellidos=datos["apellidos"],
                email=datos["email"],
                clave=datos["password1"],
            )
        except YaHayCuentas:
            return HttpResponseRedirect(resolve_url("account_login"))
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)
        login(self.request, usuario, backend=MOTOR)
        return HttpResponseRedirect(resolve_url("cuentas:inscribir-segundo-factor"))
