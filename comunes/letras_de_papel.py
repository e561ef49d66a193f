"""Letters that the papers' typeface cannot draw: one emoji in a title must not cost the whole report.

PDF/UA refuses a text without its shape. Such letters are met one by one, remembered by the process, and
drawn as «□» from then on.
"""

import re
from collections.abc import Callable
from typing import Final

import typst

CUADRO: Final = "□"
# From here on there are only scripts and pictures that the typeface does not have.
_SIN_FORMA_DESDE: Final = "\u2e80"
_INTENTOS: Final = 12
_DICHO: Final = re.compile(r'the text `"(.+?)"` could not be displayed', re.S)
_sin_forma: set[str] = set()


def con_letras_que_hay(texto: str, tipografiar: Callable[[str], bytes]) -> bytes:
    """Return what `tipografiar` makes of `texto`, with a square for each run of letters that it lacks.

    Raises TypstError for any other trouble, and after a dozen letters that were not known to be missing.
    """
    for _ in range(_INTENTOS):
        try:
            return tipografiar(_cubrir(texto))
        except typst.TypstError as error:
            hallado = _DICHO.search(str(error))
            if hallado is None:
                raise
            _sin_forma.update(hallado[1])
            _sin_forma.update(letra for letra in texto if letra >= _SIN_FORMA_DESDE)
    return tipografiar(_cubrir(texto))


def _cubrir(texto: str) -> str:
    if not _sin_forma:
        return texto
    clase = "".join(map(re.escape, _sin_forma))
    return re.sub(f"[{clase}\u200d\ufe0f]*[{clase}][{clase}\u200d\ufe0f]*", CUADRO, texto)
