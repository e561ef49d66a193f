"""Who reads what of a person: by the role of theirs that reaches that person, and no more."""

from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from cuentas.enums import Ambito
from cuentas.roles import DEFINICIONES, Rol
from personas.models import Persona
from personas.permissions import DatosVisibles, Grado, con_niveles, ver_persona, ver_personas
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
NBSP = "\N{NO-BREAK SPACE}"
NOMBRE, ENTERO, MASCARA = "Teodora Huamán Ccallo", "DNI 45678901", f"DNI ••••{NBSP}8901"
CELULAR, CELULAR_MASCARA = f"987{NBSP}654{NBSP}321", f"•••{NBSP}•••{NBSP}321"


@pytest.fixture
def integrante():
    persona = PersonaFactory(
        apellido_materno="Ccallo",
        numero_documento="45678901",
        celular="+51987654321",
        fecha_nacimiento=date(1980, 5, 4),
    )
    return IntegranteFactory(persona=persona)


def lugar(integrante, rol):
    espacio = integrante.comite.espacio
    return {
        Ambito.REGION: espacio.region,
        Ambito.MUNICIPALIDAD: espacio.municipalidad,
        Ambito.COMISARIA: espacio.comisaria,
        Ambito.COMITE: integrante.comite,
    }.get(DEFINICIONES[rol].ambito)


ESPERADO = {
    Rol.ADMINISTRADOR_TECNICO: ("", "", ""),
    Rol.RESPONSABLE_NACIONAL: (NOMBRE, MASCARA, CELULAR_MASCARA),
    Rol.ESPECIALISTA_REGIONAL: (NOMBRE, ENTERO, CELULAR),
    Rol.COORDINADOR_MUNICIPAL: (NOMBRE, "", CELULAR),
    Rol.PROMOTOR_OPC: ("", "", ""),
    Rol.LIDER_COMITE: (NOMBRE, MASCARA, CELULAR),
    # Who came to the own talks stands there as they registered, not here.
    Rol.FACILITADOR: ("", "", ""),
    Rol.ALIADO: ("", "", ""),
    Rol.OFICIAL_DATOS: (NOMBRE, MASCARA, CELULAR_MASCARA),
    Rol.AUDITOR: (NOMBRE, MASCARA, CELULAR_MASCARA),
}


@pytest.mark.parametrize("rol", list(Rol))
def test_each_role_reads_what_its_level_says(integrante, rol):
    usuario = usuario_con_rol(rol, lugar(integrante, rol))
    vista = ver_persona(usuario, integrante.persona)
    assert (vista.nombre, vista.documento, vista.celular) == ESPERADO[rol]


@pytest.mark.parametrize("rol", [r for r in Rol if DEFINICIONES[r].ambito != Ambito.PAIS])
def test_role_over_another_place_reads_nothing(integrante, rol):
    usuario = usuario_con_rol(rol, lugar(_de_otra_region(), rol))
    assert ver_persona(usuario, integrante.persona, es_directivo=True) == DatosVisibles(Grado())


def _de_otra_region():
    return IntegranteFactory(
        comite__espacio__municipalidad__distrito__region__ubigeo="1301",
        comite__espacio__municipalidad__distrito__provincia__ubigeo="1301",
    )


def test_police_station_reads_name_and_phone_of_who_leads(integrante):
    promotora = usuario_con_rol(Rol.PROMOTOR_OPC, integrante.comite.espacio.comisaria)
    vista = ver_persona(promotora, integrante.persona, es_directivo=True)
    assert (vista.nombre, vista.documento, vista.celular) == (NOMBRE, "", CELULAR)
    assert ver_persona(promotora, integrante.persona).nombre_o_reserva == "Nombre reservado"


def test_birth_date_is_read_only_at_the_full_level(integrante):
    especialista = usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, integrante.comite.espacio.region)
    coordinadora = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, integrante.comite.espacio.municipalidad)
    assert ver_persona(especialista, integrante.persona).nacimiento == date(1980, 5, 4)
    assert ver_persona(coordinadora, integrante.persona).nacimiento is None


def test_phone_to_call_is_given_only_when_shown_whole(integrante):
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    coordinadora = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, integrante.comite.espacio.municipalidad)
    assert ver_persona(nacional, integrante.persona).telefono == ""
    assert ver_persona(coordinadora, integrante.persona).telefono == "+51987654321"


def test_phone_of_a_child_is_shown_to_nobody(integrante):
    nina = PersonaFactory(fecha_nacimiento=date(2020, 1, 1), celular="+51912345678")
    IntegranteFactory(comite=integrante.comite, persona=nina)
    oficial = usuario_con_rol(Rol.OFICIAL_DATOS)
    assert (ver_persona(oficial, nina).celular, ver_persona(oficial, nina).telefono) == ("", "")


def test_two_roles_add_up_where_both_reach(integrante):
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, integrante.comite.espacio.municipalidad)
    AsignacionFactory(usuario=usuario, rol=Rol.AUDITOR)
    ajeno = _de_otra_region()
    propia, otra = ver_persona(usuario, integrante.persona), ver_persona(usuario, ajeno.persona)
    assert (propia.documento, propia.celular) == (MASCARA, CELULAR)
    assert otra.celular.startswith("•••")


def test_anonymous_and_unassigned_read_nothing(integrante):
    for usuario in (AnonymousUser(), UsuarioFactory()):
        assert ver_persona(usuario, integrante.persona).nombre == ""


@pytest.mark.parametrize("cuantas", [1, 3])
def test_many_persons_cost_one_query_per_level(integrante, cuantas, django_assert_num_queries):
    otros = [IntegranteFactory(comite=integrante.comite) for _ in range(cuantas - 1)]
    personas = [i.persona for i in (integrante, *otros)]
    coordinadora = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, integrante.comite.espacio.municipalidad)
    ver_personas(coordinadora, personas)  # assignments and grants are read once per request
    with django_assert_num_queries(1):
        assert len(ver_personas(coordinadora, personas)) == cuantas


@pytest.mark.parametrize("rol", [Rol.ESPECIALISTA_REGIONAL, Rol.LIDER_COMITE, Rol.PROMOTOR_OPC, Rol.AUDITOR])
def test_levels_brought_with_the_persons_tell_the_same_without_asking_and_to_nobody_else(
    integrante, rol, django_assert_num_queries
):
    usuario, ajeno = usuario_con_rol(rol, lugar(integrante, rol)), _de_otra_region()
    otra = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, ajeno.comite.espacio.municipalidad)
    esperadas = [ver_personas(quien, Persona.objects.all()) for quien in (usuario, otra)]
    leidas = list(con_niveles(Persona.objects.all(), usuario))
    with django_assert_num_queries(0):
        assert ver_personas(usuario, leidas) == esperadas[0]
    assert ver_personas(otra, leidas) == esperadas[1]
