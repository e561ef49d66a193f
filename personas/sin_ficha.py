"""What apps keep under a document that no person here has: told, and taken out, when its owner asks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from personas.secciones import Linea


@dataclass(frozen=True)
class SinFicha:
    """One app's part. Both are called with the kind of document, its number, and the name that was written.

    `leer` returns what is kept; `olvidar` takes it out and returns how many there were.
    """

    clave: str
    leer: Callable[[str, str, str], list[Linea]]
    olvidar: Callable[[str, str, str], int]


_partes: dict[str, SinFicha] = {}


def registrar_sin_ficha(parte: SinFicha) -> None:
    """Add a part, from `ready()`. Registering it again replaces it."""
    _partes[parte.clave] = parte


def guardado_sin_ficha(solicitud: Any) -> dict[str, list[Linea]]:
    """Return what is kept of whoever asked, by part that keeps any, once they proved who they are."""
    if not _se_busca(solicitud):
        return {}
    hallado = {clave: parte.leer(*_quien(solicitud)) for clave, parte in _partes.items()}
    return {clave: lineas for clave, lineas in hallado.items() if lineas}


def olvidar_sin_ficha(solicitud: Any) -> int:
    """Take it out and return how many there were. Whoever calls answers for the permission."""
    return sum(parte.olvidar(*_quien(solicitud)) for parte in _partes.values()) if _se_busca(solicitud) else 0


def _se_busca(solicitud: Any) -> bool:
    identificada = solicitud.abierta and solicitud.identidad
    return bool(identificada and solicitud.persona_id is None and solicitud.numero_documento)


def _quien(solicitud: Any) -> tuple[str, str, str]:
    return solicitud.tipo_documento, solicitud.numero_documento, solicitud.nombre
