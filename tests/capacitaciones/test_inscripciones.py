"""Registration: seats, the same document twice, and what a document tells nobody."""

from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from capacitaciones.enums import OrigenInscripcion
from capacitaciones.models import Inscripcion, Sesion
from capacitaciones.privacidad import (
    ACEPTA,
    ACEPTO_EN_LA_LISTA,
    AVISO,
    CASILLA,
    CASILLA_EN_LA_LISTA,
    VERSION_DEL_TEXTO,
)
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.selectors import lista_de_asistencia
from capacitaciones.services import inscribir, retirar_inscripcion
from comunes.models import Evento
from tests.apoyo import al_momento
from tests.fabricas.capacitaciones import SesionFactory
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db


def datos(numero="71234567", **campos):
    base = {"nombres": "Nelly Rosa", "apellidos": "Poma Arce", "numero_documento": numero, "acepta": True}
    return DatosInscripcion(**(base | campos))


def inscritos(sesion):
    return Sesion.objects.get(pk=sesion.pk).inscritos


def test_seats_run_out_exactly_and_a_withdrawal_frees_one():
    sesion = SesionFactory(abierta=True, aforo=2)
    primera = inscribir(actor=None, sesion=sesion, datos=datos("71000001"))
    inscribir(actor=None, sesion=sesion, datos=datos("71000002"))
    with pytest.raises(ValidationError, match="Ya no quedan cupos"):
        inscribir(actor=None, sesion=sesion, datos=datos("71000003"))
    assert (inscritos(sesion), Inscripcion.objects.count()) == (2, 2)
    retirar_inscripcion(actor=None, inscripcion=primera)
    retirar_inscripcion(actor=None, inscripcion=primera)
    assert inscritos(sesion) == 1
    inscribir(actor=None, sesion=sesion, datos=datos("71000003"))
    assert inscritos(sesion) == 2


def test_database_itself_refuses_one_more_than_the_seats():
    sesion = SesionFactory(abierta=True, aforo=1, inscritos=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Sesion.objects.filter(pk=sesion.pk).update(inscritos=2)


def test_same_document_again_is_the_same_registration():
    sesion = SesionFactory(abierta=True, aforo=1)
    una = inscribir(actor=None, sesion=sesion, datos=datos())
    otra = inscribir(actor=None, sesion=sesion, datos=datos(nombres="Nelly"))
    assert (otra.pk, inscritos(sesion), len(una.codigo)) == (una.pk, 1, 22)
    assert (una.texto_consentimiento, una.origen) == (VERSION_DEL_TEXTO, OrigenInscripcion.WEB)


@pytest.mark.parametrize(
    "campos",
    [
        {},
        {"realizada": True},
        {"estado": "abierta", "inicio": lambda: timezone.now() - timedelta(minutes=5)},
        {"estado": "cancelada", "motivo_cancelacion": "Llovió todo el día"},
    ],
)
def test_talk_that_is_not_open_takes_nobody(campos):
    sesion = SesionFactory(**al_momento(campos))
    with pytest.raises(ValidationError, match="no está abierta"):
        inscribir(actor=None, sesion=sesion, datos=datos())
    assert Inscripcion.objects.count() == 0


def test_asynchronous_talk_takes_people_until_its_end():
    sesion = SesionFactory(
        estado="abierta",
        modalidad="virtual-asincronica",
        inicio=timezone.now() - timedelta(days=2),
        fin=timezone.now() + timedelta(days=2),
    )
    assert inscribir(actor=None, sesion=sesion, datos=datos()).pk


def test_every_wrong_field_is_named_and_nothing_is_kept():
    sesion = SesionFactory(abierta=True)
    with pytest.raises(ValidationError) as error:
        inscribir(
            actor=None,
            sesion=sesion,
            datos=datos("123", nombres="R2", celular="12", correo="x", acepta=False),
        )
    assert set(error.value.error_dict) == {"numero_documento", "nombres", "celular", "correo", "acepta"}
    assert inscritos(sesion) == 0


@pytest.fixture
def conocida():
    return PersonaFactory(
        numero_documento="71234567",
        nombres="Nelly",
        apellido_paterno="Poma",
        apellido_materno="Arce",
        usuario=UsuarioFactory(),
    )


def test_team_ties_the_document_of_somebody_known_only_when_the_name_resembles(conocida, nacional):
    IntegranteFactory(persona=conocida)
    una, otra = SesionFactory.create_batch(2, abierta=True)
    equipo = {"actor": nacional, "origen": OrigenInscripcion.EQUIPO}
    suya = inscribir(**equipo, sesion=una, datos=datos())
    ajena = inscribir(**equipo, sesion=otra, datos=datos(nombres="Julio", apellidos="Zegarra Luján"))
    assert (suya.persona, suya.tipo) == (conocida, "integrante")
    assert (ajena.persona, ajena.tipo) == (None, "publico")


def test_stranger_with_a_document_and_its_name_never_holds_the_link_of_its_owner(conocida):
    sesion = SesionFactory(abierta=True)
    ajena = inscribir(actor=None, sesion=sesion, datos=datos(celular="911111111"))
    propias = [
        inscribir(actor=conocida.usuario, sesion=sesion, persona=conocida, datos=datos()) for _ in range(2)
    ]
    assert propias[0] == propias[1] != ajena
    assert (ajena.persona, propias[0].persona) == (None, conocida)
    lista = lista_de_asistencia(sesion)
    assert (lista.repetidas, lista.despues) == ({ajena.pk, propias[0].pk}, {ajena.pk})


def test_owner_who_had_registered_without_their_account_gets_the_same_one(conocida):
    sesion = SesionFactory(abierta=True)
    antes = inscribir(actor=None, sesion=sesion, datos=datos(celular=conocida.celular))
    assert inscribir(actor=conocida.usuario, sesion=sesion, persona=conocida, datos=datos()) == antes


def test_words_of_the_consent_change_with_their_version():
    palabras = "|".join([CASILLA, ACEPTA, CASILLA_EN_LA_LISTA, ACEPTO_EN_LA_LISTA, AVISO])
    huella = sha256(palabras.encode()).hexdigest()[:12]
    assert (VERSION_DEL_TEXTO, huella) == ("charlas-2026-11-23", "42450a0f0c95")


def test_history_holds_no_personal_data():
    sesion = SesionFactory(abierta=True)
    inscripcion = inscribir(actor=None, sesion=sesion, datos=datos(celular="987 654 321"))
    evento = Evento.objects.get(accion="charla-inscripcion")
    assert (evento.objeto_id, evento.datos) == (str(sesion.pk), {"inscripcion": inscripcion.pk})
    assert inscripcion.celular == "+51987654321"
