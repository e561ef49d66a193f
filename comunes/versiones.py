"""Row versions: whoever saves second learns of it instead of overwriting the first."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import F

from comunes.models import Versionado

M = TypeVar("M", bound=Versionado)


class ConflictoDeEdicion(Exception):
    """Somebody else saved the row after this form was opened; `actual` is the row as it stands."""

    def __init__(self, actual: Versionado) -> None:
        self.actual = actual
        super().__init__("Otra persona guardó cambios mientras usted editaba.")


def leer_version(texto: str | None) -> int:
    """Return the version a form was opened at; one that is missing or cannot be read never matches."""
    texto = texto or ""
    return int(texto) if texto.isascii() and texto.isdigit() and len(texto) < 10 else -1


def tomar_version(objeto: M, version: int) -> M:
    """Claim `objeto` for an edit that started from `version`; call it inside the transaction.

    Raises `ConflictoDeEdicion` when the row has moved on. On success the row's version is one more,
    in the database and on `objeto`.
    """
    modelo = type(objeto)
    tomadas = modelo._base_manager.filter(pk=objeto.pk, version=version).update(version=F("version") + 1)
    if not tomadas:
        raise ConflictoDeEdicion(modelo._base_manager.get(pk=objeto.pk))
    objeto.version = version + 1
    return objeto


def lo_propio(
    visto: Mapping[str, Any], actual: Mapping[str, Any], escrito: Mapping[str, Any]
) -> tuple[set[str], set[str]]:
    """Return the fields that whoever writes changed, and those of them that somebody else changed too.

    `visto` is what the page showed, `actual` what is saved now. A field left as it was shown is nobody's
    change, whatever was saved in it meanwhile; the same change made twice is one.
    """
    propios = {campo for campo, valor in escrito.items() if valor != visto[campo]}
    return propios, {campo for campo in propios if actual[campo] not in (visto[campo], escrito[campo])}
