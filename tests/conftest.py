"""What holds for every test: nothing leaves the machine, no template guesses, no file stays behind."""

import gc
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.template import engines
from pytest_django.plugin import blocking_manager_key

from tests import base_sqlite, guardia
from tests.contratos.lugares import Lugar, Lugares, hacer_lugares
from tests.plantillas_estrictas import VariableIndefinida

_DE_ESTA_MAQUINA = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", ""}  # noqa: S104
_conectar = socket.socket.connect
_resolver = socket.getaddrinfo


class SalidaDeRed(AssertionError):
    """A test tried to talk to another machine."""


def _exigir_local(destino: Any) -> None:
    nombre = destino.decode() if isinstance(destino, bytes) else destino
    if nombre is not None and nombre not in _DE_ESTA_MAQUINA:
        raise SalidaDeRed(f"A test tried to reach {nombre}.")


def _conectar_solo_aqui(self: socket.socket, direccion: Any) -> Any:
    if self.family in {socket.AF_INET, socket.AF_INET6}:
        _exigir_local(direccion[0])
    return _conectar(self, direccion)


def _resolver_solo_aqui(host: Any, *args: Any, **kwargs: Any) -> Any:
    _exigir_local(host)
    return _resolver(host, *args, **kwargs)


def pytest_configure() -> None:
    gc.disable()  # until everything is collected: what is built there stays
    socket.socket.connect = _conectar_solo_aqui  # type: ignore[method-assign]
    socket.getaddrinfo = _resolver_solo_aqui
    for motor in settings.TEMPLATES:
        motor["OPTIONS"]["string_if_invalid"] = VariableIndefinida("%s")
    guardia.instalar()
    base_sqlite.instalar()
    engines["django"].engine.string_if_invalid = VariableIndefinida("%s")  # it may have been built already


def pytest_collection_finish() -> None:
    """Look for garbage seldom, and not among the modules and tests: that took an eighth of the suite."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)
    gc.enable()


def _con_transacciones(item: pytest.Item) -> bool:
    marca = item.get_closest_marker("django_db")
    return marca is not None and bool(marca.kwargs.get("transaction"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Ask for a copy of what the migrations seed, for the tests that empty every table."""
    for item in items:
        if _con_transacciones(item):
            marca = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(marca, append=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Put the seeded rows back after a test that emptied every table: others count on them."""
    yield
    if (
        nextitem is not None and _con_transacciones(item) and not base_sqlite.restaura()
    ):  # after the last test the database is gone
        sembrado = getattr(connection, "_test_serialized_contents", None)
        with item.config.stash[blocking_manager_key].unblock():
            if sembrado:
                connection.creation.deserialize_db_from_string(sembrado)


@pytest.fixture(scope="session", autouse=True)
def _archivos_en_carpeta_propia() -> Iterator[None]:
    """Uploads of this run live in a folder of their own, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="espacio-seguro-media-") as carpeta:
        settings.MEDIA_ROOT = Path(carpeta)
        yield


@pytest.fixture(autouse=True)
def _cache_vacio() -> None:
    """Each test starts with an empty cache: counters and remembered facts belong to one test."""
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture
def lugares(db: None) -> Lugares:
    """The same places as the scope contracts: one's own, a neighbour's, another region's."""
    return hacer_lugares()


@pytest.fixture
def lugar(lugares: Lugares) -> Lugar:
    return lugares.propio
