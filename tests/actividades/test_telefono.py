"""What the leader's phone keeps and how its photos arrive: nobody's data in the frames, each photo once."""

import gzip
import json
import re
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles.finders import find
from django.urls import reverse

from actividades.enums import EstadoActividad
from actividades.models import Actividad
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.apoyo import entrar, es_ida_a_ingresar
from tests.fabricas.actividades import ActividadFactory, TipoActividadFactory

pytestmark = pytest.mark.django_db
SERVICIO, DATOS = "/actividades/servicio.js", "/actividades/telefono/datos.json"
MARCOS = ("/actividades/telefono/anotar/", "/actividades/por-enviar/")


@pytest.fixture
def telefono(client, lider):
    return entrar(client, lider) and client


@pytest.fixture
def actividad(lugares, lider) -> Actividad:
    return ActividadFactory(comite=lugares.propio.comite, autor=lider, fotos_anunciadas=2)


def mandar(cliente: Any, actividad: Actividad, contenido: Any, sha256: str = "") -> Any:
    direccion = reverse("actividades:recibir-foto", args=[actividad.uuid])
    return cliente.post(direccion, {"fotos": contenido, "sha256": sha256})


def test_photo_arrives_and_the_answer_lists_all_that_are_held(telefono, actividad):
    mandar(telefono, actividad, archivo(1))
    respuesta = mandar(telefono, actividad, archivo(2), foto(2).sha256)
    assert respuesta.json() == {
        "recibida": foto(2).sha256,
        "fotos": sorted([foto(1).sha256, foto(2).sha256]),
    }
    actividad.refresh_from_db()
    assert (actividad.total_fotos, actividad.fotos_por_llegar) == (2, 0)


def test_repeated_photo_answers_like_the_first(telefono, actividad):
    primera, segunda = mandar(telefono, actividad, archivo(1)), mandar(telefono, actividad, archivo(1))
    assert segunda.json() == primera.json() == {"recibida": foto(1).sha256, "fotos": [foto(1).sha256]}


def test_photo_that_changed_on_the_way_may_be_sent_again(telefono, actividad):
    respuesta = mandar(telefono, actividad, archivo(1), foto(2).sha256)
    assert (respuesta.status_code, respuesta.json()["error"]) == (
        400,
        "La foto llegó distinta de como salió.",
    )
    assert actividad.evidencias.count() == 0


def test_file_that_is_no_photo_is_refused_for_good(telefono, actividad):
    respuesta = mandar(telefono, actividad, archivo(1, "foto.jpg").__class__("nota.jpg", b"hola"))
    assert respuesta.status_code == 422
    assert respuesta.json()["error"] == "«nota.jpg»: no es una foto JPG, PNG o WebP."


def test_verified_activity_takes_no_more_photos(telefono, lugares, lider):
    cerrada = ActividadFactory(comite=lugares.propio.comite, estado=EstadoActividad.CANCELADA)
    assert mandar(telefono, cerrada, archivo(1)).status_code == 409


def test_activity_of_another_committee_does_not_exist(telefono, lugares):
    ajena = ActividadFactory(comite=lugares.hermano.comite)
    assert mandar(telefono, ajena, archivo(1)).status_code == 404
    nadie = Actividad(uuid=uuid.uuid4())
    assert mandar(telefono, nadie, archivo(1)).status_code == 404


def test_number_of_announced_photos_is_kept_with_the_activity(telefono, lugares):
    clave = str(uuid.uuid4())
    telefono.post(
        "/actividades/anotar/",
        {
            "clave_idempotencia": clave,
            "comite": lugares.propio.comite.pk,
            "fecha": "2026-11-01",
            "tipo": ActividadFactory(comite=lugares.propio.comite).tipo.slug,
            "participantes": 18,
            "fotos_anunciadas": 3,
        },
        headers={"accept": "application/json"},
    )
    assert Actividad.objects.get(uuid=clave).fotos_por_llegar == 3
    pagina = telefono.get(reverse("actividades:recibo", args=[clave])).content.decode()
    assert "0 de 3 fotos llegaron." in pagina


def test_data_are_the_leaders_own_and_a_visitor_has_none(client, lugares, lider):
    assert es_ida_a_ingresar(client.get(DATOS))
    entrar(client, lider)
    datos = client.get(DATOS).json()
    comite = lugares.propio.comite
    assert datos["comites"] == [{"id": comite.pk, "nombre": comite.nombre, "espacio": comite.espacio.nombre}]
    otro = lugares.propio.usuario(Rol.LIDER_COMITE)
    entrar(client, otro)
    assert client.get(DATOS).json()["usuario"] != datos["usuario"]


@pytest.mark.parametrize("direccion", MARCOS)
def test_frames_carry_nobodys_data_and_no_seal(client, lugares, lider, direccion):
    entrar(client, lider)
    texto = client.get(direccion).content.decode()
    comite = lugares.propio.comite
    secretos = (lider.nombres, lider.apellidos, comite.nombre, comite.espacio.nombre, "csrfmiddlewaretoken")
    assert [s for s in secretos if s in texto] == []


def test_page_says_whose_it_is_and_the_frame_of_a_visitor_nobodys(client, lider, lugares):
    assert 'data-usuario=""' in client.get(MARCOS[0]).content.decode()
    lugares.propio.comite  # noqa: B018
    entrar(client, lider)
    suya = client.get(DATOS).json()["usuario"]
    assert f'data-usuario="{suya}"' in client.get("/actividades/anotar/").content.decode()


def encargo_de(cliente: Any) -> Any:
    return json.loads(re.search(r"atender\((.*)\);", cliente.get(SERVICIO).content.decode()).group(1))


def en_disco(direccion: str) -> str | None:
    return find(direccion.removeprefix("/estatico/"))


def test_worker_keeps_every_file_that_its_frames_ask_for(client):
    encargo = encargo_de(client)
    pedidas = set()
    for marco in set(encargo["armazones"].values()):
        texto = client.get(marco).content.decode()
        pedidas |= set(re.findall(r'(?:src|href)="(/estatico/[^"]+)"', texto))
    assert pedidas - set(encargo["archivos"]) == set()
    assert [a for a in encargo["archivos"] if not en_disco(a)] == []


def test_worker_keeps_every_module_that_its_modules_import(client):
    modulos = [a for a in encargo_de(client)["archivos"] if a.endswith(".js")]
    textos = [Path(en_disco(m)).read_text() for m in modulos]
    importados = {n for texto in textos for n in re.findall(r'from "\./([^"]+)"', texto)}
    assert {f"/estatico/js/{n}" for n in importados} - set(modulos) == set()


def test_first_visit_weighs_little(client):
    """All that the phone fetches to open the screen, compressed as the server sends it, without photos."""
    contenidos = [Path(en_disco(a)).read_bytes() for a in encargo_de(client)["archivos"]]
    contenidos += [client.get(marco).content for marco in MARCOS]
    # Fonts come compressed already: packing them again changes nothing.
    pesos = [min(len(c), len(gzip.compress(c))) for c in contenidos]
    assert sum(pesos) <= 150 * 1024


def test_version_changes_with_the_kinds_of_activity(client):
    antes = encargo_de(client)["version"]
    TipoActividadFactory(slug="chocolatada", nombre="Chocolatada")
    assert encargo_de(client)["version"] != antes


def test_version_is_the_same_for_whoever_asks_and_takes_no_message_from_them(client, lider):
    antes = encargo_de(client)["version"]
    entrar(client, lider)
    client.post("/actividades/anotar/", {"clave_idempotencia": str(uuid.uuid4())})
    assert encargo_de(client)["version"] == antes


def test_version_changes_with_the_content_of_a_file(client, monkeypatch):
    antes = encargo_de(client)["version"]
    monkeypatch.setattr("actividades.views.telefono._contenido", lambda nombre: b"otra")
    assert encargo_de(client)["version"] != antes


def test_manifest_opens_the_screen_and_its_icons_exist(client):
    respuesta = client.get("/actividades/telefono/manifiesto.webmanifest")
    assert respuesta["Content-Type"] == "application/manifest+json"
    manifiesto = respuesta.json()
    assert manifiesto["start_url"] == "/actividades/anotar/"
    assert [i["src"] for i in manifiesto["icons"] if not en_disco(i["src"])] == []
