"""The lists of one talk: who stands in them, how many queries they take, and adding somebody known."""

import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from capacitaciones.enums import EstadoSesion
from capacitaciones.models import Asistencia, Inscripcion
from capacitaciones.services import guardar_asistencia
from cuentas.roles import Rol
from tests.apoyo import contar_consultas, entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.capacitaciones import (
    AsistenciaFactory,
    ConstanciaFactory,
    InscripcionFactory,
    SesionFactory,
)
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lugar():
    return hacer_lugares().propio


@pytest.fixture
def charla(client, lugar):
    """A talk of the municipality that began an hour ago, for whoever coordinates there."""
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    hace_una_hora = timezone.now() - timedelta(hours=1)
    lugar_de = {"region": lugar.region, "municipalidad": lugar.municipalidad}
    return SesionFactory(estado=EstadoSesion.ABIERTA, inicio=hace_una_hora, **lugar_de)


def url(que, charla):
    return reverse(f"capacitaciones:{que}", args=[charla.uuid])


@pytest.mark.parametrize(
    ("que", "estado"), [("participantes", "cerrada"), ("asistencia", "realizada"), ("asistencia", "abierta")]
)
def test_list_takes_as_many_queries_for_more_people(client, charla, que, estado):
    charla.estado = estado
    charla.cerrada_en = timezone.now() if estado == "cerrada" else None
    charla.save()

    def alguien():
        inscripcion = InscripcionFactory(sesion=charla, persona=PersonaFactory())
        asistencia = AsistenciaFactory(sesion=charla, inscripcion=inscripcion)
        if estado == "cerrada":
            ConstanciaFactory(asistencia=asistencia)

    alguien()
    una = contar_consultas(client, url(que, charla))
    alguien()
    alguien()
    assert contar_consultas(client, url(que, charla)) == una


def test_list_of_a_talk_at_ones_own_pace_keeps_the_absent_unticked(client, charla):
    """It stays open after the first time that attendance is saved."""
    charla.modalidad, charla.fin = "virtual-asincronica", timezone.now() + timedelta(days=9)
    charla.save()
    vino, falto = InscripcionFactory.create_batch(2, sesion=charla)
    antes = client.get(url("asistencia", charla)).context["filas"]
    guardar_asistencia(
        actor=usuario_con_rol(Rol.RESPONSABLE_NACIONAL),
        sesion=charla,
        version=charla.version,
        mostradas=[vino.pk, falto.pk],
        presentes=[vino.pk],
        anonimas={},
    )
    despues = client.get(url("asistencia", charla)).context["filas"]
    assert sorted((i.pk, marcada) for i, _, marcada in antes) == [(vino.pk, True), (falto.pk, True)]
    assert sorted((i.pk, marcada) for i, _, marcada in despues) == [(vino.pk, True), (falto.pk, False)]


def test_talk_at_ones_own_pace_says_what_it_takes_to_close_it(client, charla):
    AsistenciaFactory(sesion=charla)
    dichos = []
    for fin in (timezone.now() + timedelta(days=9), timezone.now() - timedelta(minutes=5)):
        charla.modalidad, charla.fin = "virtual-asincronica", fin
        charla.save()
        dichos.append(client.get(charla.get_absolute_url()).context["falta"][:18])
    assert dichos == ["Todavía no termina", "Revise la asistenc"]


# Somebody known ------------------------------------------------------------------------------------


def agregar(client, charla, persona, paso, **datos):
    documento = {"tipo_documento": persona.tipo_documento, "numero_documento": persona.numero_documento}
    clave = {"clave_idempotencia": str(uuid.uuid4())}
    return client.post(url("agregar", charla), {**documento, **clave, "paso": paso, **datos})


def test_somebody_known_is_added_in_two_taps_as_they_are_registered(client, charla, lugar):
    persona = IntegranteFactory(comite=lugar.comite).persona
    hallada = agregar(client, charla, persona, "documento")
    assert (hallada.context["paso"], hallada.context["persona"]) == ("conocida", persona)
    sin_permiso = agregar(client, charla, persona, "conocida")
    assert (sin_permiso.status_code, list(sin_permiso.context["form"].errors)) == (422, ["acepta"])
    assert agregar(client, charla, persona, "conocida", acepta="on")["Location"] == url("asistencia", charla)
    inscripcion = Inscripcion.objects.get()
    assert (inscripcion.persona, inscripcion.nombres, inscripcion.asistencia.tipo) == (
        persona,
        persona.nombres,
        "integrante",
    )


def test_somebody_out_of_sight_is_neither_shown_nor_added_as_known(client, charla):
    ajena = PersonaFactory(nombres="Zenobia")
    hallada = agregar(client, charla, ajena, "documento")
    assert (hallada.context["paso"], hallada.context["persona"]) == ("nueva", None)
    assert "Zenobia" not in hallada.content.decode()
    forzada = agregar(client, charla, ajena, "conocida", acepta="on")
    assert forzada.status_code == 422
    texto = forzada.content.decode()
    assert ("Esa persona ya no está a la vista." in texto, "Zenobia" in texto) == (True, False)
    assert (Inscripcion.objects.count(), Asistencia.objects.count()) == (0, 0)
