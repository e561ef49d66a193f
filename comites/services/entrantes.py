"""Whoever is elected without being in the roll: registered if nobody had them, and in from the first day."""

from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError

from comites.models import Cargo, Comite, Integrante, Mandato
from comites.reglas import exigir_edad_para
from comites.services._comun import registrar_o_completar
from comites.services.integrantes import SIN_CONSENTIMIENTO, exigir_conocida
from comunes.bitacora import registrar
from personas.datos import DatosPersona
from personas.documentos import normalizar_documento
from personas.enums import Canal, Finalidad
from personas.models import Persona
from personas.services import completar_documento, registrar_consentimiento

_YA_ESTA: Final = "Ya integra el comité: elija su cargo en la lista de arriba."
_DOS_VECES: Final = "Esta persona ya está escrita más arriba: deje en blanco uno de los dos números."
_REPETIDO: Final = "Dos personas no pueden tener este cargo: {}."


@dataclass(frozen=True)
class Entrante:
    """Somebody elected who is not in the committee: a known person, or the data of a new one.

    `clave` is how the caller calls it: errors name `<clave>_cargo` and the like. `documento`: type and number
    of a known person who was registered without one.
    """

    clave: str
    cargo: Cargo
    persona: Persona | None = None
    nacimiento_probado: date | None = None
    documento: tuple[str, str] | None = None
    datos: DatosPersona | None = None
    consentimientos: tuple[Finalidad, ...] = ()
    canal: Canal = Canal.PAPEL
    apoderado: str = ""

    @property
    def nacimiento(self) -> date | None:
        if self.persona is not None:
            return self.persona.fecha_nacimiento
        return self.datos.fecha_nacimiento if self.datos else None

    @property
    def identidad(self) -> Hashable:
        """What two entries of one person have in common; None when nothing tells who it is."""
        if self.persona is not None:
            return self.persona.pk
        if self.datos is None:
            return None
        try:
            numero = normalizar_documento(self.datos.tipo_documento, self.datos.numero_documento)
        except ValidationError:
            return None  # said when the person is registered
        return (self.datos.tipo_documento, numero) if numero else None


def errores_de_entrantes(
    entrantes: Iterable[Entrante], ocupados: Collection[int], personas: Collection[int], inicio: date
) -> dict[str, str]:
    """Return what is wrong by field. `ocupados`: unique offices already given; `personas`: the roll."""
    errores, dados, quienes = {}, set(ocupados), set[Hashable]()
    for entrante in entrantes:
        if motivo := _motivo_de_quien(entrante, personas, quienes):
            errores[f"{entrante.clave}_numero_documento"] = motivo
        if entrante.datos is not None and Finalidad.GESTION not in entrante.consentimientos:
            errores[f"{entrante.clave}_consiente_gestion"] = SIN_CONSENTIMIENTO
        if motivo := _motivo_del_cargo(entrante, dados, inicio):
            errores[f"{entrante.clave}_cargo"] = motivo
        if entrante.cargo.unico:
            dados.add(entrante.cargo.pk)
        quienes.add(entrante.identidad)
    return errores


def _motivo_de_quien(entrante: Entrante, padron: Collection[int], escritos: Collection[Hashable]) -> str:
    if entrante.persona is not None and entrante.persona.pk in padron:
        return _YA_ESTA
    identidad = entrante.identidad
    return _DOS_VECES if identidad is not None and identidad in escritos else ""


def _motivo_del_cargo(entrante: Entrante, dados: Collection[int], inicio: date) -> str:
    if entrante.cargo.pk in dados:
        return _REPETIDO.format(entrante.cargo.nombre.lower())
    try:
        exigir_edad_para(entrante.cargo, entrante.nacimiento, inicio)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def hacer_entrar(*, actor: Any, comite: Comite, mandato: Mandato, entrante: Entrante) -> Integrante:
    """Put `entrante` into `mandato`, inside the caller's transaction. Raises ValidationError by field."""
    try:
        return _hacer_entrar(actor, comite, mandato, entrante)
    except ValidationError as error:
        raise _con_clave(entrante.clave, error) from error


def _hacer_entrar(actor: Any, comite: Comite, mandato: Mandato, entrante: Entrante) -> Integrante:
    persona = _persona(actor, entrante)
    integrante = Integrante.objects.create(
        comite=comite,
        mandato=mandato,
        persona=persona,
        cargo=entrante.cargo,
        cargo_unico=entrante.cargo.unico,
        desde=mandato.inicio,
    )
    for finalidad in entrante.consentimientos:  # once in, the person is in the actor's scope
        registrar_consentimiento(
            actor=actor,
            persona=persona,
            finalidad=finalidad,
            canal=entrante.canal,
            apoderado=entrante.apoderado,
        )
    datos = {"integrante": integrante.pk, "cargo": entrante.cargo.slug}
    registrar(actor=actor, accion="integrante-agregado", objeto=comite, **datos)
    return integrante


def _persona(actor: Any, entrante: Entrante) -> Persona:
    if entrante.persona is not None:
        exigir_conocida(actor, entrante.persona, entrante.nacimiento_probado)
        if entrante.documento:
            tipo, numero = entrante.documento
            completar_documento(actor=actor, persona=entrante.persona, tipo=tipo, numero=numero)
        return entrante.persona
    assert entrante.datos is not None  # noqa: S101  one of the two is always given
    return registrar_o_completar(actor, entrante.datos)


def _con_clave(clave: str, error: ValidationError) -> ValidationError:
    """Return the error with its fields called as the caller calls them."""
    if not hasattr(error, "error_dict"):
        return error
    return ValidationError({f"{clave}_{campo}": fallos for campo, fallos in error.error_dict.items()})
