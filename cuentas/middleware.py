"""What every signed-in request passes through: session limits, the second factor, the brake's answer."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from comunes.instalacion import hay_datos_de_ejemplo
from cuentas import pendientes, sesiones
from cuentas.services.frenos import DemasiadosIntentos

registro = logging.getLogger(__name__)
Respuesta = Callable[[HttpRequest], HttpResponse]
MENSAJE_VENCIDA = "La sesión se cerró por seguridad. Al ingresar de nuevo se vuelve a la misma página."


class LimitesDeSesion:
    """End sessions that were unused for too long or are too old, and keep what was being sent."""

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respuesta = self.get_response(request)
        if getattr(request, "htmx", False) and _va_a_ingresar(respuesta):
            return _ingresar_con_htmx(request)
        return respuesta

    def process_view(self, request: HttpRequest, vista: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated:
            return None
        if not sesiones.vencida(request.session):
            sesiones.usar(request.session)
            if request.method == "POST":
                sesiones.olvidar_recuerdos(request.session)
            pendientes.olvidar_si_llega(request)
            return None
        exige_sesion = getattr(vista, "login_required", True)
        con_secretos = getattr(vista, "propia", False)
        envio = pendientes.recoger(request) if exige_sesion and not con_secretos else None
        return self._cerrar(request, envio, exige_sesion=exige_sesion)

    def _cerrar(
        self, request: HttpRequest, envio: dict[str, Any] | None, *, exige_sesion: bool
    ) -> HttpResponse | None:
        logout(request)
        if not exige_sesion:
            return None
        messages.info(request, MENSAJE_VENCIDA)
        if request.method in ("GET", "HEAD"):
            return None  # LoginRequiredMiddleware sends them to sign in, and back here
        if envio is None:
            return redirect_to_login(_pagina_de_origen(request))
        pendientes.guardar(request.session, envio)
        return redirect_to_login(reverse("cuentas:continuar"))


def _va_a_ingresar(respuesta: HttpResponse) -> bool:
    return respuesta.status_code == 302 and respuesta["Location"].startswith(reverse(settings.LOGIN_URL))


def _ingresar_con_htmx(request: HttpRequest) -> HttpResponse:
    """Make htmx open the sign-in page as a page; a redirect would paste it into a fragment."""
    destino = redirect_to_login(_pagina_de_origen(request)).url
    return HttpResponse(status=204, headers={"HX-Redirect": destino})


def _pagina_de_origen(request: HttpRequest) -> str:
    """Return the path of our page that sent this request, to come back to."""
    origen = request.headers.get("HX-Current-URL") or request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(origen, {request.get_host()}):
        return str(reverse(settings.LOGIN_REDIRECT_URL))
    partes = urlsplit(origen)
    return f"{partes.path or '/'}?{partes.query}" if partes.query else partes.path or "/"


class ExigirSegundoFactor:
    """Let nobody whose role demands a second factor past the enrolment, the admin included."""

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, vista: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        if not request.user.is_authenticated or request.session.get(sesiones.SEGUNDO_FACTOR):
            return None
        if getattr(vista, "sin_segundo_factor", False) or request.path.startswith("/salud/"):
            return None
        if not request.user.exige_segundo_factor or _es_ejemplo_exento(request.user):
            return None
        return HttpResponseRedirect(reverse("cuentas:inscribir-segundo-factor"))


def _es_ejemplo_exento(usuario: Any) -> bool:
    """Sample accounts may be tried without a phone, only while the sample programme is loaded."""
    if settings.EXIGIR_SEGUNDO_FACTOR_EN_EJEMPLO or not usuario.de_ejemplo:
        return False
    return hay_datos_de_ejemplo()


class RespuestaAlFreno:
    """Answer 429, in our words, wherever the brake stopped an attempt."""

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, excepcion: Exception) -> HttpResponse | None:
        if not isinstance(excepcion, DemasiadosIntentos):
            return None
        registro.warning("an attempt was stopped: too many failures")
        segundos = max(1, int((excepcion.hasta - timezone.now()).total_seconds()) + 1)
        contexto = {"hasta": excepcion.hasta, "minutos": -(-segundos // 60)}
        respuesta = render(request, "429.html", contexto, status=429)
        respuesta["Retry-After"] = str(segundos)
        return respuesta
