"""Pure repairs of one cell: what it means, what had to be mended, or why it cannot be used.

Every reader takes the raw cell (text, number, boolean, date or None) and returns a `Celda`. Words that
quote the cell write ``{valor}`` in its place, so that a page may mask it.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from comunes.texto import normalizar

# Kinds of repair, with the words that a person reads.
ARREGLOS = {
    "numero": "estaba guardado como número",
    "ceros": "se repusieron los ceros de la izquierda",
    "separadores": "se quitaron puntos, guiones o espacios",
    "fecha-texto": "la fecha estaba escrita como texto",
    "fecha-numero": "la fecha estaba como número de Excel",
    "anio-corto": "se completó el año",
    "telefono": "se uniformó el celular",
    "mayusculas": "se pasó de mayúsculas a escritura normal",
    "minusculas": "se pusieron las mayúsculas que faltaban",
    "espacios": "se quitaron espacios de más",
    "invisibles": "se quitaron caracteres invisibles",
    "texto-numero": "el número estaba escrito con texto",
}


@dataclass(slots=True)
class Celda:
    """The reading of one cell. With `falla`, there is no value."""

    valor: Any = None
    arreglos: tuple[str, ...] = ()
    falla: str = ""


VACIA = Celda()
_DIGITO_AJENO = re.compile(r"[^\D0-9]")


def limpiar(crudo: Any) -> tuple[str, tuple[str, ...]]:
    """Return the cell as one line of clean text, and what that took."""
    if not isinstance(crudo, str):
        return como_texto(crudo), ()
    arreglos: tuple[str, ...] = ()
    texto = crudo
    if not _es_limpio(texto):
        texto = normalizar(crudo).replace("\u200d", "")
        if "".join(texto.split()) != "".join(crudo.split()):
            arreglos = ("invisibles",)
            crudo = texto
    plano = " ".join(texto.split())
    if plano != crudo:
        arreglos = (*arreglos, "espacios")
    return plano, arreglos


def _es_limpio(texto: str) -> bool:
    return (
        texto.isprintable()
        and not _DIGITO_AJENO.search(texto)
        and (texto.isascii() or unicodedata.is_normalized("NFC", texto))
    )


def como_texto(crudo: Any) -> str:
    """Return any cell as a person would read it on the sheet."""
    if crudo is None:
        return ""
    if isinstance(crudo, bool):
        return "Sí" if crudo else "No"
    if isinstance(crudo, datetime):
        return f"{crudo:%d/%m/%Y %H:%M}"
    if isinstance(crudo, date):
        return f"{crudo:%d/%m/%Y}"
    if isinstance(crudo, Decimal):
        return f"{crudo.normalize():f}"
    return str(crudo)


def leer_texto(crudo: Any, *, maximo: int, nombre_propio: bool = False) -> Celda:
    """Read a text of at most `maximo` characters; `nombre_propio` mends its capitals too."""
    texto, arreglos = limpiar(crudo)
    if not texto:
        return VACIA
    if len(texto) > maximo:
        return Celda(falla=f"El texto tiene {len(texto)} letras y caben {maximo}. Acórtelo.")
    if nombre_propio and sum(c.isalpha() for c in texto) > 1 and (texto.isupper() or texto.islower()):
        arreglos = ("mayusculas" if texto.isupper() else "minusculas", *arreglos)
        texto = capitalizar(texto)
    return Celda(texto, arreglos)


_PARTICULAS = frozenset(["de", "del", "la", "las", "los", "y", "e", "el"])
_SIGLA = re.compile(r"(?:[^\W\d_]{1,2}\.){1,4}|(?=..)X{0,3}(?:IX|IV|V?I{0,3})|PNP|APV|UPIS", re.IGNORECASE)


def capitalizar(texto: str) -> str:
    """Return a name with capitals where Spanish puts them: «María del Carmen», «O'Higgins»."""
    palabras = texto.split(" ")
    return " ".join(_capitalizada(p, inicial=i == 0) for i, p in enumerate(palabras))


def _capitalizada(palabra: str, *, inicial: bool) -> str:
    if _SIGLA.fullmatch(palabra):
        return palabra.upper()
    minuscula = palabra.lower()
    if minuscula in _PARTICULAS and not inicial:
        return minuscula
    return re.sub(r"(^|[-'’(/«\"])([^\W\d_])", lambda m: m[1] + m[2].upper(), minuscula)


# Dates ----------------------------------------------------------------------------------------

_MESES = {
    nombre: numero
    for numero, nombres in enumerate(
        ("ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "set sep", "oct", "nov", "dic"), 1
    )
    for nombre in nombres.split()
}
_FECHA_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FECHA = re.compile(r"(\d{1,2})\s*[-/.\s]\s*(\d{1,2})\s*[-/.\s]\s*(\d{4}|\d{2})")
_FECHA_EN_PALABRAS = re.compile(
    r"(\d{1,2})\s*(?:de\s+|[-/.\s])?\s*([a-z]{3,10})\.?\s*(?:de\s+|del\s+|[-/.\s])?\s*(\d{4}|\d{2})"
)
_HORA = re.compile(r"[ T]+\d{1,2}:\d{2}(:\d{2})?(\.\d+)?( ?[ap]\.? ?m\.?)?$", re.IGNORECASE)
# Excel counts days from here; the fictitious 29 February 1900 is already discounted.
_INICIO_EXCEL = date(1899, 12, 30)
_SERIE_MINIMA, _SERIE_MAXIMA = 3_654, 73_050  # 1910 to 2099
COMO_SE_ESCRIBE = "Escríbala como día/mes/año, por ejemplo 24/04/1982."


def leer_fecha(crudo: Any, *, hoy: date, de_nacimiento: bool = False) -> Celda:
    """Read a date: a real one, text in Peru's order, or an Excel serial number.

    Two-digit years become the latest century that makes sense: births before `hoy`, the rest up to
    twenty years ahead of it.
    """
    if crudo is None:
        return VACIA
    if isinstance(crudo, datetime):
        return Celda(crudo.date())
    if isinstance(crudo, date):
        return Celda(crudo)
    if isinstance(crudo, int | float) and not isinstance(crudo, bool):
        return _fecha_de_serie(crudo)
    texto, arreglos = limpiar(crudo)
    if not texto:
        return VACIA
    leida = _fecha_de_texto(texto, hoy if de_nacimiento else hoy.replace(year=hoy.year + 20, day=1))
    if leida is None:
        return Celda(falla=f"La fecha «{{valor}}» no se entiende. {COMO_SE_ESCRIBE}")
    dia, completada = leida
    return Celda(dia, ("fecha-texto", *(("anio-corto",) if completada else ()), *arreglos))


def _fecha_de_serie(numero: float) -> Celda:
    if not _SERIE_MINIMA <= numero <= _SERIE_MAXIMA:
        return Celda(falla=f"«{{valor}}» no es una fecha. {COMO_SE_ESCRIBE}")
    return Celda(_INICIO_EXCEL + timedelta(days=int(numero)), ("fecha-numero",))


def _fecha_de_texto(texto: str, tope: date) -> tuple[date, bool] | None:
    texto = _HORA.sub("", texto.lower()).strip(" .")
    if partes := _FECHA_ISO.fullmatch(texto):
        anio, mes, dia = partes.groups()
    elif partes := _FECHA.fullmatch(texto):
        dia, mes, anio = partes.groups()
    elif partes := _FECHA_EN_PALABRAS.fullmatch(texto):
        dia, palabra, anio = partes.groups()
        mes = str(_MESES.get(palabra[:3], 0))
    else:
        return None
    completada = len(anio) == 2
    entero = int(anio) if not completada else _siglo(int(anio), tope)
    try:
        return date(entero, int(mes), int(dia)), completada
    except ValueError:
        return None


def _siglo(anio: int, tope: date) -> int:
    propuesto = tope.year // 100 * 100 + anio
    return propuesto if propuesto <= tope.year else propuesto - 100


# Numbers --------------------------------------------------------------------------------------

_NUMERO = re.compile(r"[-+]?\d+(?:\.\d+)?")


def leer_decimal(crudo: Any) -> Celda:
    """Read a number written as such or as text: «1 244,50», «1,244.50 m2», «−12,0432»."""
    if crudo is None:
        return VACIA
    if isinstance(crudo, int | float) and not isinstance(crudo, bool):
        return Celda(Decimal(str(crudo)))
    texto, _ = limpiar(crudo)
    if not texto:
        return VACIA
    try:
        return Celda(Decimal(texto)) if _NUMERO.fullmatch(texto) else _decimal_de_texto(texto)
    except InvalidOperation:
        return Celda(falla="«{valor}» no es un número.")


def _decimal_de_texto(texto: str) -> Celda:
    limpio = texto.replace("−", "-").replace("–", "-").replace("’", "'")
    hallado = re.search(r"[-+]?\d[\d.,' ]*", limpio)
    if not hallado or len(re.findall(r"\d[\d.,']*", limpio)) - hallado[0].strip().count(" ") > 2:
        return Celda(falla="«{valor}» no es un número.")
    cifra = hallado[0].strip(" .,'").replace(" ", "").replace("'", "")
    return Celda(Decimal(_con_punto(cifra)), ("texto-numero",))


def _con_punto(cifra: str) -> str:
    """Return the figure with one decimal point, whichever sign it was written with."""
    punto, coma = cifra.rfind("."), cifra.rfind(",")
    if punto >= 0 and coma >= 0:
        miles = "," if punto > coma else "."
        return cifra.replace(miles, "").replace(",", ".")
    signo = "," if coma >= 0 else "."
    if cifra.count(signo) > 1 or re.fullmatch(r"[-+]?[1-9]\d{0,2},\d{3}", cifra):
        return cifra.replace(signo, "")
    return cifra.replace(",", ".")


def leer_entero(crudo: Any) -> Celda:
    """Read a whole number; decimals are a failure, a text around it («33 personas») is mended."""
    celda = leer_decimal(crudo)
    if celda.falla or celda.valor is None:
        return celda
    if celda.valor != celda.valor.to_integral_value():
        return Celda(falla="«{valor}» no es un número entero.")
    return Celda(int(celda.valor), celda.arreglos)


_SI = frozenset(["si", "s", "x", "1", "yes", "activo", "creado", "tiene", "verdadero", "true"])
_NO = frozenset(["no", "n", "0", "ninguno", "falso", "false", "por", "crear"])


def leer_si_no(crudo: Any) -> Celda:
    """Read yes or no; None when the cell is empty."""
    if isinstance(crudo, bool):
        return Celda(crudo)
    texto = limpiar(crudo)[0].casefold().replace("í", "i").strip(" .")
    if not texto or texto == "-":
        return VACIA
    if texto in _SI or texto in _NO:
        return Celda(texto in _SI)
    return Celda(falla="«{valor}» no se entiende. Escriba Sí o No.")
