"""What an institution answers with its own account: its parts, and the page of each."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse

from actividades.forms.conjuntas import FormularioAporte, FormularioRespuesta
from actividades.models import Participacion
from actividades.services import InvitacionNoSirve, responder_invitacion
from actividades.views.pagina_de_parte import aportar, datos_de_parte, formularios_de_parte, participa
from comunes.vistas import VistaFormulario, VistaLista
from cuentas.enums import Permiso

YA_NO_RECIBE = "Esta respuesta ya se revisó o se retiró, o la actividad ya no cuenta: no recibe cambios."


class ListaPartes(VistaLista):
    """The activities to which the user's institution was invited, the newest invitation first."""

    permiso = Permiso.PARTE_CONFIRMAR
    model = Participacion
    orden = ("-pk",)
    template_name = "actividades/partes.html"

    def get_queryset(self) -> Any:
        return super().get_queryset().select_related("actividad__tipo", "actividad__espacio__distrito")


class SobreParte(VistaFormulario):
    """The page of one part of the user's own institution. Subclasses say which of its forms is sent."""

    permiso = Permiso.PARTE_CONFIRMAR
    template_name = "actividades/parte.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = self.visibles(Participacion).select_related("actividad__tipo", "actividad__espacio__distrito")
        self.participacion = get_object_or_404(filas, uuid=kwargs["uuid"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs, **datos_de_parte(self.participacion))
        quien = {"quien": self.request.user.get_full_name()}
        return contexto | {
            **formularios_de_parte(self.participacion, contexto["form"], quien),
            "con_cuenta": True,
            "url_responder": reverse("actividades:parte", args=[self.participacion.uuid]),
            "url_aportar": reverse("actividades:parte-aporte", args=[self.participacion.uuid]),
        }

    def guardar(self, form: Any) -> str:
        try:
            self.dar(form)
        except InvitacionNoSirve as error:
            raise ValidationError(YA_NO_RECIBE) from error
        return reverse("actividades:parte", args=[self.participacion.uuid])

    def dar(self, form: Any) -> None:
        """Call the service."""
        raise NotImplementedError


class ResponderParte(SobreParte):
    """«Confirmo nuestra participación», or not."""

    form_class = FormularioRespuesta
    mensaje_exito = "Anotado. Lo ve quien revisa la actividad."

    def dar(self, form: Any) -> None:
        responder_invitacion(
            actor=self.request.user,
            participacion=self.participacion,
            participa=participa(self.request),
            **form.cleaned_data,
        )


class AportarParte(SobreParte):
    """How many of its people, a note and photos."""

    form_class = FormularioAporte

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("actividades:parte", args=[kwargs["uuid"]]))

    def dar(self, form: Any) -> None:
        messages.success(self.request, aportar(self.participacion, form, actor=self.request.user))
