"""Why somebody needs to see more than their role shows."""

from typing import Any

from django import forms

from comunes.formularios import Formulario
from personas.permissions import REVELABLES, Grado, Ver
from personas.services.accesos import MOTIVO_MINIMO


class ConMotivo(Formulario):
    """A motive in a few words."""

    motivo = forms.CharField(
        label="Para qué lo necesita",
        max_length=200,
        min_length=MOTIVO_MINIMO,
        help_text="Queda escrito junto a su nombre, con la fecha y la hora.",
        error_messages={
            "required": "Escriba para qué lo necesita.",
            "min_length": "Escriba para qué lo necesita, en pocas palabras.",
        },
    )


class FormularioPedirAcceso(ConMotivo):
    motivo = forms.CharField(
        label="Para qué necesita verla",
        max_length=200,
        min_length=MOTIVO_MINIMO,
        help_text="Lo lee quien tiene a la persona en su ámbito y decide.",
        error_messages=ConMotivo.base_fields["motivo"].error_messages,
    )


class FormularioRevelar(ConMotivo):
    """Which data to put in sight: only those that are hidden from this user."""

    campos = forms.MultipleChoiceField(
        label="Dato",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Elija al menos un dato."},
    )
    field_order = ("campos", "motivo")

    def __init__(self, *args: Any, grado: Grado, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        opciones = [(c, texto) for c, texto in REVELABLES.items() if getattr(grado, c) != Ver.TODO]
        self.fields["campos"].choices = opciones  # type: ignore[attr-defined]
