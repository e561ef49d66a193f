"""A wire between browser and server: counts what goes down it, and cuts it at a given byte."""

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

TROZO = 16_384


class Intermediario:
    """Passes bytes between a browser and the server on port `destino`; `bajados` counts the server's."""

    def __init__(self, destino: int) -> None:
        self.destino = destino
        self.bajados = 0
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
                self.bajados += 0 if subida else len(trozo)
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
