"""Many queries read in two statements: in order, cut, counted, in scope of what each asks; nothing kept."""

import pytest

from comites.models import Comite
from comunes.juntas import Consulta, Lectura, Lecturas
from espacios.models import EspacioPublico
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db


def consultas():
    return {
        "espacios": Consulta(
            EspacioPublico.objects.order_by("-nombre"), ("nombre", "creado", "silencio_desde"), 2, 3
        ),
        "nada": Consulta(EspacioPublico.objects.none(), ("nombre",), 2, 3),
        "comites": Consulta(
            Comite.objects.con_integrantes().order_by("pk"),
            ("nombre", "total_integrantes", "espacio__distrito__nombre"),
            2,
            3,
        ),
    }


def test_rows_come_in_order_cut_counted_and_with_what_they_lead_to(django_assert_num_queries):
    espacios = [EspacioFactory(nombre=f"Parque {letra}") for letra in "ADBC"]
    comite = ComiteFactory(espacio=espacios[0])
    lectura = Lectura(consultas())
    with django_assert_num_queries(2):
        leido = lectura.leer()
        hallados = leido["espacios"]
        suyo = leido["comites"].filas[0]
        assert (hallados.total, [e.nombre for e in hallados.filas]) == (3, ["Parque D", "Parque C"])
        assert hallados.filas[0].creado == espacios[1].creado
        assert hallados.filas[0].silencio_desde == espacios[1].fecha_incorporacion  # generated: a day as well
        assert (suyo, suyo.nombre, suyo.total_integrantes) == (comite, comite.nombre, 0)
        assert suyo.espacio.distrito.nombre == espacios[0].distrito.nombre
    assert (leido["nada"].total, leido["nada"].filas) == (0, [])
    assert suyo.fecha_constitucion == comite.fecha_constitucion  # not asked for: read when touched


def test_kept_statement_answers_with_what_there_is_now(django_assert_num_queries):
    lecturas, hechas = Lecturas(), []

    def hacer():
        hechas.append(1)
        return consultas()

    with django_assert_num_queries(1):  # nothing is there: there is nothing to read by key
        vacio = lecturas.de("yo", hacer).leer()
    EspacioFactory()
    lleno = lecturas.de("yo", hacer).leer()
    assert (vacio["espacios"].total, lleno["espacios"].total, len(hechas)) == (0, 1, 1)
    lecturas.de("otra", hacer)
    assert len(hechas) == 2
