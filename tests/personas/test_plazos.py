"""The legal clock: working days of Peru."""

from datetime import date

import pytest

from personas.plazos import es_habil, feriados, habiles_hasta, pascua, sumar_habiles


@pytest.mark.parametrize(
    ("desde", "dias", "vence"),
    [
        (date(2026, 11, 20), 1, date(2026, 11, 23)),  # a Friday: Monday is the first day
        (date(2026, 11, 22), 10, date(2026, 12, 4)),  # received on a Sunday
        (date(2026, 12, 4), 2, date(2026, 12, 10)),  # 8 and 9 December are holidays
        (date(2026, 12, 24), 5, date(2027, 1, 4)),  # Christmas and New Year
        (date(2026, 7, 22), 3, date(2026, 7, 30)),  # 23, 28 and 29 July are holidays
    ],
)
def test_term_skips_weekends_and_national_holidays(desde, dias, vence):
    assert sumar_habiles(desde, dias) == vence


def test_days_left_run_down_to_the_last_day_and_below():
    vence, dias = date(2026, 12, 4), [date(2026, 12, 2), date(2026, 12, 4), date(2026, 12, 7)]
    assert [habiles_hasta(dia, vence) for dia in dias] == [2, 0, -1]


@pytest.mark.parametrize(("anio", "dia"), [(2025, (4, 20)), (2026, (4, 5)), (2027, (3, 28)), (2031, (4, 13))])
def test_easter(anio, dia):
    assert pascua(anio) == date(anio, *dia)


def test_a_year_beyond_the_file_repeats_fixed_days_and_computes_holy_week():
    calculado = feriados(2028)
    assert {date(2028, 7, 28), date(2028, 12, 9), date(2028, 4, 13), date(2028, 4, 14)} <= calculado
    assert len(calculado) == len(feriados(2027))
    assert not es_habil(date(2028, 4, 14))
