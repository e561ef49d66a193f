"""Checks one row by itself: every cell read, mended or refused, and the cells compared with each other.

Whether a row fits the others and what is already registered is asked in `enlaces` and `comparacion`.
"""

from typing import Final

from padron.campos import Entidad
from padron.contexto import Contexto
from padron.filas import Fila
from padron.revisores.actividades import revisar_actividad
from padron.revisores.comites import revisar_comite
from padron.revisores.espacios import revisar_espacio
from padron.revisores.integrantes import revisar_integrante
from padron.revisores.lugar import revisar_lugar

_REVISORES: Final = {
    Entidad.ESPACIOS: revisar_espacio,
    Entidad.COMITES: revisar_comite,
    Entidad.INTEGRANTES: revisar_integrante,
    Entidad.ACTIVIDADES: revisar_actividad,
}


def revisar(fila: Fila, ctx: Contexto) -> None:
    """Read every cell of `fila` into `valores`, noting repairs and reasons."""
    revisar_lugar(fila, ctx)
    _REVISORES[fila.entidad](fila, ctx)
