"""Document and phone numbers: checked, stored in one form, masked in another.

Messages say what is wrong with what was typed and never repeat it.
"""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone

from personas.enums import TipoDocumento

_SEPARADORES = re.compile(r"[\s.\-/()‐-―]+")
_CELULAR_DE_PERU = re.compile(r"(?:\+|00)?51(?=9)")
_INVENTADOS = frozenset({"00000000"})
# Shortest and longest number of each type, letters allowed.
_LARGOS = {TipoDocumento.CE: (9, 12), TipoDocumento.PTP: (9, 12), TipoDocumento.PASAPORTE: (6, 12)}
_EDAD_MAXIMA = 115
PUNTOS = "••••"
ESPACIO = "\N{NO-BREAK SPACE}"


def normalizar_documento(tipo: str, numero: str) -> str:
    """Return `numero` as it is stored: capitals, without spaces, dots or hyphens.

    Raises ValidationError with a message for people. «Sin documento» takes no number.
    """
    limpio = _SEPARADORES.sub("", numero).upper()
    if tipo == TipoDocumento.SIN_DOCUMENTO:
        if limpio:
            raise ValidationError("Eligió «Sin documento»: deje el número en blanco o elija el tipo.")
        return ""
    if not limpio:
        raise ValidationError("Escriba el número del documento.")
    if tipo == TipoDocumento.DNI:
        return _dni(limpio)
    return _alfanumerico(limpio, *_LARGOS[TipoDocumento(tipo)])


def _dni(numero: str) -> str:
    if not (numero.isascii() and numero.isdigit()):
        raise ValidationError("El DNI tiene solo números; quite las letras y los signos.")
    if len(numero) != 8:
        raise ValidationError(_cuantos_faltan(len(numero), 8))
    if numero in _INVENTADOS:
        raise ValidationError("Ese número no es de nadie. Si no tiene documento, elija «Sin documento».")
    return numero


def _alfanumerico(numero: str, minimo: int, maximo: int) -> str:
    if not (numero.isascii() and numero.isalnum()):
        raise ValidationError("El documento tiene solo letras y números; quite los otros signos.")
    if not minimo <= len(numero) <= maximo:
        raise ValidationError(
            f"Este documento tiene de {minimo} a {maximo} letras y números; escribió {len(numero)}."
        )
    return numero


def _cuantos_faltan(tiene: int, deben: int) -> str:
    cuantos = abs(deben - tiene)
    verbo = "falta" if tiene < deben else "sobra"
    falta = f"Le {verbo} un número" if cuantos == 1 else f"Le {verbo}n {cuantos} números"
    return f"{falta}: tiene {tiene} y deben ser {deben}."


def normalizar_celular(texto: str) -> str:
    """Return a Peruvian mobile as ``+519XXXXXXXX``, or "" for nothing typed."""
    limpio = _SEPARADORES.sub("", texto)
    if not limpio:
        return ""
    numero = _CELULAR_DE_PERU.sub("", limpio, count=1) if len(limpio) > 9 else limpio
    if not (numero.isascii() and numero.isdigit()):
        raise ValidationError("El celular tiene solo números.")
    if len(numero) != 9:
        raise ValidationError(_cuantos_faltan(len(numero), 9))
    if not numero.startswith("9"):
        raise ValidationError("Un celular del Perú empieza con 9.")
    return f"+51{numero}"


def validar_nacimiento(nacio: date | None) -> date | None:
    """Return a birth date that a living person can have. Raises ValidationError for any other."""
    if nacio is None:
        return None
    hoy = timezone.localdate()
    if nacio > hoy:
        raise ValidationError("La fecha de nacimiento está en el futuro. Revise el año.")
    if hoy.year - nacio.year > _EDAD_MAXIMA:
        raise ValidationError(f"Con esa fecha tendría más de {_EDAD_MAXIMA} años. Revise el año.")
    return nacio


def enmascarar_documento(numero: str) -> str:
    """Return «•••• 5678»: the last four, and nothing when there are not more than that."""
    return f"{PUNTOS}{ESPACIO}{numero[-4:]}" if len(numero) > 4 else PUNTOS


def enmascarar_celular(celular: str) -> str:
    """Return «••• ••• 321»."""
    return f"•••{ESPACIO}•••{ESPACIO}{celular[-3:]}"


def escribir_celular(celular: str) -> str:
    """Return a stored mobile as people read it: «987 654 321»."""
    numero = celular.removeprefix("+51")
    return ESPACIO.join((numero[:3], numero[3:6], numero[6:])) if len(numero) == 9 else celular
