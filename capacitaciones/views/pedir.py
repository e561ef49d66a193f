"""Asking again for one's certificates, without account. The answer never says whether there are any."""

from typing import Final

from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse

from capacitaciones.forms.publico import FormularioPedir
from capacitaciones.services import pedir_enlaces
from comunes.vistas import VistaFormulario, VistaPlantilla
from cuentas.red import ip_de
from cuentas.services.frenos import DemasiadosIntentos, Puerta, tomar_intento

# In each quarter of an hour: requests from one address, and about one document from anywhere.
PEDIDOS_MAXIMO: Final = 10
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
        tomar_intento("pedidos", ip_de(self.request), Puerta.CONSTANCIA, limite=PEDIDOS_MAXIMO)
        documento = f"{form.cleaned_data['tipo_documento']}-{form.cleaned_data['numero_documento']}"
        tomar_intento(documento, "", Puerta.CONSTANCIA, limite=POR_DOCUMENTO_MAXIMO)

    def guardar(self, form: BaseForm) -> str:
        raiz = self.request.build_absolute_uri("/")
        datos = {c: form.cleaned_data[c] for c in ("tipo_documento", "numero_documento")}
        pedir_enlaces(actor=None, correo=form.cleaned_data["contacto"], raiz=raiz, **datos)
        return reverse("constancias:pedida")


class ConstanciasPedidas(VistaPlantilla):
    """What everybody reads after asking."""

    publica = True
    template_name = "capacitaciones/constancias/pedida.html"
