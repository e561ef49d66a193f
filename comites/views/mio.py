"""The leader's committee on the phone: who is in it, what is due, and adding somebody on the spot."""

from typing import Any

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
    aviso_de_renovacion,
    comites_del_lider,
    coordinacion_de,
    dias_de_silencio,
    pendientes_de,
)
from comites.selectors import padron_de
from comites.views.nuevo_integrante import IntegranteNuevo
from comunes.formularios import Formulario
from comunes.tuteo import tutear
from comunes.vistas import VistaDetalle, VistaPlantilla
from cuentas.enums import Permiso


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
            coordinacion=coordinacion_de(comite),
            **kwargs,
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
