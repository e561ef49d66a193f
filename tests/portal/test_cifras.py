"""The rows behind each figure: as many as the figure says, in pages, by region, without persons."""

import pytest

from comites.models import Comite
from espacios.enums import EstadoEspacio
from monitoreo.indicadores import INDICADORES
from tests.apoyo import contar_consultas
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.espacios import EspacioFactory
from tests.portal.conftest import hacer_programa, reservados

pytestmark = pytest.mark.django_db
CON_FILAS = [i.slug for i in INDICADORES]


def filas(client, slug, **consulta):
    return client.get(f"/cifras/{slug}/", consulta).context["filas"]


# A row stands for several persons.
SUMAN_PERSONAS = {"integrantes": "Integrantes", "personas-capacitadas": "Asistencias"}


@pytest.mark.parametrize("slug", CON_FILAS)
def test_figure_of_the_home_equals_its_rows(client, slug):
    hacer_programa(distrito="Comas")
    hacer_programa(distrito="Ventanilla", region="07")
    cifra = next(c for c in client.get("/").context["cifras"] if c["url"] == f"/cifras/{slug}/")
    pagina = client.get(cifra["url"]).context
    assert pagina["total"] == cifra["registrado"]
    contadas = len(pagina["filas"])
    if slug in SUMAN_PERSONAS:
        contadas = sum(int(dict(f.datos)[SUMAN_PERSONAS[slug]]) for f in pagina["filas"])
    assert contadas == cifra["registrado"]


@pytest.mark.parametrize("slug", CON_FILAS)
def test_rows_say_nothing_personal(client, programa, slug):
    texto = client.get(f"/cifras/{slug}/").content.decode()
    assert programa.comite.nombre in texto or programa.espacio.nombre in texto
    assert [t for t in reservados(programa) if t in texto] == []


@pytest.mark.parametrize("slug", CON_FILAS)
def test_rows_of_one_region(client, slug):
    hacer_programa(nombre="Aquí", distrito="Comas")
    hacer_programa(nombre="Allá", distrito="Ventanilla", region="07")
    (fila,) = filas(client, slug, region="07")
    assert "Allá" in fila.titulo + fila.bajo
    assert len(filas(client, slug, region="99")) == 2


@pytest.mark.parametrize("slug", CON_FILAS)
def test_rows_take_the_same_queries_however_many(client, slug):
    hacer_programa()
    una = contar_consultas(client, f"/cifras/{slug}/")
    hacer_programa(distrito="Ate")
    hacer_programa(distrito="Lince")
    assert contar_consultas(client, f"/cifras/{slug}/") == una <= 6


def test_pages_hold_every_row_once(client):
    nombres = sorted(EspacioFactory(nombre=f"Plaza {n:02d}").nombre for n in range(45))
    vistas, cursor = [], ""
    while True:
        pagina = client.get("/cifras/espacios/", {"cursor": cursor}).context
        vistas += [f.titulo for f in pagina["filas"]]
        cursor = pagina["pagina"].siguiente
        if not cursor:
            break
    assert vistas == nombres


def test_person_in_two_committees_is_explained(client, programa):
    otro = hacer_programa(distrito="Ate")
    IntegranteFactory(comite=otro.comite, persona=programa.personas[0], desde=otro.comite.fecha_constitucion)
    pagina = client.get("/cifras/integrantes/").context
    assert (pagina["total"], pagina["repetidas"]) == (12, 1)


def test_small_groups_are_not_told(client):
    IntegranteFactory()
    (fila,) = filas(client, "integrantes")
    assert fila.datos == [("Integrantes", "menos de 5")]


def test_committee_of_a_retired_space_has_no_public_page(client, programa):
    programa.espacio.estado = EstadoEspacio.RETIRADO
    programa.espacio.save()
    assert [f.url for f in filas(client, "comites")] == [""]
    assert client.get("/cifras/comites/").status_code == 200


@pytest.mark.parametrize("slug", ["robos", "aliados-transferencia"])
def test_indicator_without_rows_is_404(client, slug):
    assert client.get(f"/cifras/{slug}/").status_code == 404


def test_empty_figure_explains_itself(client):
    texto = client.get("/cifras/comites/").content.decode()
    assert not Comite.objects.exists()
    assert "Todavía no hay nada registrado" in texto
