"""One normaliser for every text that enters the system, and the key that search compares."""

import unicodedata
from collections.abc import Iterable

_CONSERVADOS = {"\n", "\t"}
# Letters and marks that no keyboard of ours types on purpose: they hide in pasted text.
_INVISIBLES = {"Cc", "Cf", "Cs", "Co", "Cn"}


def normalizar(texto: str) -> str:
    """Return `texto` in NFC, without control or zero-width characters, with plain digits and spaces.

    Line breaks become ``\\n``; emoji joiners are kept so that a family stays one picture.
    """
    if texto.isascii() and texto.isprintable():
        return texto.strip()
    texto = unicodedata.normalize("NFC", texto.replace("\r\n", "\n").replace("\r", "\n"))
    return texto.translate(_LIMPIOS).strip()


def _limpiar(caracter: str) -> str:
    if caracter in _CONSERVADOS or caracter == "\u200d":
        return caracter
    categoria = unicodedata.category(caracter)
    if categoria == "Nd":
        return str(unicodedata.digit(caracter))
    if categoria == "Zs":
        return " "
    return "" if categoria in _INVISIBLES else caracter


class _Limpios(dict[int, str]):
    """What each character becomes, found out once for the few thousand that are seen."""

    def __missing__(self, codigo: int) -> str:
        limpio = _limpiar(chr(codigo))
        if len(self) < 4096:
            self[codigo] = limpio
        return limpio


_LIMPIOS = _Limpios()


def en_una_linea(texto: str) -> str:
    """Return `texto` normalised, with every run of white space as one space."""
    return " ".join(normalizar(texto).replace("\u200d", "").split())


def clave_busqueda(*partes: str) -> str:
    """Return the parts in lower case, without accents and single-spaced: what searches compare."""
    texto = en_una_linea(" ".join(parte for parte in partes if parte)).casefold()
    if texto.isascii():
        return texto
    descompuesto = unicodedata.normalize("NFD", texto)
    return "".join(c for c in descompuesto if not unicodedata.combining(c))


def clave_de_orden(*partes: str) -> str:
    """Return the parts as lists sort them: without accents or signs, and «ñ» after every other «n»."""
    texto = unicodedata.normalize("NFC", en_una_linea(" ".join(filter(None, partes))).casefold())
    sin_marcas = clave_busqueda(texto.replace("ñ", "n~"))
    return " ".join("".join(c for c in sin_marcas if c.isalnum() or c in " ~").split())


def en_serie(nombres: Iterable[str]) -> str:
    """Return the names as one phrase: only the first starts with a capital, proper nouns inside stay."""
    primero, *resto = [*nombres] or [""]
    return ", ".join([primero, *(nombre[:1].lower() + nombre[1:] for nombre in resto)])
