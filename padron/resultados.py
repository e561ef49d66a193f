"""Keeps the rows of a review so that pages and downloads need not read the file again."""

from typing import Any

from comunes.lotes import crear_en_lote
from padron.campos import Entidad
from padron.filas import Fila
from padron.models import FilaImportada, Importacion
from padron.revision import Revision, filas_por_hoja


def guardar_filas(importacion: Importacion, revision: Revision) -> None:
    """Store every row of the review, in the file's order."""
    filas = [fila for propias in filas_por_hoja(revision.padron).values() for fila in propias]
    crear_en_lote([_guardada(importacion, orden, fila) for orden, fila in enumerate(filas, 1)])


def _guardada(importacion: Importacion, orden: int, fila: Fila) -> FilaImportada:
    reparaciones = fila.reparaciones_vigentes()
    return FilaImportada(
        importacion=importacion,
        orden=orden,
        hoja=fila.hoja[:100],
        fila=fila.numero,
        entidad=fila.entidad,
        nombre=_nombre(fila)[:200],
        accion=fila.accion.value,
        directa=fila.rechazada and fila.directa,
        reparada=bool(reparaciones),
        motivos=[[m.campo, m.texto, m.valor, *(m.depende or ("", 0))] for m in fila.motivos],
        reparaciones=[[r.campo, "+".join(r.clases), r.antes, r.despues] for r in reparaciones],
        cambios=[list(cambio) for cambio in fila.cambios],
    )


def _nombre(fila: Fila) -> str:
    """Return what a person would call the row."""
    v: dict[str, Any] = {**fila.crudos, **fila.valores}
    if fila.entidad == Entidad.ESPACIOS:
        return str(v.get("nombre", ""))
    if fila.entidad == Entidad.COMITES:
        return str(v.get("comite", ""))
    if fila.entidad == Entidad.ACTIVIDADES:
        return str(v.get("titulo") or fila.crudos.get("tipo", ""))
    partes = (v.get(c) for c in ("nombres", "paterno", "materno"))
    return " ".join(str(p) for p in partes if p) or str(v.get("nombre_completo", ""))
