"""How SQLite finds certificates among many: by an index, whatever it makes of columns full of nulls."""

import pytest
from django.db import connection

from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from personas.models import Persona
from tests.fabricas.capacitaciones import ConstanciaFactory, InscripcionFactory, SesionFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.personas import PersonaFactory

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif("connection.vendor != 'sqlite'", reason="The plans of SQLite"),
]
MUCHAS = 200


@pytest.fixture
def constancia():
    """Return one among many that replace nothing, of a person among many without an account."""
    usuario = UsuarioFactory()
    una = ConstanciaFactory(asistencia__persona=PersonaFactory(usuario=usuario))
    personas = PersonaFactory.build_batch(MUCHAS, distrito=None)
    charlas = SesionFactory.build_batch(MUCHAS, cerrada=True, facilitador=usuario)
    juntas = zip(Sesion.objects.bulk_create(charlas), Persona.objects.bulk_create(personas), strict=True)
    inscripciones = Inscripcion.objects.bulk_create(
        InscripcionFactory.build(sesion=sesion, persona=persona, distrito=None) for sesion, persona in juntas
    )
    asistencias = Asistencia.objects.bulk_create(
        Asistencia(sesion=i.sesion, inscripcion=i, persona=i.persona, registrada_por=usuario)
        for i in inscripciones
    )
    Constancia.objects.bulk_create(
        Constancia(asistencia=a, anio=2020, numero=n, emitida_por=usuario)
        for n, a in enumerate(asistencias, 1)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return una


def test_public_check_reads_no_whole_table(constancia):
    plan = Constancia.objects.para_leer().filter(codigo=constancia.codigo).explain()
    assert [paso for paso in plan.splitlines() if "SCAN" in paso] == []


def test_ones_own_certificates_are_found_from_the_account(constancia):
    suyas = Constancia.objects.de_cuenta(constancia.asistencia.persona.usuario)
    assert list(suyas) == [constancia]
    plan = suyas.para_leer().explain()
    assert [paso for paso in plan.splitlines() if "SCAN" in paso] == []
