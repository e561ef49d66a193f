"""Small steps that the four kinds of rows share."""

from datetime import date
from typing import Any

from comunes.hojas.celdas import Celda, leer_texto, limpiar
from padron.catalogos import Listado
from padron.contexto import Contexto
from padron.filas import Fila


def tomar_texto(fila: Fila, campo: str, maximo: int, **opciones: Any) -> Any:
    return fila.tomar(campo, leer_texto(fila.crudos.get(campo), maximo=maximo, **opciones))


def exigir_texto(fila: Fila, campo: str, maximo: int, texto: str, **opciones: Any) -> Any:
    valor = tomar_texto(fila, campo, maximo, **opciones)
    if valor is None:
        fila.rechazar(campo, texto)
    return valor


def tomar_del_catalogo(fila: Fila, campo: str, listado: Listado, que: str) -> int | None:
    texto, arreglos = limpiar(fila.crudos.get(campo))
    if not texto:
        return None
    clave = listado.buscar(texto)
    if clave is None:
        fila.rechazar(campo, f"{que} «{{valor}}» no está en el catálogo: {listado.opciones()}.")
        return None
    return int(fila.tomar(campo, Celda(clave, arreglos)))


def tomar_fecha(fila: Fila, ctx: Contexto, campo: str, *, futura: str = "") -> date | None:
    """Read a date; with `futura`, one later than today is refused with these words."""
    dia: date | None = fila.tomar(campo, ctx.leer_fecha(fila.crudos.get(campo)))
    if dia and futura and dia > ctx.hoy:
        fila.rechazar(campo, futura)
    return dia
