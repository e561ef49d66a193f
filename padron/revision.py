"""The review of a file: read, recognise, check row by row, link, compare. It writes nothing."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from comunes.hojas.celdas import limpiar
from padron.campos import Entidad
from padron.comparacion import comparar
from padron.contexto import Contexto, preparar
from padron.enlaces import enlazar
from padron.filas import Accion, Fila
from padron.lectura import Mapeo, Padron, leer_padron
from padron.limpieza import leer_codigo_ubigeo, leer_coordenada, partir_coordenadas
from padron.lugares import Deteccion, Muestra, Sistema, detectar
from padron.registrados import leer_registrados
from padron.revisores import revisar

Avance = Callable[[str, int, int], None]
_CADA = 500


def _sin_avance(etapa: str, hechas: int, total: int) -> None:
    """Whoever doesn't watch passes this."""


@dataclass
class Revision:
    """A file checked from end to end, ready to be shown or applied."""

    padron: Padron
    contexto: Contexto
    totales: dict[str, dict[str, int]] = field(default_factory=dict)

    def huella(self) -> str:
        """Return a digest of what would be written: two reviews that agree have the same one."""
        resumen = hashlib.sha256()
        for fila in self.padron.todas():
            cambios = [(campo, antes, despues) for campo, antes, despues in fila.cambios]
            motivos = [(m.campo, m.en_palabras()) for m in fila.motivos]
            dato = (fila.hoja, fila.numero, fila.accion.value, fila.pk, cambios, motivos)
            resumen.update(json.dumps(dato, ensure_ascii=False).encode())
        return resumen.hexdigest()

    @property
    def hay_cambios(self) -> bool:
        return any(f.accion in (Accion.CREAR, Accion.ACTUALIZAR) for f in self.padron.todas())


def leer_y_limpiar(
    ruta: Path,
    *,
    actor: Any,
    mapeo: Mapeo | None = None,
    sistema: Sistema | None = None,
    dias: int = 0,
    avance: Avance = _sin_avance,
) -> Revision:
    """Read the file and check each row by itself: all that doesn't depend on what is registered.

    Raises `ArchivoRechazado`.
    """
    padron = leer_padron(ruta, mapeo=mapeo, avance=lambda filas: avance("leyendo", filas, 0))
    contexto = preparar(actor, dias=dias)
    contexto.sin_tipos = padron.tipo == "csv"
    contexto.encabezados = {
        (hoja.nombre, clave): hoja.encabezados.get(posicion, "")
        for hoja in padron.hojas
        for clave, posicion in hoja.columnas.items()
    }
    contexto.deteccion = _sistema(padron, contexto, sistema)
    total = padron.total()
    for hechas, fila in enumerate(padron.todas(), 1):
        revisar(fila, contexto)
        if hechas % _CADA == 0:
            avance("revisando", hechas, total)
    return Revision(padron, contexto)


def completar(revision: Revision, *, avance: Avance = _sin_avance) -> Revision:
    """Link the rows, compare them with what is registered and count. Reads the database."""
    padron, contexto = revision.padron, revision.contexto
    avance("comparando", 0, padron.total())
    registrados = leer_registrados(padron, contexto)
    enlazar(padron.filas, contexto, registrados)
    comparar(padron.filas, contexto, registrados)
    revision.totales = contar(padron)
    return revision


def revisar_archivo(ruta: Path, *, actor: Any, avance: Avance = _sin_avance, **opciones: Any) -> Revision:
    """Review a file in one go; see `leer_y_limpiar` for the options."""
    return completar(leer_y_limpiar(ruta, actor=actor, avance=avance, **opciones), avance=avance)


def _sistema(padron: Padron, contexto: Contexto, declarado: Sistema | None) -> Deteccion:
    encabezados = [texto for (_, clave), texto in contexto.encabezados.items() if clave == "ubigeo" and texto]
    hallado = detectar(_muestras(padron), encabezados, contexto.lugares)
    if declarado is not None:
        hallado.sistema, hallado.origen = declarado, "declarado"
    return hallado


def _muestras(padron: Padron) -> Iterable[Muestra]:
    for fila in padron.todas():
        codigo = leer_codigo_ubigeo(fila.crudos.get("ubigeo")).valor
        if codigo:
            distrito, municipio = (limpiar(fila.crudos.get(c))[0] for c in ("distrito", "municipalidad"))
            yield Muestra(codigo, distrito, municipio, _punto(fila.crudos))


def _punto(crudos: dict[str, Any]) -> tuple[float, float] | None:
    partes = partir_coordenadas(crudos.get("coordenadas")) or (crudos.get("latitud"), crudos.get("longitud"))
    latitud, longitud = (leer_coordenada(parte).valor for parte in partes)
    return None if latitud is None or longitud is None else (float(latitud), float(longitud))


CONTADORES = (
    "filas",
    *(a.value for a in Accion),
    "rechazadas_directas",
    "filas_reparadas",
    "celdas_reparadas",
)


def contar(padron: Padron) -> dict[str, dict[str, int]]:
    """Return the totals of each sheet, by its name, and of the whole file under the empty name."""
    hojas: dict[str, Counter[str]] = {h.nombre: Counter() for h in padron.hojas if h.entidad}
    todo: Counter[str] = Counter()
    for fila in padron.todas():
        celdas = len(fila.reparaciones_vigentes())
        suma = Counter(
            {
                "filas": 1,
                fila.accion.value: 1,
                "rechazadas_directas": int(fila.rechazada and fila.directa),
                "filas_reparadas": int(celdas > 0),
                "celdas_reparadas": celdas,
            }
        )
        hojas[fila.hoja] += suma
        todo += suma
    return {n: {c: cuenta[c] for c in CONTADORES} for n, cuenta in (*hojas.items(), ("", todo))}


def filas_por_hoja(padron: Padron) -> dict[str, list[Fila]]:
    """Return the rows of each imported sheet, in the sheets' order."""
    reparto: dict[str, list[Fila]] = {h.nombre: [] for h in padron.hojas if h.entidad}
    for entidad in Entidad:
        for fila in padron.filas[entidad]:
            reparto[fila.hoja].append(fila)
    return reparto
