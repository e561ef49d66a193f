"""Where a row belongs: its district by code or by name, within what the importer has in their charge."""

from comunes.hojas.celdas import limpiar
from padron import limpieza
from padron.campos import Entidad
from padron.contexto import Contexto
from padron.filas import Fila
from padron.lugares import (
    Lugar,
    Sistema,
    distrito_por_nombre,
    donde_queda,
    es_su_distrito,
    es_su_municipio,
)


def revisar_lugar(fila: Fila, ctx: Contexto) -> None:
    """Find the row's district and check that what is written beside the code agrees with it."""
    crudos = fila.crudos
    textos = {c: limpiar(crudos.get(c))[0] for c in ("distrito", "provincia", "region", "municipalidad")}
    codigo = fila.tomar("ubigeo", limpieza.leer_codigo_ubigeo(crudos.get("ubigeo")))
    if fila.rechazada:
        return
    if codigo is None:
        _lugar_por_nombre(fila, ctx, textos)
        return
    lugar = ctx.lugares.por_codigo(codigo, ctx.deteccion.sistema)
    if lugar is None:
        sistema = ctx.deteccion.sistema
        fila.rechazar(
            "ubigeo",
            f"El ubigeo «{{valor}}» ({sistema}) está fuera de las ocho regiones del programa: "
            f"{donde_queda(codigo, sistema)}.",
        )
        return
    fila.valores["lugar"] = lugar
    _comparar_nombres(fila, ctx, lugar, textos)
    _exigir_alcance(fila, ctx, lugar)


def _lugar_por_nombre(fila: Fila, ctx: Contexto, textos: dict[str, str]) -> None:
    if not textos["distrito"]:
        if fila.entidad == Entidad.ESPACIOS:
            fila.rechazar("ubigeo", "Falta el ubigeo del distrito.")
        return
    hallados = distrito_por_nombre(ctx.lugares, textos["distrito"], textos["provincia"], textos["region"])
    if textos["municipalidad"] and len(hallados) > 1:
        hallados = [h for h in hallados if es_su_municipio(h, textos["municipalidad"])] or hallados
    if len(hallados) == 1:
        fila.valores["lugar"] = hallados[0]
        _exigir_alcance(fila, ctx, hallados[0])
    elif hallados:
        cuales = ", ".join(f"{h.ubigeo} ({h.provincia})" for h in hallados)
        fila.rechazar("ubigeo", f"Falta el ubigeo y hay varios distritos con ese nombre: {cuales}.")
    else:
        fila.rechazar("distrito", "El distrito «{valor}» no está en las ocho regiones del programa.")


def _comparar_nombres(fila: Fila, ctx: Contexto, lugar: Lugar, textos: dict[str, str]) -> None:
    if textos["distrito"] and not es_su_distrito(lugar, textos["distrito"]):
        otro = Sistema.RENIEC if ctx.deteccion.sistema is Sistema.INEI else Sistema.INEI
        segun_otro = ctx.lugares.por_codigo(fila.valores["ubigeo"], otro)
        pista = ""
        if segun_otro and es_su_distrito(segun_otro, textos["distrito"]):
            pista = f" Parece un código {otro} en un archivo {ctx.deteccion.sistema}."
        fila.rechazar(
            "ubigeo",
            f"El ubigeo «{{valor}}» es de {lugar.nombre} y la fila dice {textos['distrito']}.{pista}",
        )
    elif textos["municipalidad"] and not es_su_municipio(lugar, textos["municipalidad"]):
        fila.rechazar("municipalidad", f"«{{valor}}» no es la municipalidad de {lugar.nombre}.")
    for campo in ("distrito", "municipalidad", "provincia", "region"):
        _anotar_limpieza(fila, campo)


def _anotar_limpieza(fila: Fila, campo: str) -> None:
    """Note stray spaces and invisible characters of a cell that is compared but not stored."""
    texto, arreglos = limpiar(fila.crudos.get(campo))
    if arreglos and texto:
        fila.reparar(campo, arreglos, texto)


def _exigir_alcance(fila: Fila, ctx: Contexto, lugar: Lugar) -> None:
    if not ctx.alcanza(lugar.region_id):
        fila.rechazar(
            "ubigeo", f"{lugar.nombre} es de {lugar.region}, una región que usted no tiene a su cargo."
        )
