"""The leader's one screen."""

import uuid as uuid_
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from actividades.forms.campos import ConFecha, campo_fecha
from actividades.models import FOTOS_MAXIMO, PARTICIPANTES_MAXIMO, TipoActividad
from actividades.reglas import LARGOS
from comites.models import Comite
from comunes.campos_fotos import CampoFotos

TIPOS_A_LA_VISTA: Final = 5


class FormularioAnotar(ConFecha):
    """The leader's one screen: what, when, how many, photos; the rest is filled in or may wait.

    `parecida` answers «¿ya se registró?»: empty (not asked yet), «otra», or the uuid of the one it is.
    """

    comite = forms.ModelChoiceField(
        Comite.objects.none(),
        label="Comité",
        empty_label="Elige el comité",
        error_messages={
            "required": "Elige con qué comité fue.",
            "invalid_choice": "Elige un comité de la lista.",
        },
    )
    fecha = campo_fecha(
        label="¿Qué día fue?",
        error_messages={"required": "Elige el día.", "invalid": "Ese día no existe: revisa la fecha."},
    )
    tipo = forms.ModelChoiceField(
        TipoActividad.objects.none(),
        to_field_name="slug",
        label="¿Qué hicieron?",
        error_messages={"required": "Elige qué hicieron.", "invalid_choice": "Elige una de las opciones."},
    )
    participantes = forms.IntegerField(
        label="¿Cuántas personas fueron?",
        min_value=1,
        max_value=PARTICIPANTES_MAXIMO,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": "Escribe cuántas personas fueron.",
            "invalid": "Escribe solo un número, por ejemplo 18.",
            "min_value": "Escribe un número desde 1.",
            "max_value": f"Es mucho para una actividad: escribe hasta {PARTICIPANTES_MAXIMO}.",
        },
    )
    fotos = CampoFotos(label="Fotos", maximo=FOTOS_MAXIMO, required=False, help_text="")
    resultado = forms.CharField(
        label="¿Algo que contar?",
        required=False,
        max_length=LARGOS["resultado"],
        error_messages={"max_length": f"Es muy largo: entran hasta {LARGOS['resultado']} letras."},
        widget=forms.Textarea(
            attrs={
                "rows": 2,
                "class": "form-control",
                "placeholder": "Por ejemplo: vino el camión municipal",
            }
        ),
    )
    parecida = forms.CharField(required=False, widget=forms.HiddenInput)
    fotos_anunciadas = forms.IntegerField(
        required=False,
        min_value=0,
        max_value=FOTOS_MAXIMO,
        widget=forms.HiddenInput,
        error_messages={"max_value": f"En una actividad caben {FOTOS_MAXIMO} fotos."},
    )

    cumplidos = forms.MultipleChoiceField(
        label="¿Qué pasos cumplieron?",
        required=False,
        error_messages={"invalid_choice": "Elige los pasos de la lista."},
    )

    def __init__(self, *args: Any, comites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comites = list(comites)
        self.fields["comite"].queryset = comites  # type: ignore[attr-defined]
        self.fields["tipo"].queryset = TipoActividad.objects.filter(activo=True)  # type: ignore[attr-defined]
        tipos = self.fields["tipo"].queryset  # type: ignore[attr-defined]
        pasos = [(paso, paso) for tipo in tipos for paso in tipo.pasos]
        self.fields["cumplidos"].choices = pasos  # type: ignore[attr-defined]
        self.fields["fecha"].initial = timezone.localdate
        self.fields["fecha"].widget.attrs["class"] = "form-control"
        if len(self.comites) == 1:
            self.fields["comite"].initial = self.comites[0].pk

    @property
    def tipos(self) -> dict[str, list[tuple[TipoActividad, bool]]]:
        """Return the types with whether each is chosen: the frequent ones, and the rest."""
        elegido = str(self["tipo"].value() or "")
        todos = [(tipo, tipo.slug == elegido) for tipo in self.fields["tipo"].queryset]  # type: ignore[attr-defined]
        return {"frecuentes": todos[:TIPOS_A_LA_VISTA], "otros": todos[TIPOS_A_LA_VISTA:]}

    @property
    def listas(self) -> list[tuple[TipoActividad, bool, list[tuple[str, bool]]]]:
        """Return the kinds with a checklist: whether each is chosen, and its steps with their ticks."""
        elegido, marcados = str(self["tipo"].value() or ""), set(self["cumplidos"].value() or [])
        return [
            (tipo, tipo.slug == elegido, [(paso, paso in marcados) for paso in tipo.pasos])
            for tipo in self.fields["tipo"].queryset  # type: ignore[attr-defined]
            if tipo.lista
        ]

    @property
    def otro_elegido(self) -> bool:
        return any(elegido for _, elegido in self.tipos["otros"])

    @property
    def dia(self) -> str:
        """Return the day the screen names, in words: «Hoy, 22 de noviembre»."""
        valor = self["fecha"].value()
        try:
            fecha = valor if isinstance(valor, date) else date.fromisoformat(valor or "")
        except ValueError:
            return "Elige el día"
        hoy = timezone.localdate()
        if fecha == hoy:
            return "Hoy, " + date_format(fecha, r"j \d\e F")
        formato = r"l j \d\e F" if fecha.year == hoy.year else r"l j \d\e F \d\e Y"
        return date_format(fecha, formato).capitalize()

    @property
    def el_comite(self) -> Comite | None:
        """Return the committee that the screen names: the only one, or the one chosen."""
        if len(self.comites) == 1:
            return self.comites[0]
        elegido = str(self["comite"].value() or "")
        return next((c for c in self.comites if str(c.pk) == elegido), None)

    def clean_parecida(self) -> uuid_.UUID | str:
        valor = self.cleaned_data["parecida"]
        if valor in ("", "otra"):
            return str(valor)
        try:
            return uuid_.UUID(valor)
        except ValueError:
            return ""
