"""A real server, cut off or killed in the middle of an upload: everything arrives, once, never by halves."""

import shutil
import socket
import uuid
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from actividades.models import Actividad, Evidencia
from cuentas.models import Usuario
from cuentas.roles import Rol
from medicion.intermediario import Intermediario
from medicion.servidor import ServidorReal
from tests.actividades.conftest import archivo, foto
from tests.apoyo import entrar
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.e2e.apoyo import abrir, entrar_como
from tests.e2e.conftest import MOVIL, _pagina
from tests.e2e.test_sin_senal import ANOTAR, CON_SERVICIO, POR_ENVIAR, en_el_telefono, fotos, guardar, llenar
from tests.fabricas.actividades import TipoActividadFactory

__all__ = ["fotos"]
SELLO = "a" * 32


@pytest.fixture
def lugar() -> Lugar:
    TipoActividadFactory(slug="siembra", nombre="Siembra")
    return hacer_lugares().propio


@pytest.fixture
def lider(lugar: Lugar) -> Usuario:
    lugar.comite  # noqa: B018  made before the leader opens anything
    return lugar.usuario(Rol.LIDER_COMITE)


@pytest.fixture
def media(servidor: ServidorReal) -> Iterator[Path]:
    yield servidor.media
    shutil.rmtree(servidor.media, ignore_errors=True)


@pytest.fixture(scope="module")
def servidor(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServidorReal]:
    """One for the module: to start is what takes longest."""
    base = f"sqlite:///{connection.settings_dict['NAME']}"
    media = tmp_path_factory.mktemp("servidor") / "media"
    real = ServidorReal(media, DATABASE_URL=base, DJANGO_SETTINGS_MODULE="config.settings.test")
    real.empezar()
    yield real
    real.matar()


def guardados(media: Path) -> int:
    return sum(1 for ruta in media.rglob("*") if ruta.is_file())


# The connection, cut after any byte ---------------------------------------------------------------


def pedido(lider: Usuario, direccion: str, datos: dict[str, Any]) -> bytes:
    """Return a post as it travels, head and body."""
    cliente = Client()
    entrar(cliente, lider)
    sesion = cliente.cookies[settings.SESSION_COOKIE_NAME].value
    cuerpo = encode_multipart(BOUNDARY, datos)
    cabeza = (
        f"POST {direccion} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n"
        f"Cookie: {settings.SESSION_COOKIE_NAME}={sesion}; csrftoken={SELLO}\r\nX-CSRFToken: {SELLO}\r\n"
        f"Content-Type: {MULTIPART_CONTENT}\r\nContent-Length: {len(cuerpo)}\r\n\r\n"
    )
    return cabeza.encode() + cuerpo


def mandar(servidor: ServidorReal, octetos: bytes) -> bytes:
    """Send these bytes and nothing more; return the first line of the answer, empty when there is none."""
    with socket.create_connection(("127.0.0.1", servidor.puerto)) as conexion:
        conexion.sendall(octetos)
        conexion.shutdown(socket.SHUT_WR)
        respuesta = b""
        while trozo := conexion.recv(65_536):
            respuesta += trozo
    return respuesta.split(b"\r\n")[0]


def cortes(octetos: bytes) -> list[int]:
    """Return where to cut: around every line end and boundary, here and there, and before the last byte."""
    lineas = {n + d for n in range(len(octetos)) if octetos[n : n + 2] == b"\r\n" for d in (0, 1, 2, 4)}
    todos = lineas | set(range(1, len(octetos), 97)) | {len(octetos) - 1}
    return sorted(corte for corte in todos if 0 < corte < len(octetos))


def test_upload_cut_after_any_byte_leaves_nothing_and_the_whole_one_arrives(
    servidor: ServidorReal, lugar: Lugar, lider: Usuario, media: Path
) -> None:
    clave = uuid.uuid4()
    datos = {
        "comite": lugar.comite.pk,
        "fecha": timezone.localdate().isoformat(),
        "tipo": "siembra",
        "participantes": 18,
        "clave_idempotencia": str(clave),
        "fotos_anunciadas": 1,
    }
    palabras = pedido(lider, ANOTAR, datos)
    imagen = pedido(lider, f"/actividades/{clave}/foto/", {"fotos": archivo(1)})
    assert {mandar(servidor, palabras[:n]) for n in cortes(palabras)} <= {b"", b"HTTP/1.1 400 Bad Request"}
    assert Actividad.objects.count() == 0
    assert mandar(servidor, palabras) == b"HTTP/1.1 200 OK"
    assert {mandar(servidor, imagen[:n]) for n in cortes(imagen)} <= {b"", b"HTTP/1.1 400 Bad Request"}
    assert (Evidencia.objects.count(), guardados(media)) == (0, 0)
    assert mandar(servidor, imagen) == b"HTTP/1.1 200 OK"
    actividad = Actividad.objects.get()
    assert (actividad.uuid, actividad.participantes, actividad.total_fotos) == (clave, 18, 1)
    assert (Evidencia.objects.get().sha256, guardados(media)) == (foto(1).sha256, 3)


# The server, killed in the middle -----------------------------------------------------------------


@pytest.fixture
def camino(servidor: ServidorReal) -> Iterator[Intermediario]:
    entre = Intermediario(servidor.puerto)
    yield entre
    entre.cerrar()


@pytest.fixture
def telefono(
    navegador: Browser, camino: Intermediario, lider: Usuario, request: pytest.FixtureRequest
) -> Iterator[Page]:
    sitio = SimpleNamespace(url=f"http://localhost:{camino.puerto}")
    for page in _pagina(navegador, sitio, request, MOVIL):
        entrar_como(page, lider)
        page.add_init_script("SyncManager.prototype.register = async () => {};")  # only this page sends
        abrir(page, ANOTAR)
        page.evaluate(CON_SERVICIO)
        page.vigia.pausar(True)  # type: ignore[attr-defined]  # the console tells that the server is gone
        yield page


def test_server_killed_in_mid_upload_and_started_again_gets_everything_once(
    telefono: Page, camino: Intermediario, servidor: ServidorReal, media: Path, fotos: list[Path]
) -> None:
    """First all of it dies with half a photo received; then the workers, before an answer gets through."""
    camino.cortar(b"/foto/ HTTP/1.1", 8_000, servidor.matar)
    llenar(telefono, fotos)
    guardar(telefono).tap()
    telefono.wait_for_url(f"**{POR_ENVIAR}")
    expect(en_el_telefono(telefono)).to_contain_text("0 de 3 fotos llegaron")
    assert (Actividad.objects.count(), Evidencia.objects.count(), guardados(media)) == (1, 0, 0)

    cortado = camino.cortar(b"/foto/ HTTP/1.1", -1, servidor.matar_trabajadores)
    servidor.empezar()
    telefono.goto(POR_ENVIAR)  # opening sends
    assert cortado.wait(20)
    telefono.goto(POR_ENVIAR)
    expect(telefono.get_by_role("heading", name="Nada por enviar")).to_be_visible()
    assert (Actividad.objects.get().total_fotos, Evidencia.objects.count(), guardados(media)) == (3, 3, 9)
