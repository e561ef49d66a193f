"""The rows of an export as the driver gives them, and what each column holds: no object per cell.

Writers turn whole columns of a block into what their format shows. Everything comes from one statement,
with the count in it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import Any, Final

from django.db import connections
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    F,
    ForeignKey,
    IntegerField,
    QuerySet,
    Subquery,
    TextField,
)
from django.db.models.functions import Cast

from comunes.exportacion.modelo import ColumnaExportada, Exportacion, Fila

# The first rows leave as soon as there are some; the rest come in larger pieces.
FILAS_AL_EMPEZAR: Final = 100
FILAS_POR_LECTURA: Final = 2_000
TEXTO, FECHA, DECIMAL, NUMERO, SI_NO, OTRO = "texto", "fecha", "decimal", "numero", "si-no", "otro"
_CLASES: Final = (
    (DateTimeField, OTRO),
    (DateField, FECHA),
    (DecimalField, DECIMAL),
    (BooleanField, SI_NO),
    (IntegerField, NUMERO),
    ((CharField, TextField), TEXTO),
)


@dataclass(frozen=True)
class Tipo:
    """What a column holds: its class and decimals, the words for what is stored, how an odd one is read."""

    clase: str
    decimales: int = 0
    palabras: Mapping[Any, str] | None = None
    convertir: Callable[[Any], Any] | None = None

    def valor(self, crudo: Any) -> Any:
        """Return one value as Python holds it, with words in the place of keys."""
        if crudo is None:
            return None
        if self.palabras is not None:
            return self.palabras.get(crudo, crudo)
        return _LECTORES[self.clase](self, crudo)


_LECTORES: Final[dict[str, Callable[[Tipo, Any], Any]]] = {
    TEXTO: lambda tipo, crudo: crudo,
    NUMERO: lambda tipo, crudo: crudo,
    FECHA: lambda tipo, crudo: crudo if isinstance(crudo, date) else date.fromisoformat(crudo[:10]),
    DECIMAL: lambda tipo, crudo: float(crudo),
    SI_NO: lambda tipo, crudo: bool(crudo),
    OTRO: lambda tipo, crudo: tipo.convertir(crudo) if tipo.convertir else crudo,
}


@dataclass(frozen=True)
class Lectura:
    """How many rows there are, what their columns hold, and the rows; each is read once."""

    total: int
    tipos: Sequence[Tipo]
    filas: Iterator[Fila]


class _Total(Subquery):
    """How many rows the same statement returns, so that the file cannot contradict itself."""

    template = "(SELECT COUNT(*) FROM (%(subquery)s) _todas)"
    output_field = IntegerField()


def leer(exportacion: Exportacion, tipos: Sequence[Tipo]) -> Lectura:
    """Return how many rows there are and the rows; memory stays flat."""
    filas = exportacion.filas
    sql, valores = _consulta(exportacion, tipos).query.get_compiler(filas.db).as_sql()
    cursor = connections[filas.db].chunked_cursor()
    cursor.execute(sql, valores)
    primeras = cursor.fetchmany(FILAS_AL_EMPEZAR)
    total = primeras[0][-1] if primeras else 0
    return Lectura(total, tipos, chain(primeras, chain.from_iterable(_bloques(cursor))))


def _bloques(cursor: Any) -> Iterator[list[Fila]]:
    with cursor:
        while bloque := cursor.fetchmany(FILAS_POR_LECTURA):
            yield bloque


def _consulta(exportacion: Exportacion, tipos: Sequence[Tipo]) -> QuerySet[Any]:
    """Return the query of the columns, the count of the rows last."""
    filas, campos = exportacion.filas, exportacion.campos
    if connections[filas.db].vendor == "sqlite":  # the driver would make an object of every day
        campos = [_en_texto(c) if t.clase == FECHA else c for c, t in zip(campos, tipos, strict=True)]
    total = _Total(filas.order_by().values("pk"))
    return filas.values_list(*campos, total)


def _en_texto(campo: Any) -> Cast:
    return Cast(F(campo) if isinstance(campo, str) else campo, TextField())


def tipos_de(exportacion: Exportacion) -> list[Tipo]:
    """Return what each column holds; the words of catalogues are read."""
    filas = exportacion.filas
    compilador = filas.values_list(*exportacion.campos).query.get_compiler(filas.db)
    compilador.pre_sql_setup()
    expresiones = [seleccion[0] for seleccion in compilador.select]
    return [
        _tipo(expresion, columna, compilador.connection)
        for expresion, columna in zip(expresiones, exportacion.columnas, strict=True)
    ]


def _tipo(expresion: Any, columna: ColumnaExportada, conexion: Any) -> Tipo:
    campo = expresion.output_field
    while isinstance(campo, ForeignKey):
        campo = campo.target_field
    clase = next((nombre for modelos, nombre in _CLASES if isinstance(campo, modelos)), OTRO)
    palabras = dict(columna.palabras()) if columna.palabras else None
    convertir = _conversor(expresion, conexion) if clase == OTRO else None
    return Tipo(clase, getattr(campo, "decimal_places", 0) or 0, palabras, convertir)


def _conversor(expresion: Any, conexion: Any) -> Callable[[Any], Any]:
    """Return what Django would do with a value of this column."""
    pasos = conexion.ops.get_db_converters(expresion) + expresion.get_db_converters(conexion)

    def convertir(valor: Any) -> Any:
        for paso in pasos:
            valor = paso(valor, expresion, conexion)
        return valor

    return convertir


class Recordadas(dict[Any, Any]):
    """What each value becomes, worked out once: there are many more rows than different days."""

    def __init__(self, hacer: Callable[[Any], Any]) -> None:
        self._hacer = hacer

    def __missing__(self, valor: Any) -> Any:
        self[valor] = hecho = self._hacer(valor)
        return hecho


def momento_en_texto(momento: datetime) -> str:
    return f"{momento:%d/%m/%Y %H:%M}"
