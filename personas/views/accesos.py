"""Revealing data, asking to see somebody of another place, answering, and the log of accesses."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponseRedirect
from django.urls import reverse

from comunes.paginas import Pagina
from comunes.versiones import leer_version
from comunes.vistas import VistaAccion, VistaFormulario, VistaLista
from cuentas.enums import Permiso
from personas.forms.accesos import FormularioPedirAcceso, FormularioRevelar
from personas.forms.documento import FormularioBuscarDocumento
from personas.models import AccesoADatos, Persona, SolicitudDeAcceso
from personas.permissions import ver_personas
from personas.services import conceder_acceso, negar_acceso, revelar_datos, solicitar_acceso
from personas.views.base import FormularioDePersona


class RevelarDatos(FormularioDePersona):
    """Put a masked value in sight for some minutes, with its motive in the log."""

    permiso = Permiso.PERSONA_REVELAR
    form_class = FormularioRevelar
    template_name = "personas/revelar.html"

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"grado": self.datos.grado}

    def guardar(self, form: BaseForm) -> str:
        revelar_datos(actor=self.request.user, persona=self.persona, **form.cleaned_data)
        return self.persona.get_absolute_url()


class PedirAcceso(VistaFormulario):
    """Ask to see whoever has a document, without learning who it is. The document comes by POST."""

    permiso = Permiso.PERSONA_EDITAR
    form_class = FormularioPedirAcceso
    template_name = "personas/pedir.html"
    mensaje_exito = "Pedido enviado. Cuando lo respondan, lo verá en esta página."

    def get(self, *args: Any, **kwargs: Any) -> Any:
        return HttpResponseRedirect(reverse("personas:buscar"))

    def post(self, *args: Any, **kwargs: Any) -> Any:
        self.documento = FormularioBuscarDocumento(self.request.POST)
        if not self.documento.is_valid():
            return HttpResponseRedirect(reverse("personas:buscar"))
        if "motivo" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=FormularioPedirAcceso()))
        return super().post(*args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(documento=self.documento, **kwargs)

    def guardar(self, form: BaseForm) -> str:
        limpios = self.documento.cleaned_data
        personas = Persona.objects.con_documento(limpios["numero_documento"], limpios["tipo_documento"])
        solicitar_acceso(actor=self.request.user, personas=list(personas), motivo=form.cleaned_data["motivo"])
        return reverse("personas:pedidos")


class ListaPedidos(VistaLista):
    """Requests that wait for this user, and the user's own with their answers."""

    permiso = Permiso.PERSONA_EDITAR
    model = SolicitudDeAcceso
    orden = ("-pk",)
    template_name = "personas/pedidos.html"

    def paginar(self, filas: Any) -> Pagina:
        filas = filas.select_related("persona", "solicitante", "respondida_por")
        return super().paginar(filas.con_quien_responde(self.request.user))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        pedidos = contexto["object_list"]
        vistas = ver_personas(self.request.user, [pedido.persona for pedido in pedidos])
        return contexto | {"filas": [(p, vistas[p.persona_id]) for p in pedidos]}


class _Responder(VistaAccion):
    permiso = Permiso.PERSONA_EDITAR
    model = SolicitudDeAcceso

    def al_fallar(self, objeto: SolicitudDeAcceso) -> str:
        return reverse("personas:pedidos")

    def _version(self) -> int:
        return leer_version(self.request.POST.get("version"))


class ConcederAcceso(_Responder):
    mensaje_exito = "Acceso concedido por unos días."

    def ejecutar(self, objeto: SolicitudDeAcceso) -> str:
        conceder_acceso(actor=self.request.user, solicitud=objeto, version=self._version())
        return reverse("personas:pedidos")


class NegarAcceso(_Responder):
    mensaje_exito = "Pedido negado."

    def ejecutar(self, objeto: SolicitudDeAcceso) -> str:
        negar_acceso(actor=self.request.user, solicitud=objeto, version=self._version())
        return reverse("personas:pedidos")


class RegistroDeAccesos(VistaLista):
    """Who saw or took out which personal data, and why: for the data officer and the auditors."""

    permiso = Permiso.ACCESOS_VER
    model = AccesoADatos
    orden = ("-pk",)
    template_name = "personas/accesos.html"

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(filas.select_related("usuario", "persona"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        accesos = contexto["object_list"]
        vistas = ver_personas(self.request.user, [a.persona for a in accesos if a.persona])
        return contexto | {"filas": [(a, vistas.get(a.persona_id)) for a in accesos]}
