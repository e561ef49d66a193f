"""Every write about persons."""

from personas.services.accesos import (
    conceder_acceso,
    negar_acceso,
    registrar_exportacion,
    revelar_datos,
    solicitar_acceso,
)
from personas.services.consentimientos import registrar_consentimiento, revocar_consentimiento
from personas.services.duplicados import buscar_duplicados, descartar_duplicado
from personas.services.fusion import deshacer_union, unir_personas
from personas.services.registro import (
    DEMASIADOS_INTENTOS,
    INTENTOS_POR_HORA,
    NO_COINCIDE,
    YA_EXISTE,
    comprobar_identidad,
    editar_persona,
    registrar_persona,
)

__all__ = [
    "DEMASIADOS_INTENTOS",
    "INTENTOS_POR_HORA",
    "NO_COINCIDE",
    "YA_EXISTE",
    "buscar_duplicados",
    "comprobar_identidad",
    "conceder_acceso",
    "descartar_duplicado",
    "deshacer_union",
    "editar_persona",
    "negar_acceso",
    "registrar_consentimiento",
    "registrar_exportacion",
    "registrar_persona",
    "revelar_datos",
    "revocar_consentimiento",
    "solicitar_acceso",
    "unir_personas",
]
