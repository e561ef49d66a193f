"""Rows of spaces: name, kind, precinct, point, area and risk factors."""

from typing import Any, Final

from comunes.hojas.celdas import Celda, leer_decimal, limpiar
from espacios.models import LATITUD_MAXIMA, LATITUD_MINIMA, LONGITUD_MAXIMA, LONGITUD_MINIMA
from padron import limpieza
from padron.contexto import Contexto
from padron.filas import Fila
from padron.lugares import Lugar, buscar_comisaria
from padron.revisores.pasos import exigir_texto, tomar_del_catalogo, tomar_fecha, tomar_texto

_AREA_MAXIMA: Final = 99_999_999


def revisar_espacio(fila: Fila, ctx: Contexto) -> None:
    nombre = exigir_texto(fila, "nombre", 160, "Falta el nombre del espacio.", nombre_propio=True)
    if fila.crudos.get("tipo") is None and nombre and (tipo := ctx.tipos_espacio.buscar(nombre)):
        fila.valores["tipo"] = tipo
    elif tomar_del_catalogo(fila, "tipo", ctx.tipos_espacio, "El tipo de espacio") is None:
        fila.rechazar("tipo", "Falta el tipo de espacio.")
    tomar_texto(fila, "direccion", 200)
    tomar_texto(fila, "referencia", 200)
    tomar_texto(fila, "titular", 160)
    _revisar_comisaria(fila, ctx)
    _revisar_punto(fila)
    _revisar_area(fila)
    _revisar_factores(fila, ctx)
    tomar_fecha(fila, ctx, "incorporacion", futura="La fecha de incorporación «{valor}» es futura.")


def _revisar_comisaria(fila: Fila, ctx: Contexto) -> None:
    lugar: Lugar | None = fila.valores.get("lugar")
    texto, arreglos = limpiar(fila.crudos.get("comisaria"))
    if not texto or texto == "-" or lugar is None:
        return
    codigo, opciones = buscar_comisaria(ctx.lugares, lugar, texto)
    if codigo:
        fila.tomar("comisaria", Celda(codigo, arreglos))
        return
    estan = f"Están registradas: {', '.join(opciones)}." if opciones else "No hay ninguna registrada."
    fila.rechazar("comisaria", f"«{{valor}}» no existe en el distrito de {lugar.nombre}. {estan}")


def _revisar_punto(fila: Fila) -> None:
    crudos = fila.crudos
    if crudos.get("coordenadas") is not None and crudos.get("latitud") is None:
        partes = limpieza.partir_coordenadas(crudos["coordenadas"])
        if partes is None:
            fila.rechazar(
                "coordenadas", "«{valor}» no se entiende. Escriba latitud y longitud con decimales."
            )
            return
        crudos = {**crudos, "latitud": partes[0], "longitud": partes[1]}
    latitud = fila.tomar("latitud", limpieza.leer_coordenada(crudos.get("latitud")))
    longitud = fila.tomar("longitud", limpieza.leer_coordenada(crudos.get("longitud")))
    if latitud is not None and longitud is not None:
        _exigir_en_peru(fila, latitud, longitud)
    elif (latitud is None) != (longitud is None):
        fila.rechazar("lat_long", "Falta la latitud o la longitud: escriba las dos o ninguna.")


def _en_peru(latitud: Any, longitud: Any) -> bool:
    return LATITUD_MINIMA <= latitud <= LATITUD_MAXIMA and LONGITUD_MINIMA <= longitud <= LONGITUD_MAXIMA


def _exigir_en_peru(fila: Fila, latitud: Any, longitud: Any) -> None:
    if _en_peru(latitud, longitud):
        return
    punto = f"{latitud.normalize():f}, {longitud.normalize():f}"
    if _en_peru(longitud, latitud):
        fila.rechazar(
            "lat_long",
            f"La latitud y la longitud parecen intercambiadas ({punto}). Propuesta: "
            f"latitud {longitud.normalize():f}, longitud {latitud.normalize():f}.",
        )
    elif _en_peru(-abs(latitud), -abs(longitud)):
        fila.rechazar("lat_long", f"Al punto {punto} le falta el signo menos: en el Perú los dos llevan «-».")
    else:
        fila.rechazar("lat_long", f"El punto {punto} está fuera del Perú.")


def _revisar_area(fila: Fila) -> None:
    area = fila.tomar("area", leer_decimal(fila.crudos.get("area")))
    if area is None:
        return
    if not 0 < area <= _AREA_MAXIMA:
        fila.rechazar("area", "El área «{valor}» debe ser mayor que cero y estar en metros cuadrados.")
    else:
        fila.valores["area"] = round(area, 2)


def _revisar_factores(fila: Fila, ctx: Contexto) -> None:
    partes = limpieza.partir_lista(fila.crudos.get("factores"))
    hallados: dict[int, None] = {}
    for parte in partes:
        clave = ctx.factores.buscar(parte)
        if clave is None:
            fila.rechazar(
                "factores",
                f"El factor de riesgo «{parte}» no está en el catálogo: {ctx.factores.opciones()}.",
            )
            return
        hallados[clave] = None
    if hallados:
        fila.valores["factores"] = sorted(hallados)
