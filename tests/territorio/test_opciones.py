"""Options that a field offers while somebody types."""

import pytest

from cuentas.roles import Rol
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import ComisariaFactory, DistritoFactory, MunicipalidadFactory

pytestmark = pytest.mark.django_db
DISTRITOS = "/territorio/opciones/distritos/"
COMISARIAS = "/territorio/opciones/comisarias/"


def textos(cliente, ruta, **consulta):
    return [o["texto"] for o in cliente.get(ruta, consulta).json()["opciones"]]


def test_districts_are_found_without_accents_and_only_active_ones(client):
    DistritoFactory(nombre="Áncón Viejo")
    DistritoFactory(nombre="Ancón", activo=False)
    DistritoFactory(nombre="Comas")
    assert textos(client, DISTRITOS, q="ANCON vie") == ["Áncón Viejo"]
    assert set(textos(client, DISTRITOS, q="")) == {"Áncón Viejo", "Comas"}


def test_districts_of_a_region_and_their_detail(client):
    DistritoFactory(nombre="Comas")
    callao = DistritoFactory(nombre="Ventanilla", region__ubigeo="07", region__nombre="Callao")
    opcion = client.get(DISTRITOS, {"region": "07"}).json()["opciones"]
    detalle = f"{callao.provincia}, Callao"
    assert opcion == [{"valor": callao.pk, "texto": "Ventanilla", "detalle": detalle}]


def test_precincts_of_a_district(client):
    una = ComisariaFactory(nombre="Comisaría Túpac Amaru")
    ComisariaFactory()
    assert textos(client, COMISARIAS, distrito=una.distrito_id) == ["Comisaría Túpac Amaru"]
    assert textos(client, COMISARIAS, q="tupac") == ["Comisaría Túpac Amaru"]


def test_own_scope_narrows_the_options(client):
    propia = MunicipalidadFactory(distrito__nombre="Comas")
    MunicipalidadFactory(distrito__nombre="Comasito")
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, propia)
    assert textos(client, DISTRITOS, q="comas", ambito="propio") == []
    client.force_login(usuario, backend="cuentas.motor.MotorDeCuentas")
    assert textos(client, DISTRITOS, q="comas", ambito="propio") == ["Comas"]
    assert textos(client, DISTRITOS, q="comas") == ["Comas", "Comasito"]


def test_options_are_capped_and_cost_one_query(client, django_assert_num_queries):
    for _ in range(35):
        DistritoFactory()
    with django_assert_num_queries(1):
        assert len(textos(client, DISTRITOS)) == 30


@pytest.mark.parametrize("q", ["%", "_", "'", "\\", "%00", "x" * 2000])
def test_odd_text_finds_nothing_and_breaks_nothing(client, q):
    DistritoFactory(nombre="Comas")
    assert textos(client, DISTRITOS, q=q) == []
