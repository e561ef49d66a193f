"""The review as JSON: per sheet and sheet row what happens, what was repaired and what is wrong."""

from typing import Any

from padron.campos import Entidad, palabra
from padron.filas import Fila
from padron.lectura import HojaLeida, problemas_de_columnas
from padron.revision import Revision, filas_por_hoja


def armar_informe(revision: Revision, *, archivo: str, sha256: str, aplicado: bool) -> dict[str, Any]:
    """Return the whole report. Columns go by stable words («documento», «lat/long»).

    The sheet's own headers stand in each sheet's `columnas`. It holds personal data: whoever asked for
    it keeps it safe.
    """
    deteccion = revision.contexto.deteccion
    filas = filas_por_hoja(revision.padron)
    return {
        "archivo": archivo,
        "sha256": sha256,
        "aplicado": aplicado,
        "datos_de_ejemplo": revision.padron.es_de_ejemplo,
        "ubigeo": {
            "sistema": deteccion.sistema.value,
            "origen": deteccion.origen,
            "nombres_que_coinciden": deteccion.coinciden,
        },
        "problemas": problemas_de_columnas(revision.padron.hojas),
        "hojas": {
            hoja.nombre: _hoja(hoja, filas[hoja.nombre], revision.totales[hoja.nombre])
            for hoja in revision.padron.hojas
            if hoja.entidad
        },
        "hojas_sin_importar": [h.nombre for h in revision.padron.hojas if not h.entidad],
        "hojas_ocultas": revision.padron.ocultas,
        "totales": revision.totales[""],
    }


def _hoja(hoja: HojaLeida, filas: list[Fila], totales: dict[str, int]) -> dict[str, Any]:
    entidad = hoja.entidad or Entidad.ESPACIOS
    return {
        "contenido": entidad.value,
        "fila_de_encabezado": hoja.fila_de_encabezado,
        "columnas": {
            palabra(entidad, clave): hoja.encabezados.get(posicion, "")
            for clave, posicion in hoja.columnas.items()
        },
        "columnas_sin_reconocer": hoja.sin_reconocer,
        "columnas_que_faltan": [palabra(entidad, clave) for clave in hoja.faltan],
        "totales": totales,
        "filas": [_fila(fila) for fila in filas],
    }


def _fila(fila: Fila) -> dict[str, Any]:
    causa = next((m.depende for m in fila.motivos if m.depende), None)
    return {
        "fila": fila.numero,
        "accion": fila.accion.value,
        "reparaciones": [
            [palabra(fila.entidad, r.campo), "+".join(r.clases)] for r in fila.reparaciones_vigentes()
        ],
        "motivos": [[palabra(fila.entidad, m.campo), m.en_palabras()] for m in fila.motivos],
        "cambios": [
            [_palabra_de_cambio(fila, campo), antes, despues] for campo, antes, despues in fila.cambios
        ],
        "rechazo_directo": fila.rechazada and fila.directa,
        "depende_de": {"hoja": causa[0], "fila": causa[1]} if causa else None,
    }


def _palabra_de_cambio(fila: Fila, campo: str) -> str:
    return "mandato" if campo == "mandato" else palabra(fila.entidad, campo)
