"""Every write about persons."""

from personas.services.accesos import (
    conceder_acceso,
    negar_acceso,
    registrar_exportacion,
    revelar_datos,
    solicitar_acceso,
)
from personas.services.anonimato import (
    anonimizar_persona,
    anonimizar_vencidas,
    borrar_sin_ficha,
    olvidar_solicitudes,
)
from personas.services.consentimientos import (
    anotar_apertura_del_papel,
    apoderado_para,
    registrar_consentimiento,
    registrar_consentimientos,
    revocar_consentimiento,
)
from personas.services.derechos import (
    DatosSolicitud,
    identificar_solicitante,
    recibir_solicitud,
    responder_solicitud,
)
from personas.services.duplicados import buscar_duplicados, descartar_duplicado
from personas.services.fusion import deshacer_union, unir_personas
from personas.services.registro import (
    DEMASIADOS_INTENTOS,
    INTENTOS_POR_HORA,
    NO_COINCIDE,
    YA_EXISTE,
    completar_documento,
    completar_persona,
    comprobar_identidad,
    editar_persona,
    registrar_persona,
    registrar_personas,
)

__all__ = [
    "DEMASIADOS_INTENTOS",
    "INTENTOS_POR_HORA",
    "NO_COINCIDE",
    "YA_EXISTE",
    "DatosSolicitud",
    "anonimizar_persona",
    "anonimizar_vencidas",
    "anotar_apertura_del_papel",
    "apoderado_para",
    "borrar_sin_ficha",
    "buscar_duplicados",
    "completar_documento",
    "completar_persona",
    "comprobar_identidad",
    "conceder_acceso",
    "descartar_duplicado",
    "deshacer_union",
    "editar_persona",
    "identificar_solicitante",
    "negar_acceso",
    "olvidar_solicitudes",
    "recibir_solicitud",
    "registrar_consentimiento",
    "registrar_consentimientos",
    "registrar_exportacion",
    "registrar_persona",
    "registrar_personas",
    "responder_solicitud",
    "revelar_datos",
    "revocar_consentimiento",
    "solicitar_acceso",
    "unir_personas",
]
