"""What the doors' tests share."""

import pytest
from django.test import Client

from comunes.bitacora import historial
from cuentas.models import Usuario
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


@pytest.fixture
def admin(db):
    return usuario_con_rol(Rol.ADMINISTRADOR_TECNICO)


@pytest.fixture
def otra(db):
    """Another technical administrator, so that nobody is the last one."""
    return usuario_con_rol(Rol.ADMINISTRADOR_TECNICO)


@pytest.fixture
def municipalidad(db):
    return MunicipalidadFactory()


def vigentes(usuario):
    """Return the assignments that hold now, in words and in order."""
    return sorted(str(a) for a in Usuario.objects.get(pk=usuario.pk).asignaciones.vigentes())


def acciones(usuario):
    """Return what the history tells of an account."""
    return [e.accion for e in historial(usuario)]
