"""Codes of authenticator apps open once: seen by any worker, they are spent for all."""

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.models import ClaveIdempotencia

_ESPACIO = uuid.UUID("6f1d3d0e-6a0f-4f0e-9a51-1f4f0b8f6a10")
RUTA = "segundo-factor"


def gastar_codigo(*, usuario: Any, codigo: str) -> None:
    """Mark `codigo` as used today by `usuario`. Raises ValidationError when it already was.

    A code lives a minute and a half, so a day is long enough and the six digits hardly ever recur.
    """
    dia = timezone.localdate().isoformat()
    clave = uuid.uuid5(_ESPACIO, f"{usuario.pk}|{codigo.strip()}|{dia}")
    try:
        with transaction.atomic():
            ClaveIdempotencia.objects.create(clave=clave, usuario=usuario, ruta=RUTA)
    except IntegrityError as error:
        raise ValidationError("Ese código ya se usó. Espere el siguiente.") from error
