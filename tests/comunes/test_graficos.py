"""The charts' geometry: what is drawn is what was measured."""

import math

import pytest

from comunes.graficos import Comparacion, Eje, barras, radar


def _radios(figura, centro):
    puntos = [tuple(map(float, p.split(","))) for p in figura.split()]
    return [round(math.dist(p, centro)) for p in puntos]


def test_radar_distance_from_centre_is_the_score():
    dibujo = radar([Eje("Seguridad", 1, 5), Eje("Inclusión", 2, 2.5), Eje("Conectividad", 3, 0)])
    assert _radios(dibujo.base, dibujo.centro) == [20, 39, 59]
    assert _radios(dibujo.hoy, dibujo.centro) == [98, 49, 0]


def test_radar_without_a_value_draws_no_outline():
    dibujo = radar([Eje("Seguridad", None, 5), Eje("Inclusión", 2, 2), Eje("Conectividad", 3, 4)])
    assert dibujo.base == ""
    assert len(dibujo.puntos) == 3


@pytest.mark.parametrize(("base", "hoy", "cambio"), [(1.6, 3.6, 2.0), (3.0, 2.5, -0.5), (None, 2.0, None)])
def test_axis_change_is_follow_up_minus_base(base, hoy, cambio):
    assert Eje("x", base, hoy).cambio == cambio


def test_bars_are_proportional_to_the_share():
    fila = barras([Comparacion("Inseguro", 50, 25)])[0]
    assert (fila.ancho_base, fila.ancho_hoy) == (170, 85)


def test_change_is_in_percentage_points():
    assert Comparacion("Inseguro", 71, 34).cambio_pp == -37
