"""Keys of rows: as one parameter of a query, and in order."""

import json
from collections.abc import Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models import Lookup

from comunes.busqueda.indices import tabla_de_texto

_TRIGRAMA: Final = 3
# From the most common letter in Spanish to the least, and first «qu», which one letter in the other nearly
# always brings; a digit counts as rare as the last.
_LETRAS: Final = "queaosrnidlctmpbgvyhfzjxkw"


class Entre(Lookup):  # type: ignore[type-arg]
    """One of the keys, which go as one parameter however many they are: `Entre(F("pk"), sorted(keys))`.

    Ordered by that column, either engine looks for them one by one and stops where a page is full.
    """

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any, **_extra: Any) -> Any:
        campo, valores = self.process_lhs(compiler, connection)
        return f"{campo} IN (SELECT value FROM json_each(%s))", (*valores, json.dumps(self.rhs))

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        campo, valores = self.process_lhs(compiler, connection)
        tipo = self.lhs.output_field.rel_db_type(connection)
        return f"{campo} = ANY(%s::{tipo}[])", (*valores, self.rhs)


class EnTexto:
    """A stream that the FTS5 index of `modelo` gives, newest or oldest first; the newest are read already."""

    def __init__(self, modelo: Any, frase: str, nuevas: Sequence[Any] = ()) -> None:
        self.tabla, self.frase, self.nuevas = tabla_de_texto(modelo), frase, nuevas

    def tramo(self, desde: Any, *, subiendo: bool, cuantas: int) -> list[Any]:
        if desde is None and not subiendo and cuantas <= len(self.nuevas):
            return list(self.nuevas[:cuantas])
        orden, valores = f"SELECT rowid FROM {self.tabla} WHERE {self.tabla} MATCH %s", [self.frase]
        if desde is not None:
            orden += f" AND rowid {'>' if subiendo else '<'} %s"
            valores.append(desde)
        sentido = "ASC" if subiendo else "DESC"
        with connection.cursor() as cursor:
            cursor.execute(f"{orden} ORDER BY rowid {sentido} LIMIT {cuantas}", valores)
            return [llave for (llave,) in cursor.fetchall()]


def en_frase(palabras: Iterable[str]) -> str:
    """Return what FTS5 is asked for: every word, anywhere in the text."""
    return " AND ".join('"{}"'.format(p.replace('"', '""')) for p in palabras)


def en_trozos(palabra: str) -> list[str]:
    """Return the trigrams that cover a word, the fewest: «nau», «par» and «ari» for «naupari».

    A text that has them all has nearly always the word, and FTS5 needs half the time to find it.
    """
    ultimo = len(palabra) - _TRIGRAMA
    return [palabra[n : n + _TRIGRAMA] for n in sorted({*range(0, ultimo, _TRIGRAMA), ultimo})]


def trozo_raro(palabra: str) -> str:
    """Return the trigram of a word with the least common letters: «par» of «naupari».

    Where another word narrows too, it tells nearly as much as the whole, and the fewer lists an index has to
    meet the sooner it is done. Signs are in no list of pg_trgm: a word that they cut short stays whole.
    """
    trozos = [palabra[n : n + _TRIGRAMA] for n in range(len(palabra) - _TRIGRAMA + 1)]
    return max(filter(str.isalnum, trozos), key=_rareza, default=palabra)


def _rareza(trozo: str) -> int:
    return sum(_LETRAS.find(letra) % len(_LETRAS) for letra in trozo)
