"""Pure readers of the cells that only a padrón has: ubigeo, document, mobile, sex, names, coordinates."""

import re
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from comunes.hojas.celdas import VACIA, Celda, capitalizar, leer_decimal, leer_texto, limpiar
from comunes.texto import clave_busqueda
from personas.documentos import normalizar_celular, normalizar_documento
from personas.enums import Sexo, TipoDocumento
from personas.nombres import PARTICULAS_DE_APELLIDO, normalizar_nombre, partir_apellidos

_SEPARADORES = re.compile(r"[\s.\-/,]+")
LARGO_UBIGEO = 6
LARGO_DNI = 8
# An Excel number never keeps its zeros: fewer digits than these are a typing error, not lost zeros.
DIGITOS_DNI_MINIMO = 5
DIGITOS_UBIGEO_MINIMO = 5


def es_numero(crudo: Any) -> bool:
    return isinstance(crudo, int | float) and not isinstance(crudo, bool)


def leer_codigo_ubigeo(crudo: Any) -> Celda:
    """Read a ubigeo as six digits; what district it is, and in which system, is not asked here."""
    if crudo is None:
        return VACIA
    texto, arreglos = limpiar(crudo)
    if es_numero(crudo):
        arreglos = ("numero",)
    codigo = _SEPARADORES.sub("", texto)
    if codigo != texto:
        arreglos = ("separadores", *arreglos)
    if codigo.isascii() and codigo.isdigit() and DIGITOS_UBIGEO_MINIMO <= len(codigo) < LARGO_UBIGEO:
        codigo, arreglos = codigo.zfill(LARGO_UBIGEO), (*arreglos, "ceros")
    if not re.fullmatch(r"[0-9]{6}", codigo):
        return Celda(falla="El ubigeo «{valor}» no es un código de 6 números.")
    return Celda(codigo, arreglos)


# Documents ------------------------------------------------------------------------------------

_TIPOS = (
    (TipoDocumento.DNI, r"dni|documento nacional|\ble\b|libreta electoral"),
    (TipoDocumento.CE, r"\bce\b|extranjeria|carnet? ext"),
    (TipoDocumento.PTP, r"\bptp\b|\bcpp\b|permiso temporal"),
    (TipoDocumento.PASAPORTE, r"pasap|\bpas\b"),
    (TipoDocumento.SIN_DOCUMENTO, r"^sin|ningun|\bs/?d\b|no tiene|indocument"),
)


def leer_tipo_documento(crudo: Any) -> Celda:
    """Read the kind of document: «DNI», «D.N.I.», «C.E.», «Carnet de extranjería», «Pasaporte»…"""
    texto, arreglos = limpiar(crudo)
    clave = clave_busqueda(texto).replace(".", "")
    if not clave:
        return VACIA
    hallado = next((tipo for tipo, raiz in _TIPOS if re.search(raiz, clave)), None)
    if hallado is None:
        return Celda(falla="El tipo de documento «{valor}» no se reconoce. Escriba DNI, CE, PTP o Pasaporte.")
    return Celda(hallado, tuple(a for a in arreglos))


def leer_documento(crudo: Any, tipo: str | None, *, sin_tipos: bool = False) -> Celda:
    """Read a document as (type, number).

    A DNI stored as a number lost its zeros: they are put back. A text of fewer digits is a typing
    error. `sin_tipos` (a CSV) can't tell the two apart and puts them back as well.
    """
    texto, arreglos = limpiar(crudo)
    if clave_busqueda(texto) in ("-", "s/d", "sin documento", "no tiene"):
        tipo, texto = TipoDocumento.SIN_DOCUMENTO, ""
    if not texto:
        return _sin_documento(tipo)
    texto, tipo, arreglos = _sin_prefijo(texto, tipo, arreglos)
    numero = _SEPARADORES.sub("", texto)
    if numero != texto:
        arreglos = ("separadores", *arreglos)
    if es_numero(crudo):
        arreglos = ("numero", *arreglos)
    tipo = tipo or _tipo_por_forma(numero)
    perdio_ceros = numero.isdigit() and DIGITOS_DNI_MINIMO <= len(numero) < LARGO_DNI
    if tipo == TipoDocumento.DNI and perdio_ceros and (es_numero(crudo) or sin_tipos):
        numero, arreglos = numero.zfill(LARGO_DNI), (*arreglos, "ceros")
    return _documento_revisado(tipo, numero, arreglos)


def _sin_documento(tipo: str | None) -> Celda:
    if tipo == TipoDocumento.SIN_DOCUMENTO:
        return Celda((TipoDocumento.SIN_DOCUMENTO, ""))
    return Celda(falla="Falta el número de documento. Si no tiene, escriba «Sin documento» en el tipo.")


def _sin_prefijo(texto: str, tipo: str | None, arreglos: tuple[str, ...]) -> tuple[str, str | None, Any]:
    partes = re.fullmatch(r"(?i)(dni|c\.?e\.?|ptp)[\s:.\-nN°º]*(\d[\d\s.\-]*)", texto)
    if not partes:
        return texto, tipo, arreglos
    return partes[2], tipo or leer_tipo_documento(partes[1]).valor, ("separadores", *arreglos)


def _tipo_por_forma(numero: str) -> str:
    return TipoDocumento.CE if numero.isdigit() and 9 <= len(numero) <= 12 else TipoDocumento.DNI


def _documento_revisado(tipo: str, numero: str, arreglos: tuple[str, ...]) -> Celda:
    if tipo == TipoDocumento.SIN_DOCUMENTO:
        return Celda(falla="Dice «sin documento» y trae el número «{valor}». Corrija el tipo o bórrelo.")
    if tipo == TipoDocumento.DNI and numero.isdigit() and len(numero) != LARGO_DNI:
        return Celda(falla=f"El DNI «{{valor}}» tiene {len(numero)} dígitos y deben ser {LARGO_DNI}.")
    try:
        return Celda((tipo, normalizar_documento(tipo, numero)), tuple(dict.fromkeys(arreglos)))
    except ValidationError as error:
        return Celda(falla=f"Documento «{{valor}}»: {error.messages[0]}")


# Persons --------------------------------------------------------------------------------------


def leer_celular(crudo: Any) -> Celda:
    """Read a Peruvian mobile; several in one cell are not guessed at."""
    texto, arreglos = limpiar(crudo)
    if not texto or clave_busqueda(texto) in ("-", "no tiene", "ninguno", "s/n"):
        return VACIA
    try:
        numero = normalizar_celular(texto)
    except ValidationError as error:
        return Celda(falla=f"Celular «{{valor}}»: {error.messages[0]}")
    if es_numero(crudo):
        arreglos = ("numero",)
    elif texto != numero.removeprefix("+51"):
        arreglos = ("telefono", *arreglos)
    return Celda(numero, arreglos)


_SEXOS = {
    Sexo.MUJER: frozenset(["f", "fem", "femenino", "femenina", "mujer", "w"]),
    Sexo.HOMBRE: frozenset(["m", "masc", "masculino", "hombre", "varon", "h", "v"]),
    Sexo.NO_DECLARA: frozenset(("no declara", "nd", "n/d", "s/d", "otro", "-", "x", "prefiere no decir")),
}


def leer_sexo(crudo: Any) -> Celda:
    """Read «F», «Mujer», «Femenino», «M», «Varón»…"""
    texto, arreglos = limpiar(crudo)
    clave = clave_busqueda(texto).strip(".")
    if not clave:
        return VACIA
    hallado = next((sexo for sexo, formas in _SEXOS.items() if clave in formas), None)
    if hallado is None:
        return Celda(falla="El sexo «{valor}» no se reconoce. Escriba F o M, o deje la celda vacía.")
    return Celda(hallado, arreglos)


def leer_nombre(crudo: Any, *, maximo: int) -> Celda:
    """Read a person's name: capitals mended, letters only."""
    celda = leer_texto(crudo, maximo=maximo, nombre_propio=True)
    if celda.falla or celda.valor is None:
        return celda
    try:
        return Celda(normalizar_nombre(celda.valor), celda.arreglos)
    except ValidationError as error:
        return Celda(falla=f"«{{valor}}»: {error.messages[0]}")


def partir_nombre_completo(texto: str, encabezado: str) -> tuple[str, str, str] | None:
    """Return (nombres, paterno, materno), by the comma or by the order that the header announces.

    None when there are too few words to tell.
    """
    if texto.count(",") == 1:
        apellidos, nombres = (
            capitalizar(p.strip()) if texto.isupper() else p.strip() for p in texto.split(",")
        )
        return (nombres, *partir_apellidos(apellidos)) if apellidos and nombres else None
    palabras = texto.split()
    if len(palabras) < 3:
        return None
    if clave_busqueda(encabezado).startswith("apellido"):
        paterno, resto = partir_apellidos(texto)
        materno, nombres = partir_apellidos(resto)
        return (nombres, paterno, materno) if nombres else None
    corte = len(palabras) - 2
    while corte > 1 and palabras[corte - 1].lower() in PARTICULAS_DE_APELLIDO:
        corte -= 1
    return (" ".join(palabras[:corte]), *partir_apellidos(" ".join(palabras[corte:])))


def leer_correo(crudo: Any) -> Celda:
    """Read an e-mail address, in lower case."""
    celda = leer_texto(crudo, maximo=254)
    if celda.falla or celda.valor is None or celda.valor == "-":
        return celda if celda.falla else VACIA
    correo = celda.valor.replace(" ", "").lower()
    try:
        validate_email(correo)
    except ValidationError:
        return Celda(falla="El correo «{valor}» no es una dirección válida.")
    arreglos = ("mayusculas", *celda.arreglos) if correo != celda.valor else celda.arreglos
    return Celda(correo, arreglos)


# Places ---------------------------------------------------------------------------------------

_SEIS_DECIMALES = Decimal("0.000001")


def leer_coordenada(crudo: Any) -> Celda:
    """Read degrees with decimals, rounded to six of them (eleven centimetres)."""
    celda = leer_decimal(crudo)
    if celda.falla or celda.valor is None:
        return celda
    if abs(celda.valor) > 180:
        return Celda(falla="«{valor}» no es una coordenada en grados con decimales.")
    return Celda(celda.valor.quantize(_SEIS_DECIMALES), celda.arreglos)


def partir_coordenadas(crudo: Any) -> tuple[str, str] | None:
    """Return (latitude, longitude) written in one cell: «-12.04, -77.03»."""
    numeros = re.findall(r"[-−]?\d{1,3}[.,]\d+", limpiar(crudo)[0])
    return (numeros[0], numeros[1]) if len(numeros) == 2 else None


def partir_lista(crudo: Any) -> list[str]:
    """Return the items of a cell that lists several, by comma, semicolon, slash, bullet or line."""
    if crudo is None:
        return []
    partes = re.split(r"[,;/|•·\n\r]+|\s-\s", str(crudo))
    return [limpio for parte in partes if (limpio := limpiar(parte)[0].strip(" .-–"))]
