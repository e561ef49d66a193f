"""Many phones at once against a real server: no error, each activity once, nothing lost when it is killed."""

import http.client
import json
import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from statistics import quantiles
from time import perf_counter
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from actividades.models import Actividad
from medicion.servidor import ServidorReal
from medicion.telefono.programa import anotadas, comite_de, lideres, palabras, sesion_abierta

CLIENTES, CADA_UNO, REPETICIONES = 32, 10, 20
INSISTENTES, POR_INSISTENTE, INTENTOS = 8, 30, 100
MUERTES, ACUSES_ENTRE_MUERTES = 6, 25
SELLO = "a" * 32
ESPERA, PAUSA = 60, 0.2
Envio = dict[str, Any]


@dataclass
class Telefono:
    """A phone that posts activities of one leader; `acusadas` are those that it was told have arrived."""

    servidor: ServidorReal
    sesion: str
    comite: int
    estados: Counter[int] = field(default_factory=Counter)
    tiempos: list[float] = field(default_factory=list)
    acusadas: list[str] = field(default_factory=list)

    def enviar(self, datos: Envio) -> int:
        """Post once; return the status, 0 when nobody answered."""
        inicio = perf_counter()
        conexion = http.client.HTTPConnection("127.0.0.1", self.servidor.puerto, timeout=ESPERA)
        try:
            conexion.request("POST", reverse("actividades:anotar"), urlencode(datos), self._cabezas())
            respuesta = conexion.getresponse()
            contenido, estado = respuesta.read(), respuesta.status
        except (OSError, http.client.HTTPException):
            estado = 0
        finally:
            conexion.close()
        if estado == 200:
            self.acusadas.append(json.loads(contenido)["actividad"])
        self.tiempos.append(perf_counter() - inicio)
        self.estados[estado] += 1
        return estado

    def enviar_todas(self, envios: list[Envio]) -> None:
        for datos in envios:
            self.enviar(datos)

    def insistir(self, envios: list[Envio]) -> None:
        """Post each until it is acknowledged, as the phone's queue does."""
        for datos in envios:
            for _ in range(INTENTOS):
                if self.enviar(datos) == 200:
                    break
                time.sleep(PAUSA)

    def _cabezas(self) -> dict[str, str]:
        return {
            "Accept": "application/json",
            "Content-Type": "application/x-www-form-urlencoded",
            "Cookie": f"{settings.SESSION_COOKIE_NAME}={self.sesion}; {settings.CSRF_COOKIE_NAME}={SELLO}",
            "X-CSRFToken": SELLO,
        }


Reparto = list[tuple[Telefono, list[Envio]]]


def telefonos(servidor: ServidorReal, cuantos: int) -> list[Telefono]:
    """Return that many phones, of as many leaders as there are, each signed in."""
    suyas = [(sesion_abierta(lider)[1], comite_de(lider)) for lider in lideres()]
    return [Telefono(servidor, *suyas[n % len(suyas)]) for n in range(cuantos)]


def _en_paralelo(tarea: Callable[[Telefono, list[Envio]], Any], reparto: Reparto) -> None:
    """Run `tarea` for every phone and what it sends, all at once; raises what any of them raised."""
    with ThreadPoolExecutor(len(reparto)) as hilos:
        for hecha in [hilos.submit(tarea, *suyo) for suyo in reparto]:
            hecha.result()


def _repartir(todos: list[Telefono], cada_uno: int) -> Reparto:
    """Give each phone activities of its own to send, unlike any before."""
    desde = anotadas()
    return [
        (t, [palabras(t.comite, desde + n * cada_uno + k) for k in range(cada_uno)])
        for n, t in enumerate(todos)
    ]


def muchos(servidor: ServidorReal) -> dict[str, Any]:
    """32 phones, ten activities each, all at once; then twenty times the same one."""
    todos, antes, inicio = telefonos(servidor, CLIENTES), Actividad.objects.count(), perf_counter()
    _en_paralelo(Telefono.enviar_todas, _repartir(todos, CADA_UNO))
    segundos, nuevas = perf_counter() - inicio, Actividad.objects.count() - antes
    repetidores = [replace(t, tiempos=[], estados=Counter()) for t in todos[:1] * REPETICIONES]
    ((_, [misma]),) = _repartir(todos[:1], 1)
    _en_paralelo(Telefono.enviar_todas, [(t, [misma]) for t in repetidores])
    filas = Actividad.objects.filter(uuid=misma["clave_idempotencia"]).count()
    errores = sum(t.estados.total() - t.estados[200] for t in (*todos, *repetidores))
    tiempos = quantiles([uno for t in todos for uno in t.tiempos], n=20)
    faltas = {
        f"{errores} errores": errores,
        f"{nuevas} filas de {CLIENTES * CADA_UNO}": nuevas != CLIENTES * CADA_UNO,
        f"la repetida tiene {filas} filas": filas != 1,
    }
    return {
        "clientes": CLIENTES,
        "enviadas": CLIENTES * CADA_UNO,
        "nuevas": nuevas,
        "errores": errores,
        "por_segundo": round(CLIENTES * CADA_UNO / segundos, 1),
        "mediana_ms": round(1000 * tiempos[9]),
        "p95_ms": round(1000 * tiempos[18]),
        "repeticiones": REPETICIONES,
        "filas_de_la_repetida": filas,
        "faltas": [dicha for dicha, cierta in faltas.items() if cierta],
    }


def con_muertes(servidor: ServidorReal) -> dict[str, Any]:
    """Kill workers, and once the whole server, while phones post; every acknowledged row must be there."""
    todos = telefonos(servidor, INSISTENTES)
    reparto = _repartir(todos, POR_INSISTENTE)
    enviadas = {uuid.UUID(d["clave_idempotencia"]) for _, suyas in reparto for d in suyas}
    muertes = threading.Thread(target=_matar, args=(servidor, todos))
    muertes.start()
    _en_paralelo(Telefono.insistir, reparto)
    muertes.join()
    acusadas = {uuid.UUID(u) for t in todos for u in t.acusadas}
    guardadas = list(Actividad.objects.filter(uuid__in=enviadas).values_list("uuid", flat=True))
    perdidas = len(acusadas - set(guardadas))
    faltas = {
        f"{perdidas} acusadas y perdidas": perdidas,
        f"{len(guardadas)} filas de {len(enviadas)}": len(guardadas) != len(enviadas),
    }
    return {
        "enviadas": len(enviadas),
        "acusadas": len(acusadas),
        "guardadas": len(guardadas),
        "sin_respuesta": sum(t.estados[0] for t in todos),
        "muertes": MUERTES,
        "perdidas": perdidas,
        "faltas": [dicha for dicha, cierta in faltas.items() if cierta],
    }


def _matar(servidor: ServidorReal, todos: list[Telefono]) -> None:
    """Kill after every so many acknowledgements, never by the clock; the last time, the whole server."""
    for muerte in range(1, MUERTES + 1):
        while sum(len(t.acusadas) for t in todos) < muerte * ACUSES_ENTRE_MUERTES:
            time.sleep(PAUSA / 10)
        if muerte < MUERTES:
            servidor.matar_trabajadores(1 + muerte % 2)
        else:
            servidor.matar()
            servidor.empezar()
