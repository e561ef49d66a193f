"""Correcting a person's data."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from comunes.versiones import leer_version
from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso
from personas.forms import FormularioPersona
from personas.models import Persona
from personas.permissions import ver_persona
from personas.services import editar_persona


class PersonaEditar(VistaFormulario):
    """Correct a person in scope. `?volver=` names the page of this site to go back to."""

    permiso = Permiso.PERSONA_EDITAR
    template_name = "personas/editar.html"
    form_class = FormularioPersona
    mensaje_exito = "Datos guardados."
    persona: Persona

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.persona = get_object_or_404(self.visibles(Persona), pk=kwargs["pk"])
        self.datos = ver_persona(request.user, self.persona)

    @property
    def volver(self) -> str:
        pedida = self.request.GET.get("volver", "")
        propia = url_has_allowed_host_and_scheme(pedida, allowed_hosts=None) and pedida.startswith("/")
        return pedida if propia else reverse("portal:inicio-trabajo")

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona, "grado": self.datos.grado}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(
            persona=self.persona,
            datos=self.datos,
            version=self.persona.version,
            cancelar=self.volver,
            consentimientos=self.persona.consentimientos.vigentes(),
            **kwargs,
        )

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioPersona)  # noqa: S101  tells the type checker
        version = leer_version(self.request.POST.get("version"))
        editar_persona(actor=self.request.user, persona=self.persona, version=version, datos=form.datos())
        return self.volver
