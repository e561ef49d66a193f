"""Password rules: length by what else guards the account, and no shape that guessing starts with."""

import re
from itertools import pairwise
from typing import Any

from django.core.exceptions import ValidationError

from comunes.texto import clave_busqueda

LARGO_CON_SEGUNDO_FACTOR = 12
LARGO_SOLA = 15
# Words that anybody who attacks this system tries first.
PALABRAS = (
    "espacioseguro|nuestroespacio|ministerio|mininter|interior|participacion|ciudadana|municipalidad|"
    "comisaria|serenazgo|seguridad|password|contrasena|clave|admin|administrador|peru|lima|qwerty|asdfgh"
)
_CONOCIDO = re.compile(PALABRAS)
MINIMO_PROPIO = 6  # letters that must remain once the known words, years and runs are taken away


class LargoSegunFactor:
    """At least 12 characters where the role demands a second factor, 15 where the password is alone."""

    def validate(self, password: str, user: Any = None) -> None:
        minimo = self._minimo(user)
        if len(password) < minimo:
            raise ValidationError(
                f"Tiene {len(password)} caracteres y deben ser {minimo} o más. Sirve una frase.",
                code="password_too_short",
            )

    def _minimo(self, user: Any) -> int:
        con_factor = user is not None and user.exige_segundo_factor
        return LARGO_CON_SEGUNDO_FACTOR if con_factor else LARGO_SOLA

    def get_help_text(self) -> str:
        return "Use 12 caracteres o más; 15 si su cuenta no pide un segundo paso. Sirve una frase."


class SinFormasConocidas:
    """Refuse repeats, keyboard runs, years and words of the house: what is left over must be enough."""

    def validate(self, password: str, user: Any = None) -> None:
        resto = re.sub(r"(19|20)\d\d", "", _CONOCIDO.sub("", clave_busqueda(password).replace(" ", "")))
        if len(set(resto)) < MINIMO_PROPIO or _es_corrida(resto):
            raise ValidationError(
                "Es fácil de adivinar: repite letras o números, los pone en orden o usa palabras de este "
                "sistema. Pruebe con cuatro palabras que no tengan relación.",
                code="password_known_shape",
            )

    def get_help_text(self) -> str:
        return "No use palabras de este sistema, años, letras repetidas ni números en orden."


def _es_corrida(texto: str) -> bool:
    """Say whether most steps between neighbours are the same small one, as in «abcdef» or «987654»."""
    pasos = [ord(b) - ord(a) for a, b in pairwise(texto)]
    return sum(p in (-1, 0, 1) for p in pasos) * 2 > len(pasos)
