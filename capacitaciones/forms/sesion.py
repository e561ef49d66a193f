"""The data of a talk, and the motive of what ends it."""

from typing import Any

from django import forms

from capacitaciones.enums import Modalidad, TemaSesion
from capacitaciones.models import Sesion
from capacitaciones.models.sesion import AFORO_MAXIMO
from capacitaciones.reglas import LARGOS, DatosSesion
from capacitaciones.selectors import facilitadores
from comunes.formularios import Formulario
from cuentas.enums import Permiso
from cuentas.models import Usuario
from territorio.alcance import alcance_de
from territorio.models import Municipalidad, Region

CAMPOS = tuple(DatosSesion.__dataclass_fields__)


class CampoMomento(forms.DateTimeField):
    """A day and an hour of Peru, chosen with the phone's own calendar."""

    widget = forms.DateTimeInput(
        format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local", "class": "campo-medio"}
    )
    default_error_messages = {"invalid": "Ponga el día y la hora."}


class FormularioSesion(Formulario):
    """A new talk, or one that is not closed yet. Places and accounts offered are those in reach."""

    tema = forms.ChoiceField(label="Tema", choices=[("", "Elegir"), *TemaSesion.choices])
    titulo = forms.CharField(
        label="Título", max_length=LARGOS["titulo"], help_text="Como lo leerá quien quiera inscribirse."
    )
    descripcion = forms.CharField(
        label="De qué trata",
        required=False,
        max_length=LARGOS["descripcion"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    modalidad = forms.ChoiceField(label="Modalidad", choices=Modalidad.choices)
    inicio = CampoMomento(label="Empieza", error_messages={"required": "Falta poner cuándo empieza."})
    fin = CampoMomento(label="Termina", error_messages={"required": "Falta poner cuándo termina."})
    enlace = forms.CharField(
        label="Enlace de la reunión",
        required=False,
        max_length=LARGOS["enlace"],
        help_text="Si es virtual. Solo lo ve quien se inscribe.",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    lugar = forms.CharField(
        label="Lugar", required=False, max_length=LARGOS["lugar"], help_text="Si hay que ir a algún sitio."
    )
    aforo = forms.IntegerField(
        label="Aforo",
        required=False,
        min_value=1,
        max_value=AFORO_MAXIMO,
        help_text="Cuántas personas caben. En blanco, sin límite.",
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
    )
    region = forms.ModelChoiceField(
        label="Para la región", queryset=Region.objects.none(), required=False, empty_label="Todo el país"
    )
    municipalidad = forms.ModelChoiceField(
        label="Para la municipalidad",
        queryset=Municipalidad.objects.none(),
        required=False,
        empty_label="Toda la región",
    )
    facilitador = forms.ModelChoiceField(
        label="Quién la da", queryset=Usuario.objects.none(), empty_label="Elegir"
    )

    def __init__(self, *args: Any, usuario: Any, sesion: Sesion | None, **kwargs: Any) -> None:
        if sesion is not None:
            kwargs["initial"] = {c: getattr(sesion, c) for c in CAMPOS}
        super().__init__(*args, **kwargs)
        self._poner_lugares(usuario, sesion)
        campo: Any = self.fields["facilitador"]
        campo.queryset = facilitadores(usuario, tambien=sesion.facilitador_id if sesion else None)
        if len(campo.queryset) == 1:
            campo.empty_label = None

    def _poner_lugares(self, usuario: Any, sesion: Sesion | None) -> None:
        """Offer the places in reach; one that leaves nothing to choose is not asked."""
        alcance = alcance_de(usuario, Permiso.CAPACITACION_EDITAR)
        region: Any = self.fields["region"]
        municipalidad: Any = self.fields["municipalidad"]
        visibles = Municipalidad.objects.visible_to(usuario, Permiso.CAPACITACION_EDITAR).order_by("nombre")
        if alcance.nacional or not (alcance.regiones or alcance.municipalidades):
            # Nobody scrolls 600 municipalities: whoever sees the country keeps the one that it has.
            suya = sesion.municipalidad_id if sesion else None
            municipalidad.queryset = Municipalidad.objects.filter(pk=suya) if suya else visibles.none()
            region.queryset = Region.objects.activos().order_by("nombre")
        else:
            municipalidad.queryset = visibles
            region.queryset = Region.objects.visible_to(usuario, Permiso.CAPACITACION_EDITAR)
            region.empty_label = None
        if not alcance.nacional and alcance.municipalidades and not alcance.regiones:
            del self.fields["region"]
            municipalidad.required = True
            municipalidad.empty_label = None if len(municipalidad.queryset) == 1 else "Elegir"
        elif not municipalidad.queryset:
            del self.fields["municipalidad"]

    def datos(self) -> DatosSesion:
        return DatosSesion(**{c: self.cleaned_data.get(c) for c in CAMPOS})  # type: ignore[arg-type]


class FormularioMotivo(Formulario):
    """Why: whoever it concerns reads it."""

    motivo = forms.CharField(
        label="Motivo", max_length=300, help_text="En una frase, sin nombres de personas."
    )


class FormularioCierre(Formulario):
    """Nothing to fill in: the page says what closing does."""
