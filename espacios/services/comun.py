"""What every write over a space asks first."""

from django.core.exceptions import ValidationError

from comunes.texto import en_una_linea
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico


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
