"""Forms of interventions: what was done, its photos, its end, its review."""

from typing import Any, Final

from django import forms
from django.utils.timezone import localdate

from comunes.campos_fotos import CampoFotos, SelectorFotos
from comunes.formularios import CampoFecha, Formulario
from espacios.campos import CampoSoles
from espacios.enums import EstadoPlan, Institucion, MomentoFoto, TipoIntervencion
from espacios.forms_plan import FormularioConGuardado
from espacios.models import Accion, EspacioPublico, FotoEspacio, Intervencion
from espacios.models.intervencion import COMENTARIO_MAXIMO, DESCRIPCION_MAXIMA
from espacios.services import CAMPOS_INTERVENCION

FOTOS_POR_ENVIO: Final = 12
DECISIONES: Final = (("verificar", "Verificar"), ("observar", "Observar"))


class FormularioIntervencion(FormularioConGuardado):
    """What is said of an intervention. Its photos come afterwards, on its page."""

    campos_guardados = CAMPOS_INTERVENCION

    tipo = forms.ChoiceField(label="Tipo", choices=TipoIntervencion.choices, widget=forms.RadioSelect)
    titulo = forms.CharField(
        label="Título", max_length=160, help_text="Qué es, en pocas palabras: «Alumbrado del lado sur»."
    )
    descripcion = forms.CharField(
        label="Descripción",
        max_length=DESCRIPCION_MAXIMA,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    accion = forms.ModelChoiceField(
        Accion.objects.none(),
        label="Acción del plan que cumple",
        required=False,
        empty_label="Ninguna en particular",
    )
    responsable = forms.ChoiceField(
        label="Institución responsable", choices=Institucion.choices, widget=forms.RadioSelect
    )
    responsable_nombre = forms.CharField(
        label="Nombre de la institución",
        max_length=120,
        required=False,
        help_text="Hace falta si eligió «Otra institución»; en las demás, el área.",
    )
    costo = CampoSoles(label="Costo en soles", required=False, help_text="Si no tuvo costo, escriba 0.")
    fuente = forms.CharField(
        label="Fuente de los fondos",
        max_length=160,
        required=False,
        help_text="De dónde salió: presupuesto participativo, canon, donación, aporte del vecindario.",
    )
    inicio = CampoFecha(
        label="Empieza", futura=True, error_messages={"required": "Falta el día en que empieza."}
    )
    fin = CampoFecha(label="Termina", futura=True, required=False, help_text="Puede ser la prevista.")

    def __init__(
        self, *args: Any, espacio: EspacioPublico, fila: Intervencion | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, fila=fila, **kwargs)
        del_plan = Accion.objects.filter(plan__espacio=espacio, plan__estado=EstadoPlan.APROBADO)
        if fila and fila.accion_id:
            del_plan |= Accion.objects.filter(pk=fila.accion_id)
        self.fields["accion"].queryset = del_plan.select_related("plan")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("responsable") == Institucion.OTRA and not datos.get("responsable_nombre"):
            self.add_error("responsable_nombre", "Escriba el nombre de la institución.")
        if datos.get("inicio") and datos.get("fin") and datos["fin"] < datos["inicio"]:
            self.add_error("fin", "La intervención termina antes de empezar.")
        return datos


class FormularioFotosDeIntervencion(Formulario):
    """New photos of an intervention, or some that the space already has."""

    momento = forms.ChoiceField(
        label="¿Qué muestran las fotos nuevas?",
        choices=[
            (MomentoFoto.ANTES, "Cómo estaba antes"),
            (MomentoFoto.DURANTE, "El trabajo mientras se hacía"),
            (MomentoFoto.DESPUES, "Cómo quedó después"),
        ],
        widget=forms.RadioSelect,
        initial=MomentoFoto.DESPUES,
    )
    fotos = CampoFotos(
        label="Fotos nuevas",
        maximo=FOTOS_POR_ENVIO,
        required=False,
        widget=SelectorFotos(attrs={"data-encoger": "si"}),
    )
    tomada = CampoFecha(label="Fecha en que se tomaron", required=False)
    existentes = forms.ModelMultipleChoiceField(
        FotoEspacio.objects.none(),
        to_field_name="uuid",
        label="Fotos que ya están en el espacio",
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )

    def __init__(self, *args: Any, espacio: EspacioPublico, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        libres = espacio.fotos.vigentes().filter(intervencion=None)
        self.fields["existentes"].queryset = libres  # type: ignore[attr-defined]
        if not libres.exists():
            del self.fields["existentes"]

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not self.errors and not datos.get("fotos") and not datos.get("existentes"):
            self.add_error("fotos", "Elija al menos una foto.")
        return datos


class FormularioTermino(Formulario):
    """When an intervention ended."""

    fin = CampoFecha(label="Fecha en que terminó")

    def __init__(self, *args: Any, intervencion: Intervencion, **kwargs: Any) -> None:
        hoy = localdate()
        prevista = intervencion.fin
        kwargs["initial"] = {"fin": prevista if prevista and prevista <= hoy else hoy}
        super().__init__(*args, **kwargs)
        self.fields["fin"].widget.attrs["min"] = intervencion.inicio.isoformat()


class FormularioCancelacion(Formulario):
    """Why an intervention will not be done."""

    comentario = forms.CharField(
        label="Motivo",
        max_length=COMENTARIO_MAXIMO,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="En una frase que otra persona entienda. Queda en el historial, con su nombre.",
        error_messages={"required": "Escriba por qué se cancela."},
    )


class FormularioRevisionIntervencion(Formulario):
    """A decision over an intervention, with what is missing."""

    decision = forms.ChoiceField(
        choices=DECISIONES,
        widget=forms.HiddenInput,
        error_messages={"required": "Elija si la verifica o la observa."},
    )
    comentario = forms.CharField(
        label="Comentario",
        help_text="Para devolverla, escriba qué falta.",
        max_length=COMENTARIO_MAXIMO,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
