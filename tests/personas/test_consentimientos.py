"""Consents on their screens: never ticked, with the paper's photo, revoked without being deleted."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from PIL import Image

from comunes.models import Evento
from cuentas.roles import Rol
from personas.enums import Finalidad
from personas.models import Consentimiento
from personas.privacidad import AL_REVOCAR
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.personas import ConsentimientoFactory, PersonaFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def persona(lugares):
    return IntegranteFactory(comite=lugares.propio.comite).persona


@pytest.fixture(autouse=True)
def coordinadora(client, lugares):
    return entrar(client, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))


def papel():
    salida = BytesIO()
    Image.new("RGB", (40, 40), "white").save(salida, "PNG")
    return SimpleUploadedFile("papel.png", salida.getvalue(), content_type="image/png")


def enviar(client, persona, **cambios):
    datos = {"finalidades": ["gestion", "fotos"], "canal": "papel", "fecha": localdate(), **cambios}
    return client.post(reverse("personas:consentir", args=[persona.pk]), datos)


def test_nothing_is_ticked_and_what_is_in_force_is_not_asked(client, persona):
    ConsentimientoFactory(persona=persona, finalidad="gestion")
    form = client.get(reverse("personas:consentir", args=[persona.pk])).context["form"]
    assert form["finalidades"].value() is None
    assert [v for v, _ in form.fields["finalidades"].choices] == ["whatsapp", "fotos", "publicacion"]


def test_paper_is_kept_and_shown_only_in_scope(client, lugares, persona):
    assert enviar(client, persona, papel=papel()).status_code == 302
    dados = list(Consentimiento.objects.filter(persona=persona))
    assert {d.finalidad for d in dados} == {"gestion", "fotos"}
    url = reverse("personas:consentimiento-papel", args=[dados[0].pk])
    respuesta = client.get(url)
    assert (respuesta["Content-Type"], respuesta["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert Evento.objects.filter(accion="papel-abierto").count() == 1
    entrar(client, lugares.lejano.usuario(Rol.COORDINADOR_MUNICIPAL))
    assert client.get(url).status_code == 404
    entrar(client, lugares.propio.usuario(Rol.LIDER_COMITE))
    assert client.get(url).status_code == 403


def test_consent_without_paper_has_no_photo(client, persona):
    enviar(client, persona, canal="verbal")
    dado = Consentimiento.objects.filter(persona=persona).first()
    assert client.get(reverse("personas:consentimiento-papel", args=[dado.pk])).status_code == 404


@pytest.mark.parametrize(
    ("edad", "finalidades", "apoderado", "estado"),
    [
        (16, ["publicacion"], "", 422),
        (16, ["publicacion"], "Elena Ríos", 302),
        (16, ["gestion"], "", 302),
        (10, ["gestion"], "", 422),
        (10, ["gestion"], "Elena Ríos", 302),
    ],
)
def test_minors_need_a_guardian_as_the_rule_says(client, lugares, edad, finalidades, apoderado, estado):
    nacio = localdate() - timedelta(days=366 * edad)
    menor = PersonaFactory(fecha_nacimiento=nacio, celular="")
    IntegranteFactory(comite=lugares.propio.comite, persona=menor)
    respuesta = enviar(client, menor, finalidades=finalidades, apoderado=apoderado)
    assert (respuesta.status_code, menor.consentimientos.count()) == (estado, int(estado == 302))


def test_revoked_consent_stays_as_history(client, persona, coordinadora):
    dado = ConsentimientoFactory(persona=persona, finalidad=Finalidad.WHATSAPP)
    url = reverse("personas:consentimiento-revocar", args=[dado.pk])
    assert AL_REVOCAR[Finalidad.WHATSAPP] in client.get(url).content.decode()
    assert client.post(url, {"motivo": ""}).status_code == 422
    assert client.post(url, {"motivo": "Lo dijo en la asamblea"}).status_code == 302
    dado.refresh_from_db()
    assert (dado.revocado is not None, dado.motivo_revocacion) == (True, "Lo dijo en la asamblea")
    assert "Revocado" in client.get(persona.get_absolute_url()).content.decode()


def test_consent_of_another_place_is_a_missing_page(client, lugares):
    ajeno = ConsentimientoFactory(persona=IntegranteFactory(comite=lugares.lejano.comite).persona)
    url = reverse("personas:consentimiento-revocar", args=[ajeno.pk])
    assert (client.get(url).status_code, client.post(url, {"motivo": "No"}).status_code) == (404, 404)
    assert Consentimiento.objects.get(pk=ajeno.pk).revocado is None
