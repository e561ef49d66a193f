"""The one timeline of a space, filled in by this app and by those above it."""

from espacios.linea import compromisos, plan, propias
from espacios.linea.registro import (
    ALERTAS,
    DIAGNOSTICOS,
    ESTADO,
    FOTOS,
    PLAN,
    Apunte,
    Clase,
    Fuente,
    Hecho,
    Linea,
    Pedido,
    Tramo,
    anios,
    clases,
    leer_linea,
    registrar_fuente,
)

__all__ = [
    "ALERTAS",
    "DIAGNOSTICOS",
    "ESTADO",
    "FOTOS",
    "PLAN",
    "Apunte",
    "Clase",
    "Fuente",
    "Hecho",
    "Linea",
    "Pedido",
    "Tramo",
    "anios",
    "clases",
    "compromisos",
    "leer_linea",
    "plan",
    "propias",
    "registrar_fuente",
]
