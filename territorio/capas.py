"""The map layers that ship with the product, ready to send: bytes, fingerprint and compressed copies."""

import gzip
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import brotli

from territorio.lectura import CARPETA_PROPIA

REGIONES, DISTRITOS, CONTEXTO = "regiones.geojson", "distritos.geojson", "peru_contexto.geojson"


@dataclass(frozen=True)
class Capa:
    """One GeoJSON document. The weak ETag is the same for every encoding of it."""

    contenido: bytes

    @cached_property
    def etag(self) -> str:
        return f'W/"{hashlib.sha256(self.contenido).hexdigest()[:32]}"'

    @cached_property
    def br(self) -> bytes:
        return bytes(brotli.compress(self.contenido, quality=6))

    @cached_property
    def gzip(self) -> bytes:
        return gzip.compress(self.contenido, compresslevel=6, mtime=0)


@lru_cache(maxsize=4)
def rasgos(archivo: str) -> list[dict[str, Any]]:
    """Return the features of a shipped layer, parsed once per process. Do not change them."""
    documento = json.loads((CARPETA_PROPIA / archivo).read_text(encoding="utf-8"))
    lista: list[dict[str, Any]] = documento["features"]
    return lista


@lru_cache(maxsize=16)  # three layers, and the districts of each of the eight regions
def capa(archivo: str, region: str = "") -> Capa | None:
    """Return a layer, or its features of one region; None when the layer has none there."""
    elegidos = [r for r in rasgos(archivo) if not region or r["properties"].get("region_ubigeo") == region]
    if not elegidos:
        return None
    documento = json.loads((CARPETA_PROPIA / archivo).read_text(encoding="utf-8"))
    documento["features"] = elegidos
    return Capa(json.dumps(documento, ensure_ascii=False, separators=(",", ":")).encode())


def regiones_con_capa() -> frozenset[str]:
    """Return the codes that `capa` may be asked for: what bounds its cache."""
    return frozenset(r["properties"]["ubigeo"] for r in rasgos(REGIONES))
