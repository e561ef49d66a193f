import pytest

from cuentas.roles import Rol
from tests.fabricas.cuentas import usuario_con_rol


@pytest.fixture
def facilitadora(db):
    return usuario_con_rol(Rol.FACILITADOR)


@pytest.fixture
def nacional(db):
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
