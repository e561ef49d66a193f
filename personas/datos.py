"""What is asked about a person, checked field by field before anything is written."""

from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comunes.texto import en_una_linea
from personas.documentos import normalizar_celular, normalizar_documento, validar_nacimiento
from personas.edades import EDAD_SIN_CONTACTO, edad_en
from personas.enums import Sexo, TipoDocumento
from personas.nombres import normalizar_nombre
from territorio.models import Distrito


@dataclass(frozen=True)
class DatosPersona:
    """The fields that people may write, and no other: whatever else a form carries is ignored."""

    tipo_documento: str = TipoDocumento.DNI
    numero_documento: str = ""
    nombres: str = ""
    apellido_paterno: str = ""
    apellido_materno: str = ""
    sexo: str = Sexo.NO_DECLARA
    fecha_nacimiento: date | None = None
    celular: str = ""
    correo: str = ""
    distrito: Distrito | None = None

    @classmethod
    def de(cls, persona: Any) -> "DatosPersona":
        """Return what is stored about `persona`."""
        return cls(**{campo.name: getattr(persona, campo.name) for campo in fields(cls)})

    def revisados(self) -> "DatosPersona":
        """Return the data in their stored form. Raises ValidationError naming every wrong field."""
        revision = _Revision()
        limpios = replace(
            self,
            numero_documento=revision.campo(
                "numero_documento", normalizar_documento, self.tipo_documento, self.numero_documento
            ),
            nombres=revision.campo("nombres", normalizar_nombre, self.nombres),
            apellido_paterno=revision.campo("apellido_paterno", normalizar_nombre, self.apellido_paterno),
            apellido_materno=revision.campo("apellido_materno", _opcional, self.apellido_materno),
            sexo=revision.campo("sexo", _sexo, self.sexo),
            fecha_nacimiento=revision.campo("fecha_nacimiento", validar_nacimiento, self.fecha_nacimiento),
            celular=revision.campo("celular", normalizar_celular, self.celular),
            correo=revision.campo("correo", _correo, self.correo),
        )
        revision.campo("celular", _sin_contacto_de_ninos, limpios)
        revision.terminar()
        return limpios


class _Revision:
    """Gathers the errors of all fields, so that people mend them at once."""

    def __init__(self) -> None:
        self.errores: dict[str, list[ValidationError]] = {}

    def campo(self, nombre: str, revisar: Callable[..., Any], *valores: Any) -> Any:
        try:
            return revisar(*valores)
        except ValidationError as error:
            self.errores.setdefault(nombre, []).append(error)
            return valores[-1]

    def terminar(self) -> None:
        if self.errores:
            raise ValidationError(self.errores)  # type: ignore[arg-type]


def _opcional(texto: str) -> str:
    return normalizar_nombre(texto) if en_una_linea(texto) else ""


def _sexo(sexo: str) -> str:
    if sexo not in Sexo.values:
        raise ValidationError("Elija una de las opciones.")
    return sexo


def _correo(correo: str) -> str:
    correo = en_una_linea(correo)
    if correo:
        validate_email(correo)
    return correo


def _sin_contacto_de_ninos(datos: DatosPersona) -> None:
    edad = edad_en(datos.fecha_nacimiento)
    if edad is not None and edad < EDAD_SIN_CONTACTO and (datos.celular or datos.correo):
        raise ValidationError(
            f"Tiene menos de {EDAD_SIN_CONTACTO} años: no se guarda su celular ni su correo. Borre el dato."
        )
