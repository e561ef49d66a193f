"""Our messages to institutions, said to leaders: the same sentence with «tú».

Rules live in services, which speak with «usted»; a leader's screen passes what they answered through here.
"""

import re
from typing import Final

from django.core.exceptions import ValidationError
from django.forms import BaseForm

_EN_TU: Final = {
    "agréguelos": "agrégalos",
    "borre": "borra",
    "busque": "busca",
    "compare": "compara",
    "convoque": "convoca",
    "copie": "copia",
    "compárelo": "compáralo",
    "elija": "elige",
    "emita": "emite",
    "escriba": "escribe",
    "escríbala": "escríbela",
    "fírmelo": "fírmalo",
    "guarde": "guarda",
    "marque": "marca",
    "márquelo": "márcalo",
    "pida": "pide",
    "revise": "revisa",
    "revíselos": "revísalos",
    "usted editaba": "editabas",
    "usted escribió": "escribiste",
    "vuelva": "vuelve",
}
_VERBOS = re.compile(rf"\b({'|'.join(_EN_TU)})\b", re.IGNORECASE)


def en_tu(texto: str) -> str:
    """Return `texto` with its verbs in the second person."""
    return _VERBOS.sub(_cambiar, texto)


def _cambiar(hallado: re.Match[str]) -> str:
    verbo = _EN_TU[hallado[0].lower()]
    return verbo.capitalize() if hallado[0][0].isupper() else verbo


def tutear(form: BaseForm) -> None:
    """Say the errors of `form` with «tú». Side effect: changes them; validates a bound form."""
    for errores in form.errors.values():
        errores.data = [ValidationError(en_tu(str(mensaje)), code="tu") for mensaje in errores]
