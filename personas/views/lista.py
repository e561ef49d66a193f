"""Finding people: by name in a list, by document in a form of its own."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse

from comunes.paginas import Pagina
from comunes.palabras import ListaReservada
from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso
from personas.filters import PERMISOS, FiltroPersonas
from personas.forms.documento import FormularioBuscarDocumento
from personas.models import Persona
from personas.permissions import ver_persona, ver_personas
from personas.selectors import buscar_por_documento


class ListaPersonas(ListaReservada):
    """Everybody in scope, by surname, each as this user may read it."""

    permiso = Permiso.PERSONA_VER
    model = Persona
    filtro = FiltroPersonas
    orden = ("clave_orden", "pk")
    cursor_sin_datos = True
    template_name = "personas/lista.html"

    def paginar(self, filas: Any) -> Pagina:
        return super().paginar(filas.identificadas().select_related("distrito"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        contexto = super().get_context_data(**kwargs)
        vistas = ver_personas(self.request.user, contexto["object_list"])
        filas = [(persona, vistas[persona.pk]) for persona in contexto["object_list"]]
        usuario = self.request.user
        permisos = {
            "edita": usuario.tiene(Permiso.PERSONA_EDITAR),
            "une": usuario.tiene(Permiso.PERSONA_FUSIONAR),
            "vigila": usuario.tiene(Permiso.ACCESOS_VER),
        }
        permiso = contexto["filtro"].form.cleaned_data.get("permiso", "")
        chips = (("", "Todas"), *PERMISOS)
        return contexto | {"filas": filas, "permiso": permiso, "chips": chips} | permisos


class BuscarPorDocumento(VistaFormulario):
    """Always by POST: a document never stands in an address. It writes nothing."""

    permiso = Permiso.PERSONA_VER
    form_class = FormularioBuscarDocumento
    template_name = "personas/buscar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("hallazgo", None)
        return super().get_context_data(**kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Answer at once: there is nothing to send anywhere else, and nothing is repeated."""
        limpios = form.cleaned_data
        hallazgo = buscar_por_documento(
            self.request.user, tipo=limpios["tipo_documento"], numero=limpios["numero_documento"]
        )
        datos = ver_persona(self.request.user, hallazgo.persona) if hallazgo.persona else None
        puede_pedir = hallazgo.fuera and self.request.user.tiene(Permiso.PERSONA_EDITAR)
        contexto = self.get_context_data(form=form, hallazgo=hallazgo, datos=datos, puede_pedir=puede_pedir)
        return self.render_to_response(contexto)
