"""A file reviewed and applied in one go, without screens: for commands and the sample programme."""

import hashlib
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from padron.aplicacion import aplicar
from padron.lectura import problemas_de_columnas
from padron.lugares import SUPUESTO, Sistema
from padron.revision import Revision, completar, leer_y_limpiar, revisar_archivo

CAMBIO = (
    "Mientras se guardaba, otra persona cambió datos que este archivo también cambia. No se guardó nada: "
    "repita la importación."
)

SIN_SISTEMA = (
    "No se pudo comprobar si los ubigeos del archivo son del INEI o del RENIEC, y según cuál cambian los "
    "distritos. Indique el sistema antes de guardar."
)


def huella_de_archivo(ruta: Path) -> str:
    """Return the file's SHA-256."""
    with ruta.open("rb") as archivo:
        return hashlib.file_digest(archivo, "sha256").hexdigest()


def revisar_ruta(ruta: Path, *, actor: Any, sistema: Sistema | None = None, dias: int = 0) -> Revision:
    """Review a file and write nothing. Raises `ArchivoRechazado`."""
    return revisar_archivo(ruta, actor=actor, sistema=sistema, dias=dias)


def importar_ruta(ruta: Path, *, actor: Any, sistema: Sistema | None = None, dias: int = 0) -> Revision:
    """Review a file and write its accepted rows, all or nothing.

    `dias` shifts every date in it except births. Raises `ArchivoRechazado`, ValidationError when an
    obligatory column is missing, the ubigeo system is a guess or the data moved meanwhile,
    PermissionDenied.
    """
    revision = leer_y_limpiar(ruta, actor=actor, sistema=sistema, dias=dias)
    exigir_columnas(revision)
    exigir_sistema(revision.contexto.deteccion.origen)
    with transaction.atomic():
        escribir(completar(revision), actor=actor)
    return revision


def exigir_columnas(revision: Revision) -> None:
    """Raise ValidationError when a sheet lacks an obligatory column."""
    if problemas := problemas_de_columnas(revision.padron.hojas):
        raise ValidationError(problemas)


def exigir_sistema(origen: str) -> None:
    """Raise ValidationError when the system of the ubigeos is only a guess: it must be declared."""
    if origen == SUPUESTO:
        raise ValidationError(SIN_SISTEMA)


def escribir(revision: Revision, *, actor: Any, con_consentimiento: bool = False) -> None:
    """Apply a completed review; a clash with another writer becomes a ValidationError."""
    try:
        with transaction.atomic():
            aplicar(revision, actor=actor, con_consentimiento=con_consentimiento)
    except (IntegrityError, LookupError) as error:
        raise ValidationError(CAMBIO) from error
