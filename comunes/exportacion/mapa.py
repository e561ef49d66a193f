"""GeoJSON: every row is a feature, also those without a point; what the file is stands before them."""

import json
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any

from comunes.exportacion.lectura import Lectura
from comunes.exportacion.modelo import Exportacion
from comunes.texto import clave_busqueda

TIPO = "application/geo+json"
_POR_TROZO = 500


def escribir(exportacion: Exportacion, leido: Lectura) -> Iterator[bytes]:
    """Yield the document in pieces."""
    acerca = {clave_busqueda(n).replace(" ", "_"): v for n, v in exportacion.acerca_de(leido.total)}
    yield f'{{"type":"FeatureCollection","acerca_de":{_json(acerca)},"features":['.encode()
    claves = [columna.clave for columna in exportacion.columnas]
    primero = True
    while trozo := list(islice(leido.filas, _POR_TROZO)):
        columnas = zip(leido.tipos, zip(*trozo, strict=True), strict=False)
        filas = zip(*([tipo.valor(v) for v in valores] for tipo, valores in columnas), strict=True)
        rasgos = ",\n".join(_rasgo(dict(zip(claves, fila, strict=True)), exportacion) for fila in filas)
        yield ("\n" if primero else ",\n").encode() + rasgos.encode()
        primero = False
    yield b"\n]}\n"


def _rasgo(datos: dict[str, Any], exportacion: Exportacion) -> str:
    return _json({"type": "Feature", "geometry": _geometria(datos, exportacion), "properties": datos})


def _geometria(datos: dict[str, Any], exportacion: Exportacion) -> dict[str, Any] | None:
    latitud, longitud = (datos[clave] for clave in exportacion.punto or ())
    if latitud is None or longitud is None:
        return None
    return {"type": "Point", "coordinates": [float(longitud), float(latitud)]}


def _json(valor: Any) -> str:
    return json.dumps(valor, ensure_ascii=False, separators=(",", ":"), default=_valor)


def _valor(valor: Any) -> Any:
    if isinstance(valor, Decimal):
        return float(valor)
    if isinstance(valor, date):
        return valor.isoformat()
    return str(valor)
