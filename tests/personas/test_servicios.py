"""Registering and editing persons, and what they consent to."""

from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError

from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.enums import Canal, Finalidad, TipoDocumento
from personas.models import Consentimiento, Persona
from personas.services import (
    DEMASIADOS_INTENTOS,
    NO_COINCIDE,
    comprobar_identidad,
    editar_persona,
    registrar_consentimiento,
    registrar_persona,
    revocar_consentimiento,
)
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("hoy_fijo")]

DATOS = DatosPersona(
    numero_documento="40 123 456",
    nombres=" Rosa  Elvira ",
    apellido_paterno="Quispe",
    apellido_materno="Mamani",
    sexo="mujer",
    fecha_nacimiento=date(1980, 5, 4),
    celular="987654321",
)


@pytest.fixture
def hoy_fijo():
    with time_machine.travel("2026-11-22 12:00-05:00"):
        yield


@pytest.fixture
def integrante():
    return IntegranteFactory()


@pytest.fixture
def coordinadora(integrante):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, integrante.comite.espacio.municipalidad)


@pytest.fixture
def especialista(integrante):
    return usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, integrante.comite.espacio.region)


def errores(excepcion):
    return excepcion.value.message_dict


def test_person_is_stored_in_its_clean_form(coordinadora):
    persona = registrar_persona(actor=coordinadora, datos=DATOS)
    persona.refresh_from_db()
    assert (persona.numero_documento, persona.nombres, persona.celular) == (
        "40123456",
        "Rosa Elvira",
        "+51987654321",
    )


def test_every_wrong_field_is_named_at_once(coordinadora):
    malos = replace(DATOS, numero_documento="1234567", celular="98745612", nombres="R0sa")
    with pytest.raises(ValidationError) as error:
        registrar_persona(actor=coordinadora, datos=malos)
    assert set(errores(error)) == {"numero_documento", "celular", "nombres"}
    assert errores(error)["celular"] == ["Le falta un número: tiene 8 y deben ser 9."]


def test_document_that_exists_is_refused_with_words(coordinadora):
    registrar_persona(actor=coordinadora, datos=DATOS)
    with pytest.raises(ValidationError) as error:
        registrar_persona(actor=coordinadora, datos=DATOS)
    assert errores(error) == {"numero_documento": ["Ya hay una persona con este documento."]}
    assert Persona.objects.filter(numero_documento="40123456").count() == 1


def test_two_persons_without_document_are_two(coordinadora):
    sin = replace(DATOS, tipo_documento=TipoDocumento.SIN_DOCUMENTO, numero_documento="")
    primera = registrar_persona(actor=coordinadora, datos=sin)
    assert registrar_persona(actor=coordinadora, datos=sin).pk != primera.pk


def test_who_only_reads_cannot_register_persons():
    auditoria = usuario_con_rol(Rol.AUDITOR)
    with pytest.raises(PermissionDenied):
        registrar_persona(actor=auditoria, datos=DATOS)


@pytest.mark.parametrize(
    ("nacio", "admite"), [(date(2012, 11, 22), True), (date(2012, 11, 23), False), (date(2016, 1, 1), False)]
)
def test_contact_data_starts_at_fourteen_to_the_day(coordinadora, nacio, admite):
    datos = replace(DATOS, fecha_nacimiento=nacio)
    if admite:
        assert registrar_persona(actor=coordinadora, datos=datos).celular == "+51987654321"
        return
    with pytest.raises(ValidationError) as error:
        registrar_persona(actor=coordinadora, datos=datos)
    assert list(errores(error)) == ["celular"]


def test_history_of_a_person_holds_no_personal_data(coordinadora, integrante):
    persona = integrante.persona
    datos = replace(DatosPersona.de(persona), celular="999888777")
    editar_persona(actor=coordinadora, persona=persona, version=1, datos=datos)
    assert Evento.objects.get(accion="persona-editada").datos == {"campos": ["celular"]}


def test_stale_edit_is_a_conflict_and_changes_nothing(coordinadora, integrante):
    persona = integrante.persona
    Persona.objects.filter(pk=persona.pk).update(version=2)
    with pytest.raises(ConflictoDeEdicion):
        editar_persona(
            actor=coordinadora,
            persona=persona,
            version=1,
            datos=replace(DatosPersona.de(persona), nombres="Otra"),
        )
    assert Persona.objects.get(pk=persona.pk).nombres == "Teodora"


def test_person_outside_the_scope_cannot_be_edited(coordinadora):
    ajena = IntegranteFactory().persona
    with pytest.raises(PermissionDenied):
        editar_persona(actor=coordinadora, persona=ajena, version=1, datos=DATOS)


def test_document_is_changed_only_by_who_reads_it_whole(coordinadora, especialista, integrante):
    persona = integrante.persona
    datos = replace(DatosPersona.de(persona), numero_documento="40999888")
    with pytest.raises(PermissionDenied):
        editar_persona(actor=coordinadora, persona=persona, version=1, datos=datos)
    persona.refresh_from_db()
    editar_persona(actor=especialista, persona=persona, version=1, datos=datos)
    assert Persona.objects.get(pk=persona.pk).numero_documento == "40999888"


def test_consent_is_written_once_with_text_channel_and_who(coordinadora, integrante):
    argumentos = {"persona": integrante.persona, "finalidad": Finalidad.GESTION, "canal": Canal.PAPEL}
    uno = registrar_consentimiento(actor=coordinadora, **argumentos)
    assert registrar_consentimiento(actor=coordinadora, **argumentos).pk == uno.pk
    assert (uno.version_texto, uno.canal, uno.registrado_por) == ("2026-11", "papel", coordinadora)


def test_revoked_consent_stays_and_can_be_given_again(coordinadora, integrante):
    argumentos = {"persona": integrante.persona, "finalidad": Finalidad.FOTOS, "canal": Canal.VERBAL}
    uno = registrar_consentimiento(actor=coordinadora, **argumentos)
    revocar_consentimiento(actor=coordinadora, consentimiento=uno)
    revocar_consentimiento(actor=coordinadora, consentimiento=uno)
    otro = registrar_consentimiento(actor=coordinadora, **argumentos)
    assert Consentimiento.objects.count() == 2
    assert list(Consentimiento.objects.vigentes()) == [otro]
    assert Evento.objects.filter(accion="consentimiento-revocado").count() == 1


@pytest.mark.parametrize(
    ("nacio", "finalidad", "hace_falta"),
    [
        (date(2013, 1, 1), Finalidad.GESTION, True),
        (date(2010, 1, 1), Finalidad.GESTION, False),
        (date(2010, 1, 1), Finalidad.FOTOS, True),
        (date(2008, 11, 22), Finalidad.PUBLICACION, False),
        (date(2008, 11, 23), Finalidad.PUBLICACION, True),
    ],
)
def test_minors_need_a_guardian(coordinadora, integrante, nacio, finalidad, hace_falta):
    persona = integrante.persona
    persona.fecha_nacimiento = nacio
    argumentos = {"persona": persona, "finalidad": finalidad, "canal": Canal.PAPEL}
    if hace_falta:
        with pytest.raises(ValidationError) as error:
            registrar_consentimiento(actor=coordinadora, **argumentos)
        assert list(errores(error)) == ["apoderado"]
    dado = registrar_consentimiento(actor=coordinadora, apoderado="Elena Ríos", **argumentos)
    assert dado.apoderado == ("Elena Ríos" if hace_falta else "")


def test_identity_needs_document_and_birth_date_together(coordinadora):
    ajena = PersonaFactory(numero_documento="45678901", fecha_nacimiento=date(1990, 6, 12))
    with pytest.raises(ValidationError) as error:
        comprobar_identidad(
            actor=coordinadora, tipo="dni", numero="45678901", fecha_nacimiento=date(1990, 6, 13)
        )
    assert errores(error) == {"fecha_nacimiento": [NO_COINCIDE]}
    hallada = comprobar_identidad(
        actor=coordinadora, tipo="dni", numero="45678901", fecha_nacimiento=date(1990, 6, 12)
    )
    assert hallada == ajena


def test_person_without_birth_date_cannot_be_proved(coordinadora):
    PersonaFactory(numero_documento="45678901", fecha_nacimiento=None)
    with pytest.raises(ValidationError):
        comprobar_identidad(actor=coordinadora, tipo="dni", numero="45678901", fecha_nacimiento=None)


def test_guessing_ends_after_five_wrong_dates_and_opens_again_in_an_hour(coordinadora):
    PersonaFactory(numero_documento="45678901", fecha_nacimiento=date(1990, 6, 12))
    argumentos = {"actor": coordinadora, "tipo": "dni", "numero": "45678901"}
    for dia in range(1, 6):
        with pytest.raises(ValidationError):
            comprobar_identidad(fecha_nacimiento=date(1990, 1, dia), **argumentos)
    with pytest.raises(ValidationError) as error:
        comprobar_identidad(fecha_nacimiento=date(1990, 6, 12), **argumentos)
    assert errores(error) == {"fecha_nacimiento": [DEMASIADOS_INTENTOS]}
    with time_machine.travel("2026-11-22 13:01-05:00"):
        assert comprobar_identidad(fecha_nacimiento=date(1990, 6, 12), **argumentos).pk
