"""A committee with its people, and who may work on it."""

from datetime import date

import pytest
import time_machine

from comites.models import Cargo
from cuentas.roles import Rol
from tests.fabricas.comites import ComiteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol

HOY = date(2026, 11, 22)


@pytest.fixture
def hoy_fijo():
    with time_machine.travel("2026-11-22 12:00-05:00", tick=False):
        yield HOY


@pytest.fixture
def comite(hoy_fijo):
    """A committee constituted on 15/03/2026 with its first mandate of two years."""
    comite = ComiteFactory(fecha_constitucion=date(2026, 3, 15))
    MandatoFactory(comite=comite, inicio=date(2026, 3, 15), fin=date(2028, 3, 14))
    return comite


@pytest.fixture
def coordinadora(comite):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


@pytest.fixture
def cargos(db):
    """The catalogue by slug; tests that need real transactions find it again."""
    return {cargo.slug: cargo for cargo in Cargo.objects.all()}
