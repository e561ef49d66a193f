"""The map: areas that add up to the list, few bytes at any zoom, nothing of other territories."""

import pytest
from django.urls import reverse

from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios import puntos
from espacios.rejilla import Ventana
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoLista
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db
CANTIDAD, RECUPERADOS = (reverse(f"espacios:mapa-{n}") for n in ("cantidad", "recuperados"))
PUNTOS = reverse("espacios:puntos")


class TestAreas(ContratoLista):
    """Seen through its sums: each place of the contract has one space, in a district of its own but two."""

    url = "espacios:mapa-cantidad"
    permiso = Permiso.ESPACIO_VER
    consultas = 9  # one less with the counts of today

    def fila(self, lugar):
        return lugar.espacio

    def otra(self, lugar):
        return lugar.otro_espacio()

    def mostradas(self, respuesta):
        total = sum(area.total for area, _ in respuesta.context["areas"])
        visibles = respuesta.wsgi_request.user
        filas = EspacioFactory._meta.model.objects.visible_to(visibles, self.permiso)
        return set(filas.values_list("pk", flat=True)) if total == filas.count() else {"otra suma", total}


@pytest.fixture
def nacional(client):
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


def cifras(client, url, **filtros):
    areas = client.get(url, filtros).context["areas"]
    return [(a.nombre, a.total, a.recuperados, a.clase) for a, _ in areas]


def test_regions_show_figures_classes_and_where_to_go(client, lugares, nacional):
    for n in range(9):
        lugares.propio.otro_espacio(estado="recuperado" if n < 3 else "identificado")
    lugares.lejano.otro_espacio(estado="en-sostenibilidad")
    lugares.lejano.otro_espacio(estado="retirado")
    assert cifras(client, CANTIDAD) == [("Lima Metropolitana", 9, 3, 3), ("Cusco", 1, 1, 1)]
    assert cifras(client, RECUPERADOS) == [("Cusco", 1, 1, 4), ("Lima Metropolitana", 9, 3, 2)]
    contexto = client.get(CANTIDAD, {"tipo": "parque"}).context
    assert next(direccion for _, direccion in contexto["areas"]) == "?tipo=parque&region=1501"
    assert contexto["leyenda"] == [(0, "Ninguno"), (1, "1 a 3"), (2, "4 a 6"), (3, "7 a 9"), (4, "10 a 12")]


def test_region_without_spaces_stands_there_without_a_share(client, lugares, nacional):
    lugares.propio.otro_espacio()
    assert cifras(client, RECUPERADOS) == [("Lima Metropolitana", 1, 0, 1), ("Cusco", 0, 0, 0)]
    assert "s/d" in client.get(RECUPERADOS).content.decode()


def test_one_region_opens_into_its_districts_and_those_lead_to_the_list(client, lugares, nacional):
    espacio = lugares.propio.otro_espacio()
    lugares.hermano.otro_espacio()
    lugares.lejano.otro_espacio()
    contexto = client.get(CANTIDAD, {"region": "1501"}).context
    assert {area.clave for area, _ in contexto["areas"]} == {"150132", "150110"}
    direcciones = {area.clave: direccion for area, direccion in contexto["areas"]}
    destino = client.get(direcciones[espacio.distrito_id]).context["object_list"]
    assert [e.pk for e in destino] == [espacio.pk]


def test_areas_take_the_same_queries_by_district(client, lugares, nacional):
    lugares.propio.otro_espacio()
    assert contar_consultas(client, f"{CANTIDAD}?region=1501") == 9


@pytest.mark.parametrize("filtros", [{"region": "99"}, {"silencio": "siempre"}])
def test_bad_filter_is_said_on_the_map_of_areas(client, lugares, nacional, filtros):
    lugares.propio.otro_espacio()
    assert "No se aplicó un filtro." in client.get(CANTIDAD, filtros).content.decode()


def test_cells_say_how_many_are_in_alert(client, lugares, nacional, monkeypatch):
    monkeypatch.setattr(puntos, "PUNTOS_SUELTOS", 1)
    hace = {"latitud": "-12.05", "longitud": "-77.03", "fecha_incorporacion": "2020-01-01"}
    for estado in ("recuperado", "identificado"):
        lugares.propio.otro_espacio(estado=estado, **hace)
    [celda] = client.get(PUNTOS, {"ventana": "-82,-19,-68,1", "zoom": "5"}).json()["features"]
    assert celda["properties"] == {"n": 2, "alertas": 1}  # nobody keeps the recovered one up


@pytest.mark.parametrize("zoom", [0, 5, 12, 15, 16, 18])
def test_no_window_can_ask_for_more_cells_than_fit(zoom):
    ventana = Ventana(-81.5, -18.5, -68.5, 0.1, zoom)
    (f0, f1), (c0, c1) = ventana.celdas(ventana.nivel)
    assert 1 <= (f1 - f0 + 1) * (c1 - c0 + 1) <= 37 * 37
    assert 37 * 37 * 105 < 150_000
