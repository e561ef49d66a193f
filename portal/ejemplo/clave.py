"""The sample accounts' common password. Public on purpose: it opens nothing but samples."""

from typing import Final

CLAVE_DE_EJEMPLO: Final = "plaza-con-luz-de-noche"
