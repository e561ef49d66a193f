"""The product as `servir` runs it, in processes of its own: for measurements and tests that kill it.

`python -m medicion.servidor PORT MEDIA` is what the child runs; `ServidorReal` starts and ends it.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any


def puerto_libre() -> int:
    with socket.socket() as prueba:
        prueba.bind(("127.0.0.1", 0))
        return int(prueba.getsockname()[1])


class ServidorReal:
    """Gunicorn with its workers; `matar` leaves no process time to say goodbye."""

    def __init__(self, media: Path, **ambiente: str) -> None:
        self.puerto = puerto_libre()
        self.media = media
        self._orden = [sys.executable, "-m", "medicion.servidor", str(self.puerto), str(media)]
        self._registro = media.parent / "servidor.log"
        self._ambiente = {**os.environ, **ambiente}
        self._proceso: subprocess.Popen[str] | None = None

    def empezar(self) -> None:
        """Start it and wait until its port is open."""
        with self._registro.open("ab") as registro:
            self._proceso = subprocess.Popen(  # noqa: S603
                self._orden,
                env=self._ambiente,
                stdout=subprocess.PIPE,
                stderr=registro,
                text=True,
                start_new_session=True,
            )
        salida: Any = self._proceso.stdout
        if salida.readline() != "listo\n":
            raise RuntimeError(f"the server did not start: see {self._registro}")

    def matar(self) -> None:
        """`kill -9` to all of it, and wait for its end."""
        if self._proceso is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._proceso.pid, signal.SIGKILL)
            self._proceso.wait()
            self._proceso = None

    def trabajadores(self) -> list[int]:
        """Return the workers' process ids (Linux)."""
        if self._proceso is None:
            return []
        hijos = Path(f"/proc/{self._proceso.pid}/task/{self._proceso.pid}/children")
        return [int(hijo) for hijo in hijos.read_text().split()]

    def matar_trabajadores(self, cuantos: int | None = None) -> None:
        """`kill -9` to workers, all of them unless told how many; gunicorn makes others."""
        for hijo in self.trabajadores()[:cuantos]:
            with suppress(ProcessLookupError):
                os.kill(hijo, signal.SIGKILL)


def servir(puerto: int, media: Path) -> None:
    """Serve until killed. What works in the background stays out: nothing here waits for it."""
    import django

    django.setup()
    from django.conf import settings

    from portal.servidor import Servidor

    settings.MEDIA_ROOT = media
    servidor: Any = Servidor(puerto=puerto, al_servir=lambda: print("listo", flush=True))
    servidor.trabajador.empezar = servidor.trabajador.terminar = lambda: None
    servidor.run()


if __name__ == "__main__":
    servir(int(sys.argv[1]), Path(sys.argv[2]))
