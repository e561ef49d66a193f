"""Committees, their mandates, who sits in them, their WhatsApp group, their assemblies and papers."""

from comites.models.asamblea import Asamblea, AsambleaQuerySet
from comites.models.comite import Comite, ComiteQuerySet, Mandato, MandatoQuerySet
from comites.models.documento import (
    DocumentoEmitido,
    DocumentoQuerySet,
    EjemplarFirmado,
    EjemplarQuerySet,
    PaginaFirmada,
    PaginaQuerySet,
)
from comites.models.grupo import GrupoQuerySet, GrupoWhatsApp
from comites.models.integrante import (
    PRESIDENCIA,
    Cargo,
    Integrante,
    IntegranteQuerySet,
    personas_en_comites,
)
from comites.models.mensaje import Difusion, DifusionQuerySet, Mensaje, MensajeQuerySet

__all__ = [
    "PRESIDENCIA",
    "Asamblea",
    "AsambleaQuerySet",
    "Cargo",
    "Comite",
    "ComiteQuerySet",
    "Difusion",
    "DifusionQuerySet",
    "DocumentoEmitido",
    "DocumentoQuerySet",
    "EjemplarFirmado",
    "EjemplarQuerySet",
    "GrupoQuerySet",
    "GrupoWhatsApp",
    "Integrante",
    "IntegranteQuerySet",
    "Mandato",
    "MandatoQuerySet",
    "Mensaje",
    "MensajeQuerySet",
    "PaginaFirmada",
    "PaginaQuerySet",
    "personas_en_comites",
]
