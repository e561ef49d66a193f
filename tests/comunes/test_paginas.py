"""Keyset pages visit every row once, in both directions, and shrug at broken cursors."""

import pytest

from comunes.paginas import paginar
from espacios.models import EspacioPublico
from tests.fabricas.espacios import EspacioFactory

ORDEN = ("-nombre", "pk")

pytestmark = pytest.mark.django_db


@pytest.fixture
def siete_espacios():
    nombres = ["A", "B", "B", "C", "D", "D", "E"]
    return [EspacioFactory(nombre=nombre) for nombre in nombres]


def _pagina(cursor=""):
    return paginar(EspacioPublico.objects.all(), orden=ORDEN, cursor=cursor, tamano=3)


def test_pages_forward_visit_every_row_once(siete_espacios):
    vistos, cursor = [], ""
    while True:
        pagina = _pagina(cursor)
        vistos += [e.pk for e in pagina]
        cursor = pagina.siguiente
        if not cursor:
            break
    assert vistos == list(EspacioPublico.objects.order_by(*ORDEN).values_list("pk", flat=True))


def test_page_back_shows_the_page_before(siete_espacios):
    primera = _pagina()
    segunda = _pagina(primera.siguiente)
    assert [e.pk for e in _pagina(segunda.anterior)] == [e.pk for e in primera]
    assert _pagina(segunda.anterior).anterior == ""


@pytest.mark.parametrize("cursor", ["x", "%%%", "bnVsbA", "WyJzIiwxXQ", "WyJzIiwgIkEiLCAieCJd", "W10"])
def test_broken_cursor_gives_the_first_page(siete_espacios, cursor):
    assert [e.pk for e in _pagina(cursor)] == [e.pk for e in _pagina()]


def test_single_page_has_no_neighbours(db):
    EspacioFactory()
    pagina = _pagina()
    assert (pagina.anterior, pagina.siguiente) == ("", "")
