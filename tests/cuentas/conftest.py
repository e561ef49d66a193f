"""What the doors' tests share."""

import pytest
from django.test import Client

from cuentas.roles import Rol
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import MunicipalidadFactory

CLAVE = "arroz caballo nube tijera"


@pytest.fixture
def coordinadora(db):
    """A coordinator with a password and an authenticator app."""
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory())
    usuario.set_password(CLAVE)
    usuario.save()
    return usuario


@pytest.fixture
def otro_lugar():
    """A browser at another address."""
    return Client(REMOTE_ADDR="203.0.113.9")
