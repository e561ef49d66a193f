"""Error pages that Django does not reach through a template name alone."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

SEGUNDOS_PARA_REINTENTAR = "30"


def sesion_caducada(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post whose form token is missing or old; `reason` is for developers, not for people."""
    return render(request, "403_csrf.html", status=403)


def error_del_servidor(request: HttpRequest) -> HttpResponse:
    """Answer an uncaught error: 503 and «try again» when the database is away, 500 otherwise.

    The pages need neither database nor context, because either may be what failed.
    """
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        respuesta = HttpResponse(render_to_string("503.html"), status=503)
        respuesta["Retry-After"] = SEGUNDOS_PARA_REINTENTAR
        return respuesta
    return HttpResponse(render_to_string("500.html"), status=500)
