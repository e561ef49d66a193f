"""CSV straight from PostgreSQL: `COPY` writes the cells, quoted and harmless; here they only pass through.

The file is the one that `hoja_csv` would write. The count comes as the first row of the same statement.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, Final

from django.db import connections

from comunes.exportacion import lectura as de
from comunes.exportacion.hoja_csv import cabecera
from comunes.exportacion.lectura import Tipo
from comunes.exportacion.modelo import Exportacion
from comunes.hojas.texto_plano import a_salvo

_POR_TROZO: Final = 1_000
# First letters of PELIGROSOS; after apostrophes they are as dangerous.
_A_SALVO: Final = (
    "CASE WHEN ascii({0}) IN (61, 43, 45, 64, 9, 13, 10) OR ascii({0}) = 39 AND {0} ~ '^''+[-=+@\\t\\r\\n]' "
    "THEN '''' || {0} ELSE NULLIF({0}, '') END"
)
_CELDAS: Final = {
    de.TEXTO: _A_SALVO,
    de.FECHA: "to_char({0}, 'DD/MM/YYYY')",
    de.DECIMAL: "{0}::text",
    de.NUMERO: "{0}::text",
    de.SI_NO: "CASE {0} WHEN true THEN 'Sí' WHEN false THEN 'No' END",
}


def sirve(exportacion: Exportacion, tipos: Sequence[Tipo]) -> bool:
    """Say whether the database can write the cells itself."""
    es_postgresql = connections[exportacion.filas.db].vendor == "postgresql"
    return es_postgresql and all(t.palabras is not None or t.clase in _CELDAS for t in tipos)


def escribir(exportacion: Exportacion, tipos: Sequence[Tipo]) -> Iterator[bytes]:
    """Yield the file in pieces. Call it in a transaction."""
    conexion: Any = connections[exportacion.filas.db]
    orden = conexion.ops.compose_sql(*_orden(exportacion, tipos))
    with conexion.cursor() as cursor:
        # The row with the count goes first only if nobody else works on the others at the same time.
        cursor.execute("SET LOCAL max_parallel_workers_per_gather = 0")
    # The first line goes before the database has put the rows in order; it says nothing of them.
    principio = cabecera(exportacion, 0).partition(b"\r\n")[0]
    yield principio
    # The driver's own cursor: Django's, when it records queries, ends the copy before it is read.
    with conexion.connection.cursor() as cursor, cursor.copy(orden) as copia:
        filas = map(bytes, copia)
        yield cabecera(exportacion, int(next(filas).partition(b";")[0]))[len(principio) :]
        while trozo := [fila[:-1] for fila in islice(filas, _POR_TROZO)]:
            yield b"\r\n".join(trozo) + b"\r\n"


def _orden(exportacion: Exportacion, tipos: Sequence[Tipo]) -> tuple[str, tuple[Any, ...]]:
    filas = exportacion.filas
    campos = exportacion.campos
    sql, suyos = filas.values_list(*campos).query.get_compiler(filas.db).as_sql()
    todas, de_todas = filas.order_by().values("pk").query.get_compiler(filas.db).as_sql()
    celdas = [_celda(f"q.c{n}", tipo) for n, tipo in enumerate(tipos)]
    nombres = ", ".join(f"c{n}" for n in range(len(campos)))
    vacias = ", NULL::text" * (len(campos) - 1)
    orden = (
        f"COPY ((SELECT (SELECT COUNT(*) FROM ({todas}) t)::text{vacias}) UNION ALL "
        f"(SELECT {', '.join(celda for celda, _mapa in celdas)} FROM ({sql}) q ({nombres}))) "
        "TO STDOUT (FORMAT csv, DELIMITER ';')"
    )
    mapas = [mapa for _celda, mapa in celdas if mapa is not None]
    return orden, (*de_todas, *mapas, *suyos)


def _celda(columna: str, tipo: Tipo) -> tuple[str, str | None]:
    """Return the expression of a cell, and the words that it looks up."""
    if tipo.palabras is None:
        return _CELDAS[tipo.clase].format(columna), None
    mapa = json.dumps({str(clave): a_salvo(str(texto)) for clave, texto in tipo.palabras.items()})
    return f"NULLIF(COALESCE(%s::jsonb ->> {columna}::text, {columna}::text), '')", mapa
