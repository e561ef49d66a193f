"""Form fields of spaces: the place on the map, the area, the tick over a warning."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from espacios.ubicacion import EJEMPLO, Punto, leer_punto
from territorio.models import Distrito

_MILES_CON_COMA = re.compile(r"^\d{1,3}(,\d{3})+$")


# The button that puts what was probably meant in place of what was typed; its value is the point.
USAR_PUNTO = "usar_punto"


class SelectorDePunto(forms.TextInput):
    """A text box for coordinates that the script turns into a map with a pin; the text always rules.

    `propuesta` is what a refused text probably meant: a button offers it.
    """

    template_name = "espacios/widgets/punto.html"
    distrito: Distrito | None = None
    propuesta = ""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        propios = {"distrito": self.distrito, "propuesta": self.propuesta, "usar_punto": USAR_PUNTO}
        return {**super().get_context(name, value, attrs), **propios}


class CampoPunto(forms.CharField):
    """Coordinates however they are written; its value is a `Punto` or None."""

    widget = SelectorDePunto

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", "Ubicación")
        kwargs.setdefault(
            "help_text",
            f"Toque el mapa, o escriba latitud y longitud, o pegue un enlace del mapa. Ejemplo: {EJEMPLO}",
        )
        super().__init__(max_length=500, **kwargs)

    def clean(self, value: Any) -> Punto | None:
        texto = super().clean(value)
        try:
            return leer_punto(texto) if texto else None
        except ValidationError as error:
            self.widget.propuesta = (error.params or {}).get("propuesta", "")
            raise

    def prepare_value(self, value: Any) -> Any:
        return str(value) if isinstance(value, Punto) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(str(initial or "") != (data or "").strip())


class CampoArea(forms.DecimalField):
    """Square metres as people type them: «1840», «1 840», «1,840», «1840,5»."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "campo-corto"}
        super().__init__(max_digits=10, decimal_places=2, widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"\s|m2|m²", "", value.lower())
            miles = _MILES_CON_COMA.match(value) or "." in value
            value = value.replace(",", "" if miles else ".")
        return super().to_python(value)


class CampoSoles(CampoArea):
    """Soles as people type them: «S/ 12 500», «12,500.50», «12500,50»."""

    def __init__(self, **kwargs: Any) -> None:
        errores = {
            "min_value": "El costo no puede ser menos que cero.",
            "invalid": "Escriba un monto en soles, como 12 500 o 12500.50.",
        }
        super().__init__(min_value=0, error_messages=errores, **kwargs)

    def to_python(self, value: Any) -> Any:
        return super().to_python(re.sub(r"(?i)s/\.?", "", value) if isinstance(value, str) else value)


class CasillaDeAviso(forms.CheckboxInput):
    """A tick that holds only for the warnings it was shown with: new warnings ask again."""

    def __init__(self, huella: str) -> None:
        super().__init__(attrs={"value": huella})
        self.huella = huella

    def value_from_datadict(self, data: Any, files: Any, name: str) -> bool:
        return bool(data.get(name) == self.huella)
