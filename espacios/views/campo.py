"""What is gathered in the field besides the form: photos, and the survey asked one person at a time."""

import uuid as uuid_
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from comunes.idempotencia import leer_clave
from comunes.vistas import VistaAccion
from cuentas.enums import Permiso
from espacios import services
from espacios.ciclo_diagnostico import impedimento_para_editar
from espacios.enums import MomentoDiagnostico, MomentoFoto, RespuestaPercepcion
from espacios.forms_diagnostico import FormularioRespuesta
from espacios.forms_fotos import FormularioFotos
from espacios.models import Diagnostico
from espacios.models.diagnostico import ENCUESTA_MINIMA, RESPUESTAS
from espacios.services.encuesta import RESPUESTAS_POR_ENVIO
from espacios.views.diagnosticos import SobreDiagnostico
from espacios.views.fotos import recibidas

_MOMENTOS = {
    MomentoDiagnostico.LINEA_BASE: MomentoFoto.ANTES,
    MomentoDiagnostico.CIERRE: MomentoFoto.DESPUES,
}


class _EnElCampo(SobreDiagnostico):
    """A page over a diagnosis that is still being written; otherwise it says why not."""

    permiso = Permiso.DIAGNOSTICO_EDITAR

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if motivo := impedimento_para_editar(self.diagnostico):
            messages.info(request, motivo)
            return HttpResponseRedirect(self.diagnostico.get_absolute_url())
        return super().get(request, *args, **kwargs)


class FotosDeDiagnostico(_EnElCampo):
    """Add photos taken while the diagnosis was made; they are photos of the space as any other."""

    form_class = FormularioFotos
    template_name = "espacios/diagnostico/fotos.html"

    def get_initial(self) -> dict[str, Any]:
        momento = _MOMENTOS.get(MomentoDiagnostico(self.diagnostico.momento), MomentoFoto.GENERAL)
        return {"momento": momento, "tomada": self.diagnostico.fecha}

    def guardar(self, form: Any) -> str:
        nuevas = services.agregar_fotos(
            actor=self.request.user,
            espacio=self.diagnostico.espacio,
            diagnostico=self.diagnostico,
            **form.cleaned_data,
        )
        repetidas = len(form.cleaned_data["fotos"]) - len(nuevas)
        messages.success(self.request, recibidas(len(nuevas), repetidas))
        return reverse("espacios:diagnostico-llenar", args=[self.diagnostico.uuid]) + "#fotos"


class Encuesta(_EnElCampo):
    """The survey, one tap an answer. Without a script each tap is a form of its own."""

    form_class = FormularioRespuesta
    template_name = "espacios/diagnostico/encuesta.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        cuentas = [(r.value, r.label, getattr(self.diagnostico, r.value)) for r in RespuestaPercepcion]
        propias = self.diagnostico.respuestas.vigentes().filter(autor=self.request.user)
        return super().get_context_data(
            cuentas=cuentas, minimo=ENCUESTA_MINIMA, ultima=propias.order_by("pk").last(), **kwargs
        )

    def guardar(self, form: Any) -> str:
        clave = leer_clave(self.request.POST.get("clave_idempotencia")) or uuid_.uuid4()
        respuesta, deshacer = form.cleaned_data["respuesta"], form.cleaned_data["deshacer"]
        services.anotar_respuestas(
            actor=self.request.user,
            diagnostico=self.diagnostico,
            nuevas={clave: respuesta} if respuesta else {},
            deshechas=[deshacer] if deshacer else [],
        )
        return self.request.path


class RecibirRespuestas(VistaAccion):
    """What the survey's page sends by itself when there is signal.

    Takes `nueva` («uuid:respuesta») and `deshecha` (uuid), many of each, and answers JSON with the counts:
    what was sent is then the server's, and the phone forgets it.
    """

    permiso = Permiso.DIAGNOSTICO_EDITAR
    model = Diagnostico

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        diagnostico = self.buscar(**kwargs)
        try:
            guardado = services.anotar_respuestas(
                actor=request.user, diagnostico=diagnostico, **_leer(request.POST)
            )
        except ValidationError as error:
            return JsonResponse({"texto": " ".join(error.messages)}, status=409)
        return JsonResponse({"cuentas": {r: getattr(guardado, r) for r in RESPUESTAS}})


def _leer(datos: Any) -> dict[str, Any]:
    """Return the arguments of the service, or raise ValidationError for what no phone of ours sends."""
    nuevas, deshechas = datos.getlist("nueva"), datos.getlist("deshecha")
    if len(nuevas) + len(deshechas) > RESPUESTAS_POR_ENVIO:
        raise ValidationError("Son demasiadas respuestas en un solo envío.")
    try:
        pares = [texto.split(":") for texto in nuevas]
        return {
            "nuevas": {uuid_.UUID(clave): respuesta for clave, respuesta in pares},
            "deshechas": [uuid_.UUID(clave) for clave in deshechas],
        }
    except ValueError as error:
        raise ValidationError("No se entendió lo que llegó.") from error
