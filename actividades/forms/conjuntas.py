"""Joint activities: who is invited, and what the invited say."""

from typing import Any, Final, cast

from django import forms
from django.http import QueryDict

from actividades.enums import ClaseInstitucion, MotivoDeOlvido
from actividades.forms.campos import SelectorQueEncoge
from actividades.models import FOTOS_DE_INVITADO, PARTICIPANTES_MAXIMO, Actividad
from actividades.reglas import TEXTO_MAXIMO
from comunes.campos_fotos import CampoFotos
from comunes.formularios import Formulario

OTRA: Final = "otra"
_DEL_LUGAR: Final = (ClaseInstitucion.MUNICIPALIDAD, ClaseInstitucion.COMISARIA)


class FormularioInvitar(Formulario):
    """Which institution took, or will take, part: those of the space by one tap, any other by its name."""

    institucion = forms.ChoiceField(label="¿A quién invitar?", widget=forms.RadioSelect)
    nombre = forms.CharField(
        label="Nombre de la otra institución",
        required=False,
        max_length=160,
        help_text="Por ejemplo: Colegio San Martín. No hace falta para la municipalidad ni la comisaría.",
    )
    clase = forms.ChoiceField(
        label="Qué es",
        required=False,
        choices=[o for o in ClaseInstitucion.choices if o[0] not in _DEL_LUGAR],
        initial=ClaseInstitucion.OTRA,
    )

    def __init__(self, *args: Any, actividad: Actividad, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        invitadas = {p.institucion for p in actividad.participaciones.all()}
        del_lugar = {
            ClaseInstitucion.MUNICIPALIDAD: actividad.espacio.municipalidad,
            ClaseInstitucion.COMISARIA: actividad.espacio.comisaria,
        }
        opciones = [(c.value, str(lugar)) for c, lugar in del_lugar.items() if lugar and c not in invitadas]
        self.fields["institucion"].choices = [*opciones, (OTRA, "Otra institución")]  # type: ignore[attr-defined]
        if not opciones:
            self.fields["institucion"].initial = OTRA

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = self.cleaned_data
        otra = datos.get("institucion") == OTRA
        if otra and not datos.get("nombre"):
            self.add_error("nombre", "Falta el nombre de la institución.")
        elegida = (datos.get("clase") or OTRA) if otra else datos.get("institucion")
        return {"institucion": elegida, "nombre": datos.get("nombre", "") if otra else ""}


class FormularioRespuesta(Formulario):
    """Who says it; the button that is pressed says what."""

    quien = forms.CharField(
        label="Su nombre",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Escriba su nombre."},
    )
    cargo = forms.CharField(
        label="Su cargo",
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
        error_messages={"required": "Escriba su cargo en la institución."},
    )


class FormularioQuitarNombre(Formulario):
    """Why, from a list: free words would name again whoever is forgotten."""

    motivo = forms.ChoiceField(
        label="¿Por qué se quita?",
        choices=MotivoDeOlvido.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija por qué se quita."},
        help_text="Nombre y cargo se cambian por «Dato retirado». No se puede deshacer.",
    )


class FormularioAporte(Formulario):
    """What the institution adds of its own; nothing of it is asked for."""

    personas = forms.IntegerField(
        label="¿Cuántas personas de su institución participaron?",
        required=False,
        min_value=1,
        max_value=PARTICIPANTES_MAXIMO,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
        error_messages={
            "invalid": "Escriba solo un número, por ejemplo 6.",
            "min_value": "Escriba un número desde 1, o deje el campo en blanco.",
            "max_value": f"Es mucho para una actividad: escriba hasta {PARTICIPANTES_MAXIMO}.",
        },
    )
    nota = forms.CharField(
        label="¿Algo que contar?",
        required=False,
        max_length=TEXTO_MAXIMO,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Sin nombres ni datos de vecinas y vecinos.",
    )
    fotos = CampoFotos(
        label="Fotos",
        required=False,
        maximo=FOTOS_DE_INVITADO,
        widget=SelectorQueEncoge(),
        help_text=f"Hasta {FOTOS_DE_INVITADO}. Se borran el lugar y los datos del teléfono.",
    )
    # What the page showed when it was opened: others share the link, and nobody's words are lost.
    personas_vistas = forms.IntegerField(required=False, widget=forms.HiddenInput)
    nota_vista = forms.CharField(required=False, widget=forms.HiddenInput)

    @staticmethod
    def iniciales(personas: int | None, nota: str) -> dict[str, Any]:
        """Return the form's beginning for what is kept."""
        return {"personas": personas, "nota": nota, "personas_vistas": personas, "nota_vista": nota}

    def mostrar(self, **cruzados: Any) -> None:
        """Take what is kept now as seen, only where a message says it; the rest stays as it was shown."""
        datos = cast(QueryDict, self.data).copy()
        for campo, hay in cruzados.items():
            datos["personas_vistas" if campo == "personas" else "nota_vista"] = str(hay or "")
        self.data = datos
