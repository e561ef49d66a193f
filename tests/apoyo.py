"""Small helpers that tests of every area share."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.timezone import localdate

_TESTIGO = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')


def al_momento(campos: dict[str, Any]) -> dict[str, Any]:
    """Return `campos` with what depends on the clock (the functions among them) asked for now.

    What a module or a mark asks the clock for is old when the test runs, and of another day at midnight.
    """
    return {nombre: valor() if callable(valor) else valor for nombre, valor in campos.items()}


def manana() -> date:
    """Return the first day that has not come."""
    return localdate() + timedelta(days=1)


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


class SiempreLasMismas:
    """Rows that many tests start from, always with the same keys and values.

    Django writes them once; afterwards they go in with the statements that it used, which costs a fifth.
    """

    def __init__(self) -> None:
        self._sentencias: list[tuple[str, Any]] = []

    def poner(self, hacer: Callable[[], Any]) -> None:
        """Insert the rows; `hacer` makes them the first time."""
        if not self._sentencias:
            with connection.execute_wrapper(self._guardar):
                hacer()
            return
        with transaction.atomic(), connection.cursor() as cursor:
            for sql, valores in self._sentencias:
                cursor.execute(sql, valores)

    def _guardar(self, ejecutar: Any, sql: str, valores: Any, *resto: Any) -> Any:
        if sql.startswith("INSERT"):
            self._sentencias.append((sql, valores))
        return ejecutar(sql, valores, *resto)
