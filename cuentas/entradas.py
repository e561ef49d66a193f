"""Opening a session for a leader, and where to go afterwards."""

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from cuentas import sesiones
from cuentas.models import DispositivoConfiable

MOTOR = "cuentas.motor.MotorDeCuentas"


def abrir_sesion(request: HttpRequest, dispositivo: DispositivoConfiable) -> None:
    """Sign in the leader of `dispositivo` under a new session id."""
    login(request, dispositivo.usuario, backend=MOTOR)
    sesiones.atar_a_dispositivo(request.session, dispositivo)


def destino(request: HttpRequest) -> str:
    """Return the page asked for with `next` when it is one of ours, else the work home."""
    pedido = request.POST.get("next") or request.GET.get("next") or ""
    seguro = url_has_allowed_host_and_scheme(pedido, {request.get_host()}, require_https=request.is_secure())
    return pedido if seguro else resolve_url(settings.LOGIN_REDIRECT_URL)
