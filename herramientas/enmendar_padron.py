"""Makes `padron/ejemplo/padron_enmendado.xlsx`: the sample padrón with its fourteen problems mended.

Everything else is copied as it is, repairable cells included. Run it from the project's folder:
``python -m herramientas.enmendar_padron``.
"""

from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import Any

from comunes.hojas.escritura import LibroNuevo
from comunes.hojas.lectura import Lectura

CARPETA = Path(__file__).resolve().parents[1] / "padron" / "ejemplo"

# Sheet, cell, mended value. All persons and documents are invented.
CORRECCIONES: dict[str, dict[tuple[int, str], Any]] = {
    "ESPACIOS": {
        (11, "D"): "040101",
        (15, "I"): -6.7753,
        (15, "J"): -79.963373,
        (27, "G"): "Comisaría Cayma",
    },
    "COMITÉS": {(35, "F"): date(2022, 12, 10)},
    "INTEGRANTES": {
        (4, "E"): "40658460",
        (27, "E"): "42375968",
        (86, "E"): "41714877",
        (191, "E"): "56473676",
        (374, "E"): "37328403",
        (393, "E"): "75650895",
        (449, "E"): "69699529",
    },
    "ACTIVIDADES": {
        (44, "E"): date(2021, 5, 2),
        (45, "F"): 30,
        (46, "A"): "Comité Comunitario Escalera El Progreso",
    },
}
FILA_DE_ENCABEZADO = 3


def enmendar(origen: Path, destino: Path) -> None:
    """Write `destino`, the mended copy of `origen`."""
    with LibroNuevo(destino, titulo="Padrón de ejemplo", creado=datetime(2021, 12, 15)) as libro:
        for nombre, filas in groupby(Lectura(origen), key=lambda fila: fila.hoja):
            hoja = libro.hoja(nombre, anchos=[24] * 13)
            for fila in filas:
                celdas = list(fila.celdas)
                for (numero, letra), valor in CORRECCIONES[nombre].items():
                    if numero == fila.numero:
                        celdas[ord(letra) - ord("A")] = valor
                hoja.saltar(fila.numero)
                titulo = "titulo" if fila.numero == 1 else ""
                hoja.fila(celdas, formato="encabezado" if fila.numero == FILA_DE_ENCABEZADO else titulo)


if __name__ == "__main__":
    enmendar(CARPETA / "padron_ejemplo.xlsx", CARPETA / "padron_enmendado.xlsx")
