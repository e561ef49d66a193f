"""What it costs to receive an activity and its photos, in processor time against a plain form POST."""

import gc
import uuid
from collections.abc import Callable
from io import BytesIO
from statistics import median
from typing import Any

from django.test import Client, override_settings
from django.urls import reverse

from medicion.cronometro import _procesador
from medicion.telefono.llano import DIRECCION
from medicion.telefono.programa import (
    anotadas,
    comite_de,
    foto_de_telefono,
    lideres,
    palabras,
    sesion_abierta,
)

VECES, FOTOS = 60, 10
META = 5.0
_JSON = {"accept": "application/json"}


def medir() -> dict[str, Any]:
    """Take turns: a plain post, an activity, a plain post… so that the machine's moods touch both alike."""
    lider = lideres()[0]
    cliente, _ = sesion_abierta(lider)
    comite, ruta = comite_de(lider), reverse("actividades:anotar")
    desde = anotadas()
    envios = [palabras(comite, desde + numero) for numero in range(VECES + 2)]
    llanos: list[float] = []
    recibidas: list[float] = []
    gc.collect()
    with override_settings(ROOT_URLCONF="medicion.telefono.llano"):
        for numero, envio in enumerate(envios):
            llano = _gasto(lambda: cliente.post(f"/{DIRECCION}", {"clave": uuid.uuid4().hex}), 302)
            recibida = _gasto(lambda envio=envio: cliente.post(ruta, envio, headers=_JSON), 200)  # type: ignore[misc]
            if numero > 1:  # the first ones warm the caches
                llanos.append(llano)
                recibidas.append(recibida)
        fotos = _fotos(cliente, envios[-1]["clave_idempotencia"])
    veces = median(recibidas) / median(llanos)
    return {
        "llano_ms": round(1000 * median(llanos), 2),
        "actividad_ms": round(1000 * median(recibidas), 2),
        "veces": round(veces, 2),
        "foto_ms": round(1000 * median(fotos), 1),
        "faltas": [f"{veces:.1f} veces un envío llano > {META:g}"] if veces > META else [],
    }


def _fotos(cliente: Client, actividad: str) -> list[float]:
    ruta = reverse("actividades:recibir-foto", args=[actividad])
    cuerpos = [foto_de_telefono(numero) for numero in range(FOTOS)]
    return [_gasto(lambda c=c: cliente.post(ruta, {"fotos": _archivo(c)}), 200) for c in cuerpos]  # type: ignore[misc]


def _archivo(contenido: bytes) -> BytesIO:
    archivo = BytesIO(contenido)
    archivo.name = "foto.jpg"
    return archivo


def _gasto(hacer: Callable[[], Any], estado: int) -> float:
    """Return the processor seconds that `hacer` took; LookupError when it was not answered as it should."""
    inicio = _procesador()
    respuesta = hacer()
    gastado = _procesador() - inicio
    if respuesta.status_code != estado:
        raise LookupError(f"answered {respuesta.status_code}")
    return gastado
