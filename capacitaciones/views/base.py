"""What the pages of one talk share."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from capacitaciones.models import Sesion
from capacitaciones.selectors import para_leer
from comunes.versiones import leer_version
from comunes.vistas import VistaFormulario


def url_de_la_lista(sesion: Sesion) -> str:
    """Return the address of the people of a talk."""
    return reverse("capacitaciones:participantes", args=[sesion.uuid])


class SobreSesion(VistaFormulario):
    """A form over one talk in scope. Context: `sesion`, `version`, `titulo`, `boton`."""

    template_name = "capacitaciones/formulario.html"
    titulo = ""
    boton = "Guardar"
    sesion: Sesion

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.sesion = self.buscar_sesion(**kwargs)

    def buscar_sesion(self, uuid: UUID) -> Sesion:
        sesion: Sesion = get_object_or_404(para_leer(self.visibles(Sesion)), uuid=uuid)
        return sesion

    @property
    def version(self) -> int:
        if self.request.method != "POST":
            return self.sesion.version
        return leer_version(self.request.POST.get("version"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        conflicto = kwargs.get("conflicto")
        return super().get_context_data(
            sesion=self.sesion,
            version=conflicto.version if conflicto else self.version,
            titulo=self.titulo,
            boton=self.boton,
            **kwargs,
        )
