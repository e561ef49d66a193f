"""`python -m medicion.exportar`: an export of activities beside the same rows by django-import-export.

Over the database that `make medir CONSERVAR=si` left (`MEDICION_CARPETA` or `DATABASE_URL`). Each export runs
in a process of its own: processor of the process and of its PostgreSQL connection, first byte, and how much
its resident memory grew.
"""

import argparse
import json
import multiprocessing
import os
import resource
import time
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "medicion.ajustes")
FORMATOS = ("csv", "xlsx")


def main() -> None:
    opciones = argparse.ArgumentParser(description=__doc__)
    opciones.add_argument("--filas", type=int, nargs="+", default=[100_000], help="cuántas, una vez por cada")
    opciones.add_argument("--solo-propia", action="store_true", help="sin django-import-export")
    leidas = opciones.parse_args()
    import django

    django.setup()
    _base_medida()
    for cuantas in leidas.filas:
        for formato in FORMATOS:
            comparar(cuantas, formato, solo_propia=leidas.solo_propia)


def _base_medida() -> None:
    """Use the measured database: the one a kept run of `medicion.medir` made."""
    from django.db import connection

    connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False, keepdb=True)


def comparar(cuantas: int, formato: str, *, solo_propia: bool) -> None:
    """Print the figures of both exports and their ratios."""
    propia = en_otro_proceso(_propia, cuantas, formato)
    print(f"{formato:5} {cuantas:8} filas, propia          {_dicho(propia)}", flush=True)
    if solo_propia:
        return
    ajena = en_otro_proceso(_de_import_export, cuantas, formato)
    print(f"{formato:5} {cuantas:8} filas, import-export   {_dicho(ajena)}")
    veces = {n: ajena[n] / propia[n] for n in ("cpu", "reloj")}
    print(
        f"{formato:5} {cuantas:8} veces: procesador {veces['cpu']:.1f}, reloj {veces['reloj']:.1f}",
        flush=True,
    )


def _dicho(datos: dict[str, float]) -> str:
    return (
        f"procesador {datos['cpu']:7.2f} s, reloj {datos['reloj']:7.2f} s, "
        f"primer byte {1000 * datos['primero']:6.0f} ms, memoria +{datos['memoria']:.0f} MB, "
        f"{datos['bytes']:.0f} bytes"
    )


def en_otro_proceso(
    hacer: Callable[[int, str], Iterator[bytes]], cuantas: int, formato: str
) -> dict[str, float]:
    """Run an export apart and return what it cost."""
    from django.db import connections

    connections.close_all()
    nuestra, suya = multiprocessing.Pipe()
    proceso = multiprocessing.get_context("fork").Process(target=_medir, args=(hacer, cuantas, formato, suya))
    proceso.start()
    datos: dict[str, float] = json.loads(nuestra.recv())
    proceso.join()
    return datos


def _medir(hacer: Callable[[int, str], Iterator[bytes]], cuantas: int, formato: str, salida: Any) -> None:
    from django.db import connection

    from medicion.cronometro import _memoria, _procesador

    connection.ensure_connection()
    next(iter(hacer(1, formato)))  # what is imported and read once is nobody's cost
    antes, inicio, gastado = _memoria(), time.perf_counter(), _procesador()
    primero = largo = 0.0
    for trozo in hacer(cuantas, formato):
        primero = primero or _procesador() - gastado
        largo += len(trozo)
    cumbre = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    datos = {
        "cpu": _procesador() - gastado,
        "reloj": time.perf_counter() - inicio,
        "primero": primero,
        "memoria": max(0.0, cumbre - antes),
        "bytes": largo,
    }
    salida.send(json.dumps(datos))


def _filas(cuantas: int) -> Any:
    from actividades.models import Actividad

    return Actividad.objects.filter(pk__lte=cuantas).order_by("-fecha", "-pk")


def _propia(cuantas: int, formato: str) -> Iterator[bytes]:
    from django.utils import timezone

    from actividades.resources import COLUMNAS
    from comunes.exportacion.modelo import Exportacion
    from comunes.exportacion.vistas import FORMATOS, trozos

    exportacion = Exportacion("Actividades", COLUMNAS, _filas(cuantas), "todo el país", timezone.localtime())
    return trozos(exportacion, FORMATOS[formato][1])


def _de_import_export(cuantas: int, formato: str) -> Iterator[bytes]:
    """The same columns and rows, with the joins that it needs made in one query."""
    filas = _filas(cuantas).select_related("comite", "espacio__distrito", "espacio__region", "tipo")
    hoja = _recurso()().export(filas)
    contenido = hoja.export(formato)
    yield contenido.encode() if isinstance(contenido, str) else contenido


def _recurso() -> Any:
    from import_export.fields import Field
    from import_export.resources import ModelResource
    from import_export.widgets import DateWidget

    from actividades.models import Actividad
    from actividades.resources import COLUMNAS

    caminos = {
        "ubigeo": "espacio__distrito__pk", "distrito": "espacio__distrito__nombre",
        "region": "espacio__region__nombre", "tipo": "tipo__nombre",
        "organizador": "get_organizador_display", "estado": "get_estado_display",
    }  # fmt: skip
    campos = {
        c.clave: Field(
            attribute=caminos.get(c.clave, c.campo or c.clave),
            column_name=c.titulo,
            **({"widget": DateWidget("%d/%m/%Y")} if c.clave == "fecha" else {}),
        )
        for c in COLUMNAS
    }
    meta = type("Meta", (), {"model": Actividad, "fields": tuple(campos), "chunk_size": 2_000})
    return type("RecursoDeActividades", (ModelResource,), {**campos, "Meta": meta})


if __name__ == "__main__":
    main()
