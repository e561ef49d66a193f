"""Rows of members: document, names, age and office."""

from typing import Final

from comunes.hojas.celdas import capitalizar, leer_fecha, leer_texto
from padron import limpieza
from padron.contexto import Contexto
from padron.filas import Fila
from padron.revisores.pasos import exigir_texto, tomar_del_catalogo, tomar_fecha, tomar_texto
from personas.edades import EDAD_SIN_CONTACTO, MAYORIA_DE_EDAD, edad_en
from personas.enums import Sexo
from personas.nombres import partir_apellidos

_EDAD_MAXIMA: Final = 115


def revisar_integrante(fila: Fila, ctx: Contexto) -> None:
    exigir_texto(fila, "comite", 200, "Falta el comité.")
    if fila.crudos.get("espacio") is not None:
        tomar_texto(fila, "espacio", 160)
    if fila.crudos.get("cargo") is None:
        fila.valores["cargo"] = ctx.cargos.buscar("Integrante")
    tomar_del_catalogo(fila, "cargo", ctx.cargos, "El cargo")
    tipo = fila.tomar("tipo_documento", limpieza.leer_tipo_documento(fila.crudos.get("tipo_documento")))
    if not any(m.campo == "tipo_documento" for m in fila.motivos):
        _revisar_documento(fila, tipo, ctx.sin_tipos)
    _revisar_nombres(fila, ctx)
    fila.tomar("sexo", limpieza.leer_sexo(fila.crudos.get("sexo")))
    fila.valores.setdefault("sexo", Sexo.NO_DECLARA)
    fila.tomar("celular", limpieza.leer_celular(fila.crudos.get("celular")))
    fila.tomar("correo", limpieza.leer_correo(fila.crudos.get("correo")))
    tomar_fecha(fila, ctx, "desde", futura="La fecha de ingreso «{valor}» es futura.")
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
            fila.valores["paterno"], fila.valores["materno"] = partir_apellidos(apellidos)
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
