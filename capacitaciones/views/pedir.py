"""Asking again for one's certificates, without account. The answer never says whether there are any."""

from typing import Final

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse

from capacitaciones.forms.publico import FormularioPedir
from capacitaciones.services import pedir_enlaces
from comunes.vistas import VistaFormulario, VistaPlantilla
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, de_este_rato, tomar_intento

# In each quarter of an hour, requests from one address.
PEDIDOS_MAXIMO: Final = 10
# About one document with one e-mail, from anywhere, until a quarter of an hour passes: whoever does not know
# the e-mail cannot shut its owner out, and whoever does only makes it arrive there.
POR_DOCUMENTO_MAXIMO: Final = 3
DEMASIADOS: Final = "Ya hubo varios pedidos seguidos. Espera un cuarto de hora y vuelve a enviarlo."


class PedirConstancias(VistaFormulario):
    """Document and e-mail, and the same answer to everybody."""

    publica = True
    form_class = FormularioPedir
    template_name = "capacitaciones/constancias/pedir.html"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        try:
            self._frenar(form)
        except DemasiadosIntentos:
            form.add_error(None, DEMASIADOS)
            return self.render_to_response(self.get_context_data(form=form), status=429)
        return super().form_valid(form)

    def _frenar(self, form: BaseForm) -> None:
        pedidos = de_este_rato("pedidos")
        tomar_intento(pedidos, ip_de(self.request), Puerta.CONSTANCIA, limite=PEDIDOS_MAXIMO)
        quien = (form.cleaned_data[c] for c in ("tipo_documento", "numero_documento", "contacto"))
        tomar_intento("-".join(quien), "", Puerta.CONSTANCIA, limite=POR_DOCUMENTO_MAXIMO)

    def guardar(self, form: BaseForm) -> str:
        raiz = self.request.build_absolute_uri("/")
        datos = {c: form.cleaned_data[c] for c in ("tipo_documento", "numero_documento")}
        pedir_enlaces(actor=None, correo=form.cleaned_data["contacto"], raiz=raiz, **datos)
        return reverse("constancias:pedida")


class ConstanciasPedidas(VistaPlantilla):
    """What everybody reads after asking."""

    publica = True
    template_name = "capacitaciones/constancias/pedida.html"
