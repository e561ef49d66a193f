"""Requests over one's data: received without leaking, identified, answered in time, copied, forgotten."""

import json
import logging
import uuid
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.enums import CanalSolicitud, Derecho, EstadoSolicitud
from personas.models import AccesoADatos, Persona, SolicitudDeDerechos
from personas.services import (
    DatosSolicitud,
    identificar_solicitante,
    recibir_solicitud,
    responder_solicitud,
)
from tests.apoyo import entrar
from tests.contratos import ContratoDetalle, ContratoLista
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import (
    AccesoADatosFactory,
    ConsentimientoFactory,
    PersonaFactory,
    SolicitudDeDerechosFactory,
)

pytestmark = pytest.mark.django_db
DATOS = {
    "derecho": "acceso",
    "nombre": "Zenobia Quispicondor",
    "tipo_documento": "dni",
    "numero_documento": "48151623",
    "contacto": "zenobia@ejemplo.pe",
}


@pytest.fixture
def oficial():
    return usuario_con_rol(Rol.OFICIAL_DATOS)


@pytest.fixture
def persona():
    persona = PersonaFactory(
        nombres="Zenobia",
        apellido_paterno="Quispicondor",
        numero_documento="48151623",
        celular="+51942108153",
    )
    return IntegranteFactory(persona=persona).persona


def enviar(client, **cambios):
    datos = {**DATOS, "clave_idempotencia": str(uuid.uuid4()), **cambios}
    return client.post(reverse("personas:derechos"), datos)


@pytest.mark.parametrize(
    ("derecho", "vence"), [("acceso", date(2026, 12, 22)), ("cancelacion", date(2026, 12, 4))]
)
def test_public_request_starts_its_clock(client, derecho, vence):
    with time_machine.travel("2026-11-22 12:00-05:00"):
        respuesta = enviar(client, derecho=derecho)
    solicitud = SolicitudDeDerechos.objects.get()
    assert respuesta["Location"] == reverse("personas:derechos-recibida", args=[solicitud.codigo])
    assert (solicitud.vence, solicitud.canal, solicitud.persona) == (vence, "web", None)


def test_answer_is_the_same_whether_the_person_exists_or_not(client, persona):
    recibos = []
    for numero in ("48151623", "49999999"):
        respuesta = enviar(client, numero_documento=numero)
        recibo = client.get(respuesta["Location"]).content.decode()
        recibos.append(recibo.replace(respuesta["Location"].split("/")[-2], "CODIGO"))
    assert recibos[0] == recibos[1]
    assert [t for t in ("Zenobia", "48151623", "zenobia@") if t in recibos[0]] == []


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"numero_documento": "4815162"}, "numero_documento"),
        ({"contacto": "no sé"}, "contacto"),
        ({"contacto": "zenobia@"}, "contacto"),
        ({"derecho": "rectificacion"}, "detalle"),
        ({"derecho": "inventado"}, "derecho"),
        ({"nombre": ""}, "nombre"),
    ],
)
def test_wrong_values_are_said_beside_the_field(client, cambios, campo):
    respuesta = enviar(client, **cambios)
    assert (respuesta.status_code, list(respuesta.context["form"].errors)) == (422, [campo])
    assert SolicitudDeDerechos.objects.count() == 0


def test_many_requests_from_one_address_wait(client, settings):
    estados = [enviar(client).status_code for _ in range(settings.MAXIMO_DE_FALLOS + 1)]
    assert estados == [302] * settings.MAXIMO_DE_FALLOS + [429]


def test_repeated_post_is_one_request(client):
    clave = str(uuid.uuid4())
    uno, otro = enviar(client, clave_idempotencia=clave), enviar(client, clave_idempotencia=clave)
    assert (uno["Location"], SolicitudDeDerechos.objects.count()) == (otro["Location"], 1)


def test_paper_request_counts_from_the_day_it_came(client, oficial):
    entrar(client, oficial)
    with time_machine.travel("2026-11-27 12:00-05:00"):
        entrar(client, oficial)
        datos = {**DATOS, "derecho": "oposicion", "canal": "presencial", "recibida": "2026-11-20"}
        assert client.post(reverse("personas:solicitud-nueva"), datos).status_code == 302
        futura = client.post(reverse("personas:solicitud-nueva"), {**datos, "recibida": "2026-11-28"})
    assert list(futura.context["form"].errors) == ["recibida"]
    assert SolicitudDeDerechos.objects.get().vence == date(2026, 12, 4)


def test_nobody_else_writes_one_down():
    datos = DatosSolicitud(Derecho.ACCESO, "Ana", "dni", "48151623", "ana@ejemplo.pe")
    with pytest.raises(PermissionDenied):
        recibir_solicitud(
            actor=usuario_con_rol(Rol.RESPONSABLE_NACIONAL), datos=datos, canal=CanalSolicitud.CORREO
        )


def test_steps_to_the_answer(client, oficial, persona):
    solicitud = SolicitudDeDerechosFactory(numero_documento="48151623")
    entrar(client, oficial)
    pasos = [
        ("solicitud-identidad", {"identidad": "Mostró su DNI en la oficina"}, EstadoSolicitud.IDENTIFICADA),
        ("solicitud-responder", {"respuesta": "Se le entregó la copia."}, EstadoSolicitud.RESPONDIDA),
    ]
    for nombre, datos, estado in pasos:
        solicitud.refresh_from_db()
        url = reverse(f"personas:{nombre}", args=[solicitud.codigo])
        assert client.get(url).status_code == 200
        assert client.post(url, {**datos, "version": solicitud.version}).status_code == 302
        assert client.get(solicitud.get_absolute_url()).status_code == 200
        solicitud.refresh_from_db()
        assert solicitud.estado == estado
    assert (solicitud.persona, solicitud.respondida_por) == (persona, oficial)


def test_answering_before_knowing_who_asks_is_refused(oficial, persona):
    solicitud = SolicitudDeDerechosFactory(numero_documento="48151623")
    with pytest.raises(ValidationError):
        responder_solicitud(actor=oficial, solicitud=solicitud, version=1, respuesta="Aquí está todo")
    cerrada = responder_solicitud(
        actor=oficial, solicitud=solicitud, version=1, respuesta="No vino", comprobada=False
    )
    assert (cerrada.estado, cerrada.persona) == (EstadoSolicitud.RECHAZADA, None)
    with pytest.raises(ValidationError):
        identificar_solicitante(actor=oficial, solicitud=solicitud, version=2, identidad="Vino después")


def test_copy_holds_everything_and_is_logged(client, oficial, persona):
    ConsentimientoFactory(persona=persona, apoderado="=Elena")
    AccesoADatosFactory(persona=persona)
    solicitud = SolicitudDeDerechosFactory(persona=persona, estado=EstadoSolicitud.IDENTIFICADA)
    entrar(client, oficial)
    comite = persona.membresias.get().comite
    uno = client.post(reverse("personas:solicitud-copia", args=[solicitud.codigo, "json"]))
    datos = json.loads(uno.content)
    assert datos["persona"][0]["numero_documento"] == "48151623"
    assert (len(datos["consentimientos"]), datos["comites"][0]["comite"]) == (1, comite.nombre)
    otro = client.post(reverse("personas:solicitud-copia", args=[solicitud.codigo, "csv"]))
    lineas = otro.content.decode().splitlines()
    assert "persona,1,numero_documento,48151623" in lineas
    assert "consentimientos,1,apoderado,'=Elena" in lineas
    assert datos["solicitudes"][0]["codigo"] == solicitud.codigo
    assert datos["accesos_a_sus_datos"][0].keys() == {"fecha", "que", "para_que"}
    exportaciones = AccesoADatos.objects.filter(tipo="exportacion", persona=persona, usuario=oficial)
    assert exportaciones.count() == 2


def test_copy_before_identity_is_a_missing_page(client, oficial):
    solicitud = SolicitudDeDerechosFactory()
    entrar(client, oficial)
    assert (
        client.post(reverse("personas:solicitud-copia", args=[solicitud.codigo, "json"])).status_code == 404
    )


def test_erasing_waits_until_the_person_left(client, oficial, persona):
    solicitud = SolicitudDeDerechosFactory(
        persona=persona, estado=EstadoSolicitud.IDENTIFICADA, derecho=Derecho.CANCELACION, identidad="DNI"
    )
    entrar(client, oficial)
    pagina = client.get(solicitud.get_absolute_url()).content.decode()
    assert "Todavía integra el" in pagina
    url = reverse("personas:solicitud-borrar", args=[solicitud.codigo])
    client.post(url)
    assert Persona.objects.get(pk=persona.pk).anonimizada is None
    persona.membresias.update(hasta=date.today())
    client.post(url)
    assert Persona.objects.get(pk=persona.pk).nombre_completo == "Persona anonimizada"


def test_request_of_another_kind_erases_nothing(client, oficial, persona):
    persona.membresias.update(hasta=date.today())
    solicitud = SolicitudDeDerechosFactory(persona=persona, estado=EstadoSolicitud.IDENTIFICADA)
    entrar(client, oficial)
    client.post(reverse("personas:solicitud-borrar", args=[solicitud.codigo]))
    assert Persona.objects.get(pk=persona.pk).anonimizada is None


def test_open_requests_stand_in_the_officers_week(client, oficial):
    SolicitudDeDerechosFactory(vence=date.today() - timedelta(days=3))
    entrar(client, oficial)
    grupos = client.get(reverse("portal:inicio-trabajo")).context["grupos"]
    assert [(g.slug, g.total) for g in grupos] == [("derechos", 1)]


def test_officer_reads_where_the_person_takes_part_without_a_link_to_it(client, oficial, persona):
    entrar(client, oficial)
    comite = persona.membresias.get().comite
    texto = client.get(persona.get_absolute_url()).content.decode()
    assert (comite.nombre in texto, comite.get_absolute_url() in texto) == (True, False)


def test_nothing_that_was_typed_reaches_the_log_or_the_history(client, caplog, oficial):
    caplog.set_level(logging.DEBUG)
    enviar(client, contacto="zenobia")
    enviar(client)
    solicitud = SolicitudDeDerechos.objects.get()
    identificar_solicitante(actor=oficial, solicitud=solicitud, version=1, identidad="Mostró su carné")
    propios = [r.getMessage() for r in caplog.records if not r.name.startswith("django.db")]
    dicho = " ".join(propios) + str(list(Evento.objects.values()))
    assert [t for t in ("Zenobia", "Quispicondor", "48151623", "zenobia@", "carné") if t in dicho] == []


class TestBandeja(ContratoLista):
    url = "personas:solicitudes"
    permiso = Permiso.DERECHOS_ATENDER
    consultas = 3

    def fila(self, lugar):
        return SolicitudDeDerechosFactory()


class TestSolicitud(ContratoDetalle):
    permiso = Permiso.DERECHOS_ATENDER

    def fila(self, lugar):
        return SolicitudDeDerechosFactory()

    def url_inexistente(self):
        return reverse("personas:solicitud", args=["NADIE"])

    def test_foreign_row_answers_like_a_missing_one(self, client, lugares):
        """Whoever answers does so for the whole country: nothing is foreign."""
