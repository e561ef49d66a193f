"""`make medir`: every screen at several sizes of the programme; ends in error where a target is missed."""

import argparse
import json
import os
import platform
import re
import sys
import time
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
Medidas = dict[str, dict[int, dict[str, Any]]]


def leer_opciones(argumentos: list[str] | None = None) -> argparse.Namespace:
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--escalas", type=int, nargs="+", default=[1, 100, 1000])
    opciones.add_argument("--paginas", default="", help="expresión regular sobre el nombre")
    opciones.add_argument("--salida", type=Path, default=Path("medicion/resultados"))
    opciones.add_argument("--conservar", action="store_true", help="dejar la base para la próxima vez")
    return opciones.parse_args(argumentos)


def main() -> int:
    import django

    opciones = leer_opciones()
    django.setup()
    from django.db import connection

    from medicion.ajustes import CARPETA

    CARPETA.mkdir(parents=True, exist_ok=True)
    propia = connection.settings_dict["NAME"]
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False, keepdb=opciones.conservar
    )
    try:
        medidas = medir_todo(sorted(opciones.escalas), opciones.paginas)
    finally:
        if not opciones.conservar:
            connection.creation.destroy_test_db(propia, verbosity=0)
    faltas = juzgar(medidas)
    guardar(opciones.salida, connection.vendor, medidas, faltas)
    for nombre, dichas in faltas.items():
        print(f"✗ {nombre}: {'; '.join(dichas)}")
    print(f"{len(medidas) - len(faltas)} de {len(medidas)} páginas cumplen sus metas.")
    return 1 if faltas else 0


def medir_todo(escalas: list[int], patron: str = "") -> Medidas:
    """Make the database grow from scale to scale and measure each page at each of them."""
    from django.utils import timezone

    from medicion import poblar
    from medicion.cronometro import medir, sesion_de
    from medicion.paginas import paginas

    medidas: Medidas = {}
    hoy = timezone.localdate()
    poblar.preparar(hoy)
    elegidas = [p for p in paginas() if p.nombre == "referencia" or re.search(patron, p.nombre)]
    for escala in (e for e in escalas if e >= poblar.escala_actual()):  # a kept database does not shrink
        inicio = time.perf_counter()
        poblar.crecer(hoy, desde=poblar.escala_actual(), hasta=escala)
        poblar.poner_raras()
        poblar.dar_comite_a_la_lider()
        print(f"── {escala}×: {poblar.tamano()} ({time.perf_counter() - inicio:.0f} s)", flush=True)
        sesiones = {quien: sesion_de(quien) for quien in {p.quien for p in elegidas}}
        for pagina in elegidas:
            suyas = medidas.setdefault(pagina.nombre, {})
            suyas[escala] = medir(pagina, sesiones[pagina.quien])
            print(linea(pagina.nombre, escala, suyas), flush=True)
    return medidas


def linea(nombre: str, escala: int, suyas: dict[int, dict[str, Any]]) -> str:
    """Return what is printed of a page at a scale."""
    from medicion.metas import razon

    datos, primera = suyas[escala], suyas[min(suyas)]
    extra = ""
    if "primer_byte_ms" in datos:
        extra = f"  primer byte {datos['primer_byte_ms']:.0f} ms, memoria +{datos['memoria_mb']:.0f} MB"
    return (
        f"{nombre:34} {escala:5}× {datos['ms']:8.1f} ms (procesador {datos['cpu_ms']:7.1f})"
        f"  razón {razon(datos, primera):6.2f}"
        f"  {datos['consultas']:3} consultas {datos['bytes']:9} bytes{extra}"
    )


def juzgar(medidas: Medidas) -> dict[str, list[str]]:
    """Return, for each page that misses a target, what it misses."""
    from medicion.metas import faltas
    from medicion.paginas import paginas

    metas = {p.nombre: p.meta for p in paginas()}
    mayor = max(medidas["referencia"])
    referencia = medidas["referencia"][mayor]["relativo"]
    halladas = {nombre: faltas(metas[nombre], suyas, referencia) for nombre, suyas in medidas.items()}
    return {nombre: dichas for nombre, dichas in halladas.items() if dichas}


def guardar(carpeta: Path, motor: str, medidas: Medidas, faltas: dict[str, list[str]]) -> None:
    """Write the run as JSON: engine, machine, figures and what is missed."""
    carpeta.mkdir(parents=True, exist_ok=True)
    maquina = {"python": platform.python_version(), "nucleos": os.cpu_count(), "sistema": platform.system()}
    contenido = {"motor": motor, "maquina": maquina, "medidas": medidas, "faltas": faltas}
    destino = carpeta / f"{motor}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    destino.write_text(json.dumps(contenido, ensure_ascii=False, indent=1))
    print(f"Guardado en {destino}")


if __name__ == "__main__":
    sys.exit(main())
