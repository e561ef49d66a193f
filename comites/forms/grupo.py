"""The form of the WhatsApp group's register."""

from dataclasses import replace
from typing import Any

from django import forms

from comites.models import GrupoWhatsApp
from comites.services.grupos import MAXIMO_DE_MIEMBROS, DatosGrupo
from comunes.formularios import CampoFecha, Formulario
from personas.documentos import escribir_celular


class FormularioGrupo(Formulario):
    """The register of the WhatsApp group."""

    celular_administrador = forms.CharField(
        label="Celular de quien administra",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "campo-medio"}),
    )
    miembros = forms.IntegerField(
        label="Miembros",
        required=False,
        min_value=1,
        max_value=MAXIMO_DE_MIEMBROS,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
        error_messages={
            "invalid": "Escriba solo un número, por ejemplo 34.",
            "min_value": "Un grupo tiene al menos un miembro.",
            "max_value": f"WhatsApp admite hasta {MAXIMO_DE_MIEMBROS} miembros.",
        },
    )
    abierto = CampoFecha(label="Abierto el", required=False)
    ultimo_mensaje = CampoFecha(
        label="Último mensaje",
        required=False,
        help_text="Solo la fecha del último que se vio. Aquí no se guarda ninguna conversación.",
    )

    def __init__(
        self, *args: Any, grupo: GrupoWhatsApp | None, celular_a_la_vista: bool, **kwargs: Any
    ) -> None:
        campos = ("celular_administrador", "miembros", "abierto", "ultimo_mensaje")
        inicial = {c: getattr(grupo, c) for c in campos} if grupo else {}
        self.guardado = grupo.celular_administrador if grupo else ""
        self.oculto = bool(self.guardado) and not celular_a_la_vista
        if self.oculto:
            del inicial["celular_administrador"]
        elif self.guardado:
            inicial["celular_administrador"] = escribir_celular(self.guardado)
        super().__init__(*args, **{**kwargs, "initial": inicial})
        if self.oculto:
            ayuda = "Ya hay uno guardado. Déjelo en blanco para no cambiarlo."
            self.fields["celular_administrador"].help_text = ayuda

    def datos(self) -> DatosGrupo:
        """Return what was typed; a phone that this user may not read stays unless another is typed."""
        datos = DatosGrupo(**{c: self.cleaned_data[c] for c in self.fields})
        if self.oculto and not datos.celular_administrador:
            return replace(datos, celular_administrador=self.guardado)
        return datos
