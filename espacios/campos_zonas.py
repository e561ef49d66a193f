"""The form field for zones to blur: four numbers each, in percent, which the script turns into rectangles."""

import re
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from comunes.difuminado import LADO_MINIMO, TODO, ZONAS_MAXIMO, Zona

MEDIDAS: Final = tuple(zip(Zona._fields, ("Izquierda", "Arriba", "Ancho", "Alto"), strict=True))
FILAS_VACIAS: Final = 3
_POR_PUNTO: Final = TODO // 100
_NUMERO: Final = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,3})?")

Fila = tuple[str, str, str, str]


class SelectorDeZonas(forms.Widget):
    """Rows of four number boxes; `foto` is the picture they are drawn over."""

    template_name = "espacios/widgets/zonas.html"
    foto: Any = None

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[Fila]:
        columnas = [_lista(data, f"{name}_{medida}") for medida in Zona._fields]
        filas = list(zip(*columnas, strict=False))[: 2 * ZONAS_MAXIMO]
        return [fila for fila in filas if any(texto.strip() for texto in fila)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        filas = [*(value or []), *[("",) * len(MEDIDAS)] * FILAS_VACIAS]
        return {
            **super().get_context(name, value, attrs),
            "foto": self.foto,
            "maximo": ZONAS_MAXIMO,
            "filas": [
                [(f"{name}_{m}", rotulo, texto) for (m, rotulo), texto in zip(MEDIDAS, fila, strict=True)]
                for fila in filas
            ],
        }

    def id_for_label(self, id_: str) -> str:
        return ""


def _lista(datos: Any, nombre: str) -> list[str]:
    valores = datos.getlist(nombre) if hasattr(datos, "getlist") else datos.get(nombre, [])
    return [str(valor) for valor in valores]


class CampoZonas(forms.Field):
    """Rectangles over a photo; its value is a list of `Zona`. Rows left blank count for nothing."""

    widget = SelectorDeZonas

    def prepare_value(self, value: Any) -> Any:
        return [_en_textos(fila) if isinstance(fila, Zona) else fila for fila in value or []]

    def clean(self, value: Any) -> list[Zona]:
        if len(value) > ZONAS_MAXIMO:
            raise ValidationError(f"Caben {ZONAS_MAXIMO} rectángulos y llegaron {len(value)}.")
        zonas, errores = [], []
        for numero, fila in enumerate(value, start=1):
            try:
                zonas.append(_leer(fila))
            except ValidationError as error:
                errores.append(ValidationError(f"Rectángulo {numero}: {error.messages[0]}"))
        if errores:
            raise ValidationError(errores)
        return zonas

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.prepare_value(initial) != list(data)


def _en_textos(zona: Zona) -> Fila:
    izquierda, arriba, ancho, alto = (f"{Decimal(medida) / _POR_PUNTO:f}" for medida in zona)
    return izquierda, arriba, ancho, alto


def _leer(fila: Fila) -> Zona:
    textos = [texto.strip().replace(",", ".") for texto in fila]
    if not all(_NUMERO.fullmatch(texto) for texto in textos):
        raise ValidationError("hacen falta los cuatro números, de 0 a 100.")
    zona = Zona(*(round(Decimal(texto) * _POR_PUNTO) for texto in textos))
    if min(zona.ancho, zona.alto) < LADO_MINIMO:
        raise ValidationError("es demasiado pequeño: al menos 1 % de ancho y de alto.")
    if not zona.cabe:
        raise ValidationError("se sale de la foto: lo que empieza más lo que mide no pasa de 100.")
    return zona
