"""What the screens over one person share."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from comunes.versiones import leer_version
from comunes.vistas import VistaFormulario
from cuentas.enums import Permiso
from personas.models import Persona
from personas.permissions import ver_persona_revelada


class FormularioDePersona(VistaFormulario):
    """A form over one person, found within the scope of the view's permission."""

    permiso = Permiso.PERSONA_EDITAR
    persona: Persona

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        if request.user.is_authenticated:
            filas = self.visibles(Persona).select_related("distrito")
            self.persona = get_object_or_404(filas, pk=kwargs["pk"])
            self.datos = ver_persona_revelada(request.user, self.persona)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("cancelar", self.persona.get_absolute_url())
        return super().get_context_data(persona=self.persona, datos=self.datos, **kwargs)

    def version_enviada(self) -> int:
        return leer_version(self.request.POST.get("version"))
