"""Points in polygons, on real places."""

import pytest

from territorio.geometria import Poligono, km_entre
from territorio.selectors import comisarias_cercanas, distancia_km_al_distrito, distrito_en_punto
from tests.fabricas.territorio import ComisariaFactory

COMAS = (-11.9333, -77.0500)
CUADRADO = [(0.0, 0.0), (4.0, 0.0), (4.0, 4.0), (0.0, 4.0), (0.0, 0.0)]
HUECO = [(1.0, 1.0), (3.0, 1.0), (3.0, 3.0), (1.0, 3.0), (1.0, 1.0)]


@pytest.mark.parametrize(
    ("punto", "ubigeo"),
    [
        (COMAS, "150110"),
        ((-11.9825, -76.9994), "150132"),  # San Juan de Lurigancho
        ((-8.1116, -79.0288), "130101"),  # Trujillo's main square
        ((-13.5167, -71.9788), "080101"),  # Cusco's main square
        ((-12.2, -77.3), None),  # the sea
        ((-3.7, -73.2), None),  # Iquitos, outside the programme
    ],
)
def test_district_at_point(punto, ubigeo):
    assert distrito_en_punto(*punto) == ubigeo


def test_distance_is_zero_inside_and_measured_outside():
    assert distancia_km_al_distrito(*COMAS, "150110") == 0
    assert distancia_km_al_distrito(*COMAS, "150132") == pytest.approx(3.3, abs=0.1)


def test_distance_is_unknown_for_a_district_younger_than_the_map():
    assert distancia_km_al_distrito(-8.05, -79.02, "130112") is None
    assert distancia_km_al_distrito(*COMAS, "999999") is None


def test_polygon_with_a_hole():
    anillo = Poligono([CUADRADO, HUECO], 0, 0, 4, 4)
    assert [anillo.contiene(lat, 2.0) for lat in (0.5, 2.0, 3.5, 5.0)] == [True, False, True, False]
    assert anillo.distancia_km(2.0, 2.0) == pytest.approx(111.3, rel=0.01)


def test_distance_between_lima_and_callao():
    assert km_entre(-12.0464, -77.0428, -12.0621, -77.1466) == pytest.approx(11.4, abs=0.1)


@pytest.mark.django_db
def test_nearest_precincts_skip_inactive_unplaced_and_other_regions():
    cerca = ComisariaFactory(latitud="-11.930000", longitud="-77.050000")
    lejos = ComisariaFactory(latitud="-12.100000", longitud="-77.000000")
    ComisariaFactory(latitud="-11.933300", longitud="-77.050000", activo=False)
    ComisariaFactory()
    ComisariaFactory(latitud="-11.933300", longitud="-77.050000", distrito__region__ubigeo="07")
    halladas = comisarias_cercanas(*COMAS, region="1501")
    assert [c for c, _ in halladas] == [cerca, lejos]
    assert halladas[0][1] == pytest.approx(0.37, abs=0.01)
