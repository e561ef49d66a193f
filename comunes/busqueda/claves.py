"""Keys of rows: as one parameter of a query, and in order."""

import json
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import connection
from django.db.models.expressions import RawSQL

from comunes.busqueda.indices import tabla_de_texto

_TRIGRAMA: Final = 3
# From the most common letter in Spanish to the least, and first «qu», which one letter in the other nearly
# always brings; what is no letter counts as rare as the last.
_LETRAS: Final = "queaosrnidlctmpbgvyhfzjxkw"


def entre(modelo: Any, claves: Collection[Any]) -> RawSQL:
    """Return the keys as one parameter, however many they are and however often the query names them."""
    ordenadas = sorted(claves)
    if connection.vendor == "sqlite":
        return RawSQL("SELECT value FROM json_each(%s)", [json.dumps(ordenadas)])
    tipo = modelo._meta.pk.rel_db_type(connection)
    return RawSQL(f"SELECT unnest(%s::{tipo}[])", [ordenadas])


class EnMemoria:
    """A stream of keys that are all known."""

    def __init__(self, claves: Collection[Any]) -> None:
        self.claves = sorted(claves)

    def tramo(self, desde: Any, *, subiendo: bool, cuantas: int) -> list[Any]:
        if subiendo:
            inicio = 0 if desde is None else bisect_right(self.claves, desde)
            return self.claves[inicio : inicio + cuantas]
        fin = len(self.claves) if desde is None else bisect_left(self.claves, desde)
        return self.claves[max(0, fin - cuantas) : fin][::-1]


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
    """Return the trigram of a word with the least common letters: «aup» of «naupari».

    Where another word narrows too, it tells nearly as much as the whole, and the fewer lists FTS5 has to meet
    the sooner it is done.
    """
    trozos = [palabra[n : n + _TRIGRAMA] for n in range(len(palabra) - _TRIGRAMA + 1)]
    return max(trozos, key=lambda trozo: sum(_LETRAS.find(letra) % len(_LETRAS) for letra in trozo))
