"""Error pages that Django does not reach through a template name alone."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def sesion_caducada(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a post whose form token is missing or old; `reason` is for developers, not for people."""
    return render(request, "403_csrf.html", status=403)
