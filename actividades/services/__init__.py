"""Every write of activities."""

from actividades.services.fotos import hashes
from actividades.services.registro import Recibo, agregar_evidencias, anotar_actividad, editar_actividad
from actividades.services.revision import (
    cancelar_actividad,
    observar_actividad,
    reabrir_actividad,
    responder_observacion,
    verificar_actividad,
    verificar_varias,
)

__all__ = [
    "Recibo",
    "agregar_evidencias",
    "anotar_actividad",
    "cancelar_actividad",
    "editar_actividad",
    "hashes",
    "observar_actividad",
    "reabrir_actividad",
    "responder_observacion",
    "verificar_actividad",
    "verificar_varias",
]
