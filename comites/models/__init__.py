"""Committees, their mandates, who sits in them, and their WhatsApp group."""

from comites.models.comite import (
    Cargo,
    Comite,
    ComiteQuerySet,
    Integrante,
    IntegranteQuerySet,
    Mandato,
    MandatoQuerySet,
    personas_en_comites,
)
from comites.models.grupo import GrupoQuerySet, GrupoWhatsApp

__all__ = [
    "Cargo",
    "Comite",
    "ComiteQuerySet",
    "GrupoQuerySet",
    "GrupoWhatsApp",
    "Integrante",
    "IntegranteQuerySet",
    "Mandato",
    "MandatoQuerySet",
    "personas_en_comites",
]
