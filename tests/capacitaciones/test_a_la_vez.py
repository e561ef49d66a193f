"""Many registering at once, on both databases: exactly as many as there are seats, each document once."""

from functools import partial

import pytest

from capacitaciones.models import Inscripcion, Sesion
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.services import inscribir
from tests.comites.test_a_la_vez import a_la_vez
from tests.fabricas.capacitaciones import SesionFactory

pytestmark = pytest.mark.django_db(transaction=True)


def tareas(sesion, numeros):
    base = {"nombres": "Nelly", "apellidos": "Poma Arce", "acepta": True}
    datos = [DatosInscripcion(**base, numero_documento=numero) for numero in numeros]
    return [partial(inscribir, actor=None, sesion=sesion, datos=d) for d in datos]


def cuantas(sesion):
    return Inscripcion.objects.count(), Sesion.objects.get(pk=sesion.pk).inscritos


def test_seats_asked_for_at_once_are_given_exactly():
    sesion = SesionFactory(abierta=True, aforo=3)
    dichos = a_la_vez(*tareas(sesion, [f"7100000{n}" for n in range(8)]))
    assert (dichos, cuantas(sesion)) == (["avisada"] * 5 + ["hecha"] * 3, (3, 3))


def test_one_document_sent_many_times_at_once_takes_one_seat_even_the_last():
    sesion = SesionFactory(abierta=True, aforo=1)
    assert a_la_vez(*tareas(sesion, ["71000000"] * 6)) == ["hecha"] * 6
    assert cuantas(sesion) == (1, 1)
