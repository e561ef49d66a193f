"""What a post costs in processor time, against a plain form POST sent in turns with it."""

import gc
import uuid
from collections.abc import Callable, Iterable
from statistics import median
from typing import Any

from django.test import Client, override_settings

from medicion.cronometro import _procesador
from medicion.telefono.llano import DIRECCION

VECES, DE_CALENTAR = 60, 2
META = 5.0


def contra_llano(cliente: Client, envios: Iterable[Callable[[], Any]], estado: int) -> dict[str, Any]:
    """Take turns: a plain post, one of these, a plain post… so that the machine's moods touch both alike."""
    llanos: list[float] = []
    propios: list[float] = []
    gc.collect()
    with override_settings(ROOT_URLCONF="medicion.telefono.llano"):
        for enviar in envios:
            llanos.append(gasto(lambda: cliente.post(f"/{DIRECCION}", {"clave": uuid.uuid4().hex}), 302))
            propios.append(gasto(enviar, estado))
    llano, propio = median(llanos[DE_CALENTAR:]), median(propios[DE_CALENTAR:])
    veces = propio / llano
    return {
        "llano_ms": round(1000 * llano, 2),
        "propio_ms": round(1000 * propio, 2),
        "veces": round(veces, 2),
        "faltas": [f"{veces:.1f} veces un envío llano > {META:g}"] if veces > META else [],
    }


def gasto(hacer: Callable[[], Any], estado: int) -> float:
    """Return the processor seconds that `hacer` took; LookupError when it was not answered as it should."""
    inicio = _procesador()
    respuesta = hacer()
    gastado = _procesador() - inicio
    if respuesta.status_code != estado:
        raise LookupError(f"answered {respuesta.status_code}")
    return gastado
