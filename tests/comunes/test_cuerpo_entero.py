"""A connection cut on the way: what arrived of the form may read well, and yet it is not what was sent."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from comunes.middleware import EntradaNormalizada

DATOS = {
    "comite": "7",
    "participantes": "18",
    "clave_idempotencia": "6b1c",
    "fotos": BytesIO(b"\xff\xd8foto"),
}
CUERPOS = {
    MULTIPART_CONTENT: encode_multipart(BOUNDARY, DATOS),
    "application/x-www-form-urlencoded": urlencode(
        {"participantes": "18", "resultado": "vino el camión"}
    ).encode(),
}


def recibir(tipo: str, cuerpo: bytes, anunciados: int) -> Any:
    """Pass a post through the middleware; return the fields it hands on."""
    pedido = {
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": tipo,
        "CONTENT_LENGTH": str(anunciados),
        "wsgi.input": BytesIO(cuerpo),
    }
    vistas: list[Any] = []
    EntradaNormalizada(lambda request: vistas.append(request) or HttpResponse())(WSGIRequest(pedido))
    return vistas[0].POST.dict()


@pytest.mark.parametrize("tipo", CUERPOS)
def test_form_cut_after_any_byte_is_refused_whole(tipo):
    cuerpo = CUERPOS[tipo]
    for hasta in range(len(cuerpo)):
        with pytest.raises(BadRequest):
            recibir(tipo, cuerpo[:hasta], len(cuerpo))
    assert recibir(tipo, cuerpo, len(cuerpo))["participantes"] == "18"


def test_body_that_is_no_form_is_left_to_its_view():
    assert recibir("application/json", b"{", 90) == {}
