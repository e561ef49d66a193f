"""Forms of assemblies and papers: calling, uploading the signed copy, reviewing it, annulling."""

from typing import Any

from django import forms

from comites.enums import MotivoAsamblea
from comunes.campos_fotos import CampoFotos
from comunes.formularios import CampoFecha, Formulario
from comunes.pdf import CampoPdf

PAGINAS_MAXIMO = 6
VALIDAR, OBSERVAR = "validar", "observar"


class FormularioAsamblea(Formulario):
    """Everything comes proposed; what is written here is printed as it stands."""

    motivo = forms.ChoiceField(label="Para qué", choices=MotivoAsamblea.choices)
    fecha = CampoFecha(
        label="Día", futura=True, error_messages={"required": "Escriba el día de la asamblea."}
    )
    hora = forms.TimeField(
        label="Hora",
        help_text="La segunda convocatoria es media hora después.",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "campo-corto"}),
        error_messages={"required": "Escriba la hora.", "invalid": "Escriba la hora como 16:00."},
    )
    lugar = forms.CharField(
        label="Lugar", max_length=200, error_messages={"required": "Escriba dónde se reúnen."}
    )
    agenda = forms.CharField(
        label="Agenda",
        max_length=2000,
        help_text="Un punto por línea, sin nombres de personas.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Escriba al menos un punto."},
    )


class FormularioConvocarVarios(Formulario):
    """Which committees are called to elect; each gets its own proposed day unless one is written."""

    comites = forms.TypedMultipleChoiceField(
        label="Comités",
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Marque al menos un comité.",
            "invalid_choice": "Uno de los comités ya no está por renovar. Revise la lista.",
        },
    )
    fecha = CampoFecha(
        label="Día para todos",
        futura=True,
        required=False,
        help_text="En blanco, cada comité queda convocado para el día que figura junto a su nombre.",
    )
    hora = forms.TimeField(
        label="Hora",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "campo-corto"}),
        error_messages={"required": "Escriba la hora.", "invalid": "Escriba la hora como 16:00."},
    )
    agenda = forms.CharField(
        label="Agenda",
        max_length=2000,
        help_text="Un punto por línea.",
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": "Escriba al menos un punto."},
    )

    def __init__(self, *args: Any, opciones: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comites"].choices = opciones  # type: ignore[attr-defined]


class FormularioFirmado(Formulario):
    """The signed paper: photos of its pages, or its scan in one PDF."""

    fotos = CampoFotos(
        label="Fotos del papel firmado",
        maximo=PAGINAS_MAXIMO,
        required=False,
        help_text="Una por página, hasta seis, en orden. JPG, PNG o WebP de hasta 10 MB.",
    )
    pdf = CampoPdf(label="O el escaneo en PDF", required=False)

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        if self.errors:
            return limpios
        if not limpios.get("fotos") and not limpios.get("pdf"):
            self.add_error("fotos", "Elija las fotos del papel firmado o su escaneo en PDF.")
        elif limpios.get("fotos") and limpios.get("pdf"):
            self.add_error("pdf", "Suba las fotos o el PDF, no ambos.")
        return limpios


class FormularioRevisionFirmado(Formulario):
    """What the reviewer decides. `acepta_cambios` is asked only when the roll changed since the paper."""

    decision = forms.ChoiceField(
        label="Su decisión",
        choices=(
            (VALIDAR, "Validar: es el papel emitido, está firmado y completo"),
            (OBSERVAR, "Observar: hay algo que corregir"),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": "Elija si lo valida o lo observa."},
    )
    acepta_cambios = forms.BooleanField(
        label="Conozco los cambios del padrón y valido el papel como se firmó", required=False
    )
    observacion = forms.CharField(
        label="Qué hay que corregir",
        required=False,
        max_length=400,
        help_text="Solo si lo observa. Una frase, sin nombres de personas.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, hay_cambios: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not hay_cambios:
            del self.fields["acepta_cambios"]


class FormularioAnular(Formulario):
    motivo = forms.CharField(
        label="Motivo",
        max_length=200,
        help_text="Una frase, sin nombres de personas. El motivo no se publica.",
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Explique el motivo en una frase."},
    )
