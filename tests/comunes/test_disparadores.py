"""Triggers are made where what they compare is there: a migration undone leaves older tables."""

import pytest

from comunes.disparadores import Disparador, asegurar

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("columnas", "se_hace"), [(("clave",), True), (("clave", "de_otra_version"), False)])
def test_trigger_over_a_column_that_is_not_there_is_passed_over(columnas, se_hace):
    uno = Disparador("prueba_de_columnas", "comunes_hechodeinstalacion", columnas, "SELECT 1;")
    assert asegurar([uno]) == ([uno] if se_hace else [])
