"""What an invited institution opens from its link, without an account: one page, one button.

Nothing of these answers is kept beside the row that they change: a form's key would write the address down,
secret included. The services answer a repeat like the first.
"""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.views.generic import FormView

from actividades.forms.conjuntas import FormularioAporte, FormularioRespuesta
from actividades.models import Participacion
from actividades.participantes import participacion_del_enlace
from actividades.services import InvitacionNoSirve, responder_invitacion
from actividades.views.pagina_de_parte import aportar, datos_de_parte, formularios_de_parte, participa
from comunes.fotos_en_espera import retener
from comunes.vistas import ConPermiso, agregar_errores
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, tomar_intento

# In each quarter of an hour: addresses that open nothing, from one place; and answers by one link.
EQUIVOCADOS_MAXIMO: Final = 20
ENVIOS_MAXIMO: Final = 40


class SobreInvitacion(ConPermiso, FormView):
    """A page guarded by its link. One that can't be used gets one answer, whatever the reason."""

    publica = True
    template_name = "actividades/invitacion.html"
    participacion: Participacion

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            respuesta = self._atender(request, *args, **kwargs)
        except DemasiadosIntentos:
            respuesta = render(request, "actividades/invitacion_espere.html", status=429)
        except InvitacionNoSirve:
            respuesta = render(request, "actividades/invitacion_no_sirve.html", status=404)
        respuesta["X-Robots-Tag"] = "noindex, nofollow"
        add_never_cache_headers(respuesta)
        return respuesta

    def _atender(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # Only what opens nothing is counted: others behind the same address keep opening theirs.
        participacion = participacion_del_enlace(kwargs["secreto"])
        if participacion is None:
            tomar_intento("enlace", ip_de(request), Puerta.CONJUNTA, limite=EQUIVOCADOS_MAXIMO)
            raise InvitacionNoSirve
        if request.method == "POST":
            tomar_intento(participacion.huella or "", "", Puerta.CONJUNTA, limite=ENVIOS_MAXIMO)
        self.participacion = participacion
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs, **datos_de_parte(self.participacion))
        secreto = self.kwargs["secreto"]
        return contexto | {
            **formularios_de_parte(self.participacion, contexto["form"]),
            "anios": settings.ANIOS_DE_RETENCION,
            "con_cuenta": False,
            "url_responder": reverse("conjuntas:invitacion", args=[secreto]),
            "url_aportar": reverse("conjuntas:aporte", args=[secreto]),
        }

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            self.guardar(form)
        except ValidationError as error:
            agregar_errores(form, error)
            return self.form_invalid(form)
        return HttpResponseRedirect(reverse("conjuntas:invitacion", args=[self.kwargs["secreto"]]))

    def guardar(self, form: Any) -> None:
        """Call the service."""
        raise NotImplementedError

    def form_invalid(self, form: Any) -> HttpResponse:
        retener(form)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class Responder(SobreInvitacion):
    """«Confirmo nuestra participación», or not."""

    form_class = FormularioRespuesta

    def guardar(self, form: Any) -> None:
        responder_invitacion(
            actor=None,
            participacion=self.participacion,
            participa=participa(self.request),
            **form.cleaned_data,
        )


class Aportar(SobreInvitacion):
    """How many of its people, a note and photos, for a part that is confirmed."""

    form_class = FormularioAporte

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return HttpResponseRedirect(reverse("conjuntas:invitacion", args=[kwargs["secreto"]]))

    def guardar(self, form: Any) -> None:
        messages.success(self.request, aportar(self.participacion, form, actor=None))
