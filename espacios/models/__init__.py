"""The recovered space, its catalogues, its photos and its diagnoses."""

from espacios.models.accion import Accion, AccionQuerySet, AvanceAccion
from espacios.models.articulacion import Articulacion, ArticulacionQuerySet
from espacios.models.celda import HECHO_CELDAS, SIN_PUNTO, CambioDelMapa, CeldaDelMapa, EspacioEnAlerta
from espacios.models.diagnostico import (
    Diagnostico,
    DiagnosticoQuerySet,
    RevisionDiagnostico,
    RevisionDiagnosticoQuerySet,
)
from espacios.models.encuesta import RespuestaEncuesta, RespuestaQuerySet
from espacios.models.espacio import (
    LATITUD_MAXIMA,
    LATITUD_MINIMA,
    LONGITUD_MAXIMA,
    LONGITUD_MINIMA,
    EspacioPublico,
    EspacioQuerySet,
    FactorRiesgo,
    TipoEspacio,
    booleano,
    en_silencio,
    en_silencio_recuperado,
)
from espacios.models.foto import FotoEspacio, FotoQuerySet
from espacios.models.intervencion import Intervencion, IntervencionQuerySet, RevisionIntervencion
from espacios.models.lugar import EnUnEspacio
from espacios.models.plan import PlanQuerySet, PlanTrabajo, RevisionPlan
from espacios.models.retiro import PedidoDeRetiro, PedidoQuerySet

__all__ = [
    "HECHO_CELDAS",
    "LATITUD_MAXIMA",
    "LATITUD_MINIMA",
    "LONGITUD_MAXIMA",
    "LONGITUD_MINIMA",
    "SIN_PUNTO",
    "Accion",
    "AccionQuerySet",
    "Articulacion",
    "ArticulacionQuerySet",
    "AvanceAccion",
    "CambioDelMapa",
    "CeldaDelMapa",
    "Diagnostico",
    "DiagnosticoQuerySet",
    "EnUnEspacio",
    "EspacioEnAlerta",
    "EspacioPublico",
    "EspacioQuerySet",
    "FactorRiesgo",
    "FotoEspacio",
    "FotoQuerySet",
    "Intervencion",
    "IntervencionQuerySet",
    "PedidoDeRetiro",
    "PedidoQuerySet",
    "PlanQuerySet",
    "PlanTrabajo",
    "RespuestaEncuesta",
    "RespuestaQuerySet",
    "RevisionDiagnostico",
    "RevisionDiagnosticoQuerySet",
    "RevisionIntervencion",
    "RevisionPlan",
    "TipoEspacio",
    "booleano",
    "en_silencio",
    "en_silencio_recuperado",
]
