"""The trusted device behind a request: its cookie, and what to call it."""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from cuentas.models import DispositivoConfiable
from cuentas.secretos import huella

_NAVEGADORES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Internet de Samsung"),
    ("Firefox", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_EQUIPOS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Macintosh", "Mac"),
    ("Linux", "Linux"),
)


def dispositivo_de(request: HttpRequest) -> DispositivoConfiable | None:
    """Return the trusted device that sent the request, with its leader, or None."""
    secreto = request.COOKIES.get(settings.COOKIE_DISPOSITIVO, "")
    if not re.fullmatch(r"[A-Za-z0-9_-]{32}", secreto):
        return None
    vivos = DispositivoConfiable.objects.vivos().select_related("usuario")
    dispositivo: DispositivoConfiable | None = vivos.filter(huella=huella(secreto)).first()
    if dispositivo is None or not dispositivo.usuario.entra_con_pin:
        return None
    return dispositivo


def recordar(respuesta: HttpResponse, dispositivo: DispositivoConfiable, secreto: str) -> None:
    """Leave the device's secret in a cookie that scripts can't read."""
    respuesta.set_cookie(
        settings.COOKIE_DISPOSITIVO,
        secreto,
        expires=dispositivo.vence,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def olvidar(respuesta: HttpResponse) -> None:
    """Take the cookie away from this device."""
    respuesta.set_cookie(
        settings.COOKIE_DISPOSITIVO,
        "",
        max_age=0,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def nombre_de(request: HttpRequest) -> str:
    """Name the device for people: «Chrome en Android»."""
    agente = request.headers.get("User-Agent", "")
    navegador = next((nombre for marca, nombre in _NAVEGADORES if marca in agente), "Navegador")
    equipo = next((nombre for marca, nombre in _EQUIPOS if marca in agente), "")
    return f"{navegador} en {equipo}" if equipo else navegador
