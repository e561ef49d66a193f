"""A folder of reference files that a test can spoil, cut down to one province of Piura."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from territorio.lectura import CARPETA_PROPIA, TABLAS

Cambio = Callable[[list[dict[str, str]]], None]


class Carpeta:
    """Reference files of Sechura (2008) alone: 1 region, 1 province, 6 districts."""

    def __init__(self, ruta: Path) -> None:
        self.ruta = ruta
        for tabla in TABLAS:
            self._escribir(tabla.archivo, self._recortadas(tabla.archivo))

    def _recortadas(self, archivo: str) -> list[dict[str, str]]:
        codigo = {"regiones.csv": "20", "provincias.csv": "2008"}.get(archivo)
        filas = list(csv.DictReader(io.StringIO((CARPETA_PROPIA / archivo).read_text())))
        return [f for f in filas if (f["ubigeo"] == codigo if codigo else f["ubigeo"].startswith("2008"))]

    def _escribir(self, archivo: str, filas: list[dict[str, str]]) -> None:
        with (self.ruta / archivo).open("w", newline="") as salida:
            escritor = csv.DictWriter(salida, filas[0].keys())
            escritor.writeheader()
            escritor.writerows(filas)

    def cambiar(self, archivo: str, cambio: Cambio) -> None:
        filas = list(csv.DictReader(io.StringIO((self.ruta / archivo).read_text())))
        cambio(filas)
        self._escribir(archivo, filas)


@pytest.fixture
def carpeta(tmp_path: Path) -> Carpeta:
    return Carpeta(tmp_path)
