"""The declared figures of a cut-off as one form: an operator and a value per indicator."""

from typing import Any

from django import forms

from comunes.formularios import FormularioDeModelo
from monitoreo.indicadores import NOMBRES
from monitoreo.models import CorteDeclarado, Operador


class FormularioCorte(FormularioDeModelo):
    """Fields `operador_<slug>` and `valor_<slug>` are made from the indicators; empty means undeclared."""

    class Meta:
        model = CorteDeclarado
        fields = ("fuente", "fecha", "vigente")
        widgets = {"fuente": forms.Textarea(attrs={"rows": 3, "cols": 70})}
        help_texts = {
            "fecha": "Déjela vacía si la fuente no la indica.",
            "vigente": "Al mostrar este corte, el que se mostraba antes deja de verse.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            for cifra in self.instance.cifras.all():
                self.initial[f"operador_{cifra.indicador}"] = cifra.operador
                self.initial[f"valor_{cifra.indicador}"] = cifra.valor

    def cifras(self) -> dict[str, tuple[str, int | None]]:
        """Return what the form says of each indicator, for the service."""
        datos = self.cleaned_data
        return {slug: (datos[f"operador_{slug}"], datos[f"valor_{slug}"]) for slug in NOMBRES}


def _campos() -> dict[str, forms.Field]:
    campos: dict[str, forms.Field] = {}
    for slug, nombre in NOMBRES.items():
        campos[f"operador_{slug}"] = forms.ChoiceField(
            label=f"{nombre}: se lee", choices=Operador.choices, initial=Operador.IGUAL
        )
        campos[f"valor_{slug}"] = forms.IntegerField(
            label=nombre, required=False, min_value=0, max_value=99_999_999
        )
    return campos


FormularioCorte.base_fields.update(_campos())
FormularioCorte.declared_fields.update(_campos())
