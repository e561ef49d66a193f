"""The report of what was verified and the gallery of its photos: in scope, as filtered, with its figures."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from pypdf import PdfReader

from actividades.models import Actividad
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, ParticipacionFactory
from tests.fabricas.cuentas import UsuarioFactory

pytestmark = pytest.mark.django_db
INFORME, GALERIA = "/actividades/informe.pdf", "/actividades/galeria/"


def leido(respuesta: Any) -> str:
    lector = PdfReader(BytesIO(respuesta.content))
    assert str(lector.trailer["/Root"]["/MarkInfo"]["/Marked"]) == "True"
    return " ".join("\n".join(pagina.extract_text() for pagina in lector.pages).split())


@pytest.fixture
def tres(lugares, coordinadora, client):
    comite = lugares.propio.comite
    ActividadFactory(
        comite=comite, verificada=True, titulo="Faena de mayo", participantes=18, fecha=date(2026, 5, 9)
    )
    ActividadFactory(
        comite=comite, verificada=True, titulo="Mural", participantes=1200, fecha=date(2026, 6, 13)
    )
    ActividadFactory(comite=comite, titulo="Sin verificar", participantes=7)
    ActividadFactory(comite=lugares.hermano.comite, verificada=True, titulo="De otro lugar")
    return entrar(client, coordinadora)


def test_report_counts_and_lists_only_the_verified_in_scope(tres, client):
    texto = leido(client.get(INFORME))
    assert "2 actividades verificadas" in texto
    assert "1 218 participaciones" in texto.replace("\u00a0", " ")
    assert "Mayo de 2026" in texto
    assert [t for t in ("Sin verificar", "De otro lugar") if t in texto] == []
    assert [t for t in ("Faena de mayo", "Mural", "Ninguno") if t not in texto] == []


def test_report_says_its_filters_and_obeys_them(tres, client):
    texto = leido(client.get(INFORME, {"hasta": "2026-05-31"}))
    assert "Hasta: 31/05/2026" in texto
    assert "1 actividad verificada" in texto
    assert "Mural" not in texto


def test_leader_gets_the_report_of_the_own_committee(tres, client, lider, lugares):
    ActividadFactory(comite=lugares.vecino.comite, verificada=True, titulo="De otro comité")
    entrar(client, lider)
    assert f'href="{INFORME}"' in client.get("/actividades/mi-comite/").content.decode()
    texto = leido(client.get(INFORME))
    assert ("2 actividades verificadas" in texto, "De otro comité" in texto) == (True, False)


def test_report_of_nothing_says_so(client, coordinadora):
    entrar(client, coordinadora)
    assert "No hay actividades verificadas con estos filtros." in leido(client.get(INFORME))


def test_gallery_shows_the_photos_of_the_verified_in_scope(tres, client, lugares):
    propia, pendiente = (ActividadFactory(comite=lugares.propio.comite, verificada=v) for v in (True, False))
    ajena = ActividadFactory(comite=lugares.hermano.comite, verificada=True)
    vista, *_otras = (EvidenciaFactory(actividad=a) for a in (propia, pendiente, ajena))
    assert [f.pk for f in client.get(GALERIA).context["object_list"]] == [vista.pk]
    assert list(client.get(GALERIA, {"hasta": "2020-01-01"}).context["object_list"]) == []
    una = contar_consultas(client, GALERIA)
    EvidenciaFactory.create_batch(3, actividad=propia)
    assert contar_consultas(client, GALERIA) == una <= 8


def test_report_counts_a_joint_activity_once_and_each_institution_once(tres, client):
    mural = Actividad.objects.get(titulo="Mural")
    for nombre, personas in (("Colegio Uno", 12), ("Colegio Dos", 8)):
        ParticipacionFactory(
            actividad=mural,
            nombre=nombre,
            personas=personas,
            confirmada=True,
            revisada_en=timezone.now(),
            revisada_por=UsuarioFactory(),
        )
    ParticipacionFactory(actividad=mural, nombre="Sin revisar", personas=90, confirmada=True)
    texto = leido(client.get(INFORME))
    assert "confirmó su parte: 1." in texto
    assert "Colegio o instituto 2 20" in texto


@pytest.mark.parametrize("titulo", ["🌳" * 100, "Faena 👨‍👩‍👧 日本 ﷽ 🇵🇪"])
def test_title_that_the_typeface_cannot_draw_costs_no_report(tres, client, titulo):
    mural = Actividad.objects.get(titulo="Mural")
    Actividad.objects.filter(pk=mural.pk).update(titulo=titulo)
    for url in (INFORME, f"{mural.get_absolute_url()}informe.pdf"):
        assert "□" in leido(client.get(url))


def test_report_of_one_keeps_small_groups_and_what_nobody_looked_at_back(tres, client):
    mural = Actividad.objects.get(titulo="Mural")
    Actividad.objects.filter(pk=mural.pk).update(
        mujeres=700, hombres=497, menores_de_14=2, de_60_a_mas=300, resultado="Quedó el mural"
    )
    vista = {"confirmada": True, "revisada_en": timezone.now(), "revisada_por": UsuarioFactory()}
    ParticipacionFactory(actividad=mural, nombre="Colegio Uno", personas=12, **vista)
    ParticipacionFactory(actividad=mural, nombre="Colegio Dos", confirmada=True)
    texto = leido(client.get(f"{mural.get_absolute_url()}informe.pdf")).replace("\u00a0", " ")
    dicho = [
        "Quedó el mural",
        "mujeres 700",
        "menos de 14 años —",
        "60 o más —",
        "sin dato 898",
        "Colegio Uno",
    ]
    assert [frase for frase in dicho if frase not in texto] == []
    assert [frase for frase in ("Colegio Dos", " 300", "Elsa Poma") if frase in texto] == []
