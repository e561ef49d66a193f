"""Which rows hold every word.

A search first asks, in one capped query, how many rows each word has. Words with few rows become
their keys: the list then reads those rows and no other. Words with many are compared row by row while
the list is walked, the newest first, which soon fills a page (`hallazgo`). Neither grows with the table.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, TypeVar

from django.db import connection
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import Concat

from comunes.busqueda import hallazgo
from comunes.busqueda.claves import EnTexto, Entre, en_frase, en_trozos, trozo_raro
from comunes.busqueda.hallazgo import ORDENABLES, Hallazgo
from comunes.busqueda.indices import hay_indice, tabla_de_texto
from comunes.texto import clave_busqueda

PALABRAS: Final = 8
# With this many rows, reading them costs what walking the list until a page is full does.
POCAS: Final = 2_000
_LARGO_DE_TRIGRAMA: Final = 3
_ULTIMO: Final = "\U0010ffff"

Filas = TypeVar("Filas", bound=QuerySet[Any])
Otros = Callable[[str], Q | None]


@dataclass(frozen=True)
class Rama:
    """Where a word may stand: in the row itself (`ruta` empty) or in a row that it points at."""

    ruta: str = ""

    @property
    def campo(self) -> str:
        return f"{self.ruta}__busqueda" if self.ruta else "busqueda"

    def modelo(self, base: Any) -> Any:
        return base._meta.get_field(self.ruta).related_model if self.ruta else base


PROPIA: Final = Rama()


class Sonda(NamedTuple):
    """The keys that a probe read, and whether there are no more."""

    claves: list[Any]
    todas: bool


def buscar(
    filas: Filas, texto: str, *, ramas: Sequence[Rama] = (PROPIA,), otros: Otros | None = None
) -> Filas:
    """Return the rows of `filas` that hold every word of `texto` in one of `ramas`, accents ignored.

    A word of one or two letters stands at the beginning of a word. `otros` may add, for a word, another
    condition over the rows (a type of that name). The order stays, so pages by key go on being right.
    One query besides the list's own.
    """
    halladas: Any = hallar(filas, texto, ramas=ramas, otros=otros).filas
    return halladas  # type: ignore[no-any-return]


def hallar(
    filas: QuerySet[Any], texto: str, *, ramas: Sequence[Rama] = (PROPIA,), otros: Otros | None = None
) -> Hallazgo:
    """Return what `buscar` does with what a list needs to show it by pages: see `Hallazgo`."""
    palabras = list(dict.fromkeys(clave_busqueda(texto).split()))[:PALABRAS]
    sueltas = {p: otros(p) if otros else None for p in palabras}
    grupos = _agrupar([p for p in palabras if sueltas[p] is None], ramas)
    if not grupos or not all(_se_sondea(filas.model, rama) for rama in ramas):
        return Hallazgo(_comparadas(filas, palabras, ramas, sueltas))
    modelo, fluye = filas.model, _fluye(filas.model, grupos, ramas)
    sondas = (
        _sondear(modelo, grupos, ramas, POCAS // len(ramas)) if not fluye else [_asomar(modelo, grupos[0])]
    )
    claves, resueltas = _claves(zip(grupos, sondas, strict=True))
    if claves is not None:
        filas = filas.filter(Entre(F("pk"), sorted(claves))) if claves else filas.none()
    corriente = None
    if fluye:
        resueltas = set()
        if claves is None:
            corriente = EnTexto(modelo, _trozos_de(grupos[0]), sondas[0].claves)
    restantes = [p for p in palabras if p not in resueltas]
    muchas = claves is None or len(claves) > ORDENABLES
    return Hallazgo(_comparadas(filas, restantes, ramas, sueltas), muchas, corriente)


def _comparadas(
    filas: QuerySet[Any], palabras: Iterable[str], ramas: Sequence[Rama], sueltas: dict[str, Q | None]
) -> QuerySet[Any]:
    for palabra in palabras:
        filas = filas.filter(_comparar(palabra, ramas, sueltas[palabra]))
    return filas


def _comparar(palabra: str, ramas: Iterable[Rama], otra: Q | None) -> Q:
    """Return the condition that compares the texts of each row."""
    condicion = otra or Q()
    for rama in ramas:
        condicion |= _en_campo(rama.campo, palabra)
    return condicion


def _en_campo(campo: str, palabra: str) -> Q:
    if len(palabra) >= _LARGO_DE_TRIGRAMA:
        return Q(**{f"{campo}__contains": palabra})
    # As a range the beginning is found in the plain index of the column.
    al_empezar = Q(**{f"{campo}__gte": palabra, f"{campo}__lt": palabra + _ULTIMO})
    return al_empezar | Q(**{f"{campo}__contains": f" {palabra}"})


def _agrupar(palabras: list[str], ramas: Sequence[Rama]) -> list[tuple[str, ...]]:
    """Return what is probed together: all words at once where there is one text to look in."""
    probadas = [p for p in palabras if len(p) >= _LARGO_DE_TRIGRAMA] or sorted(palabras, key=len)[-1:]
    return [tuple(probadas)] if len(ramas) == 1 and probadas else [(p,) for p in probadas]


def _claves(sondeados: Iterable[tuple[tuple[str, ...], Sonda]]) -> tuple[set[Any] | None, set[str]]:
    """Return the keys of the rows with the scarce words (None when all abound), and which words those are."""
    claves: set[Any] | None = None
    resueltas: set[str] = set()
    for grupo, sonda in sondeados:
        if sonda.todas:
            hallada = set(sonda.claves)
            claves = hallada if claves is None else claves & hallada
            resueltas.update(grupo)
    return claves, resueltas


def _se_sondea(modelo: Any, rama: Rama) -> bool:
    """Say whether asking first pays: an index answers, or the table it points at is a small one."""
    destino = rama.modelo(modelo)
    return _indexada(destino) or (rama.ruta != "" and not destino.indexada)


_con_indice: set[tuple[str, str]] = set()


def _indexada(modelo: Any) -> bool:
    """Say whether `modelo` has its index; only a yes is remembered."""
    llave = (str(connection.settings_dict["NAME"]), modelo._meta.db_table)
    if llave not in _con_indice and modelo.indexada and hay_indice(modelo):
        _con_indice.add(llave)
    return llave in _con_indice


def _fluye(modelo: Any, grupos: list[tuple[str, ...]], ramas: Sequence[Rama]) -> bool:
    """Say whether the index itself gives the keys in order: FTS5, for long words in the row's own text."""
    largas = all(len(p) >= _LARGO_DE_TRIGRAMA for grupo in grupos for p in grupo)
    return connection.vendor == "sqlite" and tuple(ramas) == (PROPIA,) and largas and _indexada(modelo)


def _asomar(modelo: Any, palabras: tuple[str, ...]) -> Sonda:
    """Return the newest keys of the rows that may have the words: whoever reads them compares the text."""
    claves = EnTexto(modelo, _trozos_de(palabras)).tramo(None, subiendo=False, cuantas=hallazgo.LOTE)
    return Sonda(claves, todas=len(claves) < hallazgo.LOTE)


def _trozos_de(palabras: tuple[str, ...]) -> str:
    return en_frase(en_trozos(palabras[0]) if len(palabras) == 1 else map(trozo_raro, palabras))


def _sondear(modelo: Any, grupos: list[tuple[str, ...]], ramas: Sequence[Rama], tope: int) -> list[Sonda]:
    """Return, for each group of words, the keys of its rows: all of them, or some where they are many."""
    previas, partes, valores = [], [], []
    for numero, grupo in enumerate(grupos):
        for cual, rama in enumerate(ramas):
            nombre = f"p{numero}_{cual}"
            orden, propios = _llaves_con(rama.modelo(modelo), grupo, tope + 1)
            previas.append(f"{nombre} AS ({orden})")
            partes += [
                f"SELECT {numero} AS grupo, llave FROM ({o}) o" for o in _en(modelo, rama, nombre, tope)
            ]
            valores += propios
    halladas: list[list[Any]] = [[] for _ in grupos]
    with connection.cursor() as cursor:
        cursor.execute(f"WITH {', '.join(previas)} {' UNION ALL '.join(partes)}", valores)
        for numero, llave in cursor.fetchall():
            halladas[numero].append(llave)
    return [Sonda(h, todas=len(h) <= tope and None not in h) for h in halladas]


def _en(modelo: Any, rama: Rama, previa: str, tope: int) -> list[str]:
    """Return the SQL that gives the keys of `modelo` from those that `previa` found in the table of `rama`.

    When those are more than a few a null key says so, and their rows are not looked for.
    """
    if not rama.ruta:
        return [f"SELECT llave FROM {previa}"]
    llave, tipo = modelo._meta.pk.column, modelo._meta.pk.rel_db_type(connection)
    tabla, columna = modelo._meta.db_table, modelo._meta.get_field(rama.ruta).column
    # As an array, PostgreSQL takes them for few and uses the index.
    suyas = f"IN (SELECT llave FROM {previa})"
    if connection.vendor == "postgresql":
        suyas = f"= ANY(ARRAY(SELECT llave FROM {previa}))"
    cuantas = f"SELECT CASE WHEN COUNT(*) > {tope} THEN 0 ELSE {tope + 1} END FROM {previa}"
    return [
        f"SELECT t.{llave} AS llave FROM {tabla} t WHERE t.{columna} {suyas} LIMIT ({cuantas})",
        f"SELECT CAST(NULL AS {tipo}) AS llave FROM {previa} LIMIT 1 OFFSET {tope}",
    ]


def _llaves_con(modelo: Any, palabras: tuple[str, ...], cuantas: int) -> tuple[str, list[Any]]:
    """Return the SQL that gives the keys of so many rows whose own text has all the words."""
    largas = all(len(p) >= _LARGO_DE_TRIGRAMA for p in palabras)
    if connection.vendor == "sqlite" and _indexada(modelo) and len(palabras[0]) > 1:
        texto = tabla_de_texto(modelo)
        orden = f"SELECT rowid AS llave FROM {texto} WHERE {texto} MATCH %s"
        if largas:
            return f"{orden} ORDER BY rowid DESC LIMIT {cuantas}", [en_frase(palabras)]
        tabla, llave, desde = modelo._meta.db_table, modelo._meta.pk.column, palabras[0]
        orden += (
            f" UNION ALL SELECT {llave} FROM {tabla} WHERE busqueda >= %s AND busqueda < %s LIMIT {cuantas}"
        )
        return orden, [en_frase([f" {desde}"]), desde, desde + _ULTIMO]
    filas = _con_todas(modelo._base_manager.order_by(), palabras).annotate(llave=F("pk")).values_list("llave")
    orden, valores = filas[:cuantas].query.sql_with_params()
    return orden, list(valores)


def _con_todas(filas: QuerySet[Any], palabras: tuple[str, ...]) -> QuerySet[Any]:
    """Return the rows whose own text has all the words; of several, the index is asked for a trigram each."""
    if len(palabras) == 1:
        return filas.filter(_en_campo("busqueda", palabras[0]))
    filas = filas.alias(texto=Concat("busqueda", Value("")))  # which no index holds: read from the row
    for palabra in palabras:
        filas = filas.filter(busqueda__contains=trozo_raro(palabra), texto__contains=palabra)
    return filas
