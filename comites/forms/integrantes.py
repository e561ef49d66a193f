"""Forms of who joins, changes office or leaves."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from comites.enums import MotivoSalida
from comites.models import Cargo, Integrante
from comites.services.integrantes import SIN_CONSENTIMIENTO
from comunes.formularios import CampoFecha, Formulario
from personas.datos import DatosPersona
from personas.edades import edad_en, es_menor
from personas.enums import Canal, Finalidad, Sexo, TipoDocumento
from personas.privacidad import TEXTOS
from personas.services import apoderado_para
from territorio.models import Distrito

MENORES: Final = (
    "Menor de 14 años: sin celular, y acepta por ella o él su madre, padre o apoderado. "
    "De 14 a 17: sin cargo directivo, y su madre, padre o apoderado acepta las fotos."
)
PARECIDAS: Final = "Compare con quien ya está registrado. Si es otra persona, márquelo y guarde otra vez."
# These are not reasons that one person gives.
_DEL_SISTEMA = (MotivoSalida.DISOLUCION, MotivoSalida.ANULACION)
_MOTIVOS_DE_PERSONA = [(m.value, m.label) for m in MotivoSalida if m not in _DEL_SISTEMA]


class ConCargo(Formulario):
    """The office and since when: what every membership asks."""

    cargo = forms.ModelChoiceField(
        Cargo.objects.none(),
        label="Cargo",
        empty_label="Elegir",
        error_messages={"required": "Elija el cargo.", "invalid_choice": "Elija un cargo de la lista."},
    )
    desde = CampoFecha(label="Desde", error_messages={"required": "Escriba desde cuándo."})

    def __init__(self, *args: Any, cargos: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        elegibles = Cargo.objects.filter(activo=True) if cargos is None else cargos
        self.fields["cargo"].queryset = elegibles  # type: ignore[attr-defined]
        self.fields["cargo"].widget.attrs["class"] = "campo-medio"
        self.fields["desde"].initial = timezone.localdate


class FormularioEditarIntegrante(ConCargo):
    """Corrects an office. One out of use stays choosable for who has it."""

    def __init__(self, *args: Any, integrante: Integrante, **kwargs: Any) -> None:
        cargos = Cargo.objects.filter(activo=True) | Cargo.objects.filter(pk=integrante.cargo_id)
        kwargs["initial"] = {"cargo": integrante.cargo_id, "desde": integrante.desde}
        super().__init__(*args, cargos=cargos, **kwargs)
        self.fields["desde"].initial = integrante.desde


class FormularioRevisarAgregado(FormularioEditarIntegrante):
    """What somebody of the office decides over whom a leader added, and why: the leader reads it."""

    decision = forms.ChoiceField(
        label="Qué hacer",
        choices=[("corregir", "Corregir su cargo o su fecha"), ("anular", "Anular el registro")],
        widget=forms.RadioSelect,
        error_messages={"required": "Elija qué hacer.", "invalid_choice": "Elija una de las dos."},
    )
    motivo = forms.CharField(
        label="Motivo",
        max_length=200,
        help_text="Lo leerá quien lidera el comité. Sin documentos ni datos de otras personas.",
        error_messages={"required": "Explique el motivo en una frase."},
    )
    field_order = ("decision", "cargo", "desde", "motivo")


class FormularioRetirar(Formulario):
    fecha = CampoFecha(label="Fecha de salida", error_messages={"required": "Escriba la fecha de salida."})
    motivo = forms.ChoiceField(
        label="Motivo",
        choices=_MOTIVOS_DE_PERSONA,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija el motivo.", "invalid_choice": "Elija uno de los motivos."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = timezone.localdate


class FormularioConocida(ConCargo):
    """Somebody the system knows: the office is all that is missing."""


class FormularioDeFuera(ConCargo):
    """Somebody registered elsewhere: the birth date proves that the person is here."""

    fecha_nacimiento = CampoFecha(
        label="Fecha de nacimiento",
        help_text="Como figura en su documento.",
        error_messages={"required": "Escriba su fecha de nacimiento."},
    )
    field_order = ("fecha_nacimiento",)


class FormularioNueva(ConCargo):
    """Somebody nobody has registered yet."""

    field_order = (
        *(
            "es_otra",
            "nombres",
            "apellido_paterno",
            "apellido_materno",
            "sexo",
            "fecha_nacimiento",
            "celular",
        ),
        *(f"consiente_{f.value}" for f in Finalidad),
        *("canal", "apoderado", "cargo", "desde"),
    )

    nombres = forms.CharField(
        label="Nombres", max_length=80, error_messages={"required": "Escriba sus nombres."}
    )
    apellido_paterno = forms.CharField(
        label="Apellido paterno", max_length=60, error_messages={"required": "Escriba su apellido."}
    )
    apellido_materno = forms.CharField(label="Apellido materno", max_length=60, required=False)
    sexo = forms.ChoiceField(
        label="Sexo",
        choices=Sexo.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Elija una de las opciones."},
    )
    fecha_nacimiento = CampoFecha(
        label="Fecha de nacimiento",
        help_text=MENORES,
        error_messages={"required": "Escriba su fecha de nacimiento."},
    )
    celular = forms.CharField(
        label="Celular",
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off", "class": "campo-medio"}),
    )
    consiente_gestion = forms.BooleanField(label=TEXTOS[Finalidad.GESTION], required=False)
    consiente_whatsapp = forms.BooleanField(label=TEXTOS[Finalidad.WHATSAPP], required=False)
    consiente_fotos = forms.BooleanField(label=TEXTOS[Finalidad.FOTOS], required=False)
    consiente_publicacion = forms.BooleanField(label=TEXTOS[Finalidad.PUBLICACION], required=False)
    canal = forms.ChoiceField(
        label="Cómo lo dijo",
        choices=[(c.value, c.label) for c in (Canal.PAPEL, Canal.VERBAL)],
        initial=Canal.PAPEL,
        widget=forms.RadioSelect,
    )
    apoderado = forms.CharField(
        label="Madre, padre o apoderado que acepta",
        required=False,
        max_length=160,
        help_text="Nombres y apellidos de quien acepta por la persona menor de edad.",
    )
    es_otra = forms.BooleanField(label="Es otra persona", required=False)

    def clean(self) -> dict[str, Any]:
        """Check everything at once, as the service will, so that people mend it in one go."""
        limpios = super().clean() or {}
        if not limpios.get("consiente_gestion"):
            self.add_error("consiente_gestion", SIN_CONSENTIMIENTO)
        try:
            self.datos(TipoDocumento.SIN_DOCUMENTO, "").revisados()
        except ValidationError as error:
            for campo in set(error.error_dict) - set(self.errors):
                self.add_error(campo, error.error_dict[campo])
        nacio, quien = limpios.get("fecha_nacimiento"), limpios.get("apoderado", "")
        if falta := falta_apoderado(nacio, self.consentimientos, quien):
            self.add_error("apoderado", falta)
            self.fields["apoderado"].required = True  # no longer called optional on the screen
        return limpios

    def datos(self, tipo: str, numero: str, distrito: Distrito | None = None) -> DatosPersona:
        """Return what was typed about the person whose document was asked before."""
        campos = ("nombres", "apellido_paterno", "apellido_materno", "sexo", "fecha_nacimiento", "celular")
        escritos = {campo: self.cleaned_data[campo] for campo in campos if campo in self.cleaned_data}
        return DatosPersona(tipo_documento=tipo, numero_documento=numero, distrito=distrito, **escritos)

    @property
    def consentimientos(self) -> list[Finalidad]:
        return [f for f in Finalidad if self.cleaned_data.get(f"consiente_{f.value}")]

    @property
    def casillas(self) -> list[forms.BoundField]:
        """The consents, each asked apart and never ticked beforehand."""
        return [self[f"consiente_{f.value}"] for f in Finalidad]

    @property
    def es_menor(self) -> bool:
        """Say whether the guardian's field has to stand open on the screen."""
        return es_menor(getattr(self, "cleaned_data", {}).get("fecha_nacimiento"))


def falta_apoderado(nacio: date | None, aceptan: Iterable[Finalidad], apoderado: str) -> Any:
    """Return what is wrong with the guardian who accepts these for somebody born then; None if nothing is."""
    try:
        for finalidad in aceptan:
            apoderado_para(edad_en(nacio), finalidad, apoderado)
    except ValidationError as error:
        return error.error_dict["apoderado"]
    return None
