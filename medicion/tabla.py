"""`python -m medicion.tabla FILES`: the table of docs/rendimiento.md, from one or more runs of an engine."""

import json
import sys
from pathlib import Path
from typing import Any


def juntar(archivos: list[Path]) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the figures of each page by scale; a later file holds over an earlier one."""
    medidas: dict[str, dict[int, dict[str, Any]]] = {}
    for archivo in archivos:
        for nombre, suyas in json.loads(archivo.read_text())["medidas"].items():
            medidas.setdefault(nombre, {}).update({int(escala): datos for escala, datos in suyas.items()})
    return medidas


def filas(medidas: dict[str, dict[int, dict[str, Any]]], faltas: dict[str, list[str]]) -> list[str]:
    """Return the lines of a Markdown table: processor time by scale, queries, bytes, what is missed."""
    escalas = sorted({escala for suyas in medidas.values() for escala in suyas})
    titulos = [f"{escala:,}×".replace(",", " ") for escala in escalas]
    lineas = ["| Page | " + " | ".join(titulos) + " | Queries | Bytes | Missed |"]
    lineas.append("|---|" + "---:|" * (len(escalas) + 2) + "---|")
    for nombre, suyas in medidas.items():
        ultima = suyas[max(suyas)]
        tiempos = [f"{suyas[e]['cpu_ms']:.0f}" if e in suyas else "" for e in escalas]
        columnas = [*tiempos, str(ultima["consultas"] or ""), str(ultima["bytes"])]
        columnas.append("; ".join(faltas.get(nombre, [])))
        lineas.append(f"| {nombre} | " + " | ".join(columnas) + " |")
    return lineas


def main() -> None:
    import os

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
    import django

    django.setup()
    from medicion.medir import juzgar

    medidas = juntar([Path(argumento) for argumento in sys.argv[1:]])
    print("\n".join(filas(medidas, juzgar(medidas))))


if __name__ == "__main__":
    main()
