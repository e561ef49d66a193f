"""Every write of talks. Each takes an `actor`, runs in one transaction and leaves a line of history."""

from capacitaciones.services.asistencias import guardar_asistencia
from capacitaciones.services.cierre import cerrar_sesion
from capacitaciones.services.constancias import (
    devolver_repetidas,
    reemitir_constancia,
    revocar_constancia,
    revocar_repetidas,
)
from capacitaciones.services.inscripciones import (
    agregar_asistente,
    inscribir,
    retirar_inscripcion,
)
from capacitaciones.services.recuperacion import pedir_enlaces
from capacitaciones.services.sesiones import (
    abrir_sesion,
    cancelar_sesion,
    crear_sesion,
    editar_sesion,
)

__all__ = [
    "abrir_sesion",
    "agregar_asistente",
    "cancelar_sesion",
    "cerrar_sesion",
    "crear_sesion",
    "devolver_repetidas",
    "editar_sesion",
    "guardar_asistencia",
    "inscribir",
    "pedir_enlaces",
    "reemitir_constancia",
    "retirar_inscripcion",
    "revocar_constancia",
    "revocar_repetidas",
]
