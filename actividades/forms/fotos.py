"""Photos that come after the activity."""

from typing import Any

from django import forms

from actividades.forms.campos import campo_fotos
from comunes.campos_fotos import CampoFotos
from comunes.formularios import Formulario


class FormularioFotos(Formulario):
    """More photos for an activity that is there."""

    fotos = campo_fotos()


class FormularioUnaFoto(Formulario):
    """One photo that a phone sends by itself, with the SHA-256 it had there."""

    fotos = CampoFotos(label="Foto", maximo=1)
    sha256 = forms.RegexField("^[0-9a-f]{64}$", required=False)

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = self.cleaned_data
        esperado = datos.get("sha256")
        if esperado and datos.get("fotos") and datos["fotos"][0].sha256 != esperado:
            self.add_error(
                "fotos", forms.ValidationError("La foto llegó distinta de como salió.", code="distinta")
            )
        return datos
