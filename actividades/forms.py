"""Forms of activities. They check what was typed and never write."""

import uuid as uuid_
from datetime import date
from typing import Any, Final

from django import forms
from django.utils import timezone
from django.utils.formats import date_format

from actividades.enums import Frecuencia, Organizador
from actividades.models import FOTOS_MAXIMO, PARTICIPANTES_MAXIMO, Actividad, TipoActividad
from actividades.reglas import FECHA_MINIMA, LARGOS, TEXTO_MAXIMO, VECES_MAXIMO, motivo_de_fecha
from comites.models import Comite
from comunes.campos_fotos import CampoFotos, SelectorFotos
from comunes.formularios import CampoFecha

TIPOS_A_LA_VISTA: Final = 5


def _campo_fecha(**kwargs: Any) -> forms.DateField:
    atributos = {"type": "date", "min": FECHA_MINIMA.isoformat()}
    return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d", attrs=atributos), **kwargs)


def _campo_hora(**kwargs: Any) -> forms.TimeField:
    atributos = {"type": "time", "class": "campo-corto"}
    widget = forms.TimeInput(format="%H:%M", attrs=atributos)
    return forms.TimeField(label="¿A qué hora?", widget=widget, **kwargs)


def _campo_fotos(**kwargs: Any) -> CampoFotos:
    """Return a photo field whose pictures `static/js/fotos.js` shrinks before they travel."""
    selector = SelectorFotos(attrs={"data-encoger": "si"})
    return CampoFotos(label="Fotos", maximo=FOTOS_MAXIMO, widget=selector, **kwargs)


class ConFecha(forms.Form):
    """Checks the day before anything else runs; the server's day decides, whatever the phone says."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].widget.attrs["max"] = timezone.localdate().isoformat()

    def clean_fecha(self) -> date:
        fecha: date = self.cleaned_data["fecha"]
        if motivo := motivo_de_fecha(fecha):
            raise forms.ValidationError(motivo)
        return fecha


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
    fecha = _campo_fecha(
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
    fecha = _campo_fecha(label="Fecha")
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

    def __init__(self, *args: Any, actividad: Actividad | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tipos = TipoActividad.objects.filter(activo=True)
        if actividad is not None:  # a type withdrawn since then stays choosable for what already has it
            tipos = TipoActividad.objects.filter(pk=actividad.tipo_id) | tipos
        self.fields["tipo"].queryset = tipos  # type: ignore[attr-defined]


class FormularioNueva(FormularioDatos):
    """An activity written down by the municipality or the region, for any organiser."""

    organizador = forms.ChoiceField(
        label="Quién la organizó", choices=Organizador.choices, widget=forms.RadioSelect
    )
    fotos = _campo_fotos(required=False)
    field_order = ("organizador",)

    def __init__(self, *args: Any, con_comite: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fecha"].initial = timezone.localdate
        if not con_comite:
            campo = self.fields["organizador"]
            campo.choices = [o for o in Organizador.choices if o[0] != Organizador.COMITE]  # type: ignore[attr-defined]
            campo.help_text = "Este espacio no tiene comité activo."


class FormularioProgramar(forms.Form):
    """What is planned: what, which day, and whether it comes back."""

    comite = forms.ModelChoiceField(
        Comite.objects.none(), label="¿Con qué comité?", empty_label="Elige el comité"
    )
    tipo = forms.ModelChoiceField(
        TipoActividad.objects.filter(activo=True), label="¿Qué van a hacer?", empty_label="Elige"
    )
    titulo = forms.CharField(
        label="Nombre",
        required=False,
        max_length=LARGOS["titulo"],
        help_text="Si queda en blanco, es el tipo.",
    )
    fecha = CampoFecha(label="¿Qué día?", futura=True)
    hora = _campo_hora(required=False)
    frecuencia = forms.ChoiceField(
        label="¿Se repite?", choices=Frecuencia.choices, initial=Frecuencia.UNA_VEZ, widget=forms.RadioSelect
    )
    veces = forms.IntegerField(
        label="¿Cuántas veces?",
        required=False,
        min_value=2,
        max_value=VECES_MAXIMO,
        initial=6,
        help_text=f"Solo si se repite: de 2 a {VECES_MAXIMO}.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
    )

    def __init__(self, *args: Any, comites: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["comite"].queryset = comites  # type: ignore[attr-defined]
        if len(comites) == 1:
            self.fields["comite"].initial = comites[0].pk
            self.fields["comite"].widget = forms.HiddenInput()


class FormularioFotos(forms.Form):
    """More photos for an activity that is there."""

    fotos = _campo_fotos()


class FormularioUnaFoto(forms.Form):
    """One photo that a phone sends by itself, with the SHA-256 it had there."""

    fotos = CampoFotos(label="Foto", maximo=1)
    sha256 = forms.RegexField("^[0-9a-f]{64}$", required=False)

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = self.cleaned_data
        esperado = datos.get("sha256")
        if esperado and datos.get("fotos") and datos["fotos"][0].sha256 != esperado:
            self.add_error(
                "fotos", forms.ValidationError("La foto llegó distinta de como salió.", code="distinta")
            )
        return datos


class FormularioTexto(forms.Form):
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


class FormularioMotivo(FormularioTexto):
    pregunta = "Motivo"
    ayuda = "Queda en el historial de la actividad."


class FormularioReprogramar(FormularioMotivo):
    """Another day for what is planned."""

    fecha = CampoFecha(label="Nuevo día", futura=True)
    hora = _campo_hora(required=False)
    field_order = ("fecha", "hora", "texto")


class FormularioResponder(FormularioTexto):
    pregunta = "Respuesta"
    fotos = _campo_fotos(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["texto"].required = False
