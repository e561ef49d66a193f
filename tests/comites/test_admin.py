"""Committees and persons in the admin: scope, masks, search, nothing past the services."""

from datetime import date

import pytest
from django.urls import reverse

from comites.models import Cargo, Comite, GrupoWhatsApp
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.models import Consentimiento, Persona
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoAdmin
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import GrupoFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.personas import ConsentimientoFactory

pytestmark = pytest.mark.django_db


class TestComites(ContratoAdmin):
    permiso = Permiso.COMITE_VER
    modelo = Comite

    def fila(self, lugar):
        return lugar.comite


class TestGrupos(ContratoAdmin):
    permiso = Permiso.COMITE_VER
    modelo = GrupoWhatsApp

    def fila(self, lugar):
        return GrupoFactory(comite=lugar.comite)


class TestPersonas(ContratoAdmin):
    permiso = Permiso.PERSONA_VER
    modelo = Persona

    def fila(self, lugar):
        return IntegranteFactory(comite=lugar.comite).persona


class TestConsentimientos(ContratoAdmin):
    permiso = Permiso.PERSONA_VER
    modelo = Consentimiento

    def fila(self, lugar):
        return ConsentimientoFactory(persona=IntegranteFactory(comite=lugar.comite).persona)


LISTAS = ("personas_persona", "personas_consentimiento", "comites_comite", "comites_grupowhatsapp")


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    return lugares.propio


def hallar(client, texto):
    url = reverse("admin:personas_persona_changelist")
    return [p.pk for p in client.post(url, {"q": texto}, follow=True).context["cl"].result_list]


def test_names_are_found_without_accents_in_any_order(client, lugar):
    campos = {"persona__nombres": "Élida", "persona__apellido_paterno": "Ñaupari"}
    persona = IntegranteFactory(comite=lugar.comite, **campos).persona
    entrar(client, lugar.usuario(Rol.RESPONSABLE_NACIONAL))
    assert hallar(client, "naupari ELIDA") == [persona.pk]


def test_consents_are_found_by_the_name_of_their_person(client, lugar):
    suyo, _ = (
        ConsentimientoFactory(persona=IntegranteFactory(comite=lugar.comite, persona__nombres=n).persona)
        for n in ("Élida", "Brígida")
    )
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    url = reverse("admin:personas_consentimiento_changelist")
    assert list(client.post(url, {"q": "elida"}, follow=True).context["cl"].result_list) == [suyo]


def test_documents_are_not_searched_where_the_address_would_keep_them(client, lugar):
    IntegranteFactory(comite=lugar.comite, persona__numero_documento="48151623")
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    assert hallar(client, "48151623") == []


@pytest.mark.parametrize("modelo", LISTAS)
def test_lists_take_the_same_queries_with_one_and_three_rows(client, lugar, modelo):
    def una_mas():
        integrante = IntegranteFactory(comite__espacio=lugar.otro_espacio())
        GrupoFactory(comite=integrante.comite)
        ConsentimientoFactory(persona=integrante.persona)

    url = reverse(f"admin:{modelo}_changelist")
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    una_mas()
    una = contar_consultas(client, url)
    una_mas()
    una_mas()
    assert contar_consultas(client, url) == una


def test_what_an_office_means_does_not_change_under_its_holders(client):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    cargo = Cargo.objects.get(slug="vocal")
    url = reverse("admin:comites_cargo_change", args=[cargo.pk])
    datos = {"nombre": "Vocal titular", "femenino": "", "masculino": "", "orden": "50", "activo": "on"}
    client.post(url, {**datos, "unico": "on", "directivo": "on", "slug": "otro"})
    cargo.refresh_from_db()
    assert (cargo.nombre, cargo.unico, cargo.directivo, cargo.slug) == (
        "Vocal titular",
        False,
        False,
        "vocal",
    )


def test_consent_is_revoked_by_the_service(client, lugares, lugar):
    consentimiento = ConsentimientoFactory(persona=IntegranteFactory(comite=lugar.comite).persona)
    ajeno = ConsentimientoFactory(persona=IntegranteFactory(comite=lugares.lejano.comite).persona)
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    datos = {"action": "revocar", "_selected_action": [consentimiento.pk, ajeno.pk]}
    client.post(reverse("admin:personas_consentimiento_changelist"), datos)
    consentimiento.refresh_from_db()
    ajeno.refresh_from_db()
    assert (consentimiento.revocado is None, ajeno.revocado) == (False, None)


@pytest.mark.parametrize("accion", ["add", "change"])
def test_nothing_is_written_past_the_services(client, lugar, accion):
    persona = IntegranteFactory(comite=lugar.comite).persona
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    args = [persona.pk] if accion == "change" else []
    respuesta = client.post(reverse(f"admin:personas_persona_{accion}", args=args), {"nombres": "Otra"})
    assert respuesta.status_code == 403
    persona.refresh_from_db()
    assert (persona.nombres, persona.fecha_nacimiento) == ("Teodora", date(1980, 5, 4))
