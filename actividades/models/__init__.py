"""Activities, their photos, the talk about them, and the institutions that took part."""

from actividades.models.actividad import (
    FOTOS_MAXIMO,
    PARTICIPANTES_MAXIMO,
    POR_EDAD,
    POR_SEXO,
    Actividad,
    ActividadQuerySet,
    TipoActividad,
)
from actividades.models.evidencia import Evidencia, EvidenciaQuerySet
from actividades.models.participacion import FOTOS_DE_INVITADO, Participacion, ParticipacionQuerySet
from actividades.models.revision import Revision, RevisionQuerySet

__all__ = [
    "FOTOS_DE_INVITADO",
    "FOTOS_MAXIMO",
    "PARTICIPANTES_MAXIMO",
    "POR_EDAD",
    "POR_SEXO",
    "Actividad",
    "ActividadQuerySet",
    "Evidencia",
    "EvidenciaQuerySet",
    "Participacion",
    "ParticipacionQuerySet",
    "Revision",
    "RevisionQuerySet",
    "TipoActividad",
]
