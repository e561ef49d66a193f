"""What a required field left empty asks for: its own name and what to do with it, in a neutral voice.

«Falta escribir el nombre del espacio.» says the same to a leader and to an office. A field with words of
its own (`error_messages={"required": …}`) keeps them.
"""

from typing import Any, Final

from django import forms

_CORRIENTE: Final = str(forms.Field.default_error_messages["required"])
_ARTICULOS: Final = {
    "el": "apellido archivo asunto balance cargo celular código correo costo departamento detalle distrito "
    "documento día espacio estado fin inicio lugar medio mensaje modo motivo nombre nuevo número país "
    "permiso plazo rol rótulo sexo tema texto tipo título valor",
    "la": "acción aplicación cantidad clave clase comisaría contraseña descripción dirección fecha foto "
    "fuente función hora institución meta modalidad municipalidad nueva persona provincia referencia "
    "región respuesta sede versión vista",
    "los": "apellidos asistentes datos días factores firmantes métodos nombres objetivos participantes",
    "las": "fotos personas respuestas",
}
_ARTICULO_DE: Final = {nombre: art for art, nombres in _ARTICULOS.items() for nombre in nombres.split()}
_POSESIVOS: Final = {"su", "sus", "tu", "tus"}
_VERBOS: Final = (
    (forms.BooleanField, "marcar"),
    (forms.MultipleChoiceField, "marcar"),
    (forms.ModelMultipleChoiceField, "marcar"),
    (forms.ModelChoiceField, "elegir"),
    (forms.ChoiceField, "elegir"),
    (forms.FileField, "elegir"),
    (forms.DateField, "poner"),
    (forms.TimeField, "poner"),
    (forms.DateTimeField, "poner"),
)


def pedido_de(campo: forms.Field, rotulo: str) -> str:
    """Return what to say of `campo`, labelled `rotulo`, when it is required and was left empty."""
    rotulo = rotulo.strip().rstrip(":")
    if rotulo.startswith("¿"):
        return f"Falta responder «{rotulo}»."
    verbo = next((v for clase, v in _VERBOS if isinstance(campo, clase)), "escribir")
    return f"Falta {verbo} {_con_articulo(rotulo)}."


def _con_articulo(rotulo: str) -> str:
    """Return the label as it goes inside a sentence; between quotes when its article is not known."""
    primera = rotulo.split(" ", 1)[0].rstrip(",").lower()
    en_frase = rotulo[:1].lower() + rotulo[1:]
    if primera in _POSESIVOS:
        return en_frase
    articulo = _ARTICULO_DE.get(primera)
    return f"{articulo} {en_frase}" if articulo else f"«{rotulo}»"


class ConPedidos:
    """Gives every required field of a form that has no words of its own what to say when it is empty."""

    fields: Any

    def full_clean(self) -> None:
        for nombre, campo in self.fields.items():
            if str(campo.error_messages.get("required", "")) == _CORRIENTE:
                rotulo = str(self[nombre].label)  # type: ignore[index]
                campo.error_messages["required"] = pedido_de(campo, rotulo)
        super().full_clean()  # type: ignore[misc]
