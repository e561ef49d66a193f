"""The fields of whoever is elected without being in the roll, as part of the election's own form.

The document comes first; what is asked after it depends on who has it. Nothing here looks anybody up: the
view says at which step each of them is.
"""

from copy import deepcopy
from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from comites.forms.integrantes import PARECIDAS, FormularioDeFuera, FormularioNueva, falta_apoderado
from comites.models import Cargo
from personas.datos import DatosPersona
from personas.documentos import normalizar_documento
from personas.enums import Finalidad, Sexo, TipoDocumento
from personas.forms.documento import FormularioDocumento
from personas.models import Persona
from personas.permissions import DatosVisibles
from personas.selectors import Similares
from territorio.models import Distrito

DEL_DOCUMENTO: Final = ("tipo_documento", "numero_documento")
DE_LA_PERSONA: Final = (
    "nombres",
    "apellido_paterno",
    "apellido_materno",
    "sexo",
    "fecha_nacimiento",
    "celular",
)
_CONSIENTE: Final = {f"consiente_{f.value}": f for f in Finalidad}
DE_CADA_PASO: Final[dict[str, tuple[str, ...]]] = {
    "documento": (),
    "conocida": ("cargo",),
    "fuera": ("fecha_nacimiento", "cargo"),
    "nueva": ("es_otra", *DE_LA_PERSONA, *_CONSIENTE, "canal", "apoderado", "cargo"),
}


@dataclass(frozen=True)
class PorEntrar:
    """One of them: its place on the screen, its step, the document as it is stored, who it is if known.

    `elegida`: known because it was taken among those that resembled (`similares`, `parecidas`) who was typed.
    """

    numero: int
    paso: str = "documento"
    tipo: str = TipoDocumento.DNI
    documento: str = ""
    persona: Persona | None = None
    nombre: str = ""
    elegida: bool = False
    similares: Similares | None = None
    parecidas: tuple[tuple[Persona, DatosVisibles], ...] = ()
    menor: bool = False

    @property
    def clave(self) -> str:
        return f"entra_{self.numero}"

    def campo(self, corto: str) -> str:
        return f"{self.clave}_{corto}"


def campos_de(entrante: PorEntrar) -> dict[str, forms.Field]:
    """Return the fields of its step, each by its full name."""
    fuente: Any = FormularioDeFuera if entrante.paso == "fuera" else FormularioNueva
    cortos = {c: deepcopy(FormularioDocumento.base_fields[c]) for c in DEL_DOCUMENTO}
    cortos |= {c: deepcopy(fuente.base_fields[c]) for c in DE_CADA_PASO[entrante.paso]}
    cortos["numero_documento"].required = False
    if "cargo" in cortos:
        cortos["cargo"].queryset = Cargo.objects.filter(activo=True)  # type: ignore[attr-defined]
    return {entrante.campo(corto): campo for corto, campo in cortos.items()}


def errores_de(entrante: PorEntrar, limpios: dict[str, Any]) -> dict[str, Any]:
    """Return what is wrong beyond each field alone, by full name."""
    numero = limpios.get(entrante.campo("numero_documento"), "")
    if entrante.paso == "documento" and numero:
        return _errores_del_documento(entrante, limpios, numero)
    if entrante.paso == "nueva":
        return _errores_de_la_persona(entrante, limpios)
    return {}


def _errores_del_documento(entrante: PorEntrar, limpios: dict[str, Any], numero: str) -> dict[str, Any]:
    try:
        normalizar_documento(limpios.get(entrante.campo("tipo_documento"), TipoDocumento.DNI), numero)
    except ValidationError as error:
        return {entrante.campo("numero_documento"): error}
    return {}


def _errores_de_la_persona(entrante: PorEntrar, limpios: dict[str, Any]) -> dict[str, Any]:
    errores: dict[str, Any] = {}
    if entrante.similares and not limpios.get(entrante.campo("es_otra")):
        errores[entrante.campo("es_otra")] = PARECIDAS
    try:
        datos_de(entrante, limpios, None).revisados()
    except ValidationError as error:
        errores |= {entrante.campo(corto): fallos for corto, fallos in error.error_dict.items()}
    nacio, quien = (limpios.get(entrante.campo(c)) for c in ("fecha_nacimiento", "apoderado"))
    if falta := falta_apoderado(nacio, consentimientos_de(entrante, limpios), quien or ""):
        errores[entrante.campo("apoderado")] = falta
    return errores


def datos_de(entrante: PorEntrar, limpios: dict[str, Any], distrito: Distrito | None) -> DatosPersona:
    """Return what was typed about somebody nobody had registered."""
    escritos = {c: limpios[n] for c in DE_LA_PERSONA if (n := entrante.campo(c)) in limpios}
    escritos.setdefault("sexo", Sexo.NO_DECLARA)
    return DatosPersona(
        tipo_documento=entrante.tipo, numero_documento=entrante.documento, distrito=distrito, **escritos
    )


def consentimientos_de(entrante: PorEntrar, limpios: dict[str, Any]) -> tuple[Finalidad, ...]:
    return tuple(f for corto, f in _CONSIENTE.items() if limpios.get(entrante.campo(corto)))
