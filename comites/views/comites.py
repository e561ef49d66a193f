"""Constituting, naming and dissolving a committee."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone

from comites.forms.comite import FormularioConstituir, FormularioDisolver, FormularioNombre
from comites.models import Comite
from comites.services import constituir_comite, disolver_comite, editar_comite
from comites.views.base import FormularioDeComite
from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso
from espacios.models import EspacioPublico


class ComiteNuevo(VistaFormulario):
    """The committee of a space: a new one, or the constitution of the one in formation."""

    permiso = Permiso.COMITE_EDITAR
    template_name = "comites/constituir.html"
    form_class = FormularioConstituir
    espacio: EspacioPublico
    activo: Comite | None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            filas: Any = self.visibles(EspacioPublico)
            self.espacio = get_object_or_404(filas.con_lugar(), codigo=kwargs["codigo"])
            self.activo = Comite.objects.activos().filter(espacio=self.espacio).first()

    @property
    def ya_constituido(self) -> Comite | None:
        """Return the committee that leaves no room for another."""
        return self.activo if self.activo and self.activo.fecha_constitucion else None

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"espacio": self.espacio, "comite": self.activo}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            espacio=self.espacio,
            en_formacion=self.activo,
            ya_constituido=self.ya_constituido,
            cancelar=self.espacio.get_absolute_url(),
            **kwargs,
        )

    def guardar(self, form: BaseForm) -> str:
        comite = constituir_comite(actor=self.request.user, espacio=self.espacio, **form.cleaned_data)
        return comite.get_absolute_url()


class ComiteEditar(FormularioDeComite):
    """Correct the name."""

    template_name = "comites/formulario.html"
    form_class = FormularioNombre
    extra_context = {"titulo": "Corregir el nombre", "boton": "Guardar nombre"}

    def get_initial(self) -> dict[str, Any]:
        return {"nombre": self.comite.nombre}

    def guardar(self, form: BaseForm) -> str:
        editar_comite(
            actor=self.request.user, comite=self.comite, version=self.version_enviada(), **form.cleaned_data
        )
        return self.comite.get_absolute_url()


class ComiteDisolver(FormularioDeComite):
    """End a committee; nothing is deleted."""

    template_name = "comites/disolver.html"
    form_class = FormularioDisolver
    mensaje_exito = "El comité quedó disuelto. Su historia se conserva."

    def get_initial(self) -> dict[str, Any]:
        return {"fecha": timezone.localdate()}

    def guardar(self, form: BaseForm) -> str:
        disolver_comite(
            actor=self.request.user, comite=self.comite, version=self.version_enviada(), **form.cleaned_data
        )
        return self.comite.get_absolute_url()
