"""The parent's side of reading: start the child, stream its rows, turn any end into plain words."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from comunes.hojas.limites import ESPERA_MAXIMA, ArchivoRechazado

_RAIZ = Path(__file__).resolve().parents[2]


class FilaLeida(NamedTuple):
    """A row with something in it; `numero` is the row's number on the sheet, from 1."""

    hoja: str
    numero: int
    celdas: list[Any]


class Lectura:
    """An iterable of `FilaLeida` over one file, read by a child process under limits.

    Rows come sheet by sheet, in the file's order. `tipo` (``"xlsx"`` or ``"csv"``), `hojas` and
    `ocultas` are known once iteration began. Raises `ArchivoRechazado` at any point: what came
    before must then be thrown away. Closing the iterator ends the child.
    """

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        self.tipo = ""
        self.hojas: list[str] = []
        self.ocultas: list[str] = []

    def __iter__(self) -> Iterator[FilaLeida]:
        hijo = subprocess.Popen(  # noqa: S603  our own interpreter and module, no shell
            [sys.executable, "-m", "comunes.hojas.lector", str(self.ruta.resolve())],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=_RAIZ,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONPATH": str(_RAIZ), "PYTHONUTF8": "1"},
        )
        reloj = threading.Timer(ESPERA_MAXIMA, hijo.kill)
        reloj.daemon = True
        reloj.start()
        try:
            yield from self._filas(hijo)
        finally:
            reloj.cancel()
            hijo.kill()
            hijo.wait()
            if hijo.stdout:
                hijo.stdout.close()

    def _filas(self, hijo: "subprocess.Popen[bytes]") -> Iterator[FilaLeida]:
        completa = False
        for linea in hijo.stdout or ():
            try:
                dato = json.loads(linea)
            except ValueError:
                break
            if isinstance(dato, list):
                yield FilaLeida(self.hojas[dato[0]], dato[1], [_celda(c) for c in dato[2]])
            elif "error" in dato:
                raise ArchivoRechazado(dato["error"], dato["mensaje"])
            elif "tipo" in dato:
                self.tipo, self.hojas, self.ocultas = dato["tipo"], dato["hojas"], dato["ocultas"]
            else:
                completa = True
        if not completa:
            raise ArchivoRechazado(
                "lectura",
                "El archivo no se pudo leer: está dañado, o necesita más memoria o tiempo de lo permitido. "
                "Guárdelo de nuevo como «Libro de Excel (.xlsx)» con solo las hojas del padrón.",
            )


def _celda(valor: Any) -> Any:
    if not isinstance(valor, list):
        return valor
    momento = datetime.fromisoformat(valor[1])
    es_dia = len(valor[1]) == len("2021-12-15") or (momento.hour, momento.minute, momento.second) == (0, 0, 0)
    return date(momento.year, momento.month, momento.day) if es_dia else momento
