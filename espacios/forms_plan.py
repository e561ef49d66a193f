"""Forms of work plans: the plan, its actions one by one, their progress, the review, the articulation."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.timezone import localdate

from comunes.formularios import CampoFecha, Formulario
from espacios.enums import Institucion, TipoArticulacion
from espacios.models import Accion, Articulacion, PlanTrabajo
from espacios.models.accion import FRASE_MAXIMO
from espacios.models.articulacion import ACUERDO_MAXIMO
from espacios.models.plan import OBJETIVOS_MAXIMO
from espacios.services import CAMPOS_ACCION
from espacios.services.plan import COMENTARIO_DE_PARTE_MAXIMO, OBJETIVOS

DECISIONES: Final = (("aprobar", "Aprobar"), ("observar", "Observar"))


def _frase(rotulo: str, ayuda: str = "", *, maximo: int = FRASE_MAXIMO, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=rotulo, help_text=ayuda, max_length=maximo, **kwargs)


def _area(rotulo: str, ayuda: str = "", *, maximo: int, filas: int = 3, **kwargs: Any) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": filas})
    return forms.CharField(label=rotulo, help_text=ayuda, max_length=maximo, widget=widget, **kwargs)


def _comentario(rotulo: str) -> forms.CharField:
    return _area(rotulo, maximo=COMENTARIO_DE_PARTE_MAXIMO, filas=2, required=False)


class FormularioConGuardado(Formulario):
    """A form over a row, which can tell what is saved in each field that was typed differently."""

    campos_guardados: tuple[str, ...] = ()

    def __init__(self, *args: Any, fila: Any = None, **kwargs: Any) -> None:
        if fila is not None:
            guardado = {c: getattr(fila, c) for c in self.campos_guardados}
            kwargs["initial"] = {**guardado, **(kwargs.get("initial") or {})}
        super().__init__(*args, **kwargs)

    def diferencias(self) -> list[tuple[str, str]]:
        """Return, for each field whose typed value is not the saved one, its label and what is saved."""
        return [(str(self.fields[c].label), self._en_palabras(c)) for c in self.changed_data]

    def _en_palabras(self, campo: str) -> str:
        valor = self.initial.get(campo)
        opciones = dict(getattr(self.fields[campo], "choices", ()))
        if isinstance(valor, bool):
            return "Sí" if valor else "No"
        if isinstance(valor, date):
            return f"{valor:%d/%m/%Y}"
        return str(opciones.get(valor, valor)) if valor not in (None, "") else "sin dato"


class FormularioPlan(FormularioConGuardado):
    """Objectives and period of a plan; its actions come afterwards, one by one."""

    campos_guardados = ("objetivos", "inicio", "fin")

    objetivos = _area(
        "Objetivos",
        "Qué se quiere lograr en el espacio, a partir de su diagnóstico.",
        maximo=OBJETIVOS_MAXIMO,
        filas=4,
        error_messages={"required": "Escriba qué se quiere lograr."},
    )
    inicio = CampoFecha(
        label="Empieza", futura=True, error_messages={"required": "Falta el día en que empieza."}
    )
    fin = CampoFecha(
        label="Termina", futura=True, error_messages={"required": "Falta el día en que termina."}
    )

    def __init__(self, *args: Any, fila: PlanTrabajo | None = None, **kwargs: Any) -> None:
        if fila is None:
            kwargs["initial"] = {"inicio": localdate(), **(kwargs.get("initial") or {})}
        super().__init__(*args, fila=fila, **kwargs)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("inicio") and datos.get("fin") and datos["fin"] < datos["inicio"]:
            self.add_error("fin", "El plan termina antes de empezar.")
        return datos


class FormularioAccion(FormularioConGuardado):
    """One action of a plan."""

    campos_guardados = CAMPOS_ACCION

    que = _frase(
        "Qué se hará",
        "Una sola cosa, en una frase: «Cambiar 12 luminarias del lado sur».",
        error_messages={"required": "Escriba qué se hará."},
    )
    responsable = forms.ChoiceField(
        label="Institución responsable", choices=Institucion.choices, widget=forms.RadioSelect
    )
    responsable_nombre = _frase(
        "Nombre de la institución",
        "Hace falta si eligió «Otra institución»; en las demás, el área: «Subgerencia de Ornato».",
        maximo=120,
        required=False,
    )
    a_cargo = _frase(
        "Persona a cargo",
        "Su cargo. El nombre, solo si hace falta; nunca su documento ni su celular.",
        maximo=120,
        required=False,
    )
    conjunta_municipalidad = forms.BooleanField(
        label="Se hace en conjunto con la municipalidad", required=False
    )
    conjunta_comisaria = forms.BooleanField(label="Se hace en conjunto con la comisaría", required=False)
    plazo = CampoFecha(
        label="Plazo", futura=True, error_messages={"required": "Falta hasta qué día hay plazo."}
    )
    recurso = _frase("Recurso", "Qué hace falta y de dónde sale.", required=False)
    meta = _frase("Meta", "Cuánto, para saber que se cumplió: «12 luminarias encendidas».")
    medio = _frase("Medio de verificación", "Con qué se comprueba: fotos, acta, conformidad de obra.")

    def __init__(self, *args: Any, plan: PlanTrabajo, fila: Accion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, fila=fila, **kwargs)
        campo = self.fields["plazo"]
        campo.help_text = f"Dentro del plan: del {plan.inicio:%d/%m/%Y} al {plan.fin:%d/%m/%Y}."
        campo.widget.attrs |= {"min": plan.inicio.isoformat(), "max": plan.fin.isoformat()}

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if datos.get("responsable") == Institucion.OTRA and not datos.get("responsable_nombre"):
            self.add_error("responsable_nombre", "Escriba el nombre de la institución.")
        return datos


class FormularioRevisionPlan(Formulario):
    """A decision over a plan, with what has to be mended: in its objectives, in an action, in the whole.

    The field over an action is called `accion-` and its uuid.
    """

    decision = forms.ChoiceField(
        choices=DECISIONES,
        widget=forms.HiddenInput,
        error_messages={"required": "Elija si lo aprueba o lo observa."},
    )
    objetivos = _comentario("Comentario sobre los objetivos y el periodo")
    comentario = _area(
        "Comentario sobre todo el plan",
        "Para devolverlo, escriba qué hay que corregir: aquí o en la parte que corresponda.",
        maximo=OBJETIVOS_MAXIMO,
        required=False,
    )

    def __init__(self, *args: Any, acciones: Iterable[Accion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.por_accion = {str(a.uuid): f"accion-{a.uuid}" for a in acciones}
        for accion in acciones:
            self.fields[f"accion-{accion.uuid}"] = _comentario(f"Comentario sobre «{accion.que}»")

    def comentarios(self) -> dict[str, str]:
        """Return what was written of each part, by the name that the service knows it by."""
        campos = {OBJETIVOS: "objetivos", **self.por_accion}
        return {clave: texto for clave, campo in campos.items() if (texto := self.cleaned_data[campo])}


class FormularioCierre(Formulario):
    """The balance of a plan that ends."""

    comentario = _area(
        "Balance", "Qué se logró y, si algo quedó sin hacer, por qué.", maximo=OBJETIVOS_MAXIMO, filas=4
    )


class FormularioArticulacion(FormularioConGuardado):
    """What was agreed with municipality and comisaría, and on which paper."""

    campos_guardados = (
        "tipo",
        "fecha",
        "municipalidad",
        "comisaria",
        "acuerdo",
        "firmantes",
        "referencia",
    )

    tipo = forms.ChoiceField(label="Tipo", choices=TipoArticulacion.choices, widget=forms.RadioSelect)
    fecha = CampoFecha(label="Fecha")
    municipalidad = forms.BooleanField(label="Participa la municipalidad", required=False)
    comisaria = forms.BooleanField(label="Participa la comisaría", required=False)
    acuerdo = _area(
        "Qué se acordó",
        maximo=ACUERDO_MAXIMO,
        filas=4,
        error_messages={"required": "Escriba qué se acordó."},
    )
    firmantes = _area(
        "Quiénes firman",
        "Cargo e institución de cada parte, sin documentos ni celulares: «Gerente de Seguridad Ciudadana, "
        "municipalidad; Comisario, comisaría».",
        maximo=500,
        error_messages={"required": "Escriba quiénes firman, con su cargo e institución."},
    )
    referencia = _frase("Número de referencia", "El del acta, oficio o convenio.", maximo=80, required=False)

    def __init__(self, *args: Any, fila: Articulacion | None = None, **kwargs: Any) -> None:
        super().__init__(*args, fila=fila, **kwargs)

    def clean(self) -> dict[str, Any]:
        datos = super().clean() or self.cleaned_data
        if not (datos.get("municipalidad") or datos.get("comisaria")):
            self.add_error("municipalidad", "Marque la municipalidad, la comisaría o ambas.")
        return datos
