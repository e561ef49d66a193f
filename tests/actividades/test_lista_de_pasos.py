"""The checklist of a kind of activity: filled in as it is written down, kept as it was that day."""

import uuid

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from actividades.models import Actividad
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

    def _enviar(*cumplidos: str, tipo: str = "faena"):
        datos = {
            "clave_idempotencia": str(uuid.uuid4()),
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
