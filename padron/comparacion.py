"""Says what each accepted row does: create, update (and which fields), or nothing.

An empty cell has no opinion: it never erases what is registered. Rows that clash with what is
registered are rejected here, and their dependants with them.
"""

from collections.abc import Iterable
from typing import Any

from actividades.enums import EstadoActividad
from comunes.hojas.celdas import como_texto
from comunes.texto import clave_busqueda
from espacios.enums import EstadoEspacio
from padron import registrados as r
from padron.campos import Entidad
from padron.contexto import Contexto
from padron.enlaces import documento_de, donde, es_la_misma, nombre_de
from padron.filas import Accion, Fila
from padron.registrados import Registrados, Valores
from personas.enums import Sexo

Filas = dict[Entidad, list[Fila]]


def comparar(filas: Filas, ctx: Contexto, registrados: Registrados) -> None:
    """Set `accion`, `pk` and `cambios` of every row."""
    _comparar_espacios(filas[Entidad.ESPACIOS], ctx, registrados)
    _comparar_comites(_en_pie(filas[Entidad.COMITES], "espacio"), registrados)
    _comparar_integrantes(_en_pie(filas[Entidad.INTEGRANTES], "comite"), ctx)
    _comparar_actividades(_en_pie(filas[Entidad.ACTIVIDADES], "comite"))


def _en_pie(filas: Iterable[Fila], campo: str) -> list[Fila]:
    """Return the rows not rejected, after dropping those whose parent fell in this stage."""
    for fila in filas:
        if fila.padre is not None and fila.padre.rechazada:
            fila.rechazar(campo, f"Depende de {donde(fila.padre)}, que fue rechazada.", depende=fila.padre)
    return [fila for fila in filas if not fila.rechazada]


def pk_del_padre(fila: Fila) -> int | None:
    """Return the key of the registered row that `fila` hangs from; None while it is to be created."""
    return fila.padre.pk if fila.padre is not None else fila.padre_pk


def _decidir(fila: Fila, pk: int | None) -> None:
    fila.pk = pk
    if pk is not None:
        fila.accion = Accion.ACTUALIZAR if fila.cambios else Accion.IGUAL


def _anotar(fila: Fila, pares: Iterable[tuple[str, Any]]) -> None:
    """Note every (field, stored value) that differs from what the row says."""
    for campo, guardado in pares:
        if campo in fila.valores and fila.valores[campo] != guardado:
            antes = "" if guardado is None else como_texto(guardado)
            fila.cambios.append((campo, antes, como_texto(fila.valores[campo])))


# Spaces ---------------------------------------------------------------------------------------

_ESPACIO = (
    ("nombre", "nombre"),
    ("direccion", "direccion"),
    ("referencia", "referencia"),
    ("latitud", "latitud"),
    ("longitud", "longitud"),
    ("area", "area_m2"),
    ("titular", "titular"),
    ("incorporacion", "fecha_incorporacion"),
)


def _comparar_espacios(filas: list[Fila], ctx: Contexto, registrados: Registrados) -> None:
    hallados: dict[int, Fila] = {}
    for fila in filas:
        if fila.rechazada:
            continue
        llave = (clave_busqueda(fila.valores["nombre"]), fila.valores["lugar"].ubigeo)
        claves = registrados.espacios.get(llave, [])
        if len(claves) > 1:
            fila.rechazar("nombre", "En el sistema hay varios espacios «{valor}» en este distrito.")
        elif claves:
            hallados[claves[0]] = fila
    factores = r.factores_de(list(hallados))
    for pk, fila in hallados.items():
        _comparar_espacio(fila, registrados.espacio[pk], factores.get(pk, set()), ctx)


def _comparar_espacio(fila: Fila, guardado: Valores, factores: set[int], ctx: Contexto) -> None:
    _anotar(fila, ((campo, guardado[columna]) for campo, columna in _ESPACIO))
    _anotar_catalogo(fila, "tipo", guardado["tipo_id"], ctx.tipos_espacio.nombres)
    nombres = dict(ctx.lugares.comisarias.get(fila.valores["lugar"].ubigeo, []))
    _anotar_catalogo(fila, "comisaria", guardado["comisaria_id"], nombres)
    if "factores" in fila.valores and set(fila.valores["factores"]) != factores:
        antes, despues = (
            ", ".join(ctx.factores.nombres.get(f, "") for f in sorted(cuales))
            for cuales in (factores, fila.valores["factores"])
        )
        fila.cambios.append(("factores", antes, despues))
    if fila.cambios and guardado["estado"] == EstadoEspacio.RETIRADO:
        fila.rechazar("nombre", "El espacio «{valor}» está retirado: primero hay que reincorporarlo.")
        return
    _decidir(fila, guardado["pk"])


def _anotar_catalogo(fila: Fila, campo: str, guardado: Any, nombres: dict[Any, str]) -> None:
    nuevo = fila.valores.get(campo)
    if nuevo is not None and nuevo != guardado:
        fila.cambios.append((campo, nombres.get(guardado, ""), nombres.get(nuevo, "")))


# Committees -----------------------------------------------------------------------------------


def _comparar_comites(filas: list[Fila], registrados: Registrados) -> None:
    hallados: dict[int, Fila] = {}
    for fila in filas:
        espacio = pk_del_padre(fila)
        pk = registrados.comite_de_espacio.get(espacio) if espacio is not None else None
        if pk is None:
            continue
        nombre = registrados.comite[pk]["nombre"]
        if clave_busqueda(nombre) == clave_busqueda(fila.valores["comite"]):
            hallados[pk] = fila
        else:
            fila.rechazar("comite", f"El espacio ya tiene un comité activo con otro nombre: «{nombre}».")
    mandatos, grupos = r.mandatos_de(list(hallados)), r.grupos_de(list(hallados))
    for pk, fila in hallados.items():
        guardado = registrados.comite[pk]
        _anotar(fila, (("comite", guardado["nombre"]), ("constitucion", guardado["fecha_constitucion"])))
        _comparar_mandato(fila, mandatos.get(pk, []))
        _comparar_grupo(fila, grupos.get(pk))
        if not fila.rechazada:
            _decidir(fila, pk)


def _comparar_mandato(fila: Fila, mandatos: list[tuple[int, Any, Any]]) -> None:
    """Match the row's mandate by its first day; `mandato_pk` is the one found."""
    inicio, fin = fila.valores.get("inicio"), fila.valores.get("vigencia")
    if inicio is None:
        return
    igual = next((m for m in mandatos if m[1] == inicio), None)
    if igual is not None:
        fila.valores["mandato_pk"] = igual[0]
        if not fila.valores.get("vigencia_supuesta"):
            _anotar(fila, (("vigencia", igual[2]),))
        return
    cruzado = next((m for m in mandatos if m[1] <= fin and inicio <= m[2]), None)
    if cruzado is not None:
        fila.rechazar(
            "vigencia",
            f"La vigencia del {inicio:%d/%m/%Y} al {fin:%d/%m/%Y} se cruza con la registrada, del "
            f"{cruzado[1]:%d/%m/%Y} al {cruzado[2]:%d/%m/%Y}.",
        )
        return
    # An earlier term completes the history; only a later one is where the members now sit.
    fila.valores["es_historia"] = any(m[1] > inicio for m in mandatos)
    fila.cambios.append(("vigencia", "", f"{inicio:%d/%m/%Y} a {fin:%d/%m/%Y}"))


def _comparar_grupo(fila: Fila, grupo: Valores | None) -> None:
    if not fila.valores.get("whatsapp"):
        return
    if grupo is None:
        fila.cambios.append(("whatsapp", "", "Sí"))
        return
    fila.valores["grupo_pk"] = grupo["pk"]
    _anotar(fila, (("celular", grupo["celular_administrador"]), ("miembros", grupo["miembros"])))


# Members --------------------------------------------------------------------------------------

_PERSONA = (
    ("nombres", "nombres"),
    ("paterno", "apellido_paterno"),
    ("materno", "apellido_materno"),
    ("sexo", "sexo"),
    ("nacimiento", "fecha_nacimiento"),
    ("celular", "celular"),
    ("correo", "correo"),
)
CAMPOS_DE_PERSONA = dict(_PERSONA)


def _comparar_integrantes(filas: list[Fila], ctx: Contexto) -> None:
    documentos = [d for fila in filas if (d := documento_de(fila))]
    personas = r.personas_con(documentos)
    mias = r.personas_a_cargo(ctx, [p["pk"] for p in personas.values()])
    comites = sorted({pk for fila in filas if (pk := pk_del_padre(fila)) is not None})
    miembros = r.integrantes_de(comites)
    vistas: set[int] = set()
    for fila in filas:
        persona = personas.get(documento_de(fila) or ("", ""))
        suyos = miembros.get(pk_del_padre(fila) or 0, [])
        _comparar_integrante(fila, persona, suyos, ctx)
        if persona and not fila.rechazada and persona["pk"] not in vistas:
            vistas.add(persona["pk"])
            if persona["pk"] in mias:
                _comparar_persona(fila, persona)
        if not fila.rechazada:
            _decidir(fila, fila.valores.get("integrante_pk"))
    _cargos_ya_ocupados(filas, miembros, ctx)


def _comparar_integrante(fila: Fila, persona: Valores | None, miembros: list[Valores], ctx: Contexto) -> None:
    """Find the registered person and membership of a row; note changes of the membership."""
    if persona is not None:
        if not es_la_misma(persona["clave_nombres"], nombre_de(fila)):
            fila.rechazar("documento", "El documento «{valor}» ya está registrado a nombre de otra persona.")
            return
        fila.valores["persona_pk"] = persona["pk"]
        suyo = next((m for m in miembros if m["persona_id"] == persona["pk"]), None)
    else:
        suyo = next((m for m in miembros if _es_su_membresia(fila, m)), None)
    if suyo is None:
        return
    fila.valores["integrante_pk"], fila.valores["persona_pk"] = suyo["pk"], suyo["persona_id"]
    if fila.crudos.get("cargo") is not None:
        _anotar_catalogo(fila, "cargo", suyo["cargo_id"], ctx.cargos.nombres)
    _anotar(fila, (("desde", suyo["desde"]),))
    if _estrena_mandato(fila):
        fila.cambios.append(("mandato", "", "pasa al nuevo mandato"))
    if persona is None:
        _comparar_persona(fila, {c: suyo[f"persona__{c}"] for c in r.CAMPOS_PERSONA})


def _es_su_membresia(fila: Fila, miembro: Valores) -> bool:
    """Say whether a person without document is this member: same names, no contradicting birth."""
    if miembro["persona__numero_documento"] or miembro["persona__clave_nombres"] != nombre_de(fila):
        return False
    nacio, registrado = fila.valores.get("nacimiento"), miembro["persona__fecha_nacimiento"]
    return nacio is None or registrado is None or nacio == registrado


def _comparar_persona(fila: Fila, guardada: Valores) -> None:
    pares = [(campo, guardada[columna]) for campo, columna in _PERSONA]
    if fila.valores.get("sexo") == Sexo.NO_DECLARA:
        pares = [p for p in pares if p[0] != "sexo"]
    _anotar(fila, pares)


def _cargos_ya_ocupados(filas: list[Fila], miembros: dict[int, list[Valores]], ctx: Contexto) -> None:
    """Reject whoever would take a unique office that somebody outside the file, or staying, holds."""
    finales: dict[int, int] = {}
    for fila in filas:
        if fila.pk is not None and not fila.rechazada:
            finales[fila.pk] = fila.valores["cargo"] if _cambia(fila, "cargo") else -1
    for fila in filas:
        cargo, comite = fila.valores.get("cargo"), pk_del_padre(fila)
        nuevo = fila.pk is None or _cambia(fila, "cargo")
        if fila.rechazada or comite is None or cargo not in ctx.cargos_unicos or not nuevo:
            continue
        if _estrena_mandato(fila):
            continue
        for otro in miembros.get(comite, []):
            queda = finales.get(otro["pk"], -1) in (-1, cargo)
            if otro["cargo_id"] == cargo and otro["pk"] != fila.pk and queda:
                nombre = ctx.cargos.nombres[cargo].lower()
                fila.rechazar("cargo", f"El comité ya tiene {nombre} en este mandato: otra persona.")


def _cambia(fila: Fila, campo: str) -> bool:
    return any(cambio[0] == campo for cambio in fila.cambios)


def _estrena_mandato(fila: Fila) -> bool:
    """Whether the row's committee opens a later term with this file."""
    padre = fila.padre
    if padre is None or padre.valores.get("es_historia"):
        return False
    return any(campo == "vigencia" and not antes for campo, antes, _ in padre.cambios)


# Activities -----------------------------------------------------------------------------------


def _comparar_actividades(filas: list[Fila]) -> None:
    con_comite = [fila for fila in filas if pk_del_padre(fila) is not None]
    if not con_comite:
        return
    dias = [fila.valores["fecha"] for fila in con_comite]
    comites = sorted({pk_del_padre(fila) or 0 for fila in con_comite})
    registradas = r.actividades_de(comites, (min(dias), max(dias)))
    for fila in con_comite:
        v = fila.valores
        llave = (pk_del_padre(fila), v["tipo"], v["fecha"], clave_busqueda(v.get("titulo", "")))
        if (guardada := registradas.get(llave)) is not None:
            _comparar_actividad(fila, guardada)


def _comparar_actividad(fila: Fila, guardada: Valores) -> None:
    _anotar(fila, ((c, guardada[c]) for c in ("participantes", "apoyo", "resultado")))
    if fila.cambios and guardada["estado"] != EstadoActividad.REALIZADA:
        estado = EstadoActividad(guardada["estado"]).label.lower()
        fila.rechazar(
            fila.cambios[0][0],
            f"La actividad ya está {estado} con otro dato («{fila.cambios[0][1]}»): cámbiela en su ficha.",
        )
        return
    _decidir(fila, guardada["pk"])
