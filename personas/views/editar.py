"""Correcting a person's data."""

from typing import Any

from django.forms import BaseForm
from django.utils.http import url_has_allowed_host_and_scheme

from personas.forms.persona import FormularioPersona
from personas.services import editar_persona
from personas.views.base import FormularioDePersona


class PersonaEditar(FormularioDePersona):
    """Correct a person in scope. `?volver=` names the page of this site to go back to."""

    template_name = "personas/editar.html"
    form_class = FormularioPersona
    mensaje_exito = "Datos guardados."

    @property
    def volver(self) -> str:
        pedida = self.request.GET.get("volver", "")
        propia = url_has_allowed_host_and_scheme(pedida, allowed_hosts=None) and pedida.startswith("/")
        return pedida if propia else self.persona.get_absolute_url()

    def get_form_kwargs(self) -> dict[str, Any]:
        return super().get_form_kwargs() | {"persona": self.persona, "grado": self.datos.grado}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(version=self.persona.version, cancelar=self.volver, **kwargs)

    def guardar(self, form: BaseForm) -> str:
        assert isinstance(form, FormularioPersona)  # noqa: S101  tells the type checker
        editar_persona(
            actor=self.request.user, persona=self.persona, version=self.version_enviada(), datos=form.datos()
        )
        return self.volver
