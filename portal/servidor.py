"""The embedded installation's processes: gunicorn on the loopback, and the background worker beside it."""

import ctypes
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from gunicorn.app.base import BaseApplication

_PR_SET_PDEATHSIG = 1
_ESPERA_PARA_REINTENTAR = 2.0


class Trabajador:
    """`manage.py db_worker` as a child: started again when it falls, ended with the server."""

    def __init__(self) -> None:
        self._fin = threading.Event()
        self._proceso: subprocess.Popen[bytes] | None = None

    def empezar(self) -> None:
        threading.Thread(target=self._sostener, daemon=True).start()

    def _sostener(self) -> None:
        gestor = str(settings.RAIZ / "manage.py")
        orden = [sys.executable, gestor, "db_worker", "--queue-name", "*", "--no-reload", "--skip-checks"]
        while not self._fin.is_set():
            self._proceso = subprocess.Popen(orden, start_new_session=True, preexec_fn=_morir_con_el_padre)  # noqa: S603
            self._proceso.wait()
            self._fin.wait(_ESPERA_PARA_REINTENTAR)

    def terminar(self) -> None:
        self._fin.set()
        if self._proceso is not None and self._proceso.poll() is None:
            self._proceso.terminate()


def _morir_con_el_padre() -> None:
    """Ask Linux to end this child when the server dies, even by `kill -9`."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


class Servidor(BaseApplication):
    """Gunicorn for one machine. `al_servir` runs once, when the port is open."""

    def __init__(self, *, puerto: int, al_servir: Callable[[], None]) -> None:
        self.puerto = puerto
        self.al_servir = al_servir
        self.trabajador = Trabajador()
        super().__init__()

    def load_config(self) -> None:
        opciones: dict[str, Any] = {
            "bind": f"127.0.0.1:{self.puerto}",
            "workers": 2,
            "threads": 4,
            "timeout": 120,
            "graceful_timeout": 5,
            "preload_app": True,
            "loglevel": "error",
            "when_ready": self._listo,
            "on_exit": lambda _: self.trabajador.terminar(),
        }
        for nombre, valor in opciones.items():
            self.cfg.set(nombre, valor)

    def load(self) -> Any:
        return get_wsgi_application()

    def _listo(self, servidor: Any) -> None:
        self.trabajador.empezar()
        self.al_servir()
