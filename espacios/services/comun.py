"""What every write over a space or one of its photos asks first."""

from typing import Any

from django.core.exceptions import ValidationError

from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico, FotoEspacio


def exigir_activo(espacio: EspacioPublico) -> None:
    """Raise ValidationError when the space is retired: it is read, not written."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        raise ValidationError("Este espacio está retirado: para cambiarlo, primero hay que reincorporarlo.")


def exigir_motivo(motivo: str) -> str:
    """Return the motive in one line; raise ValidationError on «motivo» when it says nothing."""
    limpio = en_una_linea(motivo)
    if len(limpio) < 10:
        raise ValidationError({"motivo": "Hace falta el motivo, en una frase que otra persona entienda."})
    return limpio[:500]


def tomar_foto(
    actor: Any,
    foto: FotoEspacio,
    version: int,
    permiso: Permiso = Permiso.ESPACIO_EDITAR,
    *,
    retirada: bool = False,
) -> FotoEspacio:
    """Return `foto` claimed for a write that started from `version`, with its space at hand.

    Raises PermissionDenied outside the scope, ConflictoDeEdicion when somebody saved in between, and
    ValidationError when its space is retired or the photo is (or, with `retirada`, is not) removed.
    """
    exigir(actor, permiso, foto.espacio)
    foto = tomar_version(FotoEspacio.objects.select_related("espacio").get(pk=foto.pk), version)
    exigir_activo(foto.espacio)
    if retirada != (foto.retirada_en is not None):
        raise ValidationError("Esta foto no está retirada." if retirada else "Esta foto está retirada.")
    return foto


def anotar_foto(actor: Any, accion: str, foto: FotoEspacio, **datos: Any) -> None:
    """Write a line in the history of the photo's space that names the photo."""
    registrar(actor=actor, accion=accion, objeto=foto.espacio, foto=str(foto.uuid), **datos)
