"""Talks, who registered, who came, and the certificates that say so."""

from capacitaciones.models.asistencia import Asistencia, AsistenciaQuerySet
from capacitaciones.models.constancia import Constancia, ConstanciaQuerySet
from capacitaciones.models.inscripcion import Inscripcion, InscripcionQuerySet
from capacitaciones.models.sesion import Sesion, SesionQuerySet

__all__ = [
    "Asistencia",
    "AsistenciaQuerySet",
    "Constancia",
    "ConstanciaQuerySet",
    "Inscripcion",
    "InscripcionQuerySet",
    "Sesion",
    "SesionQuerySet",
]
