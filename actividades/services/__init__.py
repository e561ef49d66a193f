"""Every write of activities."""

from actividades.services.conjuntas import (
    invitar_institucion,
    reabrir_participacion,
    renovar_enlace,
    retirar_participacion,
    revisar_participacion,
)
from actividades.services.fotos import hashes
from actividades.services.olvido import olvidar_respuestas, quitar_quien_respondio
from actividades.services.programa import (
    fechas_de,
    programar_actividad,
    reprogramar_actividad,
)
from actividades.services.registro import (
    Recibo,
    agregar_evidencias,
    anotar_actividad,
    completar_actividad,
    editar_actividad,
)
from actividades.services.respuestas import (
    Aporte,
    AporteCruzado,
    InvitacionNoSirve,
    aportar_a_actividad,
    responder_invitacion,
)
from actividades.services.revision import (
    cancelar_actividad,
    observar_actividad,
    pedir_otra_mirada,
    reabrir_actividad,
    rechazar_actividad,
    responder_observacion,
    verificar_actividad,
    verificar_varias,
)

__all__ = [
    "Aporte",
    "AporteCruzado",
    "InvitacionNoSirve",
    "Recibo",
    "agregar_evidencias",
    "anotar_actividad",
    "aportar_a_actividad",
    "cancelar_actividad",
    "completar_actividad",
    "editar_actividad",
    "fechas_de",
    "hashes",
    "invitar_institucion",
    "observar_actividad",
    "olvidar_respuestas",
    "pedir_otra_mirada",
    "programar_actividad",
    "quitar_quien_respondio",
    "reabrir_actividad",
    "reabrir_participacion",
    "rechazar_actividad",
    "renovar_enlace",
    "reprogramar_actividad",
    "responder_invitacion",
    "responder_observacion",
    "retirar_participacion",
    "revisar_participacion",
    "verificar_actividad",
    "verificar_varias",
]
