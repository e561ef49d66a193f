"""What receiving an activity is compared with: a plain form POST that inserts one indexed row."""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import path
from django.views.generic import FormView

from comunes.models import HechoDeInstalacion
from config import urls as del_producto

DIRECCION = "medicion/llano/"


class FormularioLlano(forms.Form):
    clave = forms.CharField(max_length=60)


class EnvioLlano(FormView):
    """Django's own form view for a signed-in person: one field, one row with a unique key, a redirect."""

    form_class = FormularioLlano

    def form_valid(self, form: Any) -> HttpResponse:
        HechoDeInstalacion.objects.create(clave=form.cleaned_data["clave"])
        return HttpResponseRedirect("/")


urlpatterns: list[Any] = [path(DIRECCION, EnvioLlano.as_view()), *del_producto.urlpatterns]
