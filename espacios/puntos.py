"""What a map of spaces shows: each space while they are few, groups by cells when they are many."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import OuterRef, Q, Subquery

from espacios.celdas import (
    Grupo,
    Pregunta,
    agrupar,
    alerta_contada,
    cercanas,
    contados,
    guardadas,
    sin_contar,
)
from espacios.models import EspacioQuerySet, TipoEspacio, booleano
from espacios.rejilla import NIVEL, POR_FILA, ZOOM_DE_FILAS, Ventana

# So many single spaces, of some 230 bytes each, are few bytes and little work for a phone.
PUNTOS_SUELTOS: Final = 300
EL_PAIS: Final = Ventana(-81.5, -18.5, -68.5, 0.1, 5)


@dataclass(frozen=True)
class Punto:
    """A single space on the map."""

    codigo: str
    nombre: str
    tipo: str
    estado: str
    latitud: Any
    longitud: Any
    en_alerta: bool


def puntos_o_grupos(
    filas: EspacioQuerySet, pregunta: Pregunta | None, ventana: Ventana
) -> tuple[list[Punto], list[Grupo]]:
    """Return the single spaces of the window, or groups where they are too many: one of both is empty.

    `pregunta` is what `filas` answer, when cells know it; from near, and without cells, the rows are read.
    """
    fuera = sin_contar()
    if pregunta is None or fuera is None or ventana.zoom >= ZOOM_DE_FILAS:
        grupos = agrupar(filas, ventana.nivel, ventana, alerta_contada(fuera))
        pregunta = None
    else:
        grupos = contados(filas, pregunta, ventana.nivel, ventana, fuera)
    if sum(grupo.cuantos for grupo in grupos.values()) > PUNTOS_SUELTOS:
        return [], list(grupos.values())
    if pregunta is None or fuera is None:
        pocas = cercanas(filas, ventana)
    else:
        ocupadas = guardadas(pregunta, NIVEL, ventana, fuera)
        llaves = Q(celda__in=[fila * POR_FILA + columna for fila, columna in ocupadas])
        pocas = filas.filter(llaves | Q(municipalidad__in=fuera))
    return _sueltos(_dentro(pocas, ventana), alerta_contada(fuera)), []


def _dentro(filas: EspacioQuerySet, ventana: Ventana) -> EspacioQuerySet:
    return filas.filter(
        latitud__range=(ventana.sur, ventana.norte), longitud__range=(ventana.oeste, ventana.este)
    )


def _sueltos(filas: EspacioQuerySet, en_alerta: Q) -> list[Punto]:
    halladas = filas.order_by().annotate(
        # Not joined, lest an engine begin with the types.
        _tipo=Subquery(TipoEspacio.objects.filter(pk=OuterRef("tipo")).order_by().values("nombre")),
        _alerta=booleano(en_alerta),
    )
    columnas = ("codigo", "nombre", "_tipo", "estado", "latitud", "longitud", "_alerta")
    return [Punto(*fila) for fila in halladas.values_list(*columnas)]
