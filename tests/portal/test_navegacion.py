"""The menu: what each role may open, where one stands, one query for what waits."""

import pytest
from django.test import RequestFactory
from django.urls import resolve, reverse

from actividades.enums import EstadoActividad
from cuentas.roles import Rol
from portal import navegacion
from portal.contexto import marco, persona_de
from portal.enlaces import url_si_existe
from tests.apoyo import consultas, entrar
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.cuentas import AsignacionFactory, UsuarioFactory, usuario_con_rol
from tests.fabricas.territorio import MunicipalidadFactory, RegionFactory

pytestmark = pytest.mark.django_db


def peticion(usuario, ruta="/inicio/"):
    pedido = RequestFactory().get(ruta)
    pedido.user, pedido.resolver_match = usuario, resolve(ruta)
    return pedido


def textos(usuario):
    return [entrada.texto for entrada in navegacion.armar(peticion(usuario))]


def test_menu_offers_only_what_the_role_may_open():
    assert "Administración" in textos(usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, RegionFactory()))
    coordinador = textos(usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory()))
    assert "Mi semana" in coordinador
    assert "Administración" not in coordinador
    assert textos(UsuarioFactory()) == []


@pytest.mark.parametrize(
    "rol", [Rol.RESPONSABLE_NACIONAL, Rol.ADMINISTRADOR_TECNICO, Rol.AUDITOR, Rol.FACILITADOR]
)
def test_every_link_of_the_menu_opens(client, rol):
    usuario = entrar(client, usuario_con_rol(rol))
    for entrada in navegacion.armar(peticion(usuario)):
        assert client.get(entrada.url).status_code == 200, entrada.url


def test_current_page_is_marked():
    entradas = navegacion.armar(peticion(usuario_con_rol(Rol.RESPONSABLE_NACIONAL)))
    assert [e.texto for e in entradas if e.activo] == ["Mi semana"]


@pytest.mark.parametrize(
    ("ruta", "texto"),
    [
        ("/personas/solicitudes/ABC/", "Privacidad"),
        ("/personas/solicitudes/", "Privacidad"),
        ("/personas/5/", "Personas"),
        ("/comites/5/", "Comités"),
        ("/cuenta/", ""),
    ],
)
def test_page_marks_the_entry_nearest_above_it(client, ruta, texto):
    oficial = peticion(usuario_con_rol(Rol.OFICIAL_DATOS), ruta)
    esperado = [texto] if texto in textos(oficial.user) else []
    assert [e.texto for e in navegacion.armar(oficial) if e.activo] == esperado


def test_pending_reviews_leave_out_ones_own():
    usuario = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    ActividadFactory(estado=EstadoActividad.REALIZADA)
    ActividadFactory(estado=EstadoActividad.REALIZADA, autor=usuario)
    assert navegacion.por_verificar(usuario) == 1
    assert navegacion.por_verificar(usuario_con_rol(Rol.AUDITOR)) is None


def test_menu_is_lazy_and_then_costs_two_queries():
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory())
    with consultas() as hechas:
        contexto = marco(peticion(usuario))
    assert len(hechas) == 0
    with consultas() as hechas:
        list(contexto["navegacion"]), list(contexto["navegacion"]), str(contexto["persona_sesion"])
    assert len(hechas) <= 2  # the assignments and the pending reviews


def test_person_says_role_and_place():
    municipalidad = MunicipalidadFactory(nombre="Municipalidad Distrital de Comas")
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, municipalidad)
    assert persona_de(usuario).rol == "Coordinación municipal"
    assert persona_de(usuario).ambito == "Municipalidad Distrital de Comas"
    AsignacionFactory(usuario=usuario, rol=Rol.AUDITOR)
    del usuario.asignaciones_vigentes
    assert persona_de(usuario).ambito.endswith(" y 1 más")


def test_anonymous_has_no_menu_and_no_person(client):
    contexto = client.get(reverse("portal:como-funciona")).context
    assert list(contexto["navegacion"]) == []
    assert not contexto["persona_sesion"]
    assert [(e.texto, e.activo) for e in contexto["navegacion_publica"]] == [
        ("Espacios", False),
        ("Charlas", False),
        ("Cómo funciona", True),
    ]


def test_link_to_a_page_that_is_not_installed_is_empty():
    assert url_si_existe("no:existe") == ""
    assert url_si_existe("portal:cifra", "espacios") == "/cifras/espacios/"
