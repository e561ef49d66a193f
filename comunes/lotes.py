"""Bulk writes that keep what `save` keeps: search text, versions, dates and one line of history each.

Rows go in and out with prepared statements: the ORM's own bulk methods spend ten times longer on
building SQL than the database on running it, and on SQLite everybody else waits meanwhile.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from django.db import connections
from django.db.models import JSONField, Model
from django.utils import timezone

from comunes.models import Buscable, Evento, Ordenable, Versionado

M = TypeVar("M", bound=Model)
LOTE = 500
# Values that both databases take as they are.
_SIMPLES = (str, int, type(None))


def crear_en_lote(objetos: Sequence[M]) -> list[M]:
    """Insert `objetos`, of one model, whose constraints the database checks; they get their keys.

    Call it inside a transaction.
    """
    if not objetos:
        return []
    modelo = type(objetos[0])
    for objeto, clave in zip(objetos, _reservar_claves(modelo, len(objetos)), strict=True):
        objeto.pk = clave
        if isinstance(objeto, Buscable):
            objeto.busqueda = objeto.texto_de_busqueda()
    campos: list[Any] = [c for c in modelo._meta.concrete_fields if not c.generated]
    filas = ([_valor(modelo, c, c.pre_save(o, True)) for c in campos] for o in objetos)
    _insertar(modelo, [c.column for c in campos], filas)
    for objeto in objetos:
        objeto._state.adding, objeto._state.db = False, _conexion(modelo).alias
    return list(objetos)


def actualizar_en_lote(
    modelo: type[M], cambios: Mapping[int, Mapping[str, Any]], *, derivados: Sequence[str] = ()
) -> list[M]:
    """Set the attributes given for each key, one version up, and return the rows.

    `derivados` are columns that the model computes from others. Locks the rows. Raises LookupError when
    one of them is gone.
    """
    actualizadas: list[M] = []
    claves = sorted(cambios)
    for desde in range(0, len(claves), LOTE):
        trozo = claves[desde : desde + LOTE]
        objetos = list(modelo._base_manager.select_for_update().filter(pk__in=trozo).order_by("pk"))
        if len(objetos) != len(trozo):
            raise LookupError(modelo._meta.label)
        campos = {campo for clave in trozo for campo in cambios[clave]}
        for objeto in objetos:
            for campo, valor in cambios[objeto.pk].items():
                setattr(objeto, campo, valor)
        _guardar(modelo, objetos, {_campo(modelo, c) for c in campos}, derivados)
        actualizadas += objetos
    return actualizadas


def _campo(modelo: type[Model], atributo: str) -> str:
    """Return the field's name for an attribute such as `tipo_id`."""
    return next(f.name for f in modelo._meta.concrete_fields if atributo in (f.name, f.attname))


def _guardar(modelo: type[M], objetos: list[Any], campos: set[str], derivados: Sequence[str]) -> None:
    """Save these columns, plus those that follow from them and the marks of an edit."""
    calculados = {*derivados, *(("clave_orden",) if issubclass(modelo, Ordenable) else ())}
    for objeto in objetos:
        if issubclass(modelo, Buscable):
            objeto.busqueda = objeto.texto_de_busqueda()
        if issubclass(modelo, Versionado):
            objeto.version += 1  # the row is locked
            objeto.actualizado = timezone.now()
        for derivado in calculados:
            modelo._meta.get_field(derivado).pre_save(objeto, False)  # type: ignore[union-attr]
    propios = {"busqueda"} if issubclass(modelo, Buscable) else set()
    marcas = {"version", "actualizado"} if issubclass(modelo, Versionado) else set()
    _actualizar(modelo, objetos, sorted(campos | propios | marcas | calculados))


def registrar_en_lote(
    *,
    actor: Any,
    accion: str,
    objetos: Sequence[Model],
    datos: Callable[[Any], dict[str, Any]] = lambda objeto: {},
) -> None:
    """Write the same line of history for each of `objetos`; `datos(objeto)` gives its details."""
    ahora = _valor(Evento, Evento._meta.get_field("fecha"), timezone.now())
    columnas = ["fecha", "actor_id", "accion", "objeto_tipo", "objeto_id", "datos"]
    filas = (
        [ahora, getattr(actor, "pk", None), accion, o._meta.label_lower, str(o.pk), json.dumps(datos(o))]
        for o in objetos
    )
    _insertar(Evento, columnas, filas)


# Statements -------------------------------------------------------------------------------------


def _conexion(modelo: type[Model]) -> Any:
    return connections[modelo._base_manager.db]


def _valor(modelo: type[Model], campo: Any, valor: Any) -> Any:
    """Return `valor` as the database driver takes it."""
    if isinstance(valor, _SIMPLES) and not isinstance(campo, JSONField):
        return valor
    return campo.get_db_prep_save(valor, _conexion(modelo))


def _reservar_claves(modelo: type[Model], cuantas: int) -> list[int]:
    """Return keys that nobody else will get, so that rows can name each other before they exist."""
    conexion, tabla, clave = _conexion(modelo), modelo._meta.db_table, str(modelo._meta.pk.column)
    with conexion.cursor() as cursor:
        if conexion.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{tabla}"', clave, cuantas],
            )
            return [fila[0] for fila in cursor.fetchall()]
        # SQLite has one writer at a time, and it is this transaction.
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [tabla])
        ultima = (cursor.fetchone() or [0])[0]
    return list(range(ultima + 1, ultima + 1 + cuantas))


def _insertar(modelo: type[Model], columnas: Sequence[str], filas: Iterable[list[Any]]) -> None:
    citar = _conexion(modelo).ops.quote_name
    nombres, lugares = ", ".join(map(citar, columnas)), ", ".join(["%s"] * len(columnas))
    tabla = citar(modelo._meta.db_table)
    _ejecutar(modelo, f"INSERT INTO {tabla} ({nombres}) VALUES ({lugares})", filas)  # noqa: S608  names of the model


def _actualizar(modelo: type[Model], objetos: list[Any], nombres: Sequence[str]) -> None:
    citar: Any = _conexion(modelo).ops.quote_name
    campos: list[Any] = [modelo._meta.get_field(nombre) for nombre in nombres]
    clave: Any = modelo._meta.pk
    asignaciones = ", ".join(f"{citar(campo.column)} = %s" for campo in campos)
    tabla = citar(modelo._meta.db_table)
    orden = f"UPDATE {tabla} SET {asignaciones} WHERE {citar(clave.column)} = %s"  # noqa: S608  names of the model
    filas = ([_valor(modelo, c, getattr(o, c.attname)) for c in (*campos, clave)] for o in objetos)
    _ejecutar(modelo, orden, filas)


def _ejecutar(modelo: type[Model], orden: str, filas: Iterable[list[Any]]) -> None:
    with _conexion(modelo).cursor() as cursor:
        cursor.executemany(orden, list(filas))
