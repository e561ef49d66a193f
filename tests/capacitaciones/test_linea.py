"""Talks on the timeline of a space: which, how many of its committee went, for whom they open."""

from datetime import timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from cuentas.roles import Rol
from espacios.linea import Pedido, leer_linea
from tests.apoyo import consultas
from tests.fabricas.capacitaciones import AsistenciaFactory, SesionFactory
from tests.fabricas.comites import IntegranteFactory

pytestmark = pytest.mark.django_db

CHARLAS = Pedido.leer(QueryDict("tipo=charlas"))


def charlas(user, espacio):
    return [(h.titulo, h.texto, h.url) for h in leer_linea(user, espacio, CHARLAS).hechos]


def asistir(sesion, *personas):
    for persona in personas:
        AsistenciaFactory(sesion=sesion, inscripcion__persona=persona)


def integrante(lugar, **datos):
    return IntegranteFactory(comite=lugar.comite, desde=timezone.localdate() - timedelta(90), **datos).persona


def test_counts_who_belonged_to_the_committee_on_that_day_without_a_name(lugares):
    lugar, hoy = lugares.propio, timezone.localdate()
    sesion = SesionFactory(cerrada=True, titulo="Leer el parque")
    salio = IntegranteFactory(
        comite=lugar.comite, desde=hoy - timedelta(90), hasta=hoy - timedelta(30), motivo_salida="renuncia"
    ).persona
    entro = IntegranteFactory(comite=lugar.comite, desde=hoy).persona
    asistir(sesion, integrante(lugar), integrante(lugar), integrante(lugares.vecino), salio, entro)
    AsistenciaFactory(sesion=sesion, anonima=True)
    sola = SesionFactory(cerrada=True, titulo="Vivir sin gritos", inicio=timezone.now() - timedelta(60))
    asistir(sola, salio)
    nacional = lugar.usuario(Rol.RESPONSABLE_NACIONAL)
    assert charlas(nacional, lugar.espacio) == [
        (
            "Charla: Leer el parque",
            "Participaron 2 integrantes del comité.",
            f"/capacitaciones/{sesion.uuid}/",
        ),
        ("Charla: Vivir sin gritos", "Participó 1 integrante del comité.", f"/capacitaciones/{sola.uuid}/"),
    ]


def test_a_talk_that_is_not_closed_is_not_history(lugar):
    asistir(SesionFactory(realizada=True), integrante(lugar))
    assert charlas(lugar.usuario(Rol.RESPONSABLE_NACIONAL), lugar.espacio) == []


def test_opens_only_for_whoever_may_open_it_and_is_told_to_whoever_sees_the_committee(lugar):
    """A talk for the whole country is outside of a municipality's reach; that its neighbours went is not."""
    asistir(SesionFactory(cerrada=True, titulo="Leer el parque"), integrante(lugar))
    for rol in (Rol.COORDINADOR_MUNICIPAL, Rol.LIDER_COMITE):
        assert charlas(lugar.usuario(rol), lugar.espacio) == [
            ("Charla: Leer el parque", "Participó 1 integrante del comité.", "")
        ]
    assert charlas(lugar.usuario(Rol.ADMINISTRADOR_TECNICO), lugar.espacio) == []


def test_one_query_however_many_talks(lugar):
    persona, nacional = integrante(lugar), lugar.usuario(Rol.RESPONSABLE_NACIONAL)
    for _ in range(3):
        asistir(SesionFactory(cerrada=True), persona)
    charlas(nacional, lugar.espacio)  # the assignments are read once per request
    with consultas() as hechas:
        assert len(charlas(nacional, lugar.espacio)) == 3
    assert len(hechas) == 1
