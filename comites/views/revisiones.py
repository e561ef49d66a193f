"""The members that leaders added, for whoever looks them over."""

from typing import Any

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from comites.forms.integrantes import FormularioRevisarAgregado
from comites.models import Integrante
from comites.permissions import grado_en
from comites.selectors import FichaIntegrante, agregados_por_revisar
from comites.services import anular_agregado, aprobar_agregado, corregir_agregado
from comites.views.integrantes import SobreIntegrante
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaLista
from cuentas.enums import Permiso
from personas.models import Consentimiento
from personas.permissions import mostrar


class ListaPorRevisar(VistaLista):
    permiso = Permiso.COMITE_EDITAR
    model = Integrante
    orden = ("desde", "pk")
    template_name = "comites/revisar/lista.html"

    def get_queryset(self) -> QuerySet[Any]:
        return agregados_por_revisar(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        return contexto | {"fichas": [self._ficha(i) for i in contexto["object_list"]]}

    def _ficha(self, integrante: Integrante) -> FichaIntegrante:
        grado = grado_en(self.request.user, integrante.comite, es_directivo=integrante.cargo.directivo)
        return FichaIntegrante(integrante, mostrar(integrante.persona, grado))


class AgregadoRevisar(SobreIntegrante):
    """One of them: what the leader wrote, and the form to correct it or to annul it."""

    template_name = "comites/revisar/uno.html"
    form_class = FormularioRevisarAgregado
    mensaje_exito = "Guardado. Quien lidera el comité leerá el motivo."

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        """Whoever was looked over meanwhile is on the committee's page."""
        if self.integrante.revision != "pendiente" or self.integrante.hasta is not None:
            return HttpResponseRedirect(self.comite.get_absolute_url())
        return super().get(*args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"integrante": self.integrante}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        vigentes = Consentimiento.objects.vigentes().filter(persona=self.integrante.persona)
        contexto = super().get_context_data(consentimientos=vigentes.order_by("finalidad"), **kwargs)
        return contexto | {"cancelar": reverse("comites:por-revisar")}

    def guardar(self, form: BaseForm) -> str:
        datos = dict(form.cleaned_data)
        decision = datos.pop("decision")
        comun = {"actor": self.request.user, "integrante": self.integrante, "version": self.version_enviada()}
        if decision == "anular":
            anular_agregado(**comun, motivo=datos["motivo"])
        else:
            corregir_agregado(**comun, **datos)
        return reverse("comites:por-revisar")


class AgregadoAprobar(VistaAccion):
    """One tap: it is right as the leader wrote it."""

    permiso = Permiso.COMITE_EDITAR
    model = Integrante
    mensaje_exito = "Revisado. Quien lidera el comité lo ve en su página."

    def buscar(self, **kwargs: Any) -> Integrante:
        filas = self.visibles(Integrante).select_related("comite")
        hallado: Integrante = get_object_or_404(filas, **kwargs)
        return hallado

    def ejecutar(self, objeto: Integrante) -> str:
        version = leer_version(self.request.POST.get("version"))
        aprobar_agregado(actor=self.request.user, integrante=objeto, version=version)
        return self.al_fallar(objeto)

    def al_fallar(self, objeto: Integrante) -> str:
        return reverse("comites:por-revisar")
