"""The mandates of a committee: their own states, who sat in each, and that none shares a day with another."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from comites.enums import EstadoMandato as E
from comites.models import Cargo, Mandato
from comites.quorum import quorum_de
from comites.vigencia import estado_de_mandato
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.contratos import ContratoLista
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import ComiteFactory, IntegranteFactory, MandatoFactory

pytestmark = pytest.mark.django_db
INICIO, FIN = date(2024, 6, 1), date(2026, 5, 31)
DIA = timedelta(days=1)


@pytest.mark.parametrize(
    ("dia", "esperado"),
    [
        (INICIO - DIA, E.POR_EMPEZAR),
        (INICIO, E.VIGENTE),
        (FIN - timedelta(days=61), E.VIGENTE),
        (FIN - timedelta(days=60), E.POR_VENCER),
        (FIN, E.POR_VENCER),
        (FIN + DIA, E.VENCIDO),
    ],
)
def test_mandate_state_changes_on_the_day(dia, esperado):
    mandato = Mandato(inicio=INICIO, fin=FIN)
    assert estado_de_mandato(mandato, [mandato], dia) == esperado


@pytest.mark.parametrize(
    ("dia", "esperado"), [(FIN - timedelta(days=61), E.VIGENTE), (FIN, E.RENOVADO), (FIN + DIA, E.RENOVADO)]
)
def test_mandate_that_another_follows_is_renewed_instead_of_expired(dia, esperado):
    viejo, nuevo = Mandato(inicio=INICIO, fin=FIN), Mandato(inicio=FIN + DIA, fin=FIN + 700 * DIA)
    assert estado_de_mandato(viejo, [nuevo, viejo], dia) == esperado


# The database --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inicio", "fin"),
    [
        (FIN, FIN + 10 * DIA),
        (INICIO - 10 * DIA, INICIO),
        (INICIO + DIA, FIN - DIA),
        (INICIO - DIA, FIN + DIA),
    ],
)
def test_database_refuses_mandates_that_share_a_day(inicio, fin):
    comite = MandatoFactory(inicio=INICIO, fin=FIN).comite
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandato.objects.create(comite=comite, inicio=inicio, fin=fin)
    despues = MandatoFactory(comite=comite, inicio=FIN + 20 * DIA, fin=FIN + 30 * DIA)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mandato.objects.filter(pk=despues.pk).update(inicio=inicio, fin=fin)


def test_database_takes_the_day_before_and_the_day_after_and_other_committees():
    comite = MandatoFactory(inicio=INICIO, fin=FIN).comite
    MandatoFactory(comite=comite, inicio=FIN + DIA, fin=FIN + 9 * DIA)
    MandatoFactory(comite=comite, inicio=INICIO - 9 * DIA, fin=INICIO - DIA)
    MandatoFactory(inicio=INICIO, fin=FIN)
    assert Mandato.objects.filter(comite=comite).count() == 3


def test_office_cannot_stand_in_for_itself():
    cargo = Cargo.objects.get(slug="vocal")
    with pytest.raises(IntegrityError), transaction.atomic():
        Cargo.objects.filter(pk=cargo.pk).update(suple_a=cargo)


# Quorum --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "primera", "segunda"), [(0, 1, 1), (1, 1, 1), (5, 3, 2), (6, 4, 2), (7, 4, 3), (20, 11, 6)]
)
def test_quorum_of_each_call(total, primera, segunda):
    assert (quorum_de(total), quorum_de(total, segunda=True)) == (primera, segunda)


def test_quorum_follows_the_settings(settings):
    settings.QUORUM_PORCENTAJE, settings.QUORUM_SEGUNDA_PORCENTAJE = 66, 50
    assert (quorum_de(9), quorum_de(9, segunda=True)) == (6, 5)


# Who was in it -------------------------------------------------------------------------------------


@pytest.fixture
def dos_mandatos(comite, cargos):
    """A committee with a past mandate besides today's, each with its own president."""
    pasado = MandatoFactory(comite=comite, inicio=date(2024, 3, 15), fin=date(2026, 3, 14))
    hoy = comite.mandatos.latest("inicio")
    comun = {"comite": comite, "cargo": cargos["presidencia"], "cargo_unico": True}
    antes = IntegranteFactory(mandato=pasado, desde=pasado.inicio, hasta=hoy.inicio, **comun)
    return comite, antes, IntegranteFactory(mandato=hoy, desde=hoy.inicio, **comun)


@pytest.mark.parametrize(
    ("dia", "cual"), [("2026-03-14", 1), ("2026-03-15", 2), ("2024-03-15", 1), ("2024-03-14", None)]
)
def test_history_says_who_was_president_on_a_day(client, coordinadora, dos_mandatos, dia, cual):
    entrar(client, coordinadora)
    respuesta = client.get(reverse("comites:comite-historia", args=[dos_mandatos[0].pk]), {"dia": dia})
    esperados = [dos_mandatos[cual]] if cual else []
    assert [f.integrante for f in respuesta.context["presentes"]] == esperados
    assert [d.estado for d in respuesta.context["directivas"]] == [E.VIGENTE, E.RENOVADO]
    assert [[f.integrante for f in d.fichas] for d in respuesta.context["directivas"]] == [
        [dos_mandatos[2]],
        [dos_mandatos[1]],
    ]


def test_history_asked_for_no_day_at_all_says_so(client, coordinadora, comite):
    entrar(client, coordinadora)
    respuesta = client.get(reverse("comites:comite-historia", args=[comite.pk]), {"dia": "31/02/2026"})
    assert respuesta.context["dia"] is None
    assert "Esa fecha no existe" in respuesta.content.decode()


def test_offices_are_searched_by_committee_office_and_day(client, coordinadora, dos_mandatos, cargos):
    comite, antes, ahora = dos_mandatos
    IntegranteFactory(comite=comite, cargo=cargos["vocal"], desde=HOY)
    entrar(client, coordinadora)

    def hallados(**consulta):
        return [f.integrante for f in client.get(reverse("comites:cargos"), consulta).context["fichas"]]

    presidencia = cargos["presidencia"].pk
    assert hallados(cargo=presidencia) == [ahora, antes]
    assert hallados(cargo=presidencia, dia="2025-01-01") == [antes]
    assert hallados(cargo=presidencia, q=comite.nombre[-8:], dia=HOY.isoformat()) == [ahora]
    assert hallados(q="zzz") == []


def test_vacant_presidency_is_stood_in_for(client, coordinadora, comite, cargos):
    suplente = IntegranteFactory(comite=comite, cargo=cargos["vicepresidencia"], cargo_unico=True)
    entrar(client, coordinadora)
    padron = client.get(comite.get_absolute_url()).context["padron"]
    assert [(v.cargo.slug, v.suplente and v.suplente.integrante) for v in padron.vacancias] == [
        ("presidencia", suplente),
        ("secretaria-de-actas", None),
    ]


def test_office_list_keeps_names_from_who_may_not_read_them(client, cargos):
    lugar = hacer_lugares().propio
    vecina = IntegranteFactory(comite=lugar.comite, cargo=cargos["vocal"], persona__nombres="Canaria")
    entrar(client, lugar.usuario(Rol.PROMOTOR_OPC))
    visto = client.get(reverse("comites:cargos"))
    assert [f.integrante for f in visto.context["fichas"]] == [vecina]
    assert "Canaria" not in visto.content.decode()


class TestCargos(ContratoLista):
    url = "comites:cargos"
    permiso = Permiso.COMITE_VER
    consultas = 4

    def fila(self, lugar):
        return IntegranteFactory(comite=lugar.comite)

    def otra(self, lugar):
        return IntegranteFactory(comite=ComiteFactory(espacio=lugar.otro_espacio()))
