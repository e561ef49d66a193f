"""Choosing, field by field, which of two values stays."""

from typing import Any

from django import forms

from comunes.formularios import Formulario
from personas.services.accesos import MOTIVO_MINIMO
from personas.services.fusion import ELEGIBLES, esta_vacio

PRIMERA, SEGUNDA = "primera", "segunda"
ETIQUETAS = {
    "documento": "Documento",
    "nombres": "Nombres",
    "apellido_paterno": "Apellido paterno",
    "apellido_materno": "Apellido materno",
    "sexo": "Sexo",
    "fecha_nacimiento": "Fecha de nacimiento",
    "celular": "Celular",
    "correo": "Correo",
    "distrito": "Distrito",
    "cuenta": "Cuenta de acceso",
}


class FormularioUnir(Formulario):
    """One choice per difference. `lados`: the two persons, each with its values in words by choice."""

    confirmado = forms.BooleanField(label="Lo revisé y es correcto", required=False)
    motivo = forms.CharField(
        label="Por qué son la misma persona",
        max_length=200,
        min_length=MOTIVO_MINIMO,
        error_messages={
            "required": "Escriba por qué son la misma persona.",
            "min_length": "Escriba por qué, en pocas palabras.",
        },
    )

    def __init__(
        self, *args: Any, lados: Any, distintos: list[str], por_confirmar: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        (primera, unos), (_segunda, otros) = lados
        for campo in distintos:
            self.fields[campo] = forms.ChoiceField(
                label=ETIQUETAS[campo],
                choices=[(PRIMERA, unos[campo]), (SEGUNDA, otros[campo])],
                widget=forms.RadioSelect,
                initial=SEGUNDA if esta_vacio(primera, campo) else PRIMERA,
            )
        if not por_confirmar:
            del self.fields["confirmado"]
        self.order_fields([*distintos, "confirmado", "motivo"])

    @property
    def de_la_segunda(self) -> frozenset[str]:
        """Return the choices that take the second person's value."""
        return frozenset(c for c in ELEGIBLES if self.cleaned_data.get(c) == SEGUNDA)
