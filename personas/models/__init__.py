"""Persons, what they consented to, and who looked at their data."""

from personas.models.accesos import AccesoADatos, SolicitudDeAcceso, SolicitudDeAccesoQuerySet
from personas.models.consentimiento import Consentimiento, ConsentimientoQuerySet
from personas.models.derechos import SolicitudDeDerechos
from personas.models.fusion import Fusion, PosibleDuplicado
from personas.models.persona import Persona, PersonaQuerySet

__all__ = [
    "AccesoADatos",
    "Consentimiento",
    "ConsentimientoQuerySet",
    "Fusion",
    "Persona",
    "PersonaQuerySet",
    "PosibleDuplicado",
    "SolicitudDeAcceso",
    "SolicitudDeAccesoQuerySet",
    "SolicitudDeDerechos",
]
