"""Asking that a space be retired, and answering."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404

from comunes.vistas import VistaAccion, VistaFormulario
from cuentas.enums import Permiso
from espacios import services
from espacios.ciclo import RETIRAR
from espacios.enums import EstadoPedido
from espacios.forms import FormularioMotivo
from espacios.forms_retiro import FormularioRespuesta
from espacios.models import PedidoDeRetiro
from espacios.views.base import FormularioDeEspacio


class PedirRetiro(FormularioDeEspacio):
    """Say why the space should leave the programme; somebody else decides."""

    permiso = Permiso.ESPACIO_EDITAR
    form_class = FormularioMotivo
    template_name = "espacios/motivo.html"
    mensaje_exito = "Pedido enviado. Lo responde una persona con rol regional o nacional."
    textos = {
        "titulo": "Pedir el retiro del espacio",
        "explicacion": "Lo decide una persona con rol regional o nacional. Mientras tanto todo sigue igual.",
        "boton": "Pedir el retiro",
    }

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.espacio.version, textos=self.textos, **kwargs)

    def guardar(self, form: Any) -> str:
        services.pedir_retiro(
            actor=self.request.user, espacio=self.espacio, motivo=form.cleaned_data["motivo"]
        )
        return self.espacio.get_absolute_url()


class ResponderRetiro(VistaFormulario):
    """Approve or refuse a request, seen with its motive and who asked."""

    permiso = RETIRAR.permiso
    form_class = FormularioRespuesta
    template_name = "espacios/responder_retiro.html"
    pedido: PedidoDeRetiro

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        filas = self.visibles(PedidoDeRetiro).select_related("espacio__distrito", "autor")
        self.pedido = get_object_or_404(filas, uuid=kwargs["uuid"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if self.pedido.estado != EstadoPedido.PENDIENTE:
            messages.info(request, f"Este pedido ya está {self.pedido.get_estado_display().lower()}.")
            return HttpResponseRedirect(self.pedido.espacio.get_absolute_url())
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        propio = self.pedido.autor_id == self.request.user.pk
        return super().get_context_data(
            pedido=self.pedido, espacio=self.pedido.espacio, propio=propio, **kwargs
        )

    def guardar(self, form: Any) -> str:
        if form.cleaned_data["decision"] == "aprobar":
            services.aprobar_retiro(actor=self.request.user, pedido=self.pedido)
            messages.success(self.request, "El espacio quedó retirado. Su historia se conserva.")
        else:
            respuesta = form.cleaned_data["respuesta"]
            services.negar_retiro(actor=self.request.user, pedido=self.pedido, respuesta=respuesta)
            messages.success(self.request, "El espacio sigue en el programa. Quien lo pidió verá por qué.")
        return self.pedido.espacio.get_absolute_url()


class AnularPedido(VistaAccion):
    """Take a request back."""

    permiso = Permiso.ESPACIO_EDITAR
    model = PedidoDeRetiro
    mensaje_exito = "Pedido anulado. El espacio sigue igual."

    def ejecutar(self, objeto: PedidoDeRetiro) -> str:
        services.anular_pedido(actor=self.request.user, pedido=objeto)
        return objeto.espacio.get_absolute_url()

    def al_fallar(self, objeto: PedidoDeRetiro) -> str:
        return objeto.espacio.get_absolute_url()
