"""Checks one row by itself: every cell read, mended or refused, and the cells compared with each other.

Whether a row fits the others and what is already registered is asked in `enlaces` and `comparacion`.
"""

from datetime import date
from typing import Any, Final

from django.conf import settings

from actividades.models import PARTICIPANTES_MAXIMO
from comunes.hojas.celdas import (
    Celda,
    capitalizar,
    leer_decimal,
    leer_entero,
    leer_fecha,
    leer_si_no,
    leer_texto,
    limpiar,
)
from espacios.models import LATITUD_MAXIMA, LATITUD_MINIMA, LONGITUD_MAXIMA, LONGITUD_MINIMA
from padron import limpieza
from padron.campos import Entidad
from padron.catalogos import Listado
from padron.contexto import Contexto
from padron.filas import Fila
from padron.lugares import (
    Lugar,
    Sistema,
    buscar_comisaria,
    distrito_por_nombre,
    donde_queda,
    es_su_distrito,
    es_su_municipio,
)
from personas.edades import EDAD_SIN_CONTACTO, MAYORIA_DE_EDAD, edad_en
from personas.enums import Sexo

_EDAD_MAXIMA = 115
_AREA_MAXIMA = 99_999_999
_MIEMBROS_MAXIMO = 1_024  # what a WhatsApp group holds


def revisar(fila: Fila, ctx: Contexto) -> None:
    """Read every cell of `fila` into `valores`, noting repairs and reasons."""
    _revisar_lugar(fila, ctx)
    _REVISORES[fila.entidad](fila, ctx)


# Place ----------------------------------------------------------------------------------------


def _revisar_lugar(fila: Fila, ctx: Contexto) -> None:
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


# Small steps shared by the four kinds -----------------------------------------------------------


def _texto(fila: Fila, campo: str, maximo: int, **opciones: Any) -> Any:
    return fila.tomar(campo, leer_texto(fila.crudos.get(campo), maximo=maximo, **opciones))


def _obligatorio(fila: Fila, campo: str, maximo: int, texto: str, **opciones: Any) -> Any:
    valor = _texto(fila, campo, maximo, **opciones)
    if valor is None:
        fila.rechazar(campo, texto)
    return valor


def _del_catalogo(fila: Fila, campo: str, listado: Listado, que: str) -> int | None:
    texto, arreglos = limpiar(fila.crudos.get(campo))
    if not texto:
        return None
    clave = listado.buscar(texto)
    if clave is None:
        fila.rechazar(campo, f"{que} «{{valor}}» no está en el catálogo: {listado.opciones()}.")
        return None
    return int(fila.tomar(campo, Celda(clave, arreglos)))


def _fecha(fila: Fila, ctx: Contexto, campo: str, *, futura: str = "") -> date | None:
    """Read a date; with `futura`, one later than today is refused with these words."""
    dia: date | None = fila.tomar(campo, ctx.leer_fecha(fila.crudos.get(campo)))
    if dia and futura and dia > ctx.hoy:
        fila.rechazar(campo, futura)
    return dia


# Spaces ---------------------------------------------------------------------------------------


def _revisar_espacio(fila: Fila, ctx: Contexto) -> None:
    nombre = _obligatorio(fila, "nombre", 160, "Falta el nombre del espacio.", nombre_propio=True)
    if fila.crudos.get("tipo") is None and nombre and (tipo := ctx.tipos_espacio.buscar(nombre)):
        fila.valores["tipo"] = tipo
    elif _del_catalogo(fila, "tipo", ctx.tipos_espacio, "El tipo de espacio") is None:
        fila.rechazar("tipo", "Falta el tipo de espacio.")
    _texto(fila, "direccion", 200)
    _texto(fila, "referencia", 200)
    _texto(fila, "titular", 160)
    _revisar_comisaria(fila, ctx)
    _revisar_punto(fila)
    _revisar_area(fila)
    _revisar_factores(fila, ctx)
    _fecha(fila, ctx, "incorporacion", futura="La fecha de incorporación «{valor}» es futura.")


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


# Committees -----------------------------------------------------------------------------------


def _revisar_comite(fila: Fila, ctx: Contexto) -> None:
    _obligatorio(fila, "comite", 200, "Falta el nombre del comité.", nombre_propio=True)
    _obligatorio(fila, "espacio", 160, "Falta el espacio del comité.")
    _revisar_vigencia(fila, ctx)
    _revisar_grupo(fila)


def _revisar_vigencia(fila: Fila, ctx: Contexto) -> None:
    constitucion = _fecha(fila, ctx, "constitucion", futura="La fecha de constitución «{valor}» es futura.")
    inicio = _fecha(fila, ctx, "inicio") or constitucion
    fin = _fecha(fila, ctx, "vigencia")
    if inicio is None:
        if fin is not None:
            fila.rechazar("constitucion", "Hay fin de vigencia y falta la fecha de constitución.")
        return
    fila.valores["inicio"] = inicio
    if fin is None and not fila.rechazada:
        fila.valores["vigencia_supuesta"] = True
        fila.valores["vigencia"] = _anios_despues(inicio, settings.DURACION_MANDATO_ANIOS)
    elif fin is not None and fin <= inicio:
        fila.rechazar(
            "vigencia", f"La vigencia termina ({fin:%d/%m/%Y}) antes de empezar ({inicio:%d/%m/%Y})."
        )


def _anios_despues(dia: date, anios: int) -> date:
    try:
        return dia.replace(year=dia.year + anios)
    except ValueError:  # 29 February
        return dia.replace(year=dia.year + anios, day=28)


def _revisar_grupo(fila: Fila) -> None:
    tiene = fila.tomar("whatsapp", leer_si_no(fila.crudos.get("whatsapp")))
    fila.tomar("celular", limpieza.leer_celular(fila.crudos.get("celular")))
    miembros = fila.tomar("miembros", leer_entero(fila.crudos.get("miembros")))
    if miembros is not None and not 0 <= miembros <= _MIEMBROS_MAXIMO:
        fila.rechazar("miembros", f"Los miembros del grupo «{{valor}}» deben ser de 0 a {_MIEMBROS_MAXIMO}.")
    if tiene is None and ("celular" in fila.valores or "miembros" in fila.valores):
        fila.valores["whatsapp"] = True


# Members --------------------------------------------------------------------------------------


def _revisar_integrante(fila: Fila, ctx: Contexto) -> None:
    _obligatorio(fila, "comite", 200, "Falta el comité.")
    if fila.crudos.get("espacio") is not None:
        _texto(fila, "espacio", 160)
    if fila.crudos.get("cargo") is None:
        fila.valores["cargo"] = ctx.cargos.buscar("Integrante")
    _del_catalogo(fila, "cargo", ctx.cargos, "El cargo")
    tipo = fila.tomar("tipo_documento", limpieza.leer_tipo_documento(fila.crudos.get("tipo_documento")))
    if not any(m.campo == "tipo_documento" for m in fila.motivos):
        _revisar_documento(fila, tipo, ctx.sin_tipos)
    _revisar_nombres(fila, ctx)
    fila.tomar("sexo", limpieza.leer_sexo(fila.crudos.get("sexo")))
    fila.valores.setdefault("sexo", Sexo.NO_DECLARA)
    fila.tomar("celular", limpieza.leer_celular(fila.crudos.get("celular")))
    fila.tomar("correo", limpieza.leer_correo(fila.crudos.get("correo")))
    _fecha(fila, ctx, "desde", futura="La fecha de ingreso «{valor}» es futura.")
    _revisar_edad(fila, ctx)


def _revisar_documento(fila: Fila, tipo: str | None, sin_tipos: bool) -> None:
    celda = limpieza.leer_documento(fila.crudos.get("documento"), tipo, sin_tipos=sin_tipos)
    if celda.falla:
        fila.rechazar("documento", celda.falla)
        return
    fila.valores["tipo_documento"], fila.valores["documento"] = celda.valor
    if celda.arreglos:
        fila.reparar("documento", celda.arreglos, celda.valor[1])


def _revisar_nombres(fila: Fila, ctx: Contexto) -> None:
    if fila.crudos.get("nombre_completo") is not None and fila.crudos.get("nombres") is None:
        _partir_nombre_completo(fila, ctx)
        return
    if fila.tomar("nombres", limpieza.leer_nombre(fila.crudos.get("nombres"), maximo=80)) is None:
        fila.rechazar("nombres", "Faltan los nombres.")
    if fila.crudos.get("apellidos") is not None and fila.crudos.get("paterno") is None:
        celda = limpieza.leer_nombre(fila.crudos["apellidos"], maximo=120)
        if apellidos := fila.tomar("apellidos", celda):
            fila.valores["paterno"], fila.valores["materno"] = limpieza.partir_apellidos(apellidos)
        return
    if fila.tomar("paterno", limpieza.leer_nombre(fila.crudos.get("paterno"), maximo=60)) is None:
        fila.rechazar("paterno", "Falta el apellido paterno.")
    fila.tomar("materno", limpieza.leer_nombre(fila.crudos.get("materno"), maximo=60))


def _partir_nombre_completo(fila: Fila, ctx: Contexto) -> None:
    celda = leer_texto(fila.crudos["nombre_completo"], maximo=200)
    encabezado = ctx.encabezados.get((fila.hoja, "nombre_completo"), "")
    partes = None if celda.falla else limpieza.partir_nombre_completo(celda.valor or "", encabezado)
    if partes is None:
        fila.rechazar("nombre_completo", "En «{valor}» no se distinguen nombres y apellidos.")
        return
    propios = tuple(capitalizar(p) if p.isupper() or p.islower() else p for p in partes)
    if propios != partes:
        fila.reparar("nombre_completo", ("mayusculas", *celda.arreglos), " ".join(propios))
    elif celda.arreglos:
        fila.reparar("nombre_completo", celda.arreglos, celda.valor)
    fila.valores.update(zip(("nombres", "paterno", "materno"), propios, strict=True))


def _revisar_edad(fila: Fila, ctx: Contexto) -> None:
    nacio = fila.tomar(
        "nacimiento", leer_fecha(fila.crudos.get("nacimiento"), hoy=ctx.hoy, de_nacimiento=True)
    )
    edad = edad_en(nacio, ctx.hoy)
    if edad is None:
        return
    if edad < 0:
        fila.rechazar("nacimiento", "La fecha de nacimiento «{valor}» es futura.")
    elif edad > _EDAD_MAXIMA:
        fila.rechazar("nacimiento", f"Con la fecha «{{valor}}» tendría más de {_EDAD_MAXIMA} años.")
    elif edad < EDAD_SIN_CONTACTO:
        fila.rechazar(
            "nacimiento",
            f"Tiene {edad} años. Menores de {EDAD_SIN_CONTACTO} se registran en la pantalla del comité, "
            "con su madre, padre o apoderado.",
        )
    elif edad < MAYORIA_DE_EDAD and fila.valores.get("cargo") in ctx.cargos_directivos:
        fila.rechazar("cargo", f"Tiene {edad} años y «{{valor}}» es un cargo para mayores de edad.")


# Activities -----------------------------------------------------------------------------------


def _revisar_actividad(fila: Fila, ctx: Contexto) -> None:
    _obligatorio(fila, "comite", 200, "Falta el comité.")
    if fila.crudos.get("espacio") is not None:
        _texto(fila, "espacio", 160)
    if _del_catalogo(fila, "tipo", ctx.tipos_actividad, "El tipo de actividad") is None:
        fila.rechazar("tipo", "Falta el tipo de actividad.")
    _texto(fila, "titulo", 160)
    if _fecha(fila, ctx, "fecha", futura="La fecha «{valor}» es futura: se anota lo ya realizado.") is None:
        fila.rechazar("fecha", "Falta la fecha de la actividad.")
    _revisar_participantes(fila)
    _texto(fila, "apoyo", 200)
    _texto(fila, "resultado", 2000)


def _revisar_participantes(fila: Fila) -> None:
    cuantos = fila.tomar("participantes", leer_entero(fila.crudos.get("participantes")))
    if cuantos is None:
        return
    if cuantos < 0:
        fila.rechazar("participantes", "Los participantes no pueden ser un número negativo («{valor}»).")
    elif not 1 <= cuantos <= PARTICIPANTES_MAXIMO:
        fila.rechazar(
            "participantes", f"Los participantes «{{valor}}» deben ser de 1 a {PARTICIPANTES_MAXIMO}."
        )


_REVISORES: Final = {
    Entidad.ESPACIOS: _revisar_espacio,
    Entidad.COMITES: _revisar_comite,
    Entidad.INTEGRANTES: _revisar_integrante,
    Entidad.ACTIVIDADES: _revisar_actividad,
}
