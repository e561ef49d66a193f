"""What somebody was sending when the session ended: kept in the session, given back after signing in."""

import time
from typing import Any

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

CLAVE = "envio_pendiente"
DURACION = 30 * 60
MAXIMO_CAMPOS = 200
MAXIMO_LETRAS = 50_000
# Never kept: secrets, and what the new page brings anew. Pages of the own account keep nothing.
OMITIDOS = ("password", "csrfmiddlewaretoken")


def recoger(request: HttpRequest) -> dict[str, Any] | None:
    """Return what this post carries, or None when there is nothing to keep (or too much)."""
    if request.method != "POST" or getattr(request, "htmx", False):
        return None
    campos = [
        [nombre, valor]
        for nombre, valores in request.POST.lists()
        for valor in valores
        if not nombre.startswith(OMITIDOS)
    ]
    letras = sum(len(nombre) + len(valor) for nombre, valor in campos)
    if not campos or len(campos) > MAXIMO_CAMPOS or letras > MAXIMO_LETRAS:
        return None
    return {
        "usuario": request.user.pk,
        "ruta": request.get_full_path(),
        "campos": campos,
        "con_archivos": bool(request.FILES),
        "momento": int(time.time()),
    }


def guardar(sesion: SessionBase, envio: dict[str, Any]) -> None:
    sesion[CLAVE] = envio


def pendiente(request: HttpRequest) -> dict[str, Any] | None:
    """Return what was kept, if it is this user's and recent."""
    envio: dict[str, Any] | None = request.session.get(CLAVE)
    if not envio or envio["usuario"] != request.user.pk or time.time() - envio["momento"] > DURACION:
        return None
    return envio


def olvidar(sesion: SessionBase) -> None:
    sesion.pop(CLAVE, None)


def olvidar_si_llega(request: HttpRequest) -> None:
    """Forget what was kept once it is posted again, or once it is too old."""
    envio = request.session.get(CLAVE)
    if not envio:
        return
    llego = request.method == "POST" and request.get_full_path() == envio["ruta"]
    if llego or time.time() - envio["momento"] > DURACION:
        olvidar(request.session)
