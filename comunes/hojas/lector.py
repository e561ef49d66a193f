"""The child: reads one file under memory and time limits and prints it as JSON lines.

First line ``{"tipo": …, "hojas": [names], "ocultas": [names]}``, then ``[sheet, row, [cells]]``, last
``{"fin": true}`` or ``{"error": class, "mensaje": words}``. Cells are null, text, number, boolean,
``["f", iso]`` for a date or date and time. Run as ``python -m comunes.hojas.lector FILE``.
"""

import json
import math
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from comunes.hojas.inspeccion import inspeccionar, tipo_de_contenido
from comunes.hojas.limites import (
    CPU_MAXIMA,
    MEMORIA_MAXIMA,
    PESO_MAXIMO,
    TEXTO_MAXIMO,
    ArchivoRechazado,
    comprobar_medida,
    demasiado_grande,
)
from comunes.hojas.texto_plano import leer_csv

Emitir = Callable[[Any], None]


def limitar() -> None:
    """Bound this process: memory, processor time, and no file written but its own output."""
    import resource  # noqa: PLC0415  absent on systems that only run the parent

    resource.setrlimit(resource.RLIMIT_AS, (MEMORIA_MAXIMA, MEMORIA_MAXIMA))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAXIMA, CPU_MAXIMA))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def leer(ruta: Path, emitir: Emitir) -> None:
    """Check the file and emit its sheets, row by row."""
    if ruta.stat().st_size > PESO_MAXIMO:
        raise demasiado_grande(
            f"pesa {ruta.stat().st_size / 1024 / 1024:.1f} MB", f"{PESO_MAXIMO // 1024 // 1024} MB"
        )
    if tipo_de_contenido(ruta.read_bytes()) == "csv":
        _emitir_csv(ruta, emitir)
    else:
        inspeccionar(ruta)
        _emitir_xlsx(ruta, emitir)
    emitir({"fin": True})


def _emitir_csv(ruta: Path, emitir: Emitir) -> None:
    emitir({"tipo": "csv", "hojas": [ruta.stem], "ocultas": []})
    filas = columnas = 0
    for numero, celdas in leer_csv(ruta):
        if any(celda.strip() for celda in celdas):
            filas += 1
            columnas = max(columnas, max(i for i, c in enumerate(celdas, 1) if c.strip()))
            comprobar_medida(ruta.stem, filas, columnas)
            emitir([0, numero, [celda if celda.strip() else None for celda in celdas[:columnas]]])


def _emitir_xlsx(ruta: Path, emitir: Emitir) -> None:
    import python_calamine  # noqa: PLC0415  only after the file was inspected

    libro = python_calamine.CalamineWorkbook.from_path(str(ruta))
    hojas = [h for h in libro.sheets_metadata if h.typ == python_calamine.SheetTypeEnum.WorkSheet]
    visibles = [h.name for h in hojas if h.visible == python_calamine.SheetVisibleEnum.Visible]
    emitir({"tipo": "xlsx", "hojas": visibles, "ocultas": [h.name for h in hojas if h.name not in visibles]})
    for indice, nombre in enumerate(visibles):
        for numero, celdas in _filas(libro.get_sheet_by_name(nombre)):
            emitir([indice, numero, celdas])


def _filas(hoja: Any) -> Iterator[tuple[int, list[Any]]]:
    if hoja.start is None:
        return
    # The reader gives the empty rows above the first cell, but not the empty columns before it.
    relleno = [None] * hoja.start[1]
    for numero, fila in enumerate(hoja.iter_rows(), 1):
        celdas = [_celda(valor) for valor in fila]
        while celdas and celdas[-1] is None:
            celdas.pop()
        if celdas:
            yield numero, relleno + celdas


def _celda(valor: Any) -> Any:
    if isinstance(valor, str):
        return valor[: TEXTO_MAXIMO + 1] if valor.strip() else None
    if isinstance(valor, bool):
        return valor
    if isinstance(valor, float):
        if not math.isfinite(valor):
            return str(valor)
        return int(valor) if valor.is_integer() and abs(valor) < 1e15 else valor
    if isinstance(valor, datetime | date):
        return ["f", valor.isoformat()]
    if isinstance(valor, time | timedelta):
        return str(valor)
    return valor


def principal(argumentos: list[str]) -> int:
    """Read the file named in `argumentos`; the answer is what was printed, and 0 or 3."""
    salida = sys.stdout

    def emitir(dato: Any) -> None:
        salida.write(json.dumps(dato, ensure_ascii=True, separators=(",", ":"), allow_nan=False) + "\n")

    try:
        limitar()
        leer(Path(argumentos[0]), emitir)
    except ArchivoRechazado as rechazo:
        emitir({"error": rechazo.clase, "mensaje": rechazo.mensaje})
        return 3
    except MemoryError:
        return 4
    return 0


if __name__ == "__main__":
    sys.exit(principal(sys.argv[1:]))
