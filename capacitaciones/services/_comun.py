"""What the services of talks share."""

from typing import Any

from django.core.exceptions import ValidationError

from capacitaciones import ciclo
from capacitaciones.enums import Paso
from capacitaciones.models import Sesion
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import ConflictoDeEdicion, tomar_version
from cuentas.permissions import exigir

LARGO_MINIMO_DEL_MOTIVO = 10


def bloquear(sesion: Sesion) -> Sesion:
    """Return the row read again under a lock, for the rest of the transaction."""
    return Sesion.objects.select_for_update(of=("self",)).get(pk=sesion.pk)


def motivo_valido(motivo: str, maximo: int) -> str:
    """Return the motive on one line. Raises ValidationError({"motivo"}) when it says nothing."""
    motivo = en_una_linea(motivo)
    if len(motivo) < LARGO_MINIMO_DEL_MOTIVO:
        raise ValidationError({"motivo": "Explique el motivo en una frase, sin nombres de personas."})
    if len(motivo) > maximo:
        raise ValidationError({"motivo": f"Escriba hasta {maximo} letras; tiene {len(motivo)}."})
    return motivo


def dar_paso(paso: Paso, actor: Any, sesion: Sesion, version: int, **cambios: Any) -> Sesion:
    """Take one step of the table over the locked row, writing `cambios` with the state.

    Raises PermissionDenied, ConflictoDeEdicion, ValidationError.
    """
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, sesion)
    sesion = bloquear(sesion)
    if sesion.version != version:
        raise ConflictoDeEdicion(sesion)
    if motivo := transicion.impedimento(sesion):
        raise ValidationError(motivo)
    tomar_version(sesion, version)
    poner(sesion, estado=transicion.hacia, **cambios)
    registrar(actor=actor, accion=f"charla-{paso.value}", objeto=sesion, hacia=sesion.estado)
    return sesion


def poner(sesion: Sesion, **cambios: Any) -> None:
    """Write these columns and no other: `inscritos` moves by itself."""
    for campo, valor in cambios.items():
        setattr(sesion, campo, valor)
    sesion.save(update_fields=[*cambios, "actualizado"])
