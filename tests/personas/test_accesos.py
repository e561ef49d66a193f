"""Revealing with a motive, and asking to see somebody of another place."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from cuentas.enums import Permiso
from cuentas.models import Usuario
from cuentas.roles import Rol
from personas.models import AccesoADatos, Persona, SolicitudDeAcceso
from personas.permissions import ver_persona, ver_persona_revelada
from personas.services import conceder_acceso, negar_acceso, registrar_exportacion, revelar_datos
from personas.services.accesos import solicitar_acceso
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import PersonaFactory

pytestmark = pytest.mark.django_db
MOTIVO = "Llenar el acta de renovación"


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def persona(lugares):
    persona = PersonaFactory(
        nombres="Zenobia",
        apellido_paterno="Quispicondor",
        numero_documento="48151623",
        celular="+51942108153",
        fecha_nacimiento=date(1979, 7, 14),
    )
    return IntegranteFactory(comite=lugares.lejano.comite, persona=persona).persona


@pytest.fixture
def nacional():
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)


def de_nuevo(usuario):
    """The same account as the next request reads it."""
    return Usuario.objects.get(pk=usuario.pk)


def test_revealed_data_are_in_sight_for_some_minutes_and_only_for_who_revealed(nacional, persona):
    with time_machine.travel("2036-11-22 10:00-05:00") as reloj:
        revelar_datos(actor=nacional, persona=persona, campos=["documento"], motivo=MOTIVO)
        vista = ver_persona_revelada(nacional, persona)
        assert (vista.documento, vista.telefono) == ("DNI 48151623", "")
        otra = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
        assert ver_persona_revelada(otra, persona).documento == ver_persona(otra, persona).documento
        reloj.shift(timedelta(minutes=11))
        assert "48151623" not in ver_persona_revelada(nacional, persona).documento


def test_revealing_is_written_with_who_what_and_why(nacional, persona):
    revelar_datos(actor=nacional, persona=persona, campos=["celular", "documento"], motivo=f" {MOTIVO} ")
    acceso = AccesoADatos.objects.get()
    assert (acceso.usuario, acceso.persona, acceso.campos, acceso.motivo) == (
        nacional,
        persona,
        "documento, celular",
        MOTIVO,
    )


@pytest.mark.parametrize(
    ("campos", "motivo", "campo"),
    [(["documento"], " para ", "motivo"), ([], MOTIVO, "campos"), (["correo"], MOTIVO, "campos")],
)
def test_revealing_without_motive_or_datum_is_refused(nacional, persona, campos, motivo, campo):
    with pytest.raises(ValidationError) as error:
        revelar_datos(actor=nacional, persona=persona, campos=campos, motivo=motivo)
    assert list(error.value.message_dict) == [campo]
    assert AccesoADatos.objects.count() == 0


@pytest.mark.parametrize("rol", [Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE, Rol.AUDITOR])
def test_roles_that_do_not_reveal_are_refused(lugares, persona, rol):
    with pytest.raises(PermissionDenied):
        revelar_datos(actor=lugares.lejano.usuario(rol), persona=persona, campos=["documento"], motivo=MOTIVO)


def test_form_reveals_and_the_page_shows_it(client, nacional, persona):
    entrar(client, nacional)
    url = reverse("personas:persona-revelar", args=[persona.pk])
    respuesta = client.post(url, {"campos": ["documento"], "motivo": MOTIVO})
    assert (respuesta.status_code, respuesta["Location"]) == (302, persona.get_absolute_url())
    assert "DNI 48151623" in client.get(persona.get_absolute_url()).content.decode()


def test_log_is_read_by_officer_and_auditor_without_the_datum(client, nacional, persona):
    revelar_datos(actor=nacional, persona=persona, campos=["documento"], motivo=MOTIVO)
    for rol in (Rol.OFICIAL_DATOS, Rol.AUDITOR):
        entrar(client, usuario_con_rol(rol))
        texto = client.get(reverse("personas:accesos")).content.decode()
        assert (MOTIVO in texto, "Zenobia" in texto, "48151623" in texto) == (True, True, False)


def test_export_is_written_with_its_motive(nacional):
    registrar_exportacion(actor=nacional, que="padrón del comité 3", motivo=MOTIVO, filas=7)
    acceso = AccesoADatos.objects.get()
    assert (acceso.tipo, acceso.campos, acceso.filas) == ("exportacion", "padrón del comité 3", 7)


# Asking for somebody of another place --------------------------------------------------------------


@pytest.fixture
def coordinadora(lugares):
    return lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL)


@pytest.fixture
def pedido(coordinadora, persona):
    return solicitar_acceso(actor=coordinadora, personas=[persona], motivo=MOTIVO)[0]


def test_asking_reveals_nothing(client, coordinadora, persona):
    entrar(client, coordinadora)
    datos = {"tipo_documento": "dni", "numero_documento": "48151623"}
    hallado = client.post(reverse("personas:buscar"), datos).content.decode()
    assert "fuera de su ámbito" in hallado
    paso = client.post(reverse("personas:pedido-nuevo"), datos)
    enviado = client.post(reverse("personas:pedido-nuevo"), {**datos, "motivo": MOTIVO}, follow=True)
    assert SolicitudDeAcceso.objects.get().persona == persona
    textos = hallado + paso.content.decode() + enviado.content.decode()
    assert [t for t in ("Zenobia", "Quispicondor", "942108153", "1979") if t in textos] == []


def test_asking_twice_is_one_request(coordinadora, persona, pedido):
    assert solicitar_acceso(actor=coordinadora, personas=[persona], motivo=MOTIVO) == [pedido]


def test_granted_person_is_seen_for_some_days(lugares, coordinadora, persona, pedido):
    assert not Persona.objects.visible_to(de_nuevo(coordinadora), Permiso.PERSONA_VER).exists()
    conceder_acceso(actor=lugares.lejano.usuario(Rol.COORDINADOR_MUNICIPAL), solicitud=pedido, version=1)
    suya = de_nuevo(coordinadora)
    assert list(Persona.objects.visible_to(suya, Permiso.PERSONA_VER)) == [persona]
    assert ver_persona(suya, persona).nombre.startswith("Zenobia")
    assert not Persona.objects.visible_to(suya, Permiso.PERSONA_EDITAR).exists()
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert not Persona.objects.visible_to(de_nuevo(coordinadora), Permiso.PERSONA_VER).exists()


def test_denied_shows_nothing_and_is_final(lugares, coordinadora, persona, pedido):
    quien = lugares.lejano.usuario(Rol.COORDINADOR_MUNICIPAL)
    negar_acceso(actor=quien, solicitud=pedido, version=1)
    assert not Persona.objects.visible_to(de_nuevo(coordinadora), Permiso.PERSONA_VER).exists()
    with pytest.raises(ValidationError):
        conceder_acceso(actor=quien, solicitud=pedido, version=2)


def test_who_asked_does_not_answer(coordinadora, pedido):
    with pytest.raises(PermissionDenied):
        conceder_acceso(actor=coordinadora, solicitud=pedido, version=1)


def test_national_asker_does_not_answer_the_own_request(nacional, persona):
    pedido = solicitar_acceso(actor=nacional, personas=[persona], motivo=MOTIVO)[0]
    with pytest.raises(ValidationError):
        conceder_acceso(actor=nacional, solicitud=pedido, version=1)


def test_granted_person_is_added_in_two_taps(client, lugares, coordinadora, persona, pedido):
    conceder_acceso(actor=lugares.lejano.usuario(Rol.COORDINADOR_MUNICIPAL), solicitud=pedido, version=1)
    entrar(client, coordinadora)
    url = reverse("comites:integrante-nuevo", args=[lugares.propio.comite.pk])
    datos = {"paso": "documento", "tipo_documento": "dni", "numero_documento": "48151623"}
    assert client.post(url, datos).context["conocida"].persona == persona
