"""Finds the header row of a sheet and says which column is which, by their wording.

Nothing here knows the domain: a `Esquema` lists the columns that one kind of sheet may have, each with
the wordings it goes by. Headers are compared as sets of words without accents, plurals or signs, so
«N° DOC.», «Nro. de documento» and «NUMERO DOC» are one.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from typing import Any

from comunes.texto import clave_busqueda

FILAS_DE_BUSQUEDA = 40
_UMBRAL = 55.0
_EXACTO = 99.0
_CANDIDATAS = 6
_VACIAS = frozenset(
    [
        "de",
        "del",
        "la",
        "las",
        "el",
        "los",
        "y",
        "o",
        "u",
        "a",
        "e",
        "en",
        "por",
        "para",
        "con",
        "su",
        "se",
        "al",
        "dd",
        "mm",
        "aa",
        "aaaa",
        "yyyy",
        "yy",
        "ej",
        "ejemplo",
        "obligatorio",
    ]
)
_SINONIMOS = {
    **dict.fromkeys(("n", "nro", "num", "no", "numero", "nr", "n0"), "numero"),
    **dict.fromkeys(("doc", "docto", "dcto", "docum", "documento", "docs"), "documento"),
    **dict.fromkeys(("fec", "fch", "fecha", "f"), "fecha"),
    **dict.fromkeys(("nac", "nacim", "nacimiento"), "nacimiento"),
    **dict.fromkeys(("ap", "ape", "apell", "apellido"), "apellido"),
    **dict.fromkeys(("pat", "paterno"), "paterno"),
    **dict.fromkeys(("mat", "materno"), "materno"),
    **dict.fromkeys(("tel", "telf", "tlf", "fono", "telefono"), "telefono"),
    **dict.fromkeys(("cel", "celu", "celular"), "celular"),
    **dict.fromkeys(("dir", "direc", "direccion"), "direccion"),
    **dict.fromkeys(("dist", "dto", "distrito"), "distrito"),
    **dict.fromkeys(("prov", "provincia"), "provincia"),
    **dict.fromkeys(("muni", "munic", "municip", "municipio", "municipalidad"), "municipalidad"),
    **dict.fromkeys(("cod", "codigo"), "codigo"),
    **dict.fromkeys(("lat", "latitud"), "latitud"),
    **dict.fromkeys(("lon", "long", "lng", "longitud"), "longitud"),
    **dict.fromkeys(("m2", "m²", "mt2", "mts2", "metros2"), "m2"),
    **dict.fromkeys(("activ", "act", "actividad", "actividade"), "actividad"),
    **dict.fromkeys(("partic", "participante", "asist", "asistente"), "participante"),
    **dict.fromkeys(("const", "constitucion"), "constitucion"),
    **dict.fromkeys(("integ", "integrante"), "integrante"),
    **dict.fromkeys(("wsp", "whatsap", "wasap", "whatsapp"), "whatsapp"),
    **dict.fromkeys(("mail", "email", "correo"), "correo"),
    **dict.fromkeys(("comisaria", "cia", "cpnp"), "comisaria"),
}


@dataclass(frozen=True)
class Columna:
    """One column a sheet may have. `nombres` are the wordings it goes by, the best first.

    An obligatory column may be missing when one of `o_bien` is there. With `a_la_letra` no header that
    says more fits: «N°» numbers the rows, «N° de personas» does not.
    """

    clave: str
    nombres: tuple[str, ...]
    obligatoria: bool = False
    o_bien: tuple[str, ...] = ()
    a_la_letra: bool = False


@dataclass(frozen=True)
class Esquema:
    """One kind of sheet: its columns and the words its tab or title may carry."""

    clave: str
    columnas: tuple[Columna, ...]
    palabras: tuple[str, ...] = ()

    def faltantes(self, halladas: Iterable[str]) -> list[str]:
        """Return the obligatory columns that neither stand in `halladas` nor have a stand-in there."""
        estan = set(halladas)
        return [c.clave for c in self.columnas if c.obligatoria and not estan & {c.clave, *c.o_bien}]


@dataclass
class Reconocimiento:
    """What was understood of one sheet. `columnas` maps each key to its 0-based position."""

    esquema: str
    fila: int
    filas_de_encabezado: tuple[int, ...]
    columnas: dict[str, int]
    encabezados: dict[int, str]
    puntaje: float
    faltan: list[str] = field(default_factory=list)

    def sin_reconocer(self) -> list[str]:
        usadas = set(self.columnas.values())
        return [texto for posicion, texto in self.encabezados.items() if posicion not in usadas]


@lru_cache(maxsize=4096)
def palabras(texto: str) -> frozenset[str]:
    """Return the words of a header as they are compared."""
    limpio = clave_busqueda(texto).replace("²", "2")
    limpio = re.sub(r"n\s*[°ºª.]+", "numero ", limpio) if re.match(r"^n\s*[°ºª.]", limpio) else limpio
    limpio = re.sub(r"\bn\s*[°º]", "numero ", limpio)
    return frozenset(_palabra(p) for p in re.findall(r"[^\W_]+", limpio) if p not in _VACIAS) - {""}


def _palabra(palabra: str) -> str:
    if palabra in _SINONIMOS:
        return _SINONIMOS[palabra]
    singular = re.sub(r"(?<=[aeiou])s$", "", palabra)
    singular = re.sub(r"(?<=[rnld])es$", "", singular) if singular == palabra else singular
    return _SINONIMOS.get(singular, singular)


@lru_cache(maxsize=8192)
def _misma(una: str, otra: str) -> bool:
    if una == otra:
        return True
    corta, larga = sorted((una, otra), key=len)
    if len(corta) >= 4 and larga.startswith(corta):
        return True
    return len(corta) >= 5 and SequenceMatcher(None, una, otra).ratio() >= 0.85


@lru_cache(maxsize=65536)
def parecido(encabezado: str, nombre: str) -> float:
    """Return 0–100: how well a header's wording fits one of a column's names."""
    suyas, buscadas = palabras(encabezado), palabras(nombre)
    if not suyas or not buscadas:
        return 0.0
    if suyas == buscadas:
        return 100.0
    halladas = sum(any(_misma(b, s) for s in suyas) for b in buscadas)
    explicadas = sum(any(_misma(s, b) for b in buscadas) for s in suyas)
    if halladas == len(buscadas):
        return 60.0 + 36.0 * explicadas / len(suyas)
    if explicadas == len(suyas):
        return 36.0 + 30.0 * halladas / len(buscadas)
    return 0.0


def asignar(encabezados: dict[int, str], esquema: Esquema) -> tuple[dict[str, int], float]:
    """Give each column of `esquema` its best header, one to one; return them and the total score."""
    pares = [
        (max(parecido(texto, nombre) - orden * 0.01 for orden, nombre in enumerate(c.nombres)), -posicion, c)
        for posicion, texto in encabezados.items()
        for c in esquema.columnas
    ]
    hallado: dict[str, int] = {}
    total = 0.0
    for puntaje, menos_posicion, columna in sorted(pares, key=lambda p: (p[0], p[1]), reverse=True):
        if puntaje < _UMBRAL:
            break
        if columna.a_la_letra and puntaje < _EXACTO:
            continue
        if columna.clave not in hallado and -menos_posicion not in hallado.values():
            hallado[columna.clave] = -menos_posicion
            total += puntaje
    return hallado, total


def reconocer(
    filas: Sequence[tuple[int, Sequence[Any]]], esquemas: Sequence[Esquema], *, nombre: str = ""
) -> Reconocimiento | None:
    """Return the best reading of a sheet's first rows, or None when nothing fits.

    `filas` are (row number, cells). Headers may stand in one row or be split over two (merged cells).
    """
    mejor: Reconocimiento | None = None
    titulos = _titulos(filas, nombre)
    for fila_de, encabezados in _candidatas(filas[:FILAS_DE_BUSQUEDA], esquemas):
        for esquema in esquemas:
            lectura = _leer_como(esquema, fila_de, encabezados, titulos)
            if lectura and (mejor is None or lectura.puntaje > mejor.puntaje + 1e-9):
                mejor = lectura
    return mejor


def _candidatas(
    filas: Sequence[tuple[int, Sequence[Any]]], esquemas: Sequence[Esquema]
) -> list[tuple[tuple[int, ...], dict[int, str]]]:
    """Return the rows, and pairs of rows, that hold most known words: the ones worth a close look."""
    solas = [(numero, _textos(celdas)) for numero, celdas in filas]
    candidatas: list[tuple[tuple[int, ...], dict[int, str]]] = [((n,), textos) for n, textos in solas]
    for (arriba, textos), (abajo, debajo) in pairwise(solas):
        if abajo == arriba + 1 and textos and debajo:
            candidatas.append(((arriba, abajo), {**textos, **debajo}))
    conocidas = frozenset().union(*(palabras(n) for e in esquemas for c in e.columnas for n in c.nombres))

    def parecido_a_encabezado(candidata: tuple[tuple[int, ...], dict[int, str]]) -> int:
        return sum(bool(palabras(texto) & conocidas) for texto in candidata[1].values())

    utiles = [c for c in candidatas if len(c[1]) >= 2]
    return sorted(utiles, key=parecido_a_encabezado, reverse=True)[:_CANDIDATAS]


def _textos(celdas: Sequence[Any]) -> dict[int, str]:
    return {
        posicion: " ".join(celda.split())
        for posicion, celda in enumerate(celdas)
        if isinstance(celda, str) and 0 < len(celda) <= 120 and re.search(r"[^\W\d_]", celda)
    }


def _titulos(filas: Sequence[tuple[int, Sequence[Any]]], nombre: str) -> frozenset[str]:
    """Return the words of the tab and of the title rows, which are rows with few cells."""
    textos = [nombre]
    for _, celdas in filas[:6]:
        propios = list(_textos(celdas).values())
        if len(propios) <= 2:
            textos += propios
    return frozenset().union(*(palabras(texto) for texto in textos))


def _leer_como(
    esquema: Esquema, fila_de: tuple[int, ...], encabezados: dict[int, str], titulos: frozenset[str]
) -> Reconocimiento | None:
    columnas, total = asignar(encabezados, esquema)
    faltan = esquema.faltantes(columnas)
    if len(columnas) < 2 or (len(columnas) < 3 and faltan):
        return None
    llamada = any(palabras(p) <= titulos for p in esquema.palabras)
    sobran = len(encabezados) - len(columnas)
    puntaje = total + 150 * llamada - 80 * len(faltan) - 12 * sobran - 5 * (len(fila_de) - 1)
    if puntaje <= 0:
        return None
    return Reconocimiento(esquema.clave, fila_de[-1], fila_de, columnas, encabezados, puntaje, faltan)
