"""Reading a place as people write it: coordinates typed, pasted from a map, or in a shared link."""

import re
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Final, NamedTuple
from urllib.parse import unquote

from django.core.exceptions import ValidationError

from espacios.models import LATITUD_MAXIMA, LATITUD_MINIMA, LONGITUD_MAXIMA, LONGITUD_MINIMA

EJEMPLO: Final = "-12.0464, -77.0428"
_MENOS: Final = str.maketrans(
    {"−": "-", "–": "-", "—": "-", "º": "°", "’": "'", "′": "'", "”": '"', "″": '"'}
)
_NUMERO: Final = r"[-+]?\d+(?:\.\d+)?"
_PAR: Final = re.compile(rf"^({_NUMERO})\s*[,;\s]\s*({_NUMERO})$")
# «-12,0464; -77,0428» and «-12,0464 -77,0428»: commas as decimals need another separator.
_PAR_CON_COMAS: Final = re.compile(r"^([-+]?\d+,\d+)\s*(?:[;\s]|,\s+)\s*([-+]?\d+,\d+)$")
_UN_DECIMAL: Final = re.compile(r"^[-+]?\d+,\d+$")  # half a point, not two whole numbers
_SEXAGESIMAL: Final = re.compile(
    r"(\d+(?:\.\d+)?)°\s*(?:(\d+(?:\.\d+)?)'\s*)?(?:(\d+(?:\.\d+)?)(?:\"|'')\s*)?([NSEWO])"
)
_ENLACES: Final = (
    re.compile(rf"!3d({_NUMERO})!4d({_NUMERO})"),
    re.compile(rf"[?&/](?:q|query|ll|destination|center)=({_NUMERO}),\s*\+?({_NUMERO})"),
    re.compile(rf"@({_NUMERO}),({_NUMERO})"),
    re.compile(rf"^geo:({_NUMERO}),({_NUMERO})"),
    re.compile(rf"[?&]mlat=({_NUMERO})&mlon=({_NUMERO})"),
)


class Punto(NamedTuple):
    """Degrees with six decimals (eleven centimetres): what the database keeps."""

    latitud: Decimal
    longitud: Decimal

    def __str__(self) -> str:
        return f"{_sin_ceros(self.latitud)}, {_sin_ceros(self.longitud)}"


def leer_punto(texto: str) -> Punto:
    """Return the point that `texto` names.

    Takes decimals with point or comma, degrees with minutes and seconds, and links of the usual maps.
    Raises ValidationError, with the proposal when the numbers are swapped or lack their minus sign.
    """
    numeros = _leer_numeros(texto.translate(_MENOS).strip())
    if numeros is None:
        raise ValidationError(
            f"No se entienden las coordenadas. Primero la latitud y después la longitud: {EJEMPLO}",
            code="formato",
        )
    return exigir_en_peru(*numeros)


def exigir_en_peru(latitud: Decimal, longitud: Decimal) -> Punto:
    """Return the point, or raise ValidationError when it is not in Peru, proposing what was meant."""
    punto = Punto(_redondear(latitud), _redondear(longitud))
    if _en_peru(punto):
        return punto
    if propuesta := _propuesta(punto):
        raise ValidationError(
            f"Este punto está fuera del Perú. {propuesta[1]} ¿Será {propuesta[0]}?",
            code="invertidas",
            params={"propuesta": str(propuesta[0])},
        )
    raise ValidationError("Este punto está fuera del Perú.", code="fuera")


def _leer_numeros(texto: str) -> tuple[Decimal, Decimal] | None:
    for patron in _ENLACES:
        if hallado := patron.search(unquote(texto)):
            return _decimales(*hallado.groups())
    if "°" in texto:
        return _leer_sexagesimal(texto)
    sin_adornos = texto.strip("() ")
    if _UN_DECIMAL.match(sin_adornos):
        return None
    hallado = _PAR_CON_COMAS.match(sin_adornos) or _PAR.match(sin_adornos)
    return _decimales(*(n.replace(",", ".") for n in hallado.groups())) if hallado else None


def _leer_sexagesimal(texto: str) -> tuple[Decimal, Decimal] | None:
    """Read «12°02'47"S 77°02'34"W»; the letters say which is which, so that the order is free."""
    leidos = {}
    for grados, minutos, segundos, letra in _SEXAGESIMAL.findall(texto.upper().replace(",", ".")):
        valor = Decimal(grados) + Decimal(minutos or 0) / 60 + Decimal(segundos or 0) / 3600
        leidos["lat" if letra in "NS" else "lon"] = -valor if letra in "SWO" else valor
    return (leidos["lat"], leidos["lon"]) if len(leidos) == 2 else None


def _decimales(*textos: str) -> tuple[Decimal, Decimal] | None:
    try:
        latitud, longitud = (Decimal(t) for t in textos)
    except InvalidOperation:
        return None
    return latitud, longitud


def _redondear(valor: Decimal) -> Decimal:
    return round(valor, 6) if abs(valor) < 1000 else Decimal(999)


def _en_peru(punto: Punto) -> bool:
    return (
        LATITUD_MINIMA <= punto.latitud <= LATITUD_MAXIMA
        and LONGITUD_MINIMA <= punto.longitud <= LONGITUD_MAXIMA
    )


def _propuesta(punto: Punto) -> tuple[Punto, str] | None:
    """Return the point in Peru that the same figures make, and what would have gone wrong."""
    for al_reves, (signo_a, signo_b) in product((False, True), product((1, -1), repeat=2)):
        a, b = punto.latitud * signo_a, punto.longitud * signo_b
        candidato = Punto(b, a) if al_reves else Punto(a, b)
        if _en_peru(candidato):
            return candidato, (
                "La latitud va primero y parece que están al revés." if al_reves else "Falta el signo menos."
            )
    return None


def _sin_ceros(valor: Decimal) -> str:
    texto = f"{valor:f}"
    return texto.rstrip("0").rstrip(".") if "." in texto else texto
