"""Every write of activities."""

from actividades.services.fotos import hashes
from actividades.services.programa import (
    fechas_de,
    programar_actividad,
    reprogramar_actividad,
)
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
    "fechas_de",
    "hashes",
    "observar_actividad",
    "programar_actividad",
    "reabrir_actividad",
    "reprogramar_actividad",
    "responder_observacion",
    "verificar_actividad",
    "verificar_varias",
]
