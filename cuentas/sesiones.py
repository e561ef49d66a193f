"""How long a session lasts, by the server's clock; the times stand in the session itself.

Staff: half an hour without use, twelve hours in all. Leaders: an hour without use, then the PIN
again, as long as the device is trusted.
"""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from cuentas.models import DispositivoConfiable, Usuario

INICIO = "inicio"
ULTIMA = "ultima"
TOPE = "tope"
SEGUNDO_FACTOR = "segundo_factor"
RECUERDOS = "recuerdos"
# Writing the session at every request would cost a row per page: a minute is fine enough.
GRANO = 60


def empezar(sesion: SessionBase, usuario: Usuario, *, con_segundo_factor: bool) -> None:
    """Note in a fresh session when it began and whether its owner holds a second factor."""
    ahora = int(time.time())
    sesion[INICIO] = sesion[ULTIMA] = ahora
    sesion[SEGUNDO_FACTOR] = con_segundo_factor
    sesion.pop(TOPE, None)


def atar_a_dispositivo(sesion: SessionBase, dispositivo: DispositivoConfiable) -> None:
    """Make this a leader's session: it lasts as long as the device and survives closing the browser."""
    sesion[TOPE] = int(dispositivo.vence.timestamp())
    sesion.set_expiry(max(1, sesion[TOPE] - int(time.time())))


def vencida(sesion: SessionBase) -> bool:
    """Say whether the session is over: unused for too long, or too old."""
    ahora = int(time.time())
    if INICIO not in sesion or ULTIMA not in sesion:
        return True
    if TOPE in sesion:
        ocio, tope = settings.MINUTOS_OCIO_LIDER, sesion[TOPE]
    else:
        ocio, tope = settings.MINUTOS_OCIO_PERSONAL, sesion[INICIO] + settings.HORAS_SESION * 3600
    return bool(ahora - sesion[ULTIMA] >= ocio * 60 or ahora >= tope)


def usar(sesion: SessionBase) -> None:
    """Note that the session is in use."""
    ahora = int(time.time())
    if ahora - sesion[ULTIMA] >= GRANO:
        sesion[ULTIMA] = ahora


def recordado(sesion: SessionBase, clave: str, contar: Callable[[], int | None]) -> int | None:
    """Return a figure that every page shows, counted once a minute and again after each form sent.

    It lives in the session, which every process reads: what the user did shows at once.
    """
    recuerdos = sesion.get(RECUERDOS, {})
    hasta, valor = recuerdos.get(clave, (0, None))
    if time.time() < hasta:
        return valor  # type: ignore[no-any-return]
    valor = contar()
    sesion[RECUERDOS] = recuerdos | {clave: (int(time.time()) + GRANO, valor)}
    return valor


def olvidar_recuerdos(sesion: SessionBase) -> None:
    """Count again: the user is changing something."""
    sesion.pop(RECUERDOS, None)


def edad(sesion: SessionBase) -> float:
    """Return how many seconds ago the session began."""
    inicio: Any = sesion.get(INICIO, 0)
    return time.time() - float(inicio)
