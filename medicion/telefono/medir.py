"""`make medir-telefono`: what the leader's phone asks; ends in error where a target is missed."""

import argparse
import json
import os
import platform
import re
import secrets
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
os.environ.setdefault("MEDICION_SECRETO", secrets.token_urlsafe(50))
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # playwright keeps an event loop in this thread
DEL_SERVIDOR = {"DJANGO_SETTINGS_MODULE": "medicion.ajustes_servidor"}
Figuras = dict[str, dict[str, Any]]


def leer_opciones(argumentos: list[str] | None = None) -> argparse.Namespace:
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument(
        "--partes", default="", help="expresión regular: recibir, inscribir, visitas, muchos, muertes"
    )
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
        figuras = medir(opciones.partes, CARPETA)
    finally:
        if not opciones.conservar:
            connection.creation.destroy_test_db(propia, verbosity=0)
    guardar(opciones.salida, connection.vendor, figuras)
    faltas = [nombre for nombre, suyas in figuras.items() if suyas["faltas"]]
    print(f"{len(figuras) - len(faltas)} de {len(figuras)} metas del teléfono se cumplen.")
    return 1 if faltas else 0


def medir(patron: str, carpeta: Path) -> Figuras:
    """Fill the database with the programme and measure the parts whose name matches."""
    from django.utils import timezone

    from medicion import poblar
    from medicion.telefono import a_la_vez, inscribir, navegador, recibir

    hoy = timezone.localdate()
    poblar.preparar(hoy)
    poblar.crecer(hoy, desde=poblar.escala_actual(), hasta=1)
    partes: dict[str, Callable[[Any], Figuras]] = {
        "recibir": lambda _: {"recibir una actividad": recibir.medir()},
        "inscribir": lambda _: {"inscribirse en una charla": inscribir.medir()},
        "visitas": navegador.medir,
        "muchos": lambda servidor: {"muchos a la vez": a_la_vez.muchos(servidor)},
        "muertes": lambda servidor: {"muerte del servidor": a_la_vez.con_muertes(servidor)},
    }
    figuras: Figuras = {}
    with servidor_aparte(carpeta) as servidor:
        for nombre, parte in partes.items():
            if re.search(patron, nombre):
                nuevas = parte(servidor)
                figuras |= nuevas
                print(*map(linea, nuevas.items()), sep="\n", flush=True)
    return figuras


@contextmanager
def servidor_aparte(carpeta: Path) -> Iterator[Any]:
    """Serve the same database from processes of their own, with the static files as in production."""
    from medicion.servidor import ServidorReal

    orden = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(orden, env={**os.environ, **DEL_SERVIDOR}, check=True)  # noqa: S603
    servidor = ServidorReal(carpeta / "media", **DEL_SERVIDOR)
    servidor.empezar()
    try:
        yield servidor
    finally:
        servidor.matar()


def linea(figura: tuple[str, dict[str, Any]]) -> str:
    """Return what is printed of a part."""
    nombre, suyas = figura
    dichas = [f"{clave.replace('_', ' ')} {valor}" for clave, valor in suyas.items() if clave != "faltas"]
    return f"{'✗' if suyas['faltas'] else '✓'} {nombre}: " + "; ".join([", ".join(dichas), *suyas["faltas"]])


def guardar(carpeta: Path, motor: str, figuras: Figuras) -> None:
    """Write the run as JSON: engine, machine, figures and what is missed."""
    carpeta.mkdir(parents=True, exist_ok=True)
    maquina = {"python": platform.python_version(), "nucleos": os.cpu_count(), "sistema": platform.system()}
    destino = carpeta / f"telefono-{motor}-{time.strftime('%Y%m%d-%H%M%S')}.json"
    contenido = {"motor": motor, "maquina": maquina, "figuras": figuras}
    destino.write_text(json.dumps(contenido, ensure_ascii=False, indent=1))
    print(f"Guardado en {destino}")


if __name__ == "__main__":
    sys.exit(main())
