"""What is told of an activity afterwards: groups that fit in the total, and small ones kept back outside."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.urls import reverse

from actividades.cargas import actualizar_actividades
from actividades.desglose import con_resto, protegidos
from actividades.models import Actividad
from actividades.reglas import DETALLES
from actividades.services import completar_actividad
from comunes.models import Evento
from cuentas.roles import Rol
from tests.actividades.test_revision import editar
from tests.apoyo import entrar
from tests.fabricas.actividades import ActividadFactory

pytestmark = pytest.mark.django_db
NADA = dict.fromkeys(DETALLES) | {"apoyo": "", "resultado": "", "siguiente_paso": ""}


@pytest.fixture
def actividad(lider, lugares):
    return ActividadFactory(comite=lugares.propio.comite, autor=lider, participantes=18)


def completar(actor, actividad, **datos):
    return completar_actividad(actor=actor, actividad=actividad, version=actividad.version, **NADA | datos)


def test_leader_tells_who_took_part_and_the_rest_has_no_data(lider, actividad):
    actividad = completar(lider, actividad, mujeres=10, hombres=5, de_60_a_mas=4, siguiente_paso=" Pintar ")
    assert actividad.por_sexo == [("mujeres", 10), ("hombres", 5), ("sin dato", 3)]
    assert actividad.por_edad == [("60 o más", 4), ("sin dato", 14)]
    assert (actividad.siguiente_paso, actividad.version) == ("Pintar", 2)
    assert Evento.objects.get().datos == {"campos": ["mujeres", "hombres", "de_60_a_mas", "siguiente_paso"]}


def test_groups_beyond_the_total_are_refused_with_their_sums(client, lider, actividad):
    entrar(client, lider)
    url = reverse("actividades:completar", args=[actividad.uuid])
    respuesta = client.post(url, {"mujeres": "14", "hombres": "9", "version": "1"})
    motivo = "Mujeres y hombres suman 23 y el total anotado es 18: sobran 5."
    assert (respuesta.status_code, respuesta.context["form"].errors) == (422, {"mujeres": [motivo]})
    assert 'value="14"' in respuesta.content.decode()
    with pytest.raises(ValidationError, match="Las edades suman 19"):
        completar(lider, actividad, menores_de_14=19)


def test_total_is_not_lowered_under_what_was_told(lider, actividad):
    actividad = completar(lider, actividad, mujeres=10, hombres=5)
    with pytest.raises(ValidationError) as error:
        editar(lider, actividad, participantes=14)
    assert set(error.value.message_dict) == {"participantes"}


def test_import_with_a_lower_total_forgets_the_groups_that_no_longer_fit(lider, lugares, actividad):
    actividad = completar(lider, actividad, mujeres=10, hombres=5, de_60_a_mas=4)
    nacional = lugares.propio.usuario(Rol.RESPONSABLE_NACIONAL)
    actualizar_actividades(actor=nacional, cambios={actividad.pk: {"participantes": 12}})
    actividad.refresh_from_db()
    assert (actividad.participantes, actividad.mujeres, actividad.de_60_a_mas) == (12, None, 4)
    assert Evento.objects.latest("pk").datos["campos"] == ["hombres", "mujeres", "participantes"]


def test_database_itself_refuses_groups_beyond_the_total(lugares):
    with pytest.raises(IntegrityError):
        ActividadFactory(comite=lugares.propio.comite, participantes=18, mujeres=12, hombres=7)


def test_verified_activity_takes_no_more(coordinadora, lugares):
    verificada = ActividadFactory(comite=lugares.propio.comite, verificada=True)
    with pytest.raises(ValidationError, match="Ya no se puede corregir"):
        completar(coordinadora, verificada, mujeres=3)
    assert Actividad.objects.get().mujeres is None


@pytest.mark.parametrize(
    ("grupos", "visto"),
    [
        ([("a", 10), ("b", 8)], [("a", 10), ("b", 8)]),
        ([("a", 3), ("b", 8), ("c", 20)], [("a", None), ("b", None), ("c", 20)]),
        ([("a", 3), ("b", 2), ("c", 20)], [("a", None), ("b", None), ("c", 20)]),
        ([("a", 0), ("b", 20)], [("a", 0), ("b", 20)]),
        ([("a", 4), ("b", 0)], [("a", None), ("b", None)]),
    ],
)
def test_small_groups_are_kept_back_also_by_difference(grupos, visto):
    assert protegidos(grupos) == visto


def test_nothing_counted_says_nothing():
    assert con_resto([("mujeres", None), ("hombres", None)], 18) == []
