"""The leader's committee on the phone: who is in it, what is due, and adding somebody on the spot."""

from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from comites.enums import EstadoComite
from comites.forms.telefono import ConocidaEnTelefono, NuevaEnTelefono
from comites.grupos import Grupo
from comites.models import Comite
from comites.permissions import celulares_del_grupo
from comites.propios import (
    anulados_hace_poco,
    aviso_de_renovacion,
    comites_del_lider,
    coordinacion_de,
    dias_de_silencio,
    pendientes_de,
)
from comites.selectors import padron_de
from comites.services.busquedas import anotar_busquedas_frenadas
from comites.views.nuevo_integrante import IntegranteNuevo
from comunes.formularios import Formulario
from comunes.tuteo import tutear
from comunes.vistas import VistaDetalle, VistaPlantilla
from cuentas.enums import Permiso
from cuentas.services.frenos import DemasiadosIntentos, Puerta, cuenta_de, tomar_intento


class MisComites(VistaPlantilla):
    """The way in: straight to the committee or, for who leads several, the choice."""

    permiso = Permiso.INTEGRANTE_AGREGAR
    template_name = "comites/mio/elegir.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        comites = list(comites_del_lider(self.request.user))
        if len(comites) == 1:
            return HttpResponseRedirect(reverse("comites:mio-detalle", args=[comites[0].pk]))
        pares = [(comite, EstadoComite(comite.estado_derivado)) for comite in comites]  # type: ignore[attr-defined]
        return self.render_to_response(self.get_context_data(comites=pares))


class MiComite(VistaDetalle):
    """One's own committee. Five queries, however many members."""

    permiso = Permiso.INTEGRANTE_AGREGAR
    model = Comite
    template_name = "comites/mio/inicio.html"
    context_object_name = "comite"

    def get_queryset(self) -> Any:
        return comites_del_lider(self.request.user)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        comite, usuario = self.object, self.request.user
        padron, mandato = padron_de(usuario, comite), comite.mandato_leido
        grupo = Grupo(comite, comite.grupo_abierto, padron.actuales)
        return super().get_context_data(
            estado=EstadoComite(comite.estado_derivado),
            padron=padron,
            mandato=mandato,
            avisa=aviso_de_renovacion(mandato),
            pendientes=pendientes_de(comite, padron, grupo),
            silencio=dias_de_silencio(comite, timezone.localdate()),
            grupo=grupo,
            celulares=celulares_del_grupo(usuario, comite, comite.grupo_abierto),
            anulados=anulados_hace_poco(padron),
            coordinacion=coordinacion_de(comite),
            **kwargs,
        )


def _espera_en_palabras(freno: DemasiadosIntentos) -> str:
    hora = timezone.localtime(freno.hasta)
    return (
        f"Buscaste muchos documentos seguidos. Puedes seguir desde las {hora:%H:%M}. Si hay que agregar a "
        "muchas personas, tu municipalidad también puede hacerlo."
    )


class AgregarDesdeTelefono(IntegranteNuevo):
    """The same steps on the phone, in the own committee: whoever is elsewhere is only said to exist."""

    permiso = Permiso.INTEGRANTE_AGREGAR
    template_name = "comites/mio/agregar.html"
    plantilla_paso = "comites/mio/_paso.html"
    plantilla_parecidas = "comites/mio/_parecidas.html"
    formularios: dict[str, type[Formulario]] = {"conocida": ConocidaEnTelefono, "nueva": NuevaEnTelefono}
    mensaje_exito = "Listo: ya está en tu comité. Tu municipalidad también lo ve."

    def buscar(self, **kwargs: Any) -> None:
        self.comite = get_object_or_404(comites_del_lider(self.request.user), pk=kwargs["pk"])

    def _mostrar_lo_hallado(self) -> HttpResponse:
        """Look the document up, so many times in a row: each answer says whether somebody has it."""
        usuario: Any = self.request.user
        limite = settings.MAXIMO_DE_DOCUMENTOS_BUSCADOS
        try:
            tomar_intento(cuenta_de(usuario), "", Puerta.DOCUMENTO, limite=limite)
        except DemasiadosIntentos as freno:
            anotar_busquedas_frenadas(actor=usuario, comite=self.comite)
            self.documento.add_error("numero_documento", _espera_en_palabras(freno))
            return self._pedir_documento(429)
        return super()._mostrar_lo_hallado()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        for form in (contexto["form"], contexto["documento"]):
            tutear(form)
        return {**contexto, "cancelar": self._pagina(), "coordinacion": coordinacion_de(self.comite)}

    def guardar(self, form: BaseForm) -> str:
        super().guardar(form)
        return self._pagina()

    def _pagina(self) -> str:
        return reverse("comites:mio-detalle", args=[self.comite.pk])
