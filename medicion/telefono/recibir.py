"""What it costs to receive an activity and its photos."""

from functools import partial
from io import BytesIO
from statistics import median
from typing import Any

from django.test import Client
from django.urls import reverse

from medicion.telefono.programa import (
    anotadas,
    comite_de,
    foto_de_telefono,
    lideres,
    palabras,
    sesion_abierta,
)
from medicion.telefono.turnos import DE_CALENTAR, VECES, contra_llano, gasto

FOTOS = 10
_JSON = {"accept": "application/json"}


def medir() -> dict[str, Any]:
    """Return what an activity costs without photos against a plain post, and each photo by itself."""
    lider = lideres()[0]
    cliente, _ = sesion_abierta(lider)
    comite, ruta, desde = comite_de(lider), reverse("actividades:anotar"), anotadas()
    envios = [palabras(comite, desde + numero) for numero in range(VECES + DE_CALENTAR)]
    figuras = contra_llano(cliente, [partial(cliente.post, ruta, e, headers=_JSON) for e in envios], 200)
    fotos = _fotos(cliente, envios[-1]["clave_idempotencia"])
    return figuras | {"foto_ms": round(1000 * median(fotos), 1)}


def _fotos(cliente: Client, actividad: str) -> list[float]:
    ruta = reverse("actividades:recibir-foto", args=[actividad])
    cuerpos = [foto_de_telefono(numero) for numero in range(FOTOS)]
    return [gasto(partial(cliente.post, ruta, {"fotos": _archivo(c)}), 200) for c in cuerpos]


def _archivo(contenido: bytes) -> BytesIO:
    archivo = BytesIO(contenido)
    archivo.name = "foto.jpg"
    return archivo
