"""Leaders' access, by whoever may issue it: the contract of the pages, and what goes into the message."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cuentas.enums import Permiso
from cuentas.models import Asignacion, DispositivoConfiable, EnlacePersonal
from cuentas.roles import Rol
from cuentas.services import emitir_enlace
from tests.apoyo import entrar
from tests.contratos.escritura import ContratoAccion
from tests.contratos.lectura import ContratoDetalle
from tests.contratos.lugares import Lugar
from tests.cuentas.test_frenos import a_la_vez
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.cuentas import DispositivoConfiableFactory, EnlacePersonalFactory, usuario_con_rol


def lider_de(lugar: Lugar) -> Asignacion:
    return usuario_con_rol(Rol.LIDER_COMITE, lugar.comite).asignaciones.get()


class TestPagina(ContratoDetalle):
    permiso = Permiso.ENLACE_EMITIR

    def fila(self, lugar: Lugar) -> Asignacion:
        return lider_de(lugar)

    def url_de(self, fila: Any) -> str:
        return reverse("cuentas:acceso-de-lider", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse("cuentas:acceso-de-lider", args=[987654321])


class TestAnularEnlace(ContratoAccion):
    permiso = Permiso.ENLACE_EMITIR
    modelo = EnlacePersonal

    def fila(self, lugar: Lugar) -> EnlacePersonal:
        return EnlacePersonalFactory(usuario=lider_de(lugar).usuario)

    def url_de(self, fila: Any) -> str:
        return reverse("cuentas:enlace-anular", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse("cuentas:enlace-anular", args=[987654321])


class TestAnularDispositivo(ContratoAccion):
    permiso = Permiso.ENLACE_EMITIR
    modelo = DispositivoConfiable

    def fila(self, lugar: Lugar) -> DispositivoConfiable:
        return DispositivoConfiableFactory(usuario=lider_de(lugar).usuario)

    def url_de(self, fila: Any) -> str:
        return reverse("cuentas:dispositivo-anular", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse("cuentas:dispositivo-anular", args=[987654321])


@pytest.fixture
def lider(db):
    return usuario_con_rol(Rol.LIDER_COMITE, ComiteFactory())


@pytest.fixture
def comite(lider):
    return lider.asignaciones.get().comite


@pytest.fixture
def coordinadora(comite):
    return usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, comite.espacio.municipalidad)


def emitir(client, lider):
    return client.post(reverse("cuentas:enlace-emitir", args=[lider.asignaciones.get().pk]))


def test_message_goes_to_the_leaders_phone_when_it_may_be_read(client, lider, comite, coordinadora):
    integrante = IntegranteFactory(comite=comite, persona__celular="+51987654321")
    integrante.persona.usuario = lider
    integrante.persona.save()
    entrar(client, coordinadora)
    assert emitir(client, lider).context["whatsapp"].startswith("https://wa.me/51987654321?")


def test_masked_phone_is_not_put_into_the_message(client, lider, comite):
    integrante = IntegranteFactory(comite=comite, persona__celular="+51987654321")
    integrante.persona.usuario = lider
    integrante.persona.save()
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    respuesta = emitir(client, lider)
    assert respuesta.context["whatsapp"].startswith("https://wa.me/?text=")
    assert "987654321" not in respuesta.content.decode()


def test_refusal_comes_back_in_words(client, lider, coordinadora):
    otro = ComiteFactory()
    Asignacion.objects.create(usuario=lider, rol=Rol.LIDER_COMITE, comite=otro, espacio=otro.espacio)
    entrar(client, coordinadora)
    propia = lider.asignaciones.order_by("pk").first()
    respuesta = client.post(reverse("cuentas:enlace-emitir", args=[propia.pk]), follow=True)
    assert respuesta.redirect_chain == [(reverse("cuentas:acceso-de-lider", args=[propia.pk]), 302)]
    assert "fuera de su ámbito" in respuesta.content.decode()


@pytest.mark.django_db(transaction=True)
def test_one_link_opened_in_parallel_trusts_one_phone(lider, coordinadora):
    _, secreto = emitir_enlace(actor=coordinadora, usuario=lider)
    ruta = reverse("cuentas:abrir-enlace", args=[secreto])
    datos = {"pin": "270413", "repetido": "270413"}
    estados = a_la_vez(8, lambda _: Client().post(ruta, datos).status_code)
    assert estados == [302] + [404] * 7
    assert DispositivoConfiable.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_links_issued_in_parallel_leave_one_alive(lider, coordinadora):
    a_la_vez(6, lambda _: len(emitir_enlace(actor=coordinadora, usuario=lider)))
    assert (EnlacePersonal.objects.count(), EnlacePersonal.objects.vivos().count()) == (6, 1)
