"""The workbook of rejected rows: the same sheets and titles, with a column that says why.

Cells go back exactly as they came, so that the file can be mended and uploaded again.
"""

import re
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

from comunes.hojas.escritura import HojaNueva, LibroNuevo
from comunes.hojas.lectura import FilaLeida, Lectura
from padron.ejecucion import en_disco
from padron.enums import AccionFila
from padron.filas import Motivo
from padron.models import FilaImportada, Importacion

TITULO_DEL_MOTIVO = "MOTIVO DEL RECHAZO"
_ANCHO, _ANCHO_MOTIVO = 18, 70
_ENTERO = re.compile(r"[1-9]\d{0,14}")


def escribir_rechazadas(importacion: Importacion, destino: Path) -> int:
    """Write the rejected rows of an import to `destino`; return how many."""
    motivos = _motivos(importacion)
    hojas = {h["nombre"]: h for h in importacion.hojas if h["entidad"]}
    escritas = 0
    with en_disco(importacion) as origen, LibroNuevo(destino, titulo="Filas rechazadas") as libro:
        lectura = Lectura(origen)
        for nombre, filas in groupby(lectura, key=lambda fila: fila.hoja):
            if propios := motivos.get(nombre):
                hoja, ancho = _abrir(libro, nombre, hojas[nombre])
                escritas += _escribir(hoja, ancho, filas, propios, sin_tipos=lectura.tipo == "csv")
    return escritas


def _motivos(importacion: Importacion) -> dict[str, dict[int, str]]:
    hallados: dict[str, dict[int, str]] = defaultdict(dict)
    rechazadas = FilaImportada.objects.filter(importacion=importacion, accion=AccionFila.RECHAZAR)
    for hoja, fila, motivos in rechazadas.values_list("hoja", "fila", "motivos"):
        textos = [Motivo(campo, texto, valor).en_palabras() for campo, texto, valor, _, _ in motivos]
        hallados[hoja][fila] = " ".join(textos)
    return hallados


def _abrir(libro: LibroNuevo, nombre: str, hoja: dict[str, Any]) -> tuple[HojaNueva, int]:
    """Add the sheet with its titles; return it and the column where the reasons stand."""
    titulos = {int(p): texto for p, texto in hoja["encabezados"].items() if texto != TITULO_DEL_MOTIVO}
    ancho = max(titulos) + 1
    nueva = libro.hoja(nombre, anchos=[*[_ANCHO] * ancho, _ANCHO_MOTIVO])
    nueva.fila([*(titulos.get(p) for p in range(ancho)), TITULO_DEL_MOTIVO], formato="encabezado")
    nueva.fijar_encabezado()
    return nueva, ancho


def _escribir(hoja: HojaNueva, ancho: int, filas: Any, motivos: dict[int, str], *, sin_tipos: bool) -> int:
    escritas = 0
    for fila in filas:
        if fila.numero in motivos:
            celdas = _celdas(fila, ancho, sin_tipos)
            hoja.fila([*celdas, motivos[fila.numero]])
            escritas += 1
    return escritas


def _celdas(fila: FilaLeida, ancho: int, sin_tipos: bool) -> list[Any]:
    """Return the row's cells; a CSV's figures become numbers, as they were before it was a CSV."""
    celdas = [*fila.celdas[:ancho], *[None] * (ancho - len(fila.celdas))]
    if sin_tipos:
        return [int(c) if isinstance(c, str) and _ENTERO.fullmatch(c) else c for c in celdas]
    return celdas
