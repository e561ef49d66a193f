"""Forms of photos: adding them, telling them, blurring, pairing and approving."""

from datetime import date
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html

from comunes.campos_fotos import CampoFotos, SelectorFotos
from comunes.formularios import CampoFecha, Formulario
from espacios.campos_zonas import CampoZonas
from espacios.enums import MedioAutorizacion, MomentoFoto, PersonasEnFoto
from espacios.forms import FormularioMotivo
from espacios.models import FotoEspacio
from espacios.models.foto import NOTA_MAXIMA, TEXTO_ALTERNATIVO_MAXIMO

FOTOS_POR_ENVIO = 12
MOMENTOS = [
    (MomentoFoto.ANTES, "Cómo estaba antes de la intervención"),
    (MomentoFoto.DURANTE, "El trabajo mientras se hacía"),
    (MomentoFoto.DESPUES, "Cómo quedó después"),
    (MomentoFoto.GENERAL, "Otra cosa del lugar"),
]


class FormularioFotos(Formulario):
    """Add photos to a space."""

    fotos = CampoFotos(
        label="Fotos", maximo=FOTOS_POR_ENVIO, widget=SelectorFotos(attrs={"data-encoger": "si"})
    )
    momento = forms.ChoiceField(label="¿Qué muestran?", choices=MOMENTOS, widget=forms.RadioSelect)
    tomada = CampoFecha(label="Fecha en que se tomaron", required=False)


class FormularioFoto(Formulario):
    """What is said of one photo: the words, the moment, and whether somebody can be recognised."""

    descripcion = forms.CharField(
        label="Texto alternativo",
        max_length=TEXTO_ALTERNATIVO_MAXIMO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2, "maxlength": TEXTO_ALTERNATIVO_MAXIMO}),
        help_text="Lo leen las personas que no ven la foto. Diga en una frase qué se ve y qué cambió, sin "
        "«foto de» ni nombres de personas. Ejemplo: «Losa con arcos nuevos, sin grafitis».",
    )
    momento = forms.ChoiceField(label="¿Qué muestra?", choices=MOMENTOS, widget=forms.RadioSelect)
    tomada = CampoFecha(label="Fecha en que se tomó", required=False)
    personas = forms.ChoiceField(
        label="¿Se reconoce a alguna persona?",
        choices=PersonasEnFoto.choices,
        widget=forms.RadioSelect,
        required=False,
        help_text="Mire la foto ampliada: cuenta un rostro, un tatuaje o una placa de vehículo.",
    )
    con_menores = forms.BooleanField(label="Entre ellas hay menores de 18 años", required=False)
    autorizacion_medio = forms.ChoiceField(
        label="¿Cómo dieron su autorización?",
        choices=[("", "Elija una opción"), *MedioAutorizacion.choices],
        required=False,
        widget=forms.Select(attrs={"class": "campo-medio"}),
    )
    autorizacion_fecha = CampoFecha(label="¿Cuándo la dieron?", required=False)
    autorizacion_nota = forms.CharField(
        label="Nota sobre la autorización",
        max_length=NOTA_MAXIMA,
        required=False,
        help_text="Dónde está el papel o el mensaje. Sin documentos ni celulares.",
    )
    autoriza_apoderado = forms.BooleanField(
        label="Por cada menor de edad autorizó su madre, padre o apoderado", required=False
    )

    def __init__(self, *args: Any, foto: FotoEspacio, **kwargs: Any) -> None:
        kwargs["initial"] = {campo: getattr(foto, campo) for campo in self.base_fields}
        super().__init__(*args, **kwargs)

    def diferencias(self) -> list[tuple[str, str]]:
        """Return, for each field whose typed value is not the saved one, its label and what is saved."""
        return [(str(self.fields[c].label), _en_palabras(self, c)) for c in self.changed_data]


def _en_palabras(form: forms.Form, campo: str) -> str:
    valor = form.initial[campo]
    if isinstance(valor, bool):
        return "Sí" if valor else "No"
    if isinstance(valor, date):
        return f"{valor:%d/%m/%Y}"
    opciones = dict(getattr(form.fields[campo], "choices", []))
    return str(opciones.get(valor, valor) or "sin dato")


class FormularioDifuminar(Formulario):
    """The zones of a photo that nobody must see."""

    zonas = CampoZonas(label="Rectángulos por difuminar", required=False)

    def __init__(self, *args: Any, foto: FotoEspacio, **kwargs: Any) -> None:
        kwargs["initial"] = {"zonas": foto.zonas}
        super().__init__(*args, **kwargs)
        self.fields["zonas"].widget.foto = foto  # type: ignore[attr-defined]


class FormularioPareja(Formulario):
    """Which photo of before one of after is compared with; none separates them."""

    antes = forms.ModelChoiceField(
        FotoEspacio.objects.none(),
        to_field_name="uuid",
        label="¿Con qué foto de antes se compara?",
        required=False,
        empty_label="Con ninguna",
        blank=True,
        widget=forms.RadioSelect,
        help_text="Mejor la que se tomó desde el mismo lugar.",
    )

    def __init__(self, *args: Any, candidatas: Any, elegida: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"antes": elegida}
        super().__init__(*args, **kwargs)
        campo: Any = self.fields["antes"]
        campo.queryset = candidatas
        campo.label_from_instance = _con_miniatura


def _con_miniatura(foto: FotoEspacio) -> str:
    cuando = f" ({foto.tomada:%d/%m/%Y})" if foto.tomada else ""
    direccion = reverse("espacios:foto", args=[foto.uuid, "miniatura"])
    molde = '<img class="opcion-foto" src="{}" alt="" width="320" height="240" loading="lazy"> {}{}'
    return format_html(molde, direccion, foto, cuando)


class FormularioPublicar(Formulario):
    """The yes of whoever approves, given while looking at what will be published."""

    conforme = forms.BooleanField(
        label="Miré la foto como se publicará: no muestra a nadie sin su autorización, y su texto dice "
        "lo que se ve",
        error_messages={"required": "Marque la casilla después de mirar la foto."},
    )


class FormularioDevolver(FormularioMotivo):
    """What has to be mended before a photo is published."""

    motivo = forms.CharField(
        label="Motivo",
        max_length=NOTA_MAXIMA,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En una frase que otra persona entienda. La lee quien agregó la foto.",
    )
