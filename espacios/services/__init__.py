"""Every write of spaces, their photos and their diagnoses."""

from espacios.services.ciclo import (
    anular_pedido,
    aprobar_retiro,
    avanzar_espacio,
    fijar_estado,
    negar_retiro,
    pedir_retiro,
    reincorporar_espacio,
    retirar_espacio,
)
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
    editar_espacio,
    registrar_espacio,
)
from espacios.services.fotos import agregar_fotos, editar_foto

__all__ = [
    "CAMPOS",
    "abrir_diagnostico",
    "agregar_fotos",
    "anular_pedido",
    "aprobar_retiro",
    "avanzar_espacio",
    "descartar_diagnostico",
    "editar_espacio",
    "editar_foto",
    "enmendar_diagnostico",
    "enviar_diagnostico",
    "fijar_estado",
    "guardar_borrador",
    "negar_retiro",
    "observar_diagnostico",
    "pedir_retiro",
    "recuperar_diagnostico",
    "registrar_espacio",
    "reincorporar_espacio",
    "retirar_espacio",
    "validar_diagnostico",
]
