"""Small helpers that tests of every area share."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

_TESTIGO = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def entrar(client: Client, usuario: Any) -> Any:
    """Sign `usuario` in without going through the sign-in screens, and return it."""
    client.force_login(usuario, backend="cuentas.motor.MotorDeCuentas")
    return usuario


def es_ida_a_ingresar(respuesta: HttpResponse) -> bool:
    """Say whether the answer sends the visitor to the sign-in page."""
    return respuesta.status_code == 302 and respuesta["Location"].startswith(reverse("account_login"))


def cuerpo_comparable(respuesta: HttpResponse, url: str) -> str:
    """Return the page without what rightly differs between two requests: id, form token, own address."""
    texto = respuesta.content.decode()
    texto = texto.replace(respuesta.headers.get("X-Request-ID", "\0"), "")
    return _TESTIGO.sub("", texto).replace(url, "")


def contar_consultas(client: Client, url: str) -> int:
    """Return how many SQL queries a GET takes once per-process caches are warm."""
    client.get(url)
    with consultas() as hechas:
        assert client.get(url).status_code == 200
    return len(hechas)


@contextmanager
def consultas() -> Iterator[CaptureQueriesContext]:
    """Collect the SQL queries of a block; a failing assertion can print them."""
    with CaptureQueriesContext(connection) as hechas:
        yield hechas
