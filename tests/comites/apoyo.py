"""What several tests of committees do."""

import pytest
from django.core.exceptions import ValidationError

from comites.enums import MotivoSalida
from comites.services import retirar_integrante
from tests.comites.conftest import HOY

ESCANEO = b"%PDF-1.4 escaneo %%EOF"


def errores(funcion, *args, **kwargs):
    with pytest.raises(ValidationError) as error:
        funcion(*args, **kwargs)
    return error.value.message_dict if hasattr(error.value, "error_dict") else {"": error.value.messages}


def salir(actor, integrante):
    return retirar_integrante(
        actor=actor, integrante=integrante, version=integrante.version, fecha=HOY, motivo=MotivoSalida.MUDANZA
    )
