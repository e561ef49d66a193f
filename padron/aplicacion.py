"""Writes a reviewed file: every row that creates or updates, in the order they depend on each other.

Call it inside a transaction. Each step goes through the bulk services of the app that owns the rows.
"""

from collections.abc import Iterable
from typing import Any

from actividades.cargas import actualizar_actividades, crear_actividades
from comites.cargas import (
    abrir_mandatos,
    actualizar_comites,
    actualizar_integrantes,
    crear_comites,
    crear_integrantes,
    mover_fin_de_mandatos,
    registrar_grupos,
)
from comites.models import Comite
from espacios.cargas import actualizar_espacios, crear_espacios
from padron.campos import Entidad
from padron.comparacion import CAMPOS_DE_PERSONA, pk_del_padre
from padron.enlaces import documento_de
from padron.filas import Accion, Fila
from padron.registrados import en_trozos, mandatos_de
from padron.revision import Revision
from personas.cargas import actualizar_personas, consentir_gestion, crear_personas

_ESPACIO = {
    "nombre": "nombre",
    "tipo": "tipo_id",
    "comisaria": "comisaria_id",
    "direccion": "direccion",
    "referencia": "referencia",
    "latitud": "latitud",
    "longitud": "longitud",
    "area": "area_m2",
    "titular": "titular",
    "factores": "factores",
    "incorporacion": "fecha_incorporacion",
}
_COMITE = {"comite": "nombre", "constitucion": "fecha_constitucion"}
_ACTIVIDAD = {
    "tipo": "tipo_id",
    "titulo": "titulo",
    "fecha": "fecha",
    "participantes": "participantes",
    "apoyo": "apoyo",
    "resultado": "resultado",
}
_INTEGRANTE = {"cargo": "cargo_id", "desde": "desde"}


def aplicar(revision: Revision, *, actor: Any, con_consentimiento: bool = False) -> None:
    """Write the review. Each created row gets its key in `pk`.

    With `con_consentimiento`, new persons are written down as having signed the office's consent.
    Raises PermissionDenied, IntegrityError or LookupError: the caller's transaction must then fall.
    """
    filas = revision.padron.filas
    _aplicar_espacios(filas[Entidad.ESPACIOS], actor)
    _aplicar_comites(filas[Entidad.COMITES], actor)
    _aplicar_integrantes(filas[Entidad.INTEGRANTES], revision, actor, con_consentimiento)
    _aplicar_actividades(filas[Entidad.ACTIVIDADES], actor)


def _con(filas: Iterable[Fila], accion: Accion) -> list[Fila]:
    return [fila for fila in filas if fila.accion is accion]


def _datos(fila: Fila, campos: dict[str, str]) -> dict[str, Any]:
    return {columna: fila.valores[campo] for campo, columna in campos.items() if campo in fila.valores}


def _cambiados(fila: Fila, campos: dict[str, str]) -> dict[str, Any]:
    """Return the new values of the fields that the review said would change."""
    cuales = {campo for campo, _, _ in fila.cambios}
    return {columna: fila.valores[campo] for campo, columna in campos.items() if campo in cuales}


def _cambios(filas: list[Fila], campos: dict[str, str]) -> dict[int, dict[str, Any]]:
    return {f.pk: dato for f in filas if f.pk is not None and (dato := _cambiados(f, campos))}


def _aplicar_espacios(filas: list[Fila], actor: Any) -> None:
    nuevas = _con(filas, Accion.CREAR)
    datos = [{**_datos(f, _ESPACIO), "distrito_id": f.valores["lugar"].ubigeo} for f in nuevas]
    for fila, espacio in zip(nuevas, crear_espacios(actor=actor, datos=datos), strict=True):
        fila.pk = espacio.pk
    actualizar_espacios(actor=actor, cambios=_cambios(_con(filas, Accion.ACTUALIZAR), _ESPACIO))


# Committees -----------------------------------------------------------------------------------


def _aplicar_comites(filas: list[Fila], actor: Any) -> None:
    nuevas, cambian = _con(filas, Accion.CREAR), _con(filas, Accion.ACTUALIZAR)
    datos = [{**_datos(f, _COMITE), "espacio_id": pk_del_padre(f)} for f in nuevas]
    for fila, comite in zip(nuevas, crear_comites(actor=actor, datos=datos), strict=True):
        fila.pk = comite.pk
    actualizar_comites(actor=actor, cambios=_cambios(cambian, _COMITE))
    _aplicar_mandatos(nuevas, cambian, actor)
    _aplicar_grupos(nuevas, cambian, actor)


def _aplicar_mandatos(nuevas: list[Fila], cambian: list[Fila], actor: Any) -> None:
    con_mandato = [f for f in (*nuevas, *cambian) if "inicio" in f.valores and "mandato_pk" not in f.valores]
    datos = [(f.pk or 0, f.valores["inicio"], f.valores["vigencia"]) for f in con_mandato]
    for fila, mandato in zip(con_mandato, abrir_mandatos(actor=actor, datos=datos), strict=True):
        fila.valores["mandato_pk"] = mandato.pk
    fines = {
        f.valores["mandato_pk"]: f.valores["vigencia"]
        for f in cambian
        if any(campo == "vigencia" and antes for campo, antes, _ in f.cambios)
    }
    mover_fin_de_mandatos(actor=actor, fines=fines)


_GRUPO = {"celular": "celular_administrador", "miembros": "miembros"}


def _aplicar_grupos(nuevas: list[Fila], cambian: list[Fila], actor: Any) -> None:
    sin_grupo = [f for f in (*nuevas, *cambian) if f.valores.get("whatsapp") and "grupo_pk" not in f.valores]
    registrar_grupos(
        actor=actor,
        nuevos=[{"comite_id": f.pk, **_datos(f, _GRUPO)} for f in sin_grupo],
        cambios={
            f.valores["grupo_pk"]: dato
            for f in cambian
            if "grupo_pk" in f.valores and (dato := _cambiados(f, _GRUPO))
        },
    )


# Members --------------------------------------------------------------------------------------


def _aplicar_integrantes(filas: list[Fila], revision: Revision, actor: Any, con_consentimiento: bool) -> None:
    nuevas, cambian = _con(filas, Accion.CREAR), _con(filas, Accion.ACTUALIZAR)
    personas = _aplicar_personas(nuevas, actor)
    mandatos = _mandatos(nuevas + cambian)
    hoy = revision.contexto.hoy
    datos = [
        {
            "comite_id": pk_del_padre(f),
            "persona_id": f.valores["persona_pk"],
            "mandato_id": mandatos[pk_del_padre(f) or 0][0],
            "cargo_id": f.valores["cargo"],
            "desde": f.valores.get("desde") or mandatos[pk_del_padre(f) or 0][1] or hoy,
        }
        for f in nuevas
    ]
    for fila, integrante in zip(nuevas, crear_integrantes(actor=actor, datos=datos), strict=True):
        fila.pk = integrante.pk
    cambios = _cambios(cambian, _INTEGRANTE)
    for fila in cambian:
        if any(campo == "mandato" for campo, _, _ in fila.cambios):
            cambios.setdefault(fila.pk or 0, {})["mandato_id"] = mandatos[pk_del_padre(fila) or 0][0]
    actualizar_integrantes(actor=actor, cambios=cambios)
    # Persons last: those just added are in the importer's scope by their new membership.
    actualizar_personas(actor=actor, cambios=_cambios_de_personas(nuevas + cambian))
    if con_consentimiento:
        consentir_gestion(actor=actor, personas=personas, fecha=hoy)


def _aplicar_personas(nuevas: list[Fila], actor: Any) -> list[Any]:
    """Create the persons not registered yet, one for each document, and point the rows at them."""
    primeras: dict[object, list[Fila]] = {}
    for fila in nuevas:
        if "persona_pk" not in fila.valores:
            llave = documento_de(fila) or (fila.hoja, fila.numero)
            primeras.setdefault(llave, []).append(fila)
    personas = crear_personas(actor=actor, datos=[_persona(filas[0]) for filas in primeras.values()])
    for filas, persona in zip(primeras.values(), personas, strict=True):
        for fila in filas:
            fila.valores["persona_pk"] = persona.pk
    return personas


def _persona(fila: Fila) -> dict[str, Any]:
    return {
        **_datos(fila, CAMPOS_DE_PERSONA),
        "tipo_documento": fila.valores["tipo_documento"],
        "numero_documento": fila.valores.get("documento", ""),
        "distrito_id": fila.valores["lugar"].ubigeo if "lugar" in fila.valores else None,
    }


def _cambios_de_personas(filas: list[Fila]) -> dict[int, dict[str, Any]]:
    return {
        f.valores["persona_pk"]: dato
        for f in filas
        if f.cambios and (dato := _cambiados(f, CAMPOS_DE_PERSONA))
    }


def _mandatos(filas: list[Fila]) -> dict[int, tuple[int | None, Any]]:
    """Return (mandate, first day) in which the members of each committee sit: the file's, or the latest."""
    hallados: dict[int, tuple[int | None, Any]] = {}
    for fila in filas:
        v = fila.padre.valores if fila.padre else {}
        if fila.padre is not None and "mandato_pk" in v and not v.get("es_historia"):
            hallados[fila.padre.pk or 0] = (fila.padre.valores["mandato_pk"], fila.padre.valores["inicio"])
    otros = sorted({pk for f in filas if (pk := pk_del_padre(f)) is not None} - set(hallados))
    ultimos = mandatos_de(otros)
    for pk in otros:
        hallados[pk] = ultimos[pk][-1][:2] if ultimos.get(pk) else (None, None)
    return hallados


# Activities -----------------------------------------------------------------------------------


def _aplicar_actividades(filas: list[Fila], actor: Any) -> None:
    nuevas = _con(filas, Accion.CREAR)
    espacios = _espacios_de({pk_del_padre(f) or 0 for f in nuevas})
    datos = [
        {
            **_datos(f, _ACTIVIDAD),
            "comite_id": pk_del_padre(f),
            "espacio_id": espacios[pk_del_padre(f) or 0],
        }
        for f in nuevas
    ]
    for fila, actividad in zip(nuevas, crear_actividades(actor=actor, datos=datos), strict=True):
        fila.pk = actividad.pk
    actualizar_actividades(actor=actor, cambios=_cambios(_con(filas, Accion.ACTUALIZAR), _ACTIVIDAD))


def _espacios_de(comites: set[int]) -> dict[int, int]:
    return {
        pk: espacio
        for trozo in en_trozos(sorted(comites))
        for pk, espacio in Comite.objects.filter(pk__in=trozo).values_list("pk", "espacio_id")
    }
