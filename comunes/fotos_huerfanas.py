"""Photo files that no row names: what a process killed between the file and the commit leaves behind.

Only files with the photo engine's own names are looked at, and only old ones: a younger file may belong
to a transaction that has not finished.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from django.core.files.storage import default_storage
from django.utils import timezone

from comunes.archivos import campos_de_archivo
from comunes.fotos import TAMANOS, borrar, ruta
from comunes.fotos_en_espera import CARPETA as EN_ESPERA

RESPIRO: Final = timedelta(days=1)
_SUBCARPETA: Final = re.compile(r"[0-9a-f]{2}")
_ARCHIVO: Final = re.compile(rf"([0-9a-f]{{32}})-({'|'.join(TAMANOS)})\.jpg")
_TANDA: Final = 500


def barrer(*, simular: bool = False, respiro: timedelta = RESPIRO) -> list[str]:
    """Delete the orphans older than `respiro` (with `simular`, none) and return their names."""
    sueltas = list(huerfanas(timezone.now() - respiro))
    if not simular:
        for nombre in sueltas:
            borrar(nombre)
    return sueltas


def huerfanas(limite: datetime) -> Iterator[str]:
    """Yield the photos in the file store, all written before `limite`, that no row of any model names."""
    for carpeta in _carpetas():
        fotos = sorted(_fotos_en(carpeta))
        for desde in range(0, len(fotos), _TANDA):
            tanda = fotos[desde : desde + _TANDA]
            nombradas = _nombradas(tanda)
            yield from (n for n in tanda if n not in nombradas and _es_vieja(n, limite))


def _carpetas() -> Iterator[str]:
    for carpeta in _subcarpetas(""):
        if carpeta != EN_ESPERA:
            yield from (f"{carpeta}/{s}" for s in _subcarpetas(carpeta) if _SUBCARPETA.fullmatch(s))


def _subcarpetas(carpeta: str) -> list[str]:
    return sorted(default_storage.listdir(carpeta)[0]) if default_storage.exists(carpeta or ".") else []


def _fotos_en(carpeta: str) -> set[str]:
    archivos = (_ARCHIVO.fullmatch(nombre) for nombre in default_storage.listdir(carpeta)[1])
    return {f"{carpeta}/{hallado[1]}" for hallado in archivos if hallado}


def _nombradas(nombres: list[str]) -> set[str]:
    return {
        str(nombre)
        for modelo, campo in campos_de_archivo()
        for nombre in modelo._base_manager.filter(**{f"{campo}__in": nombres}).values_list(campo, flat=True)
    }


def _es_vieja(nombre: str, limite: datetime) -> bool:
    rutas = [r for r in (ruta(nombre, tamano) for tamano in TAMANOS) if default_storage.exists(r)]
    return all(default_storage.get_modified_time(r) < limite for r in rutas)
