"""The public home: figures side by side, regions, the first start, a fixed number of queries."""

import pytest
from django.urls import reverse

from monitoreo.models import CorteDeclarado
from portal.views.publico import enumerar
from tests.apoyo import contar_consultas
from tests.fabricas.cuentas import UsuarioFactory
from tests.portal.conftest import hacer_programa, reservados

pytestmark = pytest.mark.django_db


def cifras(client):
    return {c["titulo"]: c for c in client.get("/").context["cifras"]}


def test_home_shows_declared_beside_registered_and_links_the_rows(client, programa):
    mostradas = cifras(client)
    espacios = mostradas["Espacios públicos"]
    assert (espacios["declarado"], espacios["registrado"]) == (83, 1)
    assert espacios["porcentaje"] == pytest.approx(1.2, abs=0.05)
    assert espacios["url"] == reverse("portal:cifra", args=["espacios"])
    actividades = mostradas["Actividades de los vecinos"]
    assert (actividades["operador"], actividades["porcentaje"]) == ("más de", None)
    capacitadas = mostradas["Personas capacitadas"]
    assert (capacitadas["declarado"], capacitadas["registrado"], capacitadas["nota"]) == (
        4258,
        6,
        "En 6 asistencias registradas.",
    )
    assert capacitadas["url"] == reverse("portal:cifra", args=["personas-capacitadas"])


def test_home_says_the_source_and_that_it_has_no_date(client, programa):
    texto = client.get("/").content.decode()
    assert "fecha no indicada en la fuente" in texto
    assert "4\N{NO-BREAK SPACE}258" in texto


def test_home_without_declared_figures_says_so(client, programa):
    CorteDeclarado.objects.update(vigente=False)
    respuesta = client.get("/")
    assert respuesta.context["fuente_declarado"] == "todavía no se cargó ningún corte"
    assert {c["declarado"] for c in respuesta.context["cifras"]} == {None}


def test_home_lists_each_region_with_its_districts(client):
    hacer_programa(distrito="Comas")
    hacer_programa(distrito="Ventanilla", region="07")
    regiones = {r["ubigeo"]: r for r in client.get("/").context["regiones"]}
    assert (regiones["07"]["n"], regiones["07"]["distritos"]) == (1, "Ventanilla")
    assert regiones["07"]["url"] == "/espacios-publicos/?region=07"
    assert client.get("/").context["total_espacios"] == 2


def test_home_says_nothing_personal(client, programa):
    texto = client.get("/").content.decode()
    assert [t for t in reservados(programa) if t in texto] == []


def test_home_takes_the_same_queries_however_many_rows(client):
    hacer_programa()
    una = contar_consultas(client, "/")
    hacer_programa(distrito="Ate")
    hacer_programa(distrito="Lince", region="07")
    assert (una, contar_consultas(client, "/")) == (12, 12)


def test_without_accounts_the_home_leads_to_the_first_one(client):
    respuesta = client.get("/")
    assert "portal/primer_inicio.html" in [t.name for t in respuesta.templates]
    UsuarioFactory()
    assert "portal/portada.html" in [t.name for t in client.get("/").templates]


@pytest.mark.parametrize(
    ("nombres", "texto"),
    [
        ([], ""),
        (["Ate"], "Ate"),
        (["Ate", "Comas"], "Ate y Comas"),
        (["Ate", "Comas", "Lince"], "Ate, Comas y 1 más"),
    ],
)
def test_districts_are_told_briefly(nombres, texto):
    assert enumerar(nombres) == texto
