"""Every write of spaces, their photos and their diagnoses."""

from espacios.services.diagnostico import (
    abrir_diagnostico,
    descartar_diagnostico,
    enmendar_diagnostico,
    enviar_diagnostico,
    guardar_borrador,
    observar_diagnostico,
    recuperar_diagnostico,
    validar_diagnostico,
)
from espacios.services.espacio import (
    CAMPOS,
    avanzar_espacio,
    editar_espacio,
    fijar_estado,
    registrar_espacio,
    reincorporar_espacio,
    retirar_espacio,
)
from espacios.services.fotos import agregar_fotos, editar_foto

__all__ = [
    "CAMPOS",
    "abrir_diagnostico",
    "agregar_fotos",
    "avanzar_espacio",
    "descartar_diagnostico",
    "editar_espacio",
    "editar_foto",
    "enmendar_diagnostico",
    "enviar_diagnostico",
    "fijar_estado",
    "guardar_borrador",
    "observar_diagnostico",
    "recuperar_diagnostico",
    "registrar_espacio",
    "reincorporar_espacio",
    "retirar_espacio",
    "validar_diagnostico",
]
