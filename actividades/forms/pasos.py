"""The words that go with each step of an activity."""

from typing import Any

from django import forms

from actividades.forms.campos import campo_fotos, campo_hora
from actividades.reglas import TEXTO_MAXIMO
from comunes.formularios import CampoFecha, Formulario


class FormularioTexto(Formulario):
    """The words of a step of the review. Subclasses name the question."""

    pregunta = ""
    ayuda = ""
    texto = forms.CharField(max_length=TEXTO_MAXIMO, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texto"].label = self.pregunta
        self.fields["texto"].help_text = self.ayuda


class FormularioObservar(FormularioTexto):
    pregunta = "Qué falta"
    ayuda = "La lideresa o el líder lee estas palabras en su teléfono."


class FormularioRechazar(FormularioTexto):
    pregunta = "Por qué no se acepta"
    ayuda = "El comité lo lee y puede pedir que la mire otra persona. Si solo falta algo, mejor observarla."


class FormularioPedir(FormularioTexto):
    pregunta = "Por qué conviene mirarla de nuevo"
    ayuda = "La mira otra persona, no quien la rechazó."


class FormularioMotivo(FormularioTexto):
    pregunta = "Motivo"
    ayuda = "Queda en el historial de la actividad."


class FormularioReprogramar(FormularioMotivo):
    """Another day for what is planned."""

    fecha = CampoFecha(label="Nuevo día", futura=True)
    hora = campo_hora(required=False)
    field_order = ("fecha", "hora", "texto")


class FormularioResponder(FormularioTexto):
    pregunta = "Respuesta"
    fotos = campo_fotos(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texto"].required = False
