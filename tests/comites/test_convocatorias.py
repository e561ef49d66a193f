"""Calling many committees at once, and the assemblies to come."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comites.enums import ClaseDocumento as C
from comites.models import Asamblea, DocumentoEmitido
from comites.propuestas import fecha_propuesta
from comites.services import convocar_elecciones, emitir_documento
from comites.services.asambleas import Llamado
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.comites.apoyo import errores
from tests.contratos import ContratoFormularioNuevo, ContratoLista
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import ComiteFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.comites_papeles import AsambleaFactory

pytestmark = pytest.mark.django_db
URL = "/comites/convocar-varios/"


def por_vencer(lugar, dias=10):
    """Make a committee of `lugar` with a member, whose mandate ends in `dias`."""
    comite = ComiteFactory(espacio=lugar.otro_espacio())
    MandatoFactory(comite=comite, fin=timezone.localdate() + timedelta(days=dias))
    IntegranteFactory(comite=comite)
    return comite


class TestAsambleas(ContratoLista):
    url = "comites:asambleas"
    permiso = Permiso.COMITE_VER
    consultas = 3

    def fila(self, lugar):
        return AsambleaFactory(comite=lugar.comite)

    def otra(self, lugar):
        return AsambleaFactory(comite=ComiteFactory(espacio=lugar.otro_espacio()))


class TestConvocarVarios(ContratoFormularioNuevo):
    permiso = Permiso.COMITE_EDITAR
    modelo = Asamblea
    obligatorio = "hora"

    def url(self, lugar):
        return URL

    def datos(self, lugar):
        if not hasattr(lugar, "pendiente"):
            lugar.pendiente = por_vencer(lugar)
        return {"comites": [lugar.pendiente.pk], "fecha": "", "hora": "16:00", "agenda": "Un punto"}

    def ajenos(self, lejano):
        return {"comites": por_vencer(lejano).pk}


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    return lugares.propio


@pytest.fixture
def actor(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


def test_all_the_pending_come_marked_each_with_its_own_day(client, lugar, actor):
    pronto, vencido = por_vencer(lugar, 40), por_vencer(lugar, -3)
    llamado = por_vencer(lugar)
    AsambleaFactory(comite=llamado)
    MandatoFactory(comite=ComiteFactory(espacio=lugar.otro_espacio()))
    entrar(client, actor)
    inicial = client.get(URL).context["form"].initial
    assert inicial["comites"] == [vencido.pk, pronto.pk]
    assert client.post(URL, {**inicial, "hora": "16:00", "fecha": ""}).status_code == 302
    dias = dict(Asamblea.objects.exclude(comite=llamado).values_list("comite", "fecha"))
    assert dias == {c.pk: fecha_propuesta(c.mandatos.get().fin) for c in (pronto, vencido)}
    assert DocumentoEmitido.objects.count() == 4


def test_nothing_is_called_when_one_of_them_cannot_be(lugar, actor):
    bueno, malo = por_vencer(lugar), por_vencer(lugar)
    hoy = timezone.localdate()
    llamados = [Llamado(bueno, hoy, "Losa"), Llamado(malo, hoy - timedelta(days=1), "Losa")]
    dicho = errores(
        convocar_elecciones, actor=actor, llamados=llamados, hora=timezone.now().time(), agenda="Un punto"
    )
    assert dicho[""][0].startswith(f"{malo.nombre}: Esa fecha ya pasó")
    assert (Asamblea.objects.count(), DocumentoEmitido.objects.count()) == (0, 0)


def test_calls_come_in_one_file_of_the_own_scope(client, lugares, lugar, actor):
    for comite in (por_vencer(lugar), por_vencer(lugares.lejano)):
        asamblea = AsambleaFactory(comite=comite)
        oficina = lugar.usuario(Rol.RESPONSABLE_NACIONAL)
        emitir_documento(actor=oficina, comite=comite, clase=C.CONVOCATORIA, asamblea=asamblea)
    entrar(client, actor)
    propio = DocumentoEmitido.objects.order_by("pk")[0]
    respuesta = client.get(reverse("comites:convocatorias-zip"))
    with zipfile.ZipFile(io.BytesIO(respuesta.content)) as paquete:
        (nombre,) = paquete.namelist()
        assert nombre.endswith(f"{propio.correlativo}.pdf")
        assert paquete.read(nombre).startswith(b"%PDF-")


def test_calls_are_not_for_who_may_not_read_a_roll(client, lugar):
    entrar(client, lugar.usuario(Rol.PROMOTOR_OPC))
    assert client.get(reverse("comites:convocatorias-zip")).status_code == 403
