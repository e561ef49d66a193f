"""«Mi semana»: talks that wait to be closed and those of the coming days, each to whoever may edit them."""

from datetime import datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, make_aware, now

from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.capacitaciones import SesionFactory
from tests.fabricas.cuentas import usuario_con_rol

pytestmark = pytest.mark.django_db


def ayer():
    return now() - timedelta(days=1)


def grupos(client, usuario):
    entrar(client, usuario)
    todos = client.get("/inicio/").context["grupos"]
    return {g.slug: g.tareas for g in todos if g.slug.startswith("charlas-")}


@pytest.mark.parametrize(
    ("rol", "vistas"),
    [
        (Rol.COORDINADOR_MUNICIPAL, ["propio"]),
        (Rol.ESPECIALISTA_REGIONAL, ["propio", "hermano"]),
        (Rol.RESPONSABLE_NACIONAL, ["propio", "hermano", "lejano"]),
        (Rol.FACILITADOR, []),
        (Rol.AUDITOR, []),
    ],
)
def test_talks_to_close_reach_whoever_may_edit_them(client, rol, vistas):
    lugares = hacer_lugares()
    for horas, nombre in ((3, "propio"), (2, "hermano"), (1, "lejano")):
        lugar = getattr(lugares, nombre)
        lugar.otro_espacio()
        SesionFactory(
            realizada=True,
            titulo=nombre,
            region=lugar.region,
            municipalidad=lugar.municipalidad,
            inicio=ayer() - timedelta(hours=horas),
        )
    vistos = grupos(client, lugares.propio.usuario(rol)).get("charlas-por-cerrar", [])
    assert [t.titulo for t in vistos] == vistas


def test_a_facilitator_is_told_what_each_own_talk_lacks(client):
    facilitadora = usuario_con_rol(Rol.FACILITADOR)
    sin_asistencia = SesionFactory(facilitador=facilitadora, abierta=True, inicio=ayer())
    con_asistencia = SesionFactory(
        facilitador=facilitadora, realizada=True, inicio=ayer() + timedelta(hours=1)
    )
    SesionFactory(facilitador=facilitadora, cerrada=True)
    vistos = grupos(client, facilitadora)
    assert list(vistos) == ["charlas-por-cerrar"]
    assert [(t.accion, t.url_accion) for t in vistos["charlas-por-cerrar"]] == [
        ("Anotar la asistencia", reverse("capacitaciones:asistencia", args=[sin_asistencia.uuid])),
        ("Revisar y cerrar", con_asistencia.get_absolute_url()),
    ]


def test_the_coming_talks_are_those_of_seven_days_and_what_goes_on(client):
    facilitadora = usuario_con_rol(Rol.FACILITADOR)
    ultimo = make_aware(datetime.combine(localdate() + timedelta(days=7), time(23, 59)))
    SesionFactory(facilitador=facilitadora, titulo="en curso", inicio=ayer(), fin=now() + timedelta(hours=1))
    SesionFactory(facilitador=facilitadora, titulo="última", abierta=True, inicio=ultimo)
    SesionFactory(facilitador=facilitadora, titulo="después", inicio=ultimo + timedelta(minutes=1))
    assert {c: [t.titulo for t in ts] for c, ts in grupos(client, facilitadora).items()} == {
        "charlas-por-venir": ["en curso", "última"]
    }
    assert "en curso" in client.get(reverse("portal:tareas", args=["charlas-por-venir"])).text


def test_a_talk_that_ends_during_the_day_moves_from_one_group_to_the_other(client):
    """The statement is kept for the day; the hour it compares with is not."""
    facilitadora = usuario_con_rol(Rol.FACILITADOR)
    sesion = SesionFactory(facilitador=facilitadora, inicio=ayer(), fin=now() + timedelta(hours=1))
    assert list(grupos(client, facilitadora)) == ["charlas-por-venir"]
    sesion.fin = now() - timedelta(seconds=1)
    sesion.save()
    assert list(grupos(client, facilitadora)) == ["charlas-por-cerrar"]


def test_talks_reach_an_office_without_spaces_before_its_first_steps(client):
    lugar = hacer_lugares().lejano
    SesionFactory(realizada=True, titulo="Vecinos", region=lugar.region, municipalidad=lugar.municipalidad)
    lugar.espacio.delete()
    vistos = grupos(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    assert [t.titulo for t in vistos["charlas-por-cerrar"]] == ["Vecinos"]
    texto = client.get("/inicio/").text
    assert texto.index("Revisar y cerrar") < texto.index("Los tres primeros pasos")
