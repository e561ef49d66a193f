"""Finding people before they are typed again. What lies outside the scope is only said to exist."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from cuentas.enums import Permiso
from personas.models import Persona, PersonaQuerySet
from personas.nombres import clave_de_nombres
from personas.permissions import ver_persona
from territorio.models import Distrito

# More homonyms than this cannot be compared by eye.
MAXIMO_SIMILARES = 8


@dataclass(frozen=True)
class Hallazgo:
    """The answer to a document: the person, when in scope; otherwise only whether there is one."""

    persona: Persona | None = None
    fuera: bool = False

    @property
    def nadie(self) -> bool:
        return self.persona is None and not self.fuera


@dataclass(frozen=True)
class Similares:
    """Persons with the same name; those outside the scope are not shown, only said to exist."""

    personas: list[Persona]
    fuera: bool

    def __bool__(self) -> bool:
        return bool(self.personas) or self.fuera


def celular_de_cuenta(user: Any, usuario: Any) -> str:
    """Return the phone of the person who bears the account `usuario`, if `user` may read it whole."""
    persona = Persona.objects.visible_to(user, Permiso.PERSONA_VER).filter(usuario=usuario).first()
    return ver_persona(user, persona).telefono if persona else ""


def buscar_por_documento(user: Any, *, tipo: str, numero: str) -> Hallazgo:
    """Look for a document already in its stored form; one or two queries."""
    iguales = Persona.objects.con_documento(numero, tipo)
    persona = _en_ambito(user).filter(pk__in=iguales).select_related("distrito").first()
    return Hallazgo(persona=persona, fuera=persona is None and iguales.exists())


def buscar_similares(
    user: Any,
    *,
    nombres: str,
    apellido_paterno: str,
    apellido_materno: str = "",
    fecha_nacimiento: date | None = None,
    distrito: Distrito | None = None,
) -> Similares:
    """Return who has the same names in any order and the same birth date or district.

    In scope, whose birth date is not known counts too: people can compare; outside, it would only
    be a rumour.
    """
    clave = clave_de_nombres(nombres, apellido_paterno, apellido_materno)
    homonimos = Persona.objects.filter(clave_nombres=clave)
    coincide = _misma_fecha_o_distrito(fecha_nacimiento, distrito)
    propias = _en_ambito(user).filter(pk__in=homonimos).filter(coincide | Q(fecha_nacimiento=None))
    personas = list(propias.select_related("distrito").order_by("pk")[:MAXIMO_SIMILARES])
    ajenas = homonimos.filter(coincide).exclude(pk__in=_en_ambito(user).filter(pk__in=homonimos))
    return Similares(personas, fuera=ajenas.exists())


def _misma_fecha_o_distrito(nacio: date | None, distrito: Distrito | None) -> Q:
    condicion = Q(pk__in=[])
    if nacio is not None:
        condicion |= Q(fecha_nacimiento=nacio)
    if distrito is not None:
        condicion |= Q(distrito=distrito)
    return condicion


def _en_ambito(user: Any) -> PersonaQuerySet:
    return Persona.objects.visible_to(user, Permiso.PERSONA_VER)
