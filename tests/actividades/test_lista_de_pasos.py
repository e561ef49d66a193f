"""The checklist of a kind of activity: filled in as it is written down, kept as it was that day."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from actividades import reglas
from actividades.models import Actividad
from actividades.services import editar_actividad
from tests.apoyo import entrar
from tests.fabricas.actividades import TipoActividadFactory

pytestmark = pytest.mark.django_db
ANOTAR = "/actividades/anotar/"


@pytest.fixture
def faena():
    return TipoActividadFactory(slug="faena", nombre="Faena", lista=" Avisar \n\nRecoger\nAvisar\n")


@pytest.fixture
def enviar(client, lider, lugares, faena):
    entrar(client, lider)

    def _enviar(*cumplidos: str, tipo: str = "faena", clave: str = ""):
        datos = {
            "clave_idempotencia": clave or str(uuid.uuid4()),
            "comite": lugares.propio.comite.pk,
            "fecha": timezone.localdate().isoformat(),
            "tipo": tipo,
            "participantes": 18,
            "cumplidos": list(cumplidos),
        }
        return client.post(ANOTAR, datos)

    return _enviar


def test_ticked_steps_are_kept_as_they_were_that_day(enviar, faena, client):
    enviar("Recoger")
    faena.lista = "Otra cosa"
    faena.save()
    actividad = Actividad.objects.get()
    assert actividad.lista == [["Avisar", False], ["Recoger", True]]
    assert "1 de 2" in client.get(actividad.get_absolute_url()).content.decode()


def test_steps_of_another_kind_are_left_out(enviar):
    TipoActividadFactory(slug="mural", nombre="Mural", lista="Pintar")
    enviar("Recoger", "Pintar", tipo="mural")
    assert Actividad.objects.get().lista == [["Pintar", True]]


def test_steps_ticked_after_it_had_arrived_are_asked_about(enviar, client):
    """The phone keeps what it sent, and the leader is led to where she ticks them."""
    clave = str(uuid.uuid4())
    enviar("Recoger", clave=clave)
    assert (
        "ya había llegado con otros datos" in client.get(enviar("Avisar", clave=clave).url).content.decode()
    )
    assert Actividad.objects.get().cumplidos == {"Recoger"}
    repetida = client.get(enviar("Recoger", clave=clave).url).content.decode()
    assert "ya había llegado con otros datos" not in repetida


def test_steps_are_corrected_with_the_rest(enviar, client):
    enviar("Recoger")
    actividad = Actividad.objects.get()
    url = f"{actividad.get_absolute_url()}editar/"
    casillas = client.get(url).context["form"]["cumplidos"].subwidgets
    assert [c.data["value"] for c in casillas if c.data["selected"]] == ["Recoger"]
    datos = {"fecha": actividad.fecha.isoformat(), "participantes": 18, "version": 1}
    client.post(url, {**datos, "tipo": actividad.tipo_id, "cumplidos": ["Avisar"]})
    assert Actividad.objects.get().lista == [["Avisar", True], ["Recoger", False]]


def test_another_kind_brings_its_own_steps(enviar, lider):
    enviar("Recoger")
    mural = TipoActividadFactory(slug="mural", nombre="Mural", lista="Recoger\nPintar")
    actividad = Actividad.objects.get()
    datos = {c: getattr(actividad, c) for c in reglas.CAMPOS} | {"tipo": mural}
    editar_actividad(actor=lider, actividad=actividad, version=1, **datos)
    assert Actividad.objects.get().lista == [["Recoger", True], ["Pintar", False]]


def test_step_of_no_list_is_refused_beside_the_rest(enviar):
    respuesta = enviar("Robar")
    assert respuesta.context["form"].errors["cumplidos"] == ["Elige los pasos de la lista."]
    assert Actividad.objects.count() == 0


def test_form_shows_the_list_of_the_chosen_kind_only(client, enviar):
    TipoActividadFactory(slug="mural", nombre="Mural", lista="Pintar")
    listas = enviar("Robar").context["form"].listas
    assert [(tipo.slug, elegida) for tipo, elegida, _pasos in listas] == [("faena", True), ("mural", False)]


@pytest.mark.parametrize("lista", ["\n".join(f"Paso {n}" for n in range(9)), "x" * 121])
def test_long_list_is_refused_in_the_catalogue(lista):
    with pytest.raises(ValidationError) as error:
        TipoActividadFactory.build(lista=lista).clean()
    assert error.value.message_dict == {"lista": ["Caben 8 pasos de hasta 120 letras."]}


def test_office_that_writes_one_down_is_led_to_its_steps(client, lugares, coordinadora, faena):
    entrar(client, coordinadora)
    datos = {"tipo": faena.pk, "fecha": timezone.localdate().isoformat(), "participantes": "9"}
    url = reverse("actividades:nueva", args=[lugares.propio.comite.espacio.codigo])
    respuesta = client.post(url, datos | {"organizador": "comite"})
    actividad = Actividad.objects.get()
    assert respuesta.url == reverse("actividades:editar", args=[actividad.uuid]) + "#id_cumplidos_0"
    pagina = client.get(respuesta.url).content.decode()
    assert "Falta marcar los pasos que se cumplieron." in pagina
    assert 'id="id_cumplidos_0"' in pagina
