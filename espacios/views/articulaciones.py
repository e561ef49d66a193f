"""Screens of the joint work with municipality and comisaría."""

from typing import Any

from django.urls import reverse

from cuentas.enums import Permiso
from espacios import services
from espacios.forms_plan import FormularioArticulacion
from espacios.models import Articulacion
from espacios.planes import edita_planes
from espacios.views.base import DetalleEspacio, FormularioDeEspacio, FormularioSobreFila


class ArticulacionDelEspacio(DetalleEspacio):
    """Every agreement about a space, newest first."""

    template_name = "espacios/articulacion/lista.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        espacio: Any = self.object
        return super().get_context_data(
            articulaciones=espacio.articulaciones.all(),
            puede_registrar=edita_planes(self.request.user, espacio),
            **kwargs,
        )


class NuevaArticulacion(FormularioDeEspacio):
    """Write down an agreement with municipality, comisaría or both."""

    permiso = Permiso.PLAN_EDITAR
    form_class = FormularioArticulacion
    template_name = "espacios/articulacion/formulario.html"
    mensaje_exito = "Articulación registrada."

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(cancelar=self.espacio.get_absolute_url(), version=None, **kwargs)

    def guardar(self, form: Any) -> str:
        services.registrar_articulacion(actor=self.request.user, espacio=self.espacio, **form.cleaned_data)
        return reverse("espacios:espacio-detalle", args=[self.espacio.codigo])


class EditarArticulacion(FormularioSobreFila):
    """Mend a record of joint work."""

    permiso = Permiso.PLAN_EDITAR
    modelo = Articulacion
    form_class = FormularioArticulacion
    template_name = "espacios/articulacion/formulario.html"
    mensaje_exito = "Cambios guardados."
    edita = True

    def guardar(self, form: Any) -> str:
        services.editar_articulacion(
            actor=self.request.user,
            articulacion=self.fila,
            version=self.version_abierta(),
            **form.cleaned_data,
        )
        return self.volver()
