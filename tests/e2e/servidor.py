"""The product as `servir` runs it, in processes of its own over the test's database: it can be killed.

`python -m tests.e2e.servidor PORT MEDIA` is what the child runs; `Servidor` starts and ends it.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

TROZO = 16_384


def puerto_libre() -> int:
    with socket.socket() as prueba:
        prueba.bind(("127.0.0.1", 0))
        return int(prueba.getsockname()[1])


class ServidorReal:
    """Gunicorn with its workers; `matar` leaves no process time to say goodbye."""

    def __init__(self, base: str, media: Path) -> None:
        self.puerto = puerto_libre()
        self._orden = [sys.executable, "-m", "tests.e2e.servidor", str(self.puerto), str(media)]
        self._ambiente = {
            **os.environ,
            "DATABASE_URL": base,
            "DJANGO_SETTINGS_MODULE": "config.settings.test",
        }
        self._proceso: subprocess.Popen[str] | None = None

    def empezar(self) -> None:
        """Start it and wait until its port is open."""
        self._proceso = subprocess.Popen(
            self._orden, env=self._ambiente, stdout=subprocess.PIPE, text=True, start_new_session=True
        )
        assert self._proceso.stdout is not None
        assert self._proceso.stdout.readline() == "listo\n"

    def matar(self) -> None:
        """`kill -9` to all of it, and wait for its end."""
        if self._proceso is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._proceso.pid, signal.SIGKILL)
            self._proceso.wait()
            self._proceso = None

    def matar_trabajadores(self) -> None:
        """`kill -9` to the workers; gunicorn makes others."""
        assert self._proceso is not None
        hijos = Path(f"/proc/{self._proceso.pid}/task/{self._proceso.pid}/children").read_text().split()
        for hijo in hijos:
            os.kill(int(hijo), signal.SIGKILL)


class Intermediario:
    """Stands between browser and server, and does something at a given byte instead of passing it on."""

    def __init__(self, destino: int) -> None:
        self.destino = destino
        self._trampa: tuple[bytes, int, Callable[[], None], threading.Event] | None = None
        self._oido = socket.create_server(("127.0.0.1", 0))
        self.puerto = int(self._oido.getsockname()[1])
        threading.Thread(target=self._atender, daemon=True).start()

    def cortar(self, pedido: bytes, tras: int, hacer: Callable[[], None]) -> threading.Event:
        """Cut the next request that has `pedido` in its head, `tras` bytes after it (-1: at its answer).

        What is returned is set once that happened.
        """
        self._trampa = (pedido, tras, hacer, hecho := threading.Event())
        return hecho

    def cerrar(self) -> None:
        self._oido.close()

    def _atender(self) -> None:
        while True:
            try:
                navegador, _ = self._oido.accept()
            except OSError:
                return
            try:
                servidor = socket.create_connection(("127.0.0.1", self.destino))
            except OSError:
                navegador.close()
                continue
            estado: dict[str, Any] = {"visto": b"", "desde": None}
            for de, a, subida in ((navegador, servidor, True), (servidor, navegador, False)):
                threading.Thread(target=self._pasar, args=(de, a, subida, estado), daemon=True).start()

    def _pasar(self, de: socket.socket, a: socket.socket, subida: bool, estado: dict[str, Any]) -> None:
        with suppress(OSError):
            while trozo := de.recv(TROZO):
                if self._salta(trozo, subida, estado):
                    break
                a.sendall(trozo)
        for extremo in (de, a):
            with suppress(OSError):
                extremo.shutdown(socket.SHUT_RDWR)
            extremo.close()

    def _salta(self, trozo: bytes, subida: bool, estado: dict[str, Any]) -> bool:
        if self._trampa is None:
            return False
        pedido, tras, hacer, hecho = self._trampa
        if subida:
            estado["visto"] += trozo
            desde = estado["visto"].find(pedido)
            if desde < 0 or tras < 0 or len(estado["visto"]) - desde < tras:
                return False
        elif tras >= 0 or pedido not in estado["visto"]:
            return False
        self._trampa = None
        hacer()
        hecho.set()
        return True


def servir(puerto: int, media: Path) -> None:
    """Serve until killed. What works in the background stays out: nothing here waits for it."""
    import django  # noqa: PLC0415

    django.setup()
    from django.conf import settings  # noqa: PLC0415

    from portal.servidor import Servidor  # noqa: PLC0415

    settings.MEDIA_ROOT = media
    servidor: Any = Servidor(puerto=puerto, al_servir=lambda: print("listo", flush=True))  # noqa: T201
    servidor.trabajador.empezar = servidor.trabajador.terminar = lambda: None
    servidor.run()


if __name__ == "__main__":
    servir(int(sys.argv[1]), Path(sys.argv[2]))
