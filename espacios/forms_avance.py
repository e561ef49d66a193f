"""How far an action of a plan is: told by who works in an office, or by a leader from the phone."""

from typing import Any, Final

from django import forms
from django.utils.timezone import localdate

from comunes.campos_fotos import CampoFotos, SelectorFotos
from comunes.formularios import CampoFecha, Formulario
from espacios.ciclo_plan import COMENTARIO_MINIMO, impedimento_para_decir, pasos_posibles
from espacios.enums import EstadoAccion
from espacios.models import Accion
from espacios.models.accion import DETALLE_MAXIMO

DICHO_POR_EL_COMITE: Final = (
    (EstadoAccion.EN_CURSO, "Estamos en eso"),
    (EstadoAccion.CUMPLIDA, "Ya lo hicimos"),
)


class FormularioAvance(Formulario):
    """How far an action is. Each choice asks for its own fields; the service says which are missing."""

    use_required_attribute = False
    estado = forms.ChoiceField(
        label="¿Cómo va?", widget=forms.RadioSelect, error_messages={"required": "Elija cómo va."}
    )
    avance = forms.IntegerField(
        label="Avance en porcentaje",
        help_text="De 1 a 99, si está en curso.",
        required=False,
        min_value=0,
        max_value=100,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "class": "campo-corto"}),
    )
    fecha = CampoFecha(label="Fecha en que se cumplió", required=False)
    plazo = CampoFecha(label="Fecha nueva", futura=True, required=False)
    texto = forms.CharField(
        label="Detalle",
        help_text="Si se cumplió, con qué se comprueba. Si se reprograma, el motivo.",
        max_length=DETALLE_MAXIMO,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    fotos = CampoFotos(
        label="Foto", maximo=1, required=False, widget=SelectorFotos(attrs={"data-encoger": "si"})
    )

    def __init__(self, *args: Any, accion: Accion, actor: Any, **kwargs: Any) -> None:
        posibles = pasos_posibles(accion, actor)
        cumplida = accion.estado == EstadoAccion.CUMPLIDA
        kwargs["initial"] = {
            "fecha": localdate(),
            "avance": None if cumplida else accion.avance or None,
            "estado": EstadoAccion.EN_CURSO if cumplida else None,
        }
        super().__init__(*args, **kwargs)
        self.fields["estado"].choices = [(p.hacia.value, p.verbo) for p in posibles]  # type: ignore[attr-defined]
        if self.is_bound:
            dicho = self.data.get(self.add_prefix("estado"), "")
            self.fields["estado"].error_messages["invalid_choice"] = impedimento_para_decir(
                accion, dicho, actor
            )
        if plazo := self.fields.get("plazo"):
            plan = accion.plan
            plazo.help_text = f"Hoy vence el {accion.plazo:%d/%m/%Y}. El plan termina el {plan.fin:%d/%m/%Y}."
            plazo.widget.attrs |= {"min": plan.inicio.isoformat(), "max": plan.fin.isoformat()}
        if cumplida:
            self.fields["texto"].help_text = "Por qué se retoma."
        self._mostrar_pedidos(True)

    def _mostrar_pedidos(self, pedidos: bool) -> None:
        """Draw as asked for what some choice asks for: none of these is free to leave out once it shows."""
        for nombre in {"avance", "fecha", "plazo", "texto"} & self.fields.keys():
            self.fields[nombre].required = pedidos

    def full_clean(self) -> None:
        self._mostrar_pedidos(False)
        super().full_clean()
        self._mostrar_pedidos(True)


class FormularioAvanceDeLider(FormularioAvance):
    """The same, said with «tú» and for a phone: what the committee did, or how far it got.

    Whether the committee needs another date is settled by who holds the plan.
    """

    fecha = CampoFecha(label="¿Qué día lo terminaron?", required=False)
    plazo = None  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        estado, avance, texto, fotos = (self.fields[c] for c in ("estado", "avance", "texto", "fotos"))
        dichos = dict(DICHO_POR_EL_COMITE)
        estado.choices = [(c, dichos.get(c, v)) for c, v in estado.choices]  # type: ignore[attr-defined]
        estado.error_messages["required"] = "Elige cómo va."
        avance.label, avance.help_text = "¿Cuánto llevan, de 100?", "Del 1 al 99. La mitad es 50."
        texto.label = "Cuéntalo en una frase"
        if self.initial["estado"] is None:
            texto.help_text = "Si ya está hecho, con qué se comprueba: «Pintamos el muro y las 8 bancas»."
        fotos.label = "Una foto, si tienes"

    def clean(self) -> dict[str, Any]:
        """Ask for what each answer needs in the words of this screen; the service would ask in its own."""
        datos = super().clean() or self.cleaned_data
        estado, avance, texto = datos.get("estado"), datos.get("avance"), datos.get("texto") or ""
        if estado == EstadoAccion.EN_CURSO and "avance" not in self.errors and not 1 <= (avance or 0) <= 99:
            self.add_error("avance", "Escribe un número del 1 al 99. Si ya está, elige «Ya lo hicimos».")
        if estado == EstadoAccion.CUMPLIDA and len(texto) < COMENTARIO_MINIMO:
            self.add_error("texto", "Cuenta en una frase con qué se comprueba que ya está.")
        return datos
