"""What an activity says: written down at a desk, or corrected."""

from typing import Any

from django import forms
from django.utils import timezone

from actividades.enums import Organizador
from actividades.forms.campos import ConFecha, campo_fecha, campo_fotos
from actividades.models import PARTICIPANTES_MAXIMO, Actividad, TipoActividad
from actividades.reglas import LARGOS


class FormularioDatos(ConFecha):
    """What may be corrected of an activity; its labels suit leaders and institutions alike."""

    tipo = forms.ModelChoiceField(
        TipoActividad.objects.none(), label="Tipo de actividad", empty_label="Elegir"
    )
    titulo = forms.CharField(
        label="Título",
        required=False,
        max_length=LARGOS["titulo"],
        help_text="Si queda en blanco, se muestra el tipo.",
    )
    fecha = campo_fecha(label="Fecha")
    participantes = forms.IntegerField(
        label="Participantes",
        min_value=1,
        max_value=PARTICIPANTES_MAXIMO,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    apoyo = forms.CharField(
        label="Con apoyo de",
        required=False,
        max_length=LARGOS["apoyo"],
        help_text="Por ejemplo: municipalidad, comisaría, colegio.",
    )
    resultado = forms.CharField(
        label="Qué contar",
        required=False,
        max_length=LARGOS["resultado"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    cumplidos = forms.MultipleChoiceField(
        label="Pasos cumplidos", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, actividad: Actividad | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if actividad is not None and actividad.lista:
            self.fields["cumplidos"].choices = [(paso, paso) for paso, _ in actividad.lista]  # type: ignore[attr-defined]
        else:
            del self.fields["cumplidos"]
        tipos = TipoActividad.objects.filter(activo=True)
        if actividad is not None:  # a type withdrawn since then stays choosable for what already has it
            tipos = TipoActividad.objects.filter(pk=actividad.tipo_id) | tipos
        self.fields["tipo"].queryset = tipos  # type: ignore[attr-defined]


class FormularioNueva(FormularioDatos):
    """An activity written down by the municipality or the region, for any organiser."""

    organizador = forms.ChoiceField(
        label="Quién la organizó", choices=Organizador.choices, widget=forms.RadioSelect
    )
    fotos = campo_fotos(required=False)
    field_order = ("organizador",)

    def __init__(self, *args: Any, con_comite: bool, programada: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = timezone.localdate
        if programada:  # by its committee
            del self.fields["organizador"]
        elif not con_comite:
            campo = self.fields["organizador"]
            campo.choices = [o for o in Organizador.choices if o[0] != Organizador.COMITE]  # type: ignore[attr-defined]
            campo.help_text = "Este espacio no tiene comité activo."
