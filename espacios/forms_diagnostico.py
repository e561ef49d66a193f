"""Forms of diagnoses: opening one, filling it in on a phone, reviewing it section by section."""

import json
from dataclasses import dataclass
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.timezone import localdate

from comunes.formularios import Formulario
from comunes.versiones import lo_propio
from espacios.enums import MetodoDiagnostico, RespuestaPercepcion, SeccionDiagnostico
from espacios.models import Diagnostico, FactorRiesgo
from espacios.models.diagnostico import (
    DIMENSIONES,
    EDADES,
    PERSONAS_MAXIMO,
    RESPUESTAS,
    SEXOS,
    TEXTO_MAXIMO,
)
from espacios.services.borrador import CUENTAS, TEXTOS, en_comparable, guardado_de
from espacios.services.diagnostico import COMENTARIO_MAXIMO

S = SeccionDiagnostico
DECISIONES: Final = (("validar", "Validar"), ("observar", "Observar"))
PREGUNTAS: Final = {
    "seguridad": ("Seguridad", "¿Se puede estar y pasar a toda hora sin temor?"),
    "inclusion": ("Inclusión", "¿Lo usan mujeres, niñas y niños, personas mayores y con discapacidad?"),
    "conectividad": ("Conectividad", "¿Se llega fácil desde el barrio, a pie y en transporte?"),
    "accesibilidad": ("Accesibilidad", "¿Se entra y se recorre sin barreras?"),
    "sostenibilidad": ("Sostenibilidad", "¿Está cuidado y hay quien lo cuide?"),
}
ROTULOS_TEXTO: Final = {
    "potencialidades": ("Potencialidades", "Con qué cuenta el espacio: áreas, costumbres, gente."),
    "actores": ("Actores", "Quiénes pueden ayudar o estorbar. Instituciones y grupos, sin nombres propios."),
    "oportunidades": ("Oportunidades", "Qué se puede aprovechar pronto: obras, fondos, fechas."),
}
SECCIONES: Final = (
    (S.COMO, ("fecha", "metodos")),
    (S.RIESGOS, ("factores",)),
    (S.DIMENSIONES, DIMENSIONES),
    (S.MIRADA, TEXTOS),
    (S.PARTICIPANTES, (*SEXOS, *EDADES)),
    (S.PERCEPCION, RESPUESTAS),
)
# A draft may lack these; the screen says that sending it may not.
AL_ENVIAR: Final = ("factores", "potencialidades", *DIMENSIONES, "mujeres")


class _NoFutura(forms.DateField):
    def __init__(self) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "campo-corto"})
        super().__init__(label="Fecha en que se hizo", widget=widget)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value > localdate():
            raise ValidationError("La fecha está en el futuro.")


def _metodos() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Métodos",
        choices=MetodoDiagnostico.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Todos los que se usaron.",
        error_messages={"required": "Marque al menos un método."},
    )


class FormularioAbrir(Formulario):
    """Which diagnosis is started; only the moments that the space admits are offered."""

    momento = forms.ChoiceField(label="¿Qué diagnóstico es?", widget=forms.RadioSelect)
    fecha = _NoFutura()
    metodos = _metodos()

    def __init__(self, *args: Any, momentos: list[tuple[str, str]], **kwargs: Any) -> None:
        inicial = {"fecha": localdate(), "momento": momentos[0][0] if momentos else ""}
        kwargs["initial"] = {**inicial, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)
        self.fields["momento"].choices = momentos  # type: ignore[attr-defined]


def _cuenta(rotulo: str) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0, "max": PERSONAS_MAXIMO})
    return forms.IntegerField(
        label=rotulo,
        required=False,
        min_value=0,
        max_value=PERSONAS_MAXIMO,
        widget=widget,
        error_messages={
            "min_value": "No puede ser menos que cero.",
            "max_value": f"Como máximo {PERSONAS_MAXIMO}.",
            "invalid": "Escriba un número entero.",
        },
    )


def _campos_de_datos() -> dict[str, forms.Field]:
    campos: dict[str, forms.Field] = {}
    for nombre, (rotulo, ayuda) in PREGUNTAS.items():
        campos[nombre] = forms.TypedChoiceField(
            label=rotulo,
            help_text=ayuda,
            choices=[(n, str(n)) for n in range(1, 6)],
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
            error_messages={"invalid_choice": "El puntaje va de 1 a 5."},
        )
    for nombre, (rotulo, ayuda) in ROTULOS_TEXTO.items():
        area = forms.Textarea(attrs={"rows": 3})
        campos[nombre] = forms.CharField(
            label=rotulo, help_text=ayuda, max_length=TEXTO_MAXIMO, required=False, widget=area
        )
    for nombre in CUENTAS:
        rotulo = str(Diagnostico._meta.get_field(nombre).verbose_name)  # type: ignore[union-attr]
        campos[nombre] = _cuenta(rotulo.capitalize())
    return campos


@dataclass(frozen=True)
class Seccion:
    """One part of the form: `clase` picks how its fields are drawn."""

    clase: str
    titulo: str
    campos: list[BoundField]
    comentario: str = ""


class FormularioDiagnostico(Formulario):
    """The data of a diagnosis. A draft saves whatever is there; what is lacking is asked for on sending."""

    use_required_attribute = False
    fecha = _NoFutura()
    metodos = _metodos()
    factores = forms.ModelMultipleChoiceField(
        FactorRiesgo.objects.none(),
        to_field_name="slug",
        label="Factores de riesgo",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Los que el grupo ve hoy. Vienen marcados los que ya tenía el espacio.",
    )
    locals().update(_campos_de_datos())
    # What the page showed when it was opened: several people fill in one draft, and nobody's part is lost.
    visto = forms.JSONField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, diagnostico: Diagnostico, comentarios: dict[str, str] | None = None, **kwargs: Any
    ) -> None:
        self.diagnostico, self.comentarios = diagnostico, comentarios or {}
        marcados = list(diagnostico.factores.all())
        propios = {c: getattr(diagnostico, c) for c in ("fecha", "metodos", *DIMENSIONES, *TEXTOS)}
        propios |= {c: getattr(diagnostico, c) or None for c in CUENTAS}
        kwargs["initial"] = {**propios, "factores": marcados, "visto": guardado_de(diagnostico)}
        super().__init__(*args, **kwargs)
        ofrecidos = FactorRiesgo.objects.filter(activo=True)
        ofrecidos |= FactorRiesgo.objects.filter(pk__in=[f.pk for f in marcados])
        self.fields["factores"].queryset = ofrecidos  # type: ignore[attr-defined]
        self._exigir_al_enviar(True)

    def _exigir_al_enviar(self, exigidos: bool) -> None:
        for nombre in AL_ENVIAR:
            self.fields[nombre].required = exigidos

    def full_clean(self) -> None:
        """Clean without asking for what a draft may lack."""
        self._exigir_al_enviar(False)
        super().full_clean()
        self._exigir_al_enviar(True)

    @property
    def secciones(self) -> list[Seccion]:
        return [
            Seccion(s.value, str(s.label), [self[c] for c in campos], self.comentarios.get(s.value, ""))
            for s, campos in SECCIONES
        ]

    def clean_visto(self) -> dict[str, Any] | None:
        """Return it whole or not at all: without it the version of the row decides."""
        visto = self.cleaned_data["visto"]
        entero = isinstance(visto, dict) and visto.keys() == self.initial["visto"].keys()
        return visto if entero else None

    def campos_de_servicio(self) -> dict[str, Any]:
        """Return what `guardar_borrador` takes: every field that is valid. An empty count is zero."""
        return {c: (v or 0) if c in CUENTAS else v for c, v in self.cleaned_data.items()}

    def lo_de_otros(self) -> list[str]:
        """Return the labels of what others saved meanwhile and this person left as it was."""
        visto, guardado = self.cleaned_data.get("visto"), self.initial["visto"]
        if not visto:
            return []
        ajenos = {c for c, valor in guardado.items() if valor != visto[c]} - self.propios()
        return [str(campo.label) for nombre, campo in self.fields.items() if nombre in ajenos]

    def propios(self) -> set[str]:
        """Return the fields that this person changed; what cannot be read is theirs."""
        visto = self.cleaned_data.get("visto")
        if not visto:
            return set(self.fields)
        llegados = {c: v for c, v in self.campos_de_servicio().items() if c in self.data or c == "factores"}
        llegados.pop("visto")
        escrito = {campo: en_comparable(campo, valor) for campo, valor in llegados.items()}
        return lo_propio(visto, visto, escrito)[0] | set(self.errors)

    def al_dia(self) -> None:
        """Show what others saved wherever this person wrote nothing, and take all of it as seen."""
        datos, guardado = cast(QueryDict, self.data).copy(), self.initial["visto"]
        for campo in guardado.keys() - self.propios():
            valor = guardado[campo]
            datos.setlist(campo, valor if isinstance(valor, list) else [_en_el_campo(campo, valor)])
        datos["visto"] = json.dumps(guardado)
        self.data = datos

    def pendientes(self) -> list[str]:
        """Return the labels of the fields that could not be saved as they are."""
        return [str(self.fields[campo].label) for campo in self.errors]

    def diferencias(self) -> list[tuple[str, str]]:
        """Return, for each field whose typed value is not the saved one, its label and what is saved."""
        cambiados = [c for c in self.changed_data if c != "visto"]
        return [(str(self.fields[c].label), _en_palabras(c, self.initial[c])) for c in cambiados]


def _en_el_campo(campo: str, valor: Any) -> str:
    """Return a saved value as its input shows it; a count of zero is an empty one."""
    return "" if valor is None or (campo in CUENTAS and not valor) else str(valor)


def _en_palabras(campo: str, valor: Any) -> str:
    if campo == "metodos":
        return ", ".join(str(MetodoDiagnostico(m).label) for m in valor) or "sin dato"
    if campo == "factores":
        return ", ".join(map(str, valor)) or "sin dato"
    if campo == "fecha":
        return f"{valor:%d/%m/%Y}"
    return str(valor) if valor not in (None, "") else "sin dato"


class FormularioRespuesta(Formulario):
    """One answer of the survey, or one to undo."""

    respuesta = forms.ChoiceField(choices=RespuestaPercepcion.choices, required=False)
    deshacer = forms.UUIDField(required=False)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or {}
        if not self.errors and not datos.get("respuesta") and not datos.get("deshacer"):
            self.add_error("respuesta", "Toque una respuesta.")
        return datos


class FormularioRevision(Formulario):
    """A decision over a diagnosis, with what to mend in each section."""

    decision = forms.ChoiceField(
        choices=DECISIONES,
        widget=forms.HiddenInput,
        error_messages={"required": "Elija si lo valida o lo observa."},
    )
    locals().update(
        {
            s.value: forms.CharField(
                label=f"Comentario sobre «{s.label.lower()}»",
                max_length=COMENTARIO_MAXIMO,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            for s in SeccionDiagnostico
        }
    )

    def comentarios(self) -> dict[str, str]:
        return {s.value: self.cleaned_data[s.value] for s in SeccionDiagnostico if self.cleaned_data[s.value]}
