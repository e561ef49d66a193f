"""What every request passes through: an id for the logs, clean text, and no caching of private pages."""

import re
import uuid
from collections.abc import Callable
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, QueryDict, UnreadablePostError
from django.middleware.gzip import GZipMiddleware

from comunes.registros import peticion_actual
from comunes.texto import normalizar

Respuesta = Callable[[HttpRequest], HttpResponse]
_IDENTIFICADOR = re.compile(r"[A-Za-z0-9-]{8,64}")
_COMPRIMIBLES = {
    "text/html",
    "text/javascript",
    "application/json",
    "application/geo+json",
    "application/manifest+json",
}
_FORMULARIOS = ("multipart/form-data", "application/x-www-form-urlencoded")


class IdentificadorDePeticion:
    """Give each request an id (the proxy's when it is well formed), for the logs and error pages."""

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        recibido = request.headers.get("X-Request-ID", "")
        identificador = recibido if _IDENTIFICADOR.fullmatch(recibido) else uuid.uuid4().hex
        request.identificador = identificador  # type: ignore[attr-defined]
        ficha = peticion_actual.set(identificador)
        try:
            respuesta = self.get_response(request)
        finally:
            peticion_actual.reset(ficha)
        respuesta["X-Request-ID"] = identificador
        return respuesta


class PaginaComprimida(GZipMiddleware):
    """Compress pages and their data, a fifth of their size on a phone's network.

    Photos are compressed already and exports are streamed: both leave as they are. Sign-in tokens are masked
    anew for each page and cookies do not travel with other sites' requests, so that lengths tell nothing.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        tipo = response.headers.get("Content-Type", "").partition(";")[0]
        if response.streaming or tipo not in _COMPRIMIBLES:
            return response
        return super().process_response(request, response)


class EntradaNormalizada:
    """Pass every query and form value through the one text normaliser, before any form reads it.

    Passwords stay as typed. Form libraries, the admin and plain views are covered alike.
    """

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.GET = _normalizada(request.GET)  # type: ignore[assignment]
        if request.method == "POST":
            _leer_cuerpo(request)
            request._post = _normalizada(request.POST)  # type: ignore[attr-defined]
        return self.get_response(request)


def _leer_cuerpo(request: HttpRequest) -> None:
    """Parse the body once. A body cut short or in another coding is answered 400, not 500.

    The error page's own checks look at the body again: it is marked as read and empty.
    """
    llegada = request._stream  # type: ignore[attr-defined]
    try:
        request.POST  # noqa: B018
        _exigir_entero(request, llegada)
    except (BadRequest, UnreadablePostError) as error:
        request._mark_post_parse_error()  # type: ignore[attr-defined]
        raise BadRequest("The body could not be read.") from error


def _exigir_entero(request: HttpRequest, llegada: Any) -> None:
    """Refuse a form whose connection was cut: Django reads what came of it as if it were all.

    «18 people» would be kept as «1», or under no key at all and so twice.
    """
    if request.content_type in _FORMULARIOS and getattr(llegada, "_pos", 0) < getattr(llegada, "limit", 0):
        raise BadRequest("The body was cut short.")


def _normalizada(datos: QueryDict) -> QueryDict:
    limpia = QueryDict(mutable=True, encoding=datos.encoding)
    for clave, valores in datos.lists():
        limpia.setlist(
            normalizar(clave), valores if "password" in clave else [normalizar(v) for v in valores]
        )
    limpia._mutable = False
    return limpia


class SinCacheConSesion:
    """Mark pages of signed-in people `no-store`: a shared phone must not show them afterwards."""

    def __init__(self, get_response: Respuesta) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        respuesta = self.get_response(request)
        usuario = getattr(request, "user", None)
        if usuario is not None and usuario.is_authenticated and not respuesta.has_header("Cache-Control"):
            respuesta["Cache-Control"] = "no-store, private"
        return respuesta
