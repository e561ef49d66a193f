"""Ties the rows of a file to each other: who hangs from whom, what repeats, what falls with what.

A space is its name and district; a committee, its name and district; whatever is not in the file is
looked up among what is registered (`Registrados`).
"""

from collections.abc import Iterable

from comunes.texto import clave_busqueda
from padron.campos import Entidad
from padron.contexto import Contexto
from padron.filas import Fila
from padron.registrados import Llave, Registrados
from personas.nombres import clave_de_nombres

Padre = tuple[str, int]


class Indice:
    """Rows of one kind by name, and by name and district."""

    def __init__(self, filas: Iterable[Fila], campo: str) -> None:
        self.por_llave: dict[Llave, Fila] = {}
        self.por_nombre: dict[str, list[Fila]] = {}
        for fila in filas:
            nombre = clave_busqueda(str(fila.valores.get(campo, "")))
            if nombre:
                self.por_nombre.setdefault(nombre, []).append(fila)
                if lugar := fila.valores.get("lugar"):
                    self.por_llave.setdefault((nombre, lugar.ubigeo), fila)

    def buscar(self, nombre: str, distrito: str | None) -> Fila | None:
        """Return the row called so in that district; without a district, the only row of that name."""
        if distrito is None:
            candidatas = self.por_nombre.get(nombre, [])
            return candidatas[0] if len(candidatas) == 1 else None
        return self.por_llave.get((nombre, distrito))

    def sin_lugar(self, nombre: str) -> Fila | None:
        """Return the rejected row of that name whose district is unknown, when there is only one."""
        perdidas = [f for f in self.por_nombre.get(nombre, []) if "lugar" not in f.valores and f.rechazada]
        return perdidas[0] if len(perdidas) == 1 else None

    def cuantas(self, nombre: str) -> int:
        return len(self.por_nombre.get(nombre, []))


def enlazar(filas: dict[Entidad, list[Fila]], ctx: Contexto, registrados: Registrados) -> None:
    """Set `padre` or `padre_pk` of every row, reject repeats and the dependants of what is rejected."""
    _rechazar_repetidas(filas[Entidad.ESPACIOS], "nombre", "nombre", "El espacio «{valor}» ya está en")
    espacios = Indice(filas[Entidad.ESPACIOS], "nombre")
    for fila in filas[Entidad.COMITES]:
        _colgar(fila, "espacio", espacios, registrados.espacios)
    _rechazar_repetidas(filas[Entidad.COMITES], "comite", "comite", "El comité «{valor}» ya está en")
    _un_comite_por_espacio(filas[Entidad.COMITES])
    comites = Indice(filas[Entidad.COMITES], "comite")
    for fila in (*filas[Entidad.INTEGRANTES], *filas[Entidad.ACTIVIDADES]):
        _colgar(fila, "comite", comites, registrados.comites)
    _ingreso_antes_del_comite(filas[Entidad.INTEGRANTES], registrados)
    _mismo_documento(filas[Entidad.INTEGRANTES])
    _integrantes_repetidos(filas[Entidad.INTEGRANTES])
    _cargos_unicos(filas[Entidad.INTEGRANTES], ctx)
    _actividades_repetidas(filas[Entidad.ACTIVIDADES])


def donde(fila: Fila) -> str:
    return f"la fila {fila.numero} de {fila.hoja}"


def _colgar(fila: Fila, campo: str, indice: Indice, registrados: dict[Llave, list[int]]) -> None:
    nombre = clave_busqueda(str(fila.valores.get(campo, "")))
    if not nombre or _sin_lugar_por_error(fila):
        return
    lugar = fila.valores.get("lugar")
    distrito = lugar.ubigeo if lugar else None
    padre = indice.buscar(nombre, distrito)
    claves = _registradas(registrados, nombre, distrito)
    if padre is None and not claves:
        padre = indice.sin_lugar(nombre)
    if padre is not None:
        _colgar_de(fila, campo, padre)
    elif len(claves) == 1:
        fila.padre_pk = claves[0]
    else:
        _rechazar_sin_padre(fila, campo, nombre, distrito, indice, claves)


def _sin_lugar_por_error(fila: Fila) -> bool:
    return "lugar" not in fila.valores and any(m.campo in ("ubigeo", "distrito") for m in fila.motivos)


def _registradas(registrados: dict[Llave, list[int]], nombre: str, distrito: str | None) -> list[int]:
    if distrito is not None:
        return registrados.get((nombre, distrito), [])
    return [pk for (otro, _), claves in registrados.items() if otro == nombre for pk in claves]


def _colgar_de(fila: Fila, campo: str, padre: Fila) -> None:
    fila.padre = padre
    if "lugar" not in fila.valores and "lugar" in padre.valores:
        fila.valores["lugar"] = padre.valores["lugar"]
    if padre.rechazada:
        fila.rechazar(campo, f"Depende de {donde(padre)}, que fue rechazada.", depende=padre)


_QUE = {"espacio": "espacio", "comite": "comité"}


def _rechazar_sin_padre(
    fila: Fila, campo: str, nombre: str, distrito: str | None, indice: Indice, claves: list[int]
) -> None:
    que = _QUE[campo]
    if len(claves) > 1 or (distrito is None and indice.cuantas(nombre) > 1):
        fila.rechazar(campo, f"Hay varios con el nombre «{{valor}}»: escriba el ubigeo del {que}.")
        return
    lugar = fila.valores.get("lugar")
    en = f" en {lugar.nombre}" if lugar else ""
    otros = "" if lugar is None or not indice.cuantas(nombre) else " Hay uno con ese nombre en otro distrito."
    fila.rechazar(
        campo, f"No hay un {que} llamado «{{valor}}»{en}, ni en el archivo ni en el sistema.{otros}"
    )


def _rechazar_repetidas(filas: list[Fila], campo: str, columna: str, texto: str) -> None:
    vistas: dict[Llave, Fila] = {}
    for fila in filas:
        nombre, lugar = clave_busqueda(str(fila.valores.get(campo, ""))), fila.valores.get("lugar")
        if not nombre or lugar is None:
            continue
        primera = vistas.setdefault((nombre, lugar.ubigeo), fila)
        if primera is not fila:
            fila.rechazar(columna, f"{texto} {donde(primera)}, en el mismo distrito.")


def _un_comite_por_espacio(filas: list[Fila]) -> None:
    primeros: dict[Padre, Fila] = {}
    for fila in filas:
        espacio = padre_de(fila)
        if espacio is None or any(m.campo == "comite" for m in fila.motivos):
            continue
        primero = primeros.setdefault(espacio, fila)
        if primero is not fila:
            fila.rechazar("espacio", f"El espacio «{{valor}}» ya tiene el comité de {donde(primero)}.")


# Persons --------------------------------------------------------------------------------------


def nombre_de(fila: Fila) -> str:
    """Return the key of the row's person: its names, in whatever order they were typed."""
    v = fila.valores
    return clave_de_nombres(v.get("nombres", ""), v.get("paterno", ""), v.get("materno", ""))


def documento_de(fila: Fila) -> tuple[str, str] | None:
    """Return (type, number), or None without a document."""
    numero = fila.valores.get("documento")
    return (fila.valores["tipo_documento"], numero) if numero else None


def es_la_misma(uno: str, otro: str) -> bool:
    """Say whether two name keys are one person's: equal, or one of them lacks a name."""
    if uno == otro:
        return True
    unas, otras = set(uno.split()), set(otro.split())
    return (unas <= otras or otras <= unas) and len(unas & otras) >= 2


def _mismo_documento(filas: list[Fila]) -> None:
    """The first row with a document keeps it, be it accepted or not; another person's is refused."""
    primeras: dict[tuple[str, str], Fila] = {}
    for fila in filas:
        documento = documento_de(fila)
        if documento is None:
            continue
        primera = primeras.setdefault(documento, fila)
        if primera is not fila and not es_la_misma(nombre_de(primera), nombre_de(fila)):
            fila.rechazar(
                "documento",
                f"El documento «{{valor}}» es el mismo de {donde(primera)}, que es otra persona.",
            )


def _ingreso_antes_del_comite(filas: list[Fila], registrados: Registrados) -> None:
    for fila in filas:
        desde = fila.valores.get("desde")
        if fila.padre is not None:
            constitucion = fila.padre.valores.get("constitucion")
        else:
            constitucion = registrados.comite.get(fila.padre_pk or 0, {}).get("fecha_constitucion")
        if desde and constitucion and desde < constitucion:
            fila.rechazar(
                "desde",
                f"El ingreso «{{valor}}» es anterior a la constitución del comité ({constitucion:%d/%m/%Y}).",
            )


def _integrantes_repetidos(filas: list[Fila]) -> None:
    vistos: dict[tuple[object, ...], Fila] = {}
    for fila in filas:
        comite = padre_de(fila)
        if comite is None or any(m.campo == "documento" for m in fila.motivos):
            continue
        quien = documento_de(fila) or (nombre_de(fila), fila.valores.get("nacimiento"))
        primera = vistos.setdefault((comite, quien), fila)
        if primera is not fila:
            fila.rechazar("documento", f"Esta persona ya está en el comité, en {donde(primera)}.")


def padre_de(fila: Fila) -> Padre | None:
    """Return what identifies, inside this review, the row or record that `fila` hangs from."""
    if fila.padre is not None:
        return (fila.padre.hoja, fila.padre.numero)
    return ("", fila.padre_pk) if fila.padre_pk is not None else None


def _cargos_unicos(filas: list[Fila], ctx: Contexto) -> None:
    ocupados: dict[tuple[object, int], Fila] = {}
    for fila in filas:
        cargo, comite = fila.valores.get("cargo"), padre_de(fila)
        if comite is None or cargo not in ctx.cargos_unicos or fila.directa:
            continue
        primera = ocupados.setdefault((comite, cargo), fila)
        if primera is not fila:
            fila.rechazar("cargo", f"El comité ya tiene «{{valor}}» en {donde(primera)}.")


def _actividades_repetidas(filas: list[Fila]) -> None:
    vistas: dict[tuple[object, ...], Fila] = {}
    for fila in filas:
        comite, v = padre_de(fila), fila.valores
        if comite is None or "fecha" not in v or "tipo" not in v:
            continue
        llave = (comite, v["tipo"], v["fecha"], clave_busqueda(v.get("titulo", "")))
        primera = vistas.setdefault(llave, fila)
        if primera is not fila:
            fila.rechazar("fecha", f"Es la misma actividad de {donde(primera)}: mismo tipo, día y título.")
