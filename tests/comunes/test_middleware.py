"""Every request has an id; every value is clean before a form reads it; private pages aren't cached."""

import gzip
import json
import logging
import sys

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from comunes.middleware import EntradaNormalizada, PaginaComprimida
from comunes.registros import FormatoJson, peticion_actual

pytestmark = pytest.mark.django_db


def test_query_and_form_values_are_normalised_but_passwords_stay():
    visto = {}

    def vista(request):
        visto.update(get=request.GET.dict(), post=request.POST.dict())

    datos = {"nombre": " Áncash\u200b ", "password": "  secreta\u200b "}
    EntradaNormalizada(vista)(RequestFactory().post("/?q=%00parque", datos))
    assert visto == {
        "get": {"q": "parque"},
        "post": {"nombre": "Áncash", "password": "  secreta\u200b "},
    }


def test_request_id_of_the_proxy_is_kept_when_well_formed(client):
    respuesta = client.get("/salud/vivo", headers={"X-Request-ID": "abc-12345678"})
    assert respuesta["X-Request-ID"] == "abc-12345678"


def test_broken_request_id_is_replaced(client):
    respuesta = client.get("/salud/vivo", headers={"X-Request-ID": "<script>"})
    assert len(respuesta["X-Request-ID"]) == 32


def test_log_line_has_the_request_and_no_values():
    ficha = peticion_actual.set("pedido-1")
    try:
        raise ValueError("DNI 40512916 de Rosa")
    except ValueError:
        registro = logging.LogRecord(
            "django.request", logging.ERROR, __file__, 1, "Error en %s", ("/x?dni=40512916",), sys.exc_info()
        )
    linea = json.loads(FormatoJson().format(registro))
    peticion_actual.reset(ficha)
    assert (linea["peticion"], linea["excepcion"], linea["mensaje"]) == (
        "pedido-1",
        "ValueError",
        "Error en %s",
    )
    assert "40512916" not in json.dumps(linea)


def test_health_says_alive_and_ready(client):
    assert client.get("/salud/vivo").json() == {"estado": "vivo"}
    assert client.get("/salud/listo").json() == {"estado": "listo"}


def test_health_refuses_posts(client):
    assert client.post("/salud/vivo").status_code == 405


def test_body_in_another_coding_is_a_bad_request_also_where_the_token_is_checked():
    cliente = Client(enforce_csrf_checks=True)
    cliente.get("/cuenta/ingresar/")
    respuesta = cliente.post(
        "/cuenta/ingresar/",
        data=b"login=a%f1o",
        content_type="application/x-www-form-urlencoded; charset=latin-1",
        headers={"Origin": "http://testserver"},
    )
    assert respuesta.status_code == 400


class _Cortado:
    """A body whose sender went away."""

    def close(self) -> None:
        pass

    def read(self, *args: int) -> bytes:
        raise OSError("connection reset")


@pytest.mark.parametrize("tipo", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=X"])
def test_body_that_the_line_cut_short_is_a_bad_request(tipo: str):
    pedido = RequestFactory().post("/", data=b"a=1", content_type=tipo)
    pedido.environ["wsgi.input"] = pedido._stream = _Cortado()
    with pytest.raises(BadRequest):
        EntradaNormalizada(lambda _: None)(pedido)
    assert pedido.POST == {}


def test_no_form_takes_a_put_for_a_post(client):
    assert client.put("/cuenta/ingresar/").status_code == 405


@pytest.mark.parametrize(
    ("respuesta", "codificacion"),
    [
        (HttpResponse("á" * 500), "gzip"),
        (JsonResponse({"comites": ["La Luz"] * 50}), "gzip"),
        (HttpResponse(b"a" * 500, content_type="application/geo+json"), "gzip"),
        (HttpResponse(b"a" * 500, content_type="image/jpeg"), None),
        (StreamingHttpResponse(["a" * 500], content_type="text/html"), None),
    ],
)
def test_pages_travel_compressed_and_photos_and_streams_do_not(respuesta, codificacion):
    pedido = RequestFactory().get("/", headers={"accept-encoding": "gzip, br"})
    llano = b"" if respuesta.streaming else respuesta.content
    llegada = PaginaComprimida(lambda _: respuesta)(pedido)
    assert llegada.headers.get("Content-Encoding") == codificacion
    assert codificacion is None or gzip.decompress(llegada.content) == llano
