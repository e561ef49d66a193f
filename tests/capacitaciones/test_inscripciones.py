"""Registration: seats, the same document twice, and what a document tells nobody."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from capacitaciones.enums import OrigenInscripcion
from capacitaciones.models import Inscripcion, Sesion
from capacitaciones.privacidad import VERSION_DEL_TEXTO
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.services import inscribir, retirar_inscripcion
from comunes.models import Evento
from tests.fabricas.capacitaciones import SesionFactory
from tests.fabricas.comites import IntegranteFactory
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
        {"estado": "abierta", "inicio": timezone.now() - timedelta(minutes=5)},
        {"estado": "cancelada", "motivo_cancelacion": "Llovió todo el día"},
    ],
)
def test_talk_that_is_not_open_takes_nobody(campos):
    sesion = SesionFactory(**campos)
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


def test_document_of_somebody_known_is_tied_only_when_the_name_resembles():
    persona = PersonaFactory(
        numero_documento="71234567", nombres="Nelly", apellido_paterno="Poma", apellido_materno="Arce"
    )
    IntegranteFactory(persona=persona)
    una, otra = SesionFactory.create_batch(2, abierta=True)
    suya = inscribir(actor=None, sesion=una, datos=datos())
    ajena = inscribir(actor=None, sesion=otra, datos=datos(nombres="Julio", apellidos="Zegarra Luján"))
    assert (suya.persona, suya.tipo) == (persona, "integrante")
    assert (ajena.persona, ajena.tipo) == (None, "publico")


def test_history_holds_no_personal_data():
    sesion = SesionFactory(abierta=True)
    inscripcion = inscribir(actor=None, sesion=sesion, datos=datos(celular="987 654 321"))
    evento = Evento.objects.get(accion="charla-inscripcion")
    assert (evento.objeto_id, evento.datos) == (str(sesion.pk), {"inscripcion": inscripcion.pk})
    assert inscripcion.celular == "+51987654321"
