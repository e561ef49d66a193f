"""One page, measured: median of several requests through every middleware, its queries and its bytes."""

import gc
import resource
import time
from pathlib import Path
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cuentas.models import Usuario
from medicion.pagina import Pagina

VECES, SEGUNDOS = 15, 6.0
# Asked between one request and the next: the same work always, to know how fast the machine is just now.
PATRON = "/accesibilidad/"
MOTOR = "cuentas.motor.MotorDeCuentas"


def sesion_de(identificador: str) -> Client:
    """Return a browser where that account has signed in; an anonymous one without account."""
    cliente = Client()
    if not identificador:
        return cliente
    cliente.force_login(Usuario.objects.get(identificador=identificador), backend=MOTOR)
    sesion = cliente.session
    sesion["segundo_factor"] = True
    sesion.save()
    return cliente


def medir(pagina: Pagina, cliente: Client) -> dict[str, Any]:
    """Return the figures of a page; LookupError when it does not answer 200."""
    return _exportacion(pagina, cliente) if pagina.formato else _pagina(pagina, cliente)


def _pagina(pagina: Pagina, cliente: Client) -> dict[str, Any]:
    direccion = pagina.abrir(cliente)
    respuesta = pagina.pedir(cliente, direccion)
    if respuesta.status_code != 200:
        raise LookupError(f"{direccion} answered {respuesta.status_code}")
    with CaptureQueriesContext(connection) as consultas:
        largo = len(pagina.pedir(cliente, direccion).content)
        cuantas = len(consultas)
    relojes: list[float] = []
    procesador: list[float] = []
    patron: list[float] = []
    fin = time.perf_counter() + SEGUNDOS
    gc.collect()
    while len(relojes) < VECES and (len(relojes) < 5 or time.perf_counter() < fin):
        inicio, gastado = time.perf_counter(), _procesador()
        pagina.pedir(cliente, direccion)
        procesador.append(_procesador() - gastado)
        relojes.append(time.perf_counter() - inicio)
        gastado = _procesador()
        cliente.get(PATRON)
        patron.append(_procesador() - gastado)
    return {
        "ms": round(1000 * median(relojes), 2),
        "cpu_ms": round(1000 * median(procesador), 2),
        "relativo": round(median(procesador) / median(patron), 3),
        "consultas": cuantas,
        "bytes": largo,
    }


def _procesador() -> float:
    """Return the seconds of processor that this process and its database connection have used.

    A PostgreSQL on another machine, or another system than Linux, leaves the connection's part out.
    """
    return time.process_time() + _del_servidor()


def _del_servidor() -> float:
    if connection.vendor != "postgresql":
        return 0.0
    # One line, nanoseconds first; read straight from the kernel, without asking the server anything.
    estado = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
    return int(estado.read_text().split()[0]) / 1e9 if estado.exists() else 0.0


def _exportacion(pagina: Pagina, cliente: Client) -> dict[str, Any]:
    antes, inicio, gastado = _memoria(), time.perf_counter(), _procesador()
    respuesta: Any = cliente.post(pagina.direccion(), {"formato": pagina.formato})
    if respuesta.status_code != 200:
        raise LookupError(f"{pagina.nombre} answered {respuesta.status_code}")
    primero, largo, cumbre = 0.0, 0, antes
    for numero, trozo in enumerate(respuesta.streaming_content):
        primero = primero or 1000 * (_procesador() - gastado)
        largo += len(trozo)
        if numero % 50 == 0:
            cumbre = max(cumbre, _memoria())
    ms = 1000 * (time.perf_counter() - inicio)
    return {
        "ms": round(ms, 1),
        "cpu_ms": round(1000 * (_procesador() - gastado), 1),
        "relativo": round(1000 * (_procesador() - gastado), 1),
        "primer_byte_ms": round(primero, 1),
        "memoria_mb": round(max(cumbre, _memoria()) - antes, 1),
        "consultas": 0,
        "bytes": largo,
    }


def _memoria() -> float:
    """Return the resident memory of this process in megabytes."""
    estado = Path("/proc/self/statm")
    if estado.exists():
        return int(estado.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
