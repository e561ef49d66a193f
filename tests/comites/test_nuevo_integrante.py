"""Adding somebody, document first: what each step shows, and what it never reveals."""

import uuid
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from comites.models import Integrante
from comunes.models import Evento
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.models import Persona, SolicitudDeAcceso
from personas.services import DEMASIADOS_INTENTOS, NO_COINCIDE, completar_persona
from personas.services.registro import OTRO_NOMBRE, YA_EXISTE
from tests.apoyo import entrar
from tests.fabricas.capacitaciones import AsistenciaFactory, InscripcionFactory
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
NUEVA = {
    "paso": "nueva",
    "tipo_documento": "dni",
    "numero_documento": "40123456",
    "nombres": "María José",
    "apellido_paterno": "Ñahui",
    "apellido_materno": "Ríos",
    "sexo": "mujer",
    "fecha_nacimiento": "1990-06-12",
    "celular": "987 654 321",
    "desde": "2026-11-20",
    "consiente_gestion": "on",
    "canal": "papel",
}


@pytest.fixture
def url(comite):
    return reverse("comites:integrante-nuevo", args=[comite.pk])


@pytest.fixture
def enviar(client, coordinadora, url, cargos):
    entrar(client, coordinadora)

    def _enviar(datos, **cambios):
        clave = {"clave_idempotencia": str(uuid.uuid4())}
        return client.post(url, {**clave, "cargo": cargos["vocal"].pk, **datos, **cambios})

    return _enviar


@pytest.fixture
def ajena():
    return PersonaFactory(
        nombres="Zenobia",
        apellido_paterno="Quispicondor",
        numero_documento="45678901",
        fecha_nacimiento=date(1990, 6, 12),
    )


@pytest.fixture
def vecina(comite):
    """Somebody in scope, who left the committee."""
    return IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1)).persona


def buscar(enviar, numero, tipo="dni", **extra):
    return enviar({"paso": "documento", "tipo_documento": tipo, "numero_documento": numero}, **extra)


def test_first_page_asks_only_for_the_document(client, coordinadora, url):
    entrar(client, coordinadora)
    respuesta = client.get(url)
    assert respuesta.context["paso"] == "documento"
    assert "nombres" not in respuesta.content.decode().replace("apellidos", "")


@pytest.mark.parametrize("paso", ["documento", "nueva", "conocida", "fuera", "inventado", ""])
def test_seven_digits_are_answered_at_any_step(enviar, paso):
    respuesta = enviar({**NUEVA, "paso": paso, "numero_documento": "1234567"})
    assert respuesta.status_code == 422
    assert respuesta.context["documento"].errors["numero_documento"] == [
        "Le falta un número: tiene 7 y deben ser 8."
    ]
    assert Persona.objects.count() == 0


def test_known_person_is_shown_and_added_in_two_taps(enviar, vecina, comite):
    respuesta = buscar(enviar, vecina.numero_documento)
    assert (respuesta.status_code, respuesta.context["paso"]) == (200, "conocida")
    assert vecina.nombre_completo in respuesta.content.decode()
    datos = {"paso": "conocida", "tipo_documento": "dni", "numero_documento": vecina.numero_documento}
    segunda = enviar(datos, desde="2026-11-22")
    assert (segunda.status_code, segunda["Location"]) == (302, comite.get_absolute_url())
    assert Integrante.objects.activos().get(comite=comite).persona == vecina


def test_document_is_found_however_it_is_typed(enviar, vecina):
    numero = vecina.numero_documento
    respuesta = buscar(enviar, f" {numero[:2]}.{numero[2:5]} {numero[5:]} ")
    assert respuesta.context["conocida"].persona == vecina


def test_who_is_already_a_member_is_said_so(enviar, comite):
    integrante = IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    respuesta = buscar(enviar, integrante.persona.numero_documento)
    assert "Ya integra este comité." in respuesta.content.decode()


def test_person_outside_the_scope_is_said_to_exist_and_nothing_more(enviar, ajena):
    respuesta = buscar(enviar, "45678901")
    texto = respuesta.content.decode()
    assert respuesta.context["paso"] == "fuera"
    assert "Ya existe una persona con este documento fuera de su ámbito" in texto
    secretos = ("Zenobia", "Quispicondor", ajena.celular, "1990-06-12", "12/06/1990")
    assert [s for s in secretos if s in texto] == []


def test_wrong_proof_reveals_nothing_and_is_counted(enviar, ajena, coordinadora):
    datos = {"paso": "fuera", "tipo_documento": "dni", "numero_documento": "45678901", "desde": "2026-11-22"}
    respuesta = enviar(datos, fecha_nacimiento="1990-06-13")
    assert respuesta.status_code == 422
    assert respuesta.context["form"].errors["fecha_nacimiento"] == [NO_COINCIDE]
    assert "Zenobia" not in respuesta.content.decode()
    assert Evento.objects.filter(accion="identidad-no-comprobada", actor=coordinadora).count() == 1
    assert Integrante.objects.filter(persona=ajena).count() == 0


def test_right_proof_adds_the_person(enviar, ajena, comite):
    datos = {"paso": "fuera", "tipo_documento": "dni", "numero_documento": "45678901", "desde": "2026-11-22"}
    assert enviar(datos, fecha_nacimiento="1990-06-12").status_code == 302
    assert Integrante.objects.get(comite=comite).persona == ajena


def test_guessing_birth_dates_ends_after_five(enviar, ajena):
    datos = {"paso": "fuera", "tipo_documento": "dni", "numero_documento": "45678901", "desde": "2026-11-22"}
    for dia in range(1, 6):
        enviar(datos, fecha_nacimiento=f"1990-01-0{dia}")
    respuesta = enviar(datos, fecha_nacimiento="1990-06-12")
    assert respuesta.context["form"].errors["fecha_nacimiento"] == [DEMASIADOS_INTENTOS]


def test_claiming_to_know_somebody_outside_the_scope_adds_nobody(enviar, ajena):
    datos = {
        "paso": "conocida",
        "tipo_documento": "dni",
        "numero_documento": "45678901",
        "desde": "2026-11-22",
    }
    respuesta = enviar(datos)
    assert respuesta.status_code == 422
    assert "Zenobia" not in respuesta.content.decode()
    assert Integrante.objects.count() == 0


def test_registering_a_document_that_exists_outside_is_refused_without_revealing(enviar, ajena):
    respuesta = enviar(NUEVA, numero_documento="45678901")
    assert respuesta.status_code == 422
    assert "Zenobia" not in respuesta.content.decode()
    assert Persona.objects.count() == 1


def test_new_person_enters_with_office_district_and_consent(enviar, comite):
    assert enviar(NUEVA).status_code == 302
    integrante = Integrante.objects.select_related("persona").get(comite=comite)
    persona = integrante.persona
    assert (persona.nombre_completo, persona.celular) == ("María José Ñahui Ríos", "+51987654321")
    assert (persona.distrito, integrante.desde) == (comite.espacio.distrito, date(2026, 11, 20))
    assert [c.finalidad for c in persona.consentimientos.all()] == ["gestion"]


def test_every_missing_thing_is_said_at_once(enviar):
    datos = {**NUEVA, "nombres": "Rosa 2", "celular": "98745612", "sexo": "", "consiente_gestion": ""}
    respuesta = enviar(datos, cargo="")
    assert set(respuesta.context["form"].errors) == {
        "nombres",
        "celular",
        "sexo",
        "consiente_gestion",
        "cargo",
    }


def test_consents_are_never_ticked_beforehand(enviar):
    respuesta = buscar(enviar, "40123456")
    assert [c.value() for c in respuesta.context["form"].casillas] == [None, None, None, None]


def test_same_name_is_shown_before_saving_and_another_can_be_registered(enviar, comite):
    parecida = IntegranteFactory(
        comite=comite,
        desde=date(2026, 4, 1),
        persona__nombres="JOSE MARIA",
        persona__apellido_paterno="Rios",
        persona__apellido_materno="Nahui",
        persona__fecha_nacimiento=date(1990, 6, 12),
    ).persona
    respuesta = enviar(NUEVA)
    assert respuesta.status_code == 422
    assert [p for p, _ in respuesta.context["parecidas"]] == [parecida]
    assert Persona.objects.count() == 1
    assert enviar({**NUEVA, "es_otra": "on"}).status_code == 302
    assert Persona.objects.count() == 2


def test_same_name_outside_the_scope_is_only_said_to_exist(enviar):
    PersonaFactory(
        nombres="María José",
        apellido_paterno="Ñahui",
        apellido_materno="Ríos",
        fecha_nacimiento=date(1990, 6, 12),
        celular="+51999111222",
    )
    respuesta = enviar(NUEVA)
    texto = respuesta.content.decode()
    assert "Hay alguien así fuera de su ámbito." in texto
    assert "111" not in texto.split("Puede ser alguien")[1].split("es_otra")[0]


def test_who_resembles_is_shown_before_the_rest_is_typed(client, coordinadora, url, comite):
    parecida = IntegranteFactory(
        comite=comite,
        desde=date(2026, 4, 1),
        persona__nombres="Maria Jose",
        persona__apellido_paterno="Nahui",
        persona__apellido_materno="",
        persona__fecha_nacimiento=date(1990, 6, 12),
    ).persona
    entrar(client, coordinadora)
    escrito = {c: NUEVA[c] for c in ("paso", "tipo_documento", "numero_documento", "nombres")}
    escrito |= {"apellido_paterno": "Ñahui", "fecha_nacimiento": "1990-06-12", "revisar": "si"}
    respuesta = client.post(url, escrito, headers={"HX-Request": "true"})
    texto = respuesta.content.decode()
    assert ("<html" in texto, f'value="{parecida.pk}"' in texto) == (False, True)
    assert Persona.objects.count() == 1


def test_one_of_those_shown_is_taken_and_added(enviar, vecina, comite):
    respuesta = enviar({**NUEVA, "elegida": vecina.pk})
    assert (respuesta.context["paso"], respuesta.context["conocida"].persona) == ("conocida", vecina)
    datos = {**NUEVA, "paso": "conocida", "elegida": vecina.pk, "guardar": "si", "desde": "2026-11-22"}
    assert enviar(datos).status_code == 302
    assert Integrante.objects.activos().get(comite=comite).persona == vecina


def test_who_is_recognised_without_document_gets_the_one_typed(enviar, vecina, comite):
    Persona.objects.filter(pk=vecina.pk).update(tipo_documento="sin-documento", numero_documento="")
    datos = {**NUEVA, "paso": "conocida", "elegida": vecina.pk, "guardar": "si", "desde": "2026-11-22"}
    assert enviar(datos).status_code == 302
    vecina.refresh_from_db()
    assert (vecina.tipo_documento, vecina.numero_documento) == ("dni", "40123456")


def test_taking_somebody_outside_the_scope_starts_again(enviar, ajena):
    assert enviar({**NUEVA, "elegida": ajena.pk}).context["paso"] == "documento"


def test_access_is_asked_for_who_has_the_document_outside(enviar, ajena, coordinadora, comite):
    documento = {"tipo_documento": "dni", "numero_documento": "45678901"}
    paso = enviar({**documento, "paso": "fuera", "pedir": "si"})
    assert (paso.context["paso"], comite.nombre in paso.content.decode()) == ("pedir", True)
    enviada = enviar({**documento, "paso": "pedir", "motivo": "Integrará el comité"})
    assert (enviada.status_code, "Zenobia" in paso.content.decode()) == (302, False)
    pedido = SolicitudDeAcceso.objects.get()
    assert (pedido.persona, pedido.solicitante) == (ajena, coordinadora)


def test_access_is_asked_for_who_resembles_outside(enviar):
    ajena = PersonaFactory(
        nombres="María José",
        apellido_paterno="Ñahui",
        apellido_materno="Ríos",
        fecha_nacimiento=date(1990, 6, 12),
    )
    paso = enviar({**NUEVA, "pedir": "si"})
    escrito = dict(paso.context["escrito"])
    assert escrito["fecha_nacimiento"] == "1990-06-12"
    documento = {"tipo_documento": "dni", "numero_documento": "40123456"}
    assert (
        enviar({**documento, **escrito, "paso": "pedir", "motivo": "Integrará el comité"}).status_code == 302
    )
    assert SolicitudDeAcceso.objects.get().persona == ajena


def test_repeated_post_of_a_new_person_answers_alike_and_adds_once(enviar, comite):
    clave = str(uuid.uuid4())
    primera, segunda = enviar(NUEVA, clave_idempotencia=clave), enviar(NUEVA, clave_idempotencia=clave)
    assert (primera.status_code, segunda.status_code) == (302, 302)
    assert primera["Location"] == segunda["Location"]
    assert (Persona.objects.count(), Integrante.objects.count()) == (1, 1)


def test_minor_is_asked_for_a_guardian_and_keeps_what_was_typed(enviar):
    nina = {**NUEVA, "fecha_nacimiento": "2015-01-01", "celular": ""}
    respuesta = enviar(nina)
    assert list(respuesta.context["form"].errors) == ["apoderado"]
    assert 'name="apoderado"' in respuesta.content.decode()
    assert respuesta.context["form"]["nombres"].value() == "María José"
    assert enviar({**nina, "apoderado": "Elena Ríos"}).status_code == 302


def test_child_with_a_phone_is_refused(enviar):
    respuesta = enviar({**NUEVA, "fecha_nacimiento": "2015-01-01", "apoderado": "Elena Ríos"})
    assert list(respuesta.context["form"].errors) == ["celular"]


def test_minor_as_president_is_refused(enviar, cargos):
    datos = {**NUEVA, "fecha_nacimiento": "2010-01-01"}
    respuesta = enviar(datos, cargo=cargos["presidencia"].pk)
    assert list(respuesta.context["form"].errors) == ["cargo"]
    assert Persona.objects.count() == 0


def test_person_without_document_goes_straight_to_the_questions(enviar):
    assert buscar(enviar, "", tipo="sin-documento").context["paso"] == "nueva"
    assert enviar({**NUEVA, "tipo_documento": "sin-documento", "numero_documento": ""}).status_code == 302


def test_link_of_a_vacancy_brings_its_office(client, coordinadora, url, cargos):
    entrar(client, coordinadora)
    datos = {"paso": "documento", "tipo_documento": "dni", "numero_documento": "40123456"}
    respuesta = client.post(f"{url}?cargo=presidencia", datos)
    assert respuesta.context["form"]["cargo"].value() == cargos["presidencia"].pk


def test_htmx_gets_only_the_step(client, coordinadora, url):
    entrar(client, coordinadora)
    datos = {"paso": "documento", "tipo_documento": "dni", "numero_documento": "1234567"}
    respuesta = client.post(url, datos, headers={"HX-Request": "true"})
    assert (respuesta.status_code, "<html" in respuesta.content.decode()) == (200, False)


def test_dissolved_committee_takes_nobody(enviar, comite):
    comite.disuelto = date(2026, 11, 1)
    comite.save()
    assert enviar(NUEVA).status_code == 422
    assert Persona.objects.count() == 0


def test_post_to_another_municipality_is_a_missing_page(client, cargos):
    propio, ajeno = IntegranteFactory().comite, IntegranteFactory().comite
    entrar(client, usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, propio.espacio.municipalidad))
    url = reverse("comites:integrante-nuevo", args=[ajeno.pk])
    assert client.post(url, {**NUEVA, "cargo": cargos["vocal"].pk}).status_code == 404
    assert Persona.objects.filter(numero_documento="40123456").count() == 0


# Whoever the programme knows only from a talk -----------------------------------------------------------


@pytest.fixture
def asistente(comite):
    """Somebody whom the attendance of a talk registered: a name and a document, no birth date, no place."""
    inscripcion = InscripcionFactory(
        persona=PersonaFactory(
            nombres="Zenobia María",
            apellido_paterno="Quispicondor",
            apellido_materno="Arce",
            numero_documento="45678901",
            celular="+51955000111",
            fecha_nacimiento=None,
            distrito=comite.espacio.distrito,
        )
    )
    return AsistenciaFactory(inscripcion=inscripcion).persona


SUYA = {**NUEVA, "numero_documento": "45678901", "nombres": "Zenobia", "apellido_paterno": "Quispicondor"}


@pytest.mark.usefixtures("hoy_fijo")
def test_who_only_came_to_a_talk_joins_like_somebody_new_and_stays_one_person(client, enviar, asistente):
    paso = enviar({"paso": "documento", "tipo_documento": "dni", "numero_documento": "45678901"})
    assert (paso.context["paso"], "Zenobia" in paso.content.decode()) == ("nueva", False)
    assert enviar(SUYA, nombres="Zenovia", apellido_materno="Arce", celular="").status_code == 302
    asistente.refresh_from_db()
    entro = Integrante.objects.get(persona=asistente)
    assert Persona.objects.filter(numero_documento="45678901").count() == 1
    assert (asistente.nombres, asistente.fecha_nacimiento) == ("Zenobia María", date(1990, 6, 12))
    assert asistente.celular == ""  # what was left at the talk does not come to light
    assert [c.finalidad for c in entro.persona.consentimientos.all()] == ["gestion"]
    evento = Evento.objects.get(accion="persona-completada", objeto_id=str(asistente.pk))
    assert {"fecha_nacimiento", "celular"} <= set(evento.datos["campos"])
    assert "nombres" not in evento.datos["campos"]


@pytest.mark.usefixtures("hoy_fijo")
def test_document_of_a_talk_under_another_name_changes_nobody(enviar, asistente):
    respuesta = enviar(SUYA, nombres="Julio", apellido_paterno="Zegarra", apellido_materno="Luján")
    assert (respuesta.status_code, Integrante.objects.count()) == (422, 0)
    assert OTRO_NOMBRE in respuesta.content.decode()
    assert Persona.objects.get(pk=asistente.pk).nombres == "Zenobia María"


@pytest.mark.usefixtures("hoy_fijo")
def test_who_was_in_a_committee_elsewhere_is_still_asked_for(enviar, asistente):
    IntegranteFactory(persona=asistente)
    paso = enviar({"paso": "documento", "tipo_documento": "dni", "numero_documento": "45678901"})
    assert paso.context["paso"] == "fuera"


def test_who_was_filled_in_meanwhile_is_not_filled_in_again(comite, asistente):
    actor = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)
    datos = DatosPersona.de(asistente)
    Persona.objects.filter(pk=asistente.pk).update(fecha_nacimiento=date(1990, 6, 12))
    with pytest.raises(ValidationError) as error:
        completar_persona(actor=actor, persona=asistente, datos=replace(datos, celular=""))
    assert error.value.message_dict == {"numero_documento": [YA_EXISTE]}
    asistente.refresh_from_db()
    assert asistente.celular == "+51955000111"
