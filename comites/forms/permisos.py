"""Who of a committee agrees to the programme keeping their data, several at once."""

from collections.abc import Iterable
from typing import Any, Final

from django import forms
from django.utils import timezone

from comites.selectors import FichaIntegrante
from comunes.formularios import CampoFecha, Formulario
from personas.edades import EDAD_SIN_CONTACTO
from personas.enums import Canal, Finalidad

_CANALES: Final = [(c.value, c.label) for c in (Canal.PAPEL, Canal.VERBAL)]


def necesita_apoderado(ficha: FichaIntegrante) -> bool:
    """Say whether a guardian answers for them: that is asked for one by one."""
    edad = ficha.integrante.persona.edad()
    return edad is not None and edad < EDAD_SIN_CONTACTO


class FormularioPermisos(Formulario):
    """One tick for each person and each thing they agree to, never ticked beforehand."""

    gestion = forms.TypedMultipleChoiceField(
        label="Aceptan que se guarden sus datos para la gestión del comité",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Marque al menos a una persona."},
    )
    whatsapp = forms.TypedMultipleChoiceField(
        label="Aceptan además estar en el grupo de WhatsApp del comité",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    canal = forms.ChoiceField(
        label="Cómo lo dijeron", choices=_CANALES, initial=Canal.PAPEL, widget=forms.RadioSelect
    )
    fecha = CampoFecha(label="Fecha", error_messages={"required": "Escriba la fecha."})

    def __init__(
        self, *args: Any, fichas: Iterable[FichaIntegrante], del_comite: Iterable[int], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        quienes = [(f.integrante.pk, f"{f.nombre}, {f.cargo.lower()}") for f in fichas]
        for campo in ("gestion", "whatsapp"):
            # Anybody of the committee is taken: whose permission came meanwhile was still shown when ticked.
            self.fields[campo].choices = [(pk, "") for pk in del_comite]  # type: ignore[attr-defined]
            self.fields[campo].widget.choices = quienes  # type: ignore[attr-defined]
        self.fields["fecha"].initial = timezone.localdate

    def aceptan(self) -> dict[Finalidad, list[int]]:
        """Return who agrees to what, by membership."""
        return {f: self.cleaned_data[f.value] for f in (Finalidad.GESTION, Finalidad.WHATSAPP)}
