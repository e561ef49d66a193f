"""The committee's page: what it shows, what is due, and what it costs."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse

from comites.models import Comite
from comites.senales import con_inactividad
from cuentas.roles import Rol
from espacios.models import EspacioPublico
from tests.apoyo import contar_consultas, entrar
from tests.comites.conftest import HOY
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import GrupoFactory, IntegranteFactory, MandatoFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = pytest.mark.django_db


@pytest.fixture
def pagina(client, coordinadora, comite):
    entrar(client, coordinadora)
    return lambda: client.get(comite.get_absolute_url())


def texto(respuesta):
    return " ".join(respuesta.content.decode().split())


def integrante(comite, slug, cargos, **campos):
    cargo = cargos[slug]
    return IntegranteFactory(
        comite=comite, cargo=cargo, cargo_unico=cargo.unico, desde=date(2026, 4, 1), **campos
    )


def test_office_is_named_as_the_person_is_called(pagina, comite, cargos):
    integrante(comite, "presidencia", cargos, persona__sexo="mujer")
    assert [f.cargo for f in pagina().context["padron"].actuales] == ["Presidenta"]


def test_vacant_unique_offices_lead_to_the_form_with_that_office(pagina, comite, cargos):
    integrante(comite, "presidencia", cargos)
    respuesta = pagina()
    assert [c.slug for c in respuesta.context["padron"].vacantes] == [
        "vicepresidencia",
        "secretaria-de-actas",
    ]
    assert f"{reverse('comites:integrante-nuevo', args=[comite.pk])}?cargo=vicepresidencia" in texto(
        respuesta
    )


@pytest.mark.parametrize(
    ("estado", "dicho"),
    [
        ("en-recuperacion", "Convoque a la elección para renovarlo."),
        (
            "recuperado",
            "Sin mandato vigente, el espacio está en alerta. Convoque a la elección para renovarlo.",
        ),
    ],
)
def test_expired_mandate_puts_only_a_recovered_space_in_alert(pagina, comite, estado, dicho):
    comite.mandatos.update(fin=HOY - timedelta(days=1))
    EspacioPublico.objects.filter(pk=comite.espacio_id).update(estado=estado)
    assert f"21/11/2026. {dicho}</p>" in texto(pagina())


def test_few_members_are_warned_about(pagina, comite, cargos):
    integrante(comite, "vocal", cargos)
    assert "El padrón tiene 1 integrante.</b> Se recomiendan al menos 5." in texto(pagina())
    for _ in range(4):
        integrante(comite, "vocal", cargos)
    assert "Se recomiendan al menos" not in texto(pagina())


@pytest.mark.parametrize(
    ("fin", "dicho"),
    [
        (HOY + timedelta(days=61), ""),
        (HOY + timedelta(days=11), "El mandato termina en 11 días"),
        (HOY - timedelta(days=1), "El mandato venció ayer"),
    ],
)
def test_end_of_the_mandate_is_said_in_time(pagina, comite, fin, dicho):
    comite.mandatos.update(fin=fin)
    pagina_entera = texto(pagina())
    assert ("El mandato " in pagina_entera) == bool(dicho)
    assert dicho in pagina_entera


@pytest.mark.parametrize(
    ("llamada", "dicho"),
    [
        (None, "Convoque a la elección para renovarlo."),
        (6, "La elección está convocada para el 28/11/2026."),
        (-2, "La elección convocada fue el 20/11/2026: anote el resultado."),
    ],
)
def test_end_of_the_mandate_says_the_step_that_is_next(pagina, comite, coordinadora, llamada, dicho):
    comite.mandatos.update(fin=HOY + timedelta(days=11))
    if llamada is not None:
        dia = HOY + timedelta(days=llamada)
        comite.asambleas.create(motivo="renovacion", fecha=dia, hora=time(16), citada_por=coordinadora)
    assert f"03/12/2026. {dicho}</p>" in texto(pagina())


def test_an_election_let_drop_before_the_mandate_is_no_step_of_its_renewal(pagina, comite, coordinadora):
    comite.mandatos.update(fin=HOY + timedelta(days=11))
    antes = comite.mandatos.get().inicio - timedelta(days=3)
    comite.asambleas.create(motivo="renovacion", fecha=antes, hora=time(16), citada_por=coordinadora)
    assert "03/12/2026. Convoque a la elección para renovarlo.</p>" in texto(pagina())


def test_reading_role_gets_no_button_that_writes(client, comite, cargos):
    integrante(comite, "presidencia", cargos)
    entrar(client, usuario_con_rol(Rol.PROMOTOR_OPC, comite.espacio.comisaria))
    visto = texto(client.get(comite.get_absolute_url()))
    prohibidas = ("integrante-nuevo", "comite-renovar", "comite-disolver", "comite-editar", "grupo-editar")
    direcciones = [reverse(f"comites:{n}", args=[comite.pk]) for n in prohibidas]
    assert [d for d in direcciones if d in visto] == []
    assert '<form method="post" action="/comites' not in visto


def test_dissolved_committee_offers_nothing_to_change(pagina, comite):
    comite.disuelto, comite.motivo_disolucion = date(2026, 11, 1), "Se mudó el barrio."
    comite.save()
    visto = texto(pagina())
    assert "Se mudó el barrio." in visto
    assert reverse("comites:integrante-nuevo", args=[comite.pk]) not in visto


def test_who_left_is_in_the_history_and_not_in_the_roll(pagina, client, comite, cargos):
    sale = integrante(comite, "vocal", cargos, hasta=date(2026, 5, 1), motivo_salida="mudanza")
    assert pagina().context["padron"].actuales == []
    historia = client.get(reverse("comites:comite-historia", args=[comite.pk]))
    assert [[f.integrante for f in d.fichas] for d in historia.context["directivas"]] == [[], [sale]]
    assert "Mudanza" in texto(historia)


def inactivo(comite):
    return con_inactividad(Comite.objects.filter(pk=comite.pk)).get().inactivo


@pytest.mark.parametrize(("dias", "callado"), [(91, True), (90, False), (1, False)])
def test_silence_is_a_flag_after_ninety_days(comite, dias, callado):
    ActividadFactory(comite=comite, verificada=True, fecha=HOY - timedelta(days=dias))
    assert inactivo(comite) == callado


def test_only_verified_activities_of_this_committee_count(comite):
    ActividadFactory(comite=comite, fecha=HOY)
    ActividadFactory(verificada=True, fecha=HOY)
    assert inactivo(comite) is True


def test_young_or_dissolved_committee_is_not_called_inactive(comite):
    Comite.objects.filter(pk=comite.pk).update(fecha_constitucion=HOY - timedelta(days=90))
    assert inactivo(comite) is False
    Comite.objects.filter(pk=comite.pk).update(fecha_constitucion=date(2026, 3, 15), disuelto=HOY)
    assert inactivo(comite) is False


def test_flag_stands_beside_the_state(pagina, comite):
    assert "Sin actividad" in texto(pagina())
    ActividadFactory(comite=comite, verificada=True, fecha=HOY)
    assert "Sin actividad" not in texto(pagina())


def test_growth_of_the_page(client, coordinadora, comite, cargos):
    entrar(client, coordinadora)
    integrante(comite, "presidencia", cargos)
    GrupoFactory(comite=comite)
    poco = contar_consultas(client, comite.get_absolute_url())
    for _ in range(3):
        integrante(comite, "vocal", cargos)
        integrante(comite, "vocal", cargos, hasta=date(2026, 5, 1))
    MandatoFactory(comite=comite, inicio=date(2024, 1, 1), fin=date(2025, 12, 31))
    assert (poco, contar_consultas(client, comite.get_absolute_url())) == (6, 6)
