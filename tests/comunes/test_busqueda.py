"""Search by words: what it finds is what comparing every text would find, with the index and without."""

import pytest
from django.core.checks import run_checks
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actividades.filters import buscar_palabras
from actividades.models import Actividad
from comites.models import Comite
from comunes import busqueda
from comunes.busqueda import PROPIA, Rama, buscar, consulta, hallar, hallazgo
from comunes.busqueda.indices import (
    asegurar_indice,
    compactar_indices,
    hay_indice,
    modelos_indexados,
    tabla_de_texto,
)
from comunes.texto import clave_busqueda
from espacios.models import EspacioPublico
from tests.apoyo import consultas
from tests.fabricas.actividades import ActividadFactory, TipoActividadFactory
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db
NOMBRES = (
    "Parque Túpac Amaru II",
    "Plaza Ñusta",
    "Parque Wiraqocha",
    "Losa 28 de Julio",
    "Alameda «50%» O'Higgins",
)


@pytest.fixture
def espacios():
    return [EspacioFactory(nombre=nombre, direccion="", referencia="") for nombre in NOMBRES]


def nombres(filas):
    return sorted(filas.values_list("nombre", flat=True))


def todos(texto):
    return nombres(buscar(EspacioPublico.objects.all(), texto))


def fijar_topes(monkeypatch, pocas, ordenables):
    """Say how many rows are few, and how many are still sorted; pages are read in tiny batches."""
    monkeypatch.setattr(consulta, "POCAS", pocas)
    monkeypatch.setattr(consulta, "ORDENABLES", ordenables)
    monkeypatch.setattr(hallazgo, "LOTE", 2 if ordenables < 300 else 700)
    monkeypatch.setattr(hallazgo, "_LOTE_MAYOR", 4)


@pytest.fixture(params=[(2_000, 300), (0, 0)], ids=["scarce", "abundant"])
def tope(request, monkeypatch):
    """Run a test with words taken for scarce, which are looked up, and for abundant, which are compared."""
    fijar_topes(monkeypatch, *request.param)


@pytest.mark.parametrize(
    ("texto", "hallados"),
    [
        ("tupac", ["Parque Túpac Amaru II"]),
        ("TÚPAC amaru", ["Parque Túpac Amaru II"]),
        ("parque", ["Parque Túpac Amaru II", "Parque Wiraqocha"]),
        ("arque", ["Parque Túpac Amaru II", "Parque Wiraqocha"]),
        ("parque ii", ["Parque Túpac Amaru II"]),
        ("ii", ["Parque Túpac Amaru II"]),
        ("w", ["Parque Wiraqocha"]),
        ("50%", ["Alameda «50%» O'Higgins"]),
        ("o'hi", ["Alameda «50%» O'Higgins"]),
        ('"parque" OR', []),
        ("xilofono", []),
        ("parque xilofono", []),
        ("parqui tupac", []),  # its rarest three letters are in the text, the word is not
        ("50% o'hi", ["Alameda «50%» O'Higgins"]),
    ],
)
def test_words_are_found_without_accents(espacios, tope, texto, hallados):
    assert todos(texto) == hallados


@pytest.mark.parametrize("texto", ["", "   ", "\u200b"])
def test_nothing_typed_narrows_nothing(espacios, texto):
    assert todos(texto) == sorted(NOMBRES)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="aeñúopqrtTP iI2%_'\"*-", max_size=9))
def test_long_words_find_what_comparing_finds(espacios, tope, texto):
    esperadas = [p for p in clave_busqueda(texto).split() if len(p) > 2]
    textos = {e.nombre: e.busqueda for e in espacios}
    comparados = sorted(n for n, t in textos.items() if all(p in t for p in esperadas))
    assert todos(" ".join(esperadas)) == comparados


def test_words_may_stand_in_the_space_or_in_the_row_itself(espacios, tope):
    comite = ComiteFactory(nombre="Comité Los Unidos", espacio=espacios[1])
    ComiteFactory(nombre="Comité Wiraqocha", espacio=espacios[2])
    ramas = (PROPIA, Rama("espacio"))
    assert list(buscar(Comite.objects.all(), "unidos nusta", ramas=ramas)) == [comite]
    assert list(buscar(Comite.objects.all(), "unidos wiraqocha", ramas=ramas)) == []
    siembra = TipoActividadFactory(nombre="Siembra de molles", slug="molles")
    actividad = ActividadFactory(comite=comite, espacio=espacios[1], tipo=siembra, titulo="Faena")
    ActividadFactory(comite=comite, espacio=espacios[1], titulo="Otra")
    assert list(buscar_palabras(Actividad.objects.all(), "molles nusta faena")) == [actividad]


def test_index_follows_every_kind_of_write(espacios):
    primero = espacios[0]
    primero.nombre = "Mirador Qoyllur"
    primero.save()
    assert (todos("tupac"), todos("qoyllur")) == ([], ["Mirador Qoyllur"])
    EspacioPublico.objects.filter(pk=primero.pk).update(busqueda="en bloque")
    assert (todos("qoyllur"), todos("bloque")) == ([], ["Mirador Qoyllur"])
    EspacioPublico.objects.filter(pk=primero.pk).delete()
    assert todos("bloque") == []


def contar_piezas():
    """Return how many pieces the index of spaces is in; PostgreSQL's is never in pieces."""
    if connection.vendor != "sqlite":
        return 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(DISTINCT segid) FROM espacios_espaciopublico_texto_idx")
        return cursor.fetchone()[0]


def test_an_index_in_many_pieces_becomes_one_and_a_few_are_let_be(espacios):
    escritas = contar_piezas()
    compactar_indices()
    una = contar_piezas()
    EspacioFactory(nombre="Parque Wiraqocha Alto")
    compactar_indices()
    esperadas = (5, 1, 2) if connection.vendor == "sqlite" else (1, 1, 1)
    assert (escritas, una, contar_piezas()) == esperadas
    assert todos("wiraqocha parque") == ["Parque Wiraqocha", "Parque Wiraqocha Alto"]


def test_search_costs_one_query_besides_the_list(espacios):
    todos("parque")
    with consultas() as hechas:
        todos("parque amaru")
    assert len(hechas) == 2
    with consultas() as hechas:
        todos("xilofono")
    assert len(hechas) == 1


def recorrer(leer):
    """Return what the pages show going on to the last one, and what they show coming back from there."""
    ida, pagina = [], leer("")
    while pagina.siguiente:
        ida, pagina = ida + list(pagina), leer(pagina.siguiente)
    ida += list(pagina)
    vuelta = list(pagina)
    while pagina.anterior:
        pagina = leer(pagina.anterior)
        vuelta = list(pagina) + vuelta
    return [e.nombre for e in ida], [e.nombre for e in vuelta]


@pytest.fixture
def parques():
    """Seven parks, one retired, among places not found; their names in another order than their keys."""
    for n in (3, 1, 6, 2, 5, 0, 4):
        EspacioFactory(nombre=f"Parque {n}", direccion="", referencia="", estado="recuperado")
        EspacioFactory(nombre="Plaza", direccion="", referencia="", estado="recuperado")
    EspacioPublico.objects.filter(nombre="Parque 5").update(estado="retirado")


@pytest.mark.parametrize("ramas", [(PROPIA,), (PROPIA, Rama("distrito"))], ids=["own", "joined"])
@pytest.mark.parametrize(
    ("pocas", "ordenables", "esperados"),
    [(2_000, 300, "012346"), (2_000, 2, "402613"), (0, 0, "402613")],
    ids=["few", "known but many", "countless"],
)
def test_pages_of_a_search_hold_each_row_once(parques, monkeypatch, ramas, pocas, ordenables, esperados):
    fijar_topes(monkeypatch, pocas, ordenables)

    def leer(cursor):
        hallado = hallar(EspacioPublico.objects.con_lugar(), "parque", ramas=ramas)
        en_pie = hallado.filas.exclude(estado="retirado")
        return hallado.paginar(en_pie, orden=("nombre", "pk"), cursor=cursor, tamano=2)

    nombres = [f"Parque {n}" for n in esperados]
    assert recorrer(leer) == (nombres, nombres)


@pytest.mark.parametrize("antes", [300, 2], ids=["becomes common", "becomes scarce"])
def test_a_word_that_becomes_common_keeps_the_order_of_its_pages(parques, monkeypatch, antes):
    def leer(cursor, ordenables):
        fijar_topes(monkeypatch, 2_000, ordenables)
        hallado = hallar(EspacioPublico.objects.con_lugar(), "parque")
        return hallado.paginar(hallado.filas, orden=("nombre", "pk"), cursor=cursor, tamano=4)

    primera = leer("", antes)
    segunda = leer(primera.siguiente, 302 - antes)
    vistos = [e.nombre[-1] for e in [*primera, *segunda]]
    assert "".join(vistos) == ("0123456" if antes == 300 else "4052613")


def test_every_large_table_has_its_index_and_a_lost_one_is_made_again(espacios):
    assert [m._meta.model_name for m in modelos_indexados()] != []
    assert [m for m in modelos_indexados() if not hay_indice(m)] == []
    texto = tabla_de_texto(EspacioPublico)
    perdido = f"DROP TRIGGER {texto}_cambio" if connection.vendor == "sqlite" else f"DROP INDEX {texto}"
    connection.check_constraints()  # PostgreSQL changes no table with checks still to be made
    with connection.cursor() as cursor:
        cursor.execute(perdido)
    avisos = [a for a in run_checks(databases=["default"]) if a.id == "comunes.W001"]
    assert [a.obj for a in avisos] == [EspacioPublico]
    EspacioPublico.objects.filter(pk=espacios[0].pk).update(busqueda="cambiado sin indice")
    connection.check_constraints()
    assert asegurar_indice(EspacioPublico)
    assert todos("cambiado") == [espacios[0].nombre]
    assert run_checks(databases=["default"]) == []


def test_without_leave_to_install_the_extension_search_reads_the_table(espacios, monkeypatch):
    monkeypatch.setattr(consulta, "hay_indice", lambda modelo: False)
    monkeypatch.setattr(consulta, "_con_indice", set())
    assert todos("wira parque") == ["Parque Wiraqocha"]
    assert busqueda.__all__ == ["PROPIA", "RECIENTES", "Hallazgo", "Rama", "buscar", "hallar"]
