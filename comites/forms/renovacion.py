"""The result of an election in one screen: the assembly, the directive, the mandate."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.forms import BoundField

from comites.forms.entrantes import DE_CADA_PASO, DEL_DOCUMENTO, PorEntrar, campos_de, errores_de
from comites.models import Cargo
from comites.selectors import FichaIntegrante
from comites.services.renovacion import Eleccion
from comunes.formularios import CampoFecha, Formulario

NO_CONTINUA = "no"


class FormularioRenovar(Formulario):
    """One office to choose for each member of today; everything comes proposed."""

    dia = CampoFecha(label="Día de la elección", error_messages={"required": "Escriba el día."})
    hora = forms.TimeField(
        label="Hora",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time", "class": "campo-corto"}),
        error_messages={"required": "Escriba la hora.", "invalid": "Escriba la hora como 16:00."},
    )
    lugar = forms.CharField(label="Lugar", max_length=200, error_messages={"required": "Escriba dónde fue."})
    asistentes = forms.IntegerField(
        label="Integrantes que asistieron",
        min_value=0,
        max_value=9_999,
        widget=forms.NumberInput(attrs={"class": "campo-corto", "inputmode": "numeric"}),
        error_messages={"required": "Escriba cuántas personas del padrón asistieron."},
    )
    segunda = forms.BooleanField(label="Fue en segunda convocatoria", required=False)
    inicio = CampoFecha(
        label="Primer día del mandato nuevo",
        futura=True,
        error_messages={"required": "Escriba desde cuándo rige."},
    )
    fin = CampoFecha(label="Último día", required=False, futura=True, help_text="Propuesto; puede cambiarlo.")
    adelantar = forms.BooleanField(
        label="La directiva nueva entra antes: el mandato actual termina el día anterior", required=False
    )
    acta = forms.CharField(
        label="Referencia del acta",
        required=False,
        max_length=120,
        help_text="Si la deja en blanco, será el número del acta que emite el sistema.",
    )
    # The latest mandate when the form was opened, to tell afterwards whether somebody else renewed.
    mandato_visto = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        fichas: Iterable[FichaIntegrante],
        quorum: str,
        vigente: bool,
        entrantes: Sequence[PorEntrar] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fichas, self.entrantes = list(fichas), list(entrantes)
        for entrante in self.entrantes:
            self.fields.update(campos_de(entrante))
        self.fields["asistentes"].help_text = quorum
        self.fields["inicio"].widget.attrs["data-inicio-mandato"] = settings.DURACION_MANDATO_ANIOS
        self.fields["fin"].widget.attrs["data-fin-mandato"] = "si"
        if not vigente:
            del self.fields["adelantar"]
        cargos = list(Cargo.objects.all())
        for ficha in self.fichas:
            self.fields[campo_de_cargo(ficha)] = _elegir_cargo(ficha, cargos)

    def clean(self) -> dict[str, Any]:
        """Say here what is wrong with a document, or with the data of somebody new, beside its field."""
        limpios = super().clean() or {}
        for entrante in self.entrantes:
            for campo, error in errores_de(entrante, limpios).items():
                if campo not in self.errors:
                    self.add_error(campo, error)
                self.fields[campo].required = True  # no longer called optional on the screen
        return limpios

    @property
    def filas_de_entrantes(self) -> list[tuple[PorEntrar, dict[str, BoundField]]]:
        """Return each of those who come in with their fields by their short names."""
        return [
            (e, {corto: self[e.campo(corto)] for corto in (*DEL_DOCUMENTO, *DE_CADA_PASO[e.paso])})
            for e in self.entrantes
        ]

    @property
    def campos_de_cargo(self) -> list[BoundField]:
        return [self[campo_de_cargo(f)] for f in self.fichas]

    def cargos(self) -> dict[int, Cargo]:
        """Return the office elected for each member who goes on, by membership."""
        elegidos = {f.integrante.pk: self.cleaned_data[campo_de_cargo(f)] for f in self.fichas}
        siguen = {pk: int(cargo) for pk, cargo in elegidos.items() if cargo != NO_CONTINUA}
        cargos = Cargo.objects.in_bulk(set(siguen.values()))
        return {pk: cargos[cargo] for pk, cargo in siguen.items()}

    def eleccion(self, asamblea: Any) -> Eleccion:
        datos = self.cleaned_data
        campos = {c: datos[c] for c in ("dia", "hora", "lugar", "asistentes", "segunda")}
        return Eleccion(**campos, asamblea=asamblea)


def campo_de_cargo(ficha: FichaIntegrante) -> str:
    """Return the name of the field with the office of this member."""
    return f"cargo_{ficha.integrante.pk}"


def _elegir_cargo(ficha: FichaIntegrante, cargos: list[Cargo]) -> forms.ChoiceField:
    propio = ficha.integrante.cargo_id
    persona = ficha.integrante.persona
    opciones = [
        (c.pk, c.nombre_para(persona.sexo) if ficha.datos.nombre else c.nombre)
        for c in cargos
        if c.activo or c.pk == propio
    ]
    return forms.ChoiceField(
        label=ficha.nombre,
        choices=[(NO_CONTINUA, "No continúa"), *opciones],
        initial=propio,
        error_messages={
            "invalid_choice": "Elija un cargo de la lista.",
            "required": "Elija su cargo o «No continúa».",
        },
    )
