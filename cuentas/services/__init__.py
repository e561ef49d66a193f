"""Writes of accounts, of what lets people in, and of what accounts administer."""

from cuentas.services.asignaciones import Funcion, asignar, cambiar_asignacion, cerrar_asignacion
from cuentas.services.catalogos import guardar_catalogo
from cuentas.services.enlaces import emitir_enlace, estrenar_enlace, revocar_dispositivo, revocar_enlace
from cuentas.services.entregas import entregar_trabajo
from cuentas.services.lideres import crear_lider
from cuentas.services.olvido import anonimizar_lider, es_solo_de_lider
from cuentas.services.recuperacion import invitar
from cuentas.services.usuarios import (
    crear_usuario,
    desactivar_usuario,
    editar_usuario,
    quitar_segundo_paso,
    reactivar_usuario,
)

__all__ = [
    "Funcion",
    "anonimizar_lider",
    "asignar",
    "cambiar_asignacion",
    "cerrar_asignacion",
    "crear_lider",
    "crear_usuario",
    "desactivar_usuario",
    "editar_usuario",
    "emitir_enlace",
    "entregar_trabajo",
    "es_solo_de_lider",
    "estrenar_enlace",
    "guardar_catalogo",
    "invitar",
    "quitar_segundo_paso",
    "reactivar_usuario",
    "revocar_dispositivo",
    "revocar_enlace",
]
