"""The sketch of a district: inside its frame, with the point where it belongs."""

import re

import pytest

from territorio.croquis import ALTO, ANCHO, croquis

SAN_JUAN_DE_LURIGANCHO = "150132"


def puntos(trazo):
    return [(int(x), int(y)) for x, y in re.findall(r"(-?\d+) (-?\d+)", trazo)]


def test_own_district_and_point_fit_in_the_frame():
    c = croquis(-11.98, -77.0, SAN_JUAN_DE_LURIGANCHO)
    assert all(0 <= x <= ANCHO and 0 <= y <= ALTO for x, y in puntos(c.propio))
    assert (0 < c.x < ANCHO, 0 < c.y < ALTO) == (True, True)
    assert len(c.vecinos) > 3


@pytest.mark.parametrize(("lat", "lon", "distrito"), [(-12.3, -76.6, "150132"), (-12.05, -77.04, "150144")])
def test_point_outside_its_district_or_without_outline_still_shows(lat, lon, distrito):
    c = croquis(lat, lon, distrito)
    assert (0 < c.x < ANCHO, 0 < c.y < ALTO) == (True, True)


def test_further_north_is_higher_and_further_east_is_righter():
    sur = croquis(-12.0, -77.0, SAN_JUAN_DE_LURIGANCHO)
    norte = croquis(-11.95, -76.98, SAN_JUAN_DE_LURIGANCHO)
    assert (norte.y < sur.y, norte.x > sur.x) == (True, True)


def test_names_do_not_cross_the_frame_or_each_other():
    rotulos = croquis(-12.1624, -76.9683, "150133").rotulos
    assert "Barranco" in {r.texto for r in rotulos}
    assert all(0 < r.x < ANCHO and 0 < r.y < ALTO for r in rotulos)
    assert len({(r.x, r.y) for r in rotulos}) == len(rotulos)
