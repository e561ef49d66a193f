"""Answers that a browser may keep: an ETag over what was rendered, and 304 when it is the same."""

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers, set_response_etag

# Short: what somebody stops publishing must be gone soon. After it the ETag saves the bytes.
SEGUNDOS: Final = 60


def con_etag(request: HttpRequest, respuesta: Any) -> HttpResponse:
    """Return `respuesta` (rendered here if it is a template's) ready to be kept by anybody, or a 304.

    Only for pages that are the same for every visitor. Whoever is signed in gets it fresh: their page
    carries their own menu and is never stored.
    """
    if request.user.is_authenticated:
        return respuesta
    if hasattr(respuesta, "render"):
        respuesta.render()
    respuesta["Cache-Control"] = f"public, max-age={SEGUNDOS}"
    patch_vary_headers(respuesta, ["Cookie"])
    set_response_etag(respuesta)
    condicional: Any = get_conditional_response(request, etag=respuesta["ETag"], response=respuesta)
    return condicional or respuesta
