"""What may be told of an activity afterwards: who took part, with whose help, what came of it."""

from typing import Any

from django import forms

from actividades.models import POR_EDAD, POR_SEXO
from actividades.reglas import GRUPOS, LARGOS, motivo_de_grupos
from comunes.formularios import Formulario


def _cuantas(etiqueta: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=etiqueta,
        required=False,
        min_value=0,
        max_value=9_999,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Solo un número, por ejemplo 8.",
            "min_value": "Un número desde 0, o en blanco si no se contó.",
            "max_value": "Es mucho para una actividad.",
        },
    )


class FormularioCompletar(Formulario):
    """All of it optional. Groups may add up to less than the total: the rest is «sin dato»."""

    mujeres = _cuantas("Mujeres")
    hombres = _cuantas("Hombres")
    menores_de_14 = _cuantas("Menos de 14")
    de_14_a_17 = _cuantas("14 a 17")
    de_18_a_29 = _cuantas("18 a 29")
    de_30_a_59 = _cuantas("30 a 59")
    de_60_a_mas = _cuantas("60 o más")
    apoyo = forms.CharField(
        label="¿Quiénes ayudaron?",
        required=False,
        max_length=LARGOS["apoyo"],
        help_text="Por ejemplo: la bodega de la esquina, el colegio.",
    )
    resultado = forms.CharField(
        label="¿Qué se logró?",
        required=False,
        max_length=LARGOS["resultado"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    siguiente_paso = forms.CharField(
        label="¿Qué sigue?",
        required=False,
        max_length=LARGOS["siguiente_paso"],
        help_text="Por ejemplo: pintar la otra banca el próximo mes.",
    )

    def __init__(self, *args: Any, participantes: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.participantes = participantes

    @property
    def grupos(self) -> list[tuple[str, str, list[forms.BoundField]]]:
        """Return the two ways of counting: slug, legend and fields."""
        leyendas = {POR_SEXO: ("sexo", "Mujeres y hombres"), POR_EDAD: ("edad", "Por edad")}
        return [(*leyendas[campos], [self[c] for c in campos]) for campos in GRUPOS.values()]

    @property
    def otros(self) -> list[forms.BoundField]:
        return [self[campo] for campo in ("apoyo", "resultado", "siguiente_paso")]

    def clean(self) -> dict[str, Any]:
        datos: dict[str, Any] = self.cleaned_data
        for campos in GRUPOS.values():
            completos = {campo: datos.get(campo) for campo in campos}
            if motivo := motivo_de_grupos(campos, completos, self.participantes):
                self.add_error(campos[0], motivo)
        return datos
