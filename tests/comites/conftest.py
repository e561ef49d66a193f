"""A committee with its people, and who may work on it."""

from datetime import date

import pytest
import time_machine

from comites.enums import ClaseDocumento
from comites.models import Cargo
from comites.services import emitir_documento
from cuentas.roles import Rol
from tests.fabricas.comites import ComiteFactory, IntegranteFactory, MandatoFactory
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


# A roll to print and sign ---------------------------------------------------------------------


@pytest.fixture
def padron(comite, cargos):
    """Three members: president, member, and one whose name would break a careless template."""
    comun = {"comite": comite, "mandato": comite.mandatos.get(), "desde": date(2026, 3, 15)}
    presidencia = cargos["presidencia"]
    return [
        IntegranteFactory(cargo=presidencia, cargo_unico=True, persona__numero_documento="48151623", **comun),
        IntegranteFactory(cargo=cargos["vocal"], **comun),
        IntegranteFactory(cargo=cargos["fiscal"], persona__nombres='Ñusta #panic("x")', **comun),
    ]


@pytest.fixture
def especialista(comite):
    return usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, comite.espacio.region)


@pytest.fixture
def nacional():
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)


@pytest.fixture
def emitir(comite, coordinadora, padron):
    return lambda clase=ClaseDocumento.PADRON, **cambios: emitir_documento(
        actor=coordinadora, comite=comite, clase=clase, **cambios
    )
