"""«Mi semana»: actions that are due, plans and interventions that wait or came back, each to its people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from cuentas.roles import Rol
from espacios.models.accion import domingo_de
from tests.apoyo import al_momento, entrar
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.espacios import FotoEspacioFactory
from tests.fabricas.planes import AccionFactory, IntervencionFactory, PlanFactory

pytestmark = pytest.mark.django_db


def ayer():
    return localdate() - timedelta(days=1)


@pytest.fixture
def lugares():
    return hacer_lugares()


@pytest.fixture
def lugar(lugares):
    return lugares.propio


def tareas(client, usuario, clase):
    entrar(client, usuario)
    grupos = {g.slug: g for g in client.get("/inicio/").context["grupos"]}
    return [t.titulo for t in grupos[clase].tareas] if clase in grupos else []


@pytest.mark.parametrize(
    ("rol", "vistas"),
    [
        (Rol.COORDINADOR_MUNICIPAL, ["de la muni", "conjunta", "vecina"]),
        (Rol.PROMOTOR_OPC, ["conjunta"]),
        (Rol.RESPONSABLE_NACIONAL, ["de la muni", "conjunta", "vecina", "lejana"]),
        (Rol.AUDITOR, []),
    ],
)
def test_due_actions_reach_whoever_may_move_them_on(client, lugares, lugar, rol, vistas):
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    AccionFactory(plan=plan, que="de la muni", plazo=ayer())
    AccionFactory(plan=plan, que="conjunta", plazo=ayer(), conjunta_comisaria=True)
    AccionFactory(plan=plan, que="lejos todavía")
    for lejos, que in ((lugares.vecino, "vecina"), (lugares.lejano, "lejana")):
        AccionFactory(plan__espacio=lejos.espacio, que=que, plazo=ayer(), conjunta_comisaria=True)
    assert tareas(client, lugar.usuario(rol), "acciones") == vistas


@pytest.mark.parametrize(
    ("rol", "vistas"),
    [
        (Rol.COORDINADOR_MUNICIPAL, ["termina", "de la comisaría", "empieza"]),
        (Rol.ESPECIALISTA_REGIONAL, ["termina", "de la comisaría", "empieza"]),
        (Rol.PROMOTOR_OPC, ["de la comisaría"]),
        (Rol.RESPONSABLE_NACIONAL, ["termina", "de la comisaría", "empieza", "lejana"]),
        (Rol.AUDITOR, []),
    ],
)
def test_late_interventions_reach_whoever_sees_to_them(client, lugares, lugar, rol, vistas):
    hoy = localdate()
    dias = [hoy - timedelta(days=n) for n in (9, 6, 3)]
    IntervencionFactory(espacio=lugar.espacio, titulo="termina", en_ejecucion=True, fin=dias[0])
    de_la_pnp = {"titulo": "de la comisaría", "responsable": "comisaria"}
    IntervencionFactory(espacio=lugar.espacio, inicio=dias[1], **de_la_pnp)
    IntervencionFactory(espacio=lugar.espacio, titulo="empieza", inicio=domingo_de(hoy), fin=None)
    IntervencionFactory(espacio=lugares.lejano.espacio, titulo="lejana", inicio=domingo_de(hoy))
    for nada_que_hacer in ({"estado": "observada"}, {"terminada": True}, {"estado": "cancelada"}):
        IntervencionFactory(espacio=lugar.espacio, **nada_que_hacer)
    IntervencionFactory(espacio=lugar.espacio, inicio=domingo_de(hoy) + timedelta(days=1))
    IntervencionFactory(espacio=lugar.espacio, en_ejecucion=True, fin=None)
    IntervencionFactory(espacio__estado="retirado", espacio__distrito=lugar.espacio.distrito)
    assert tareas(client, lugar.usuario(rol), "intervenciones") == vistas


@pytest.mark.parametrize(
    ("campos", "urgencia"),
    [
        ({"inicio": ayer}, "Debía empezar ayer"),
        ({"en_ejecucion": True, "fin": localdate}, "Debe terminar hoy"),
    ],
)
def test_late_intervention_says_what_is_expected_of_it(client, lugar, campos, urgencia):
    fila = IntervencionFactory(espacio=lugar.espacio, **al_momento(campos))
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    grupos = {g.slug: g for g in client.get("/inicio/").context["grupos"]}
    [tarea] = grupos["intervenciones"].tareas
    dia = fila.lo_que_toca[1]
    assert (tarea.urgencia, tarea.accion) == (f"{urgencia}, el {dia:%d/%m/%Y}.", "Poner al día")


def test_plans_wait_for_somebody_else(client, lugares, lugar):
    especialista = lugar.usuario(Rol.ESPECIALISTA_REGIONAL)
    PlanFactory(espacio=lugar.espacio, presentado=True, autor=especialista)
    ajeno = PlanFactory(espacio=lugares.vecino.espacio, presentado=True)
    PlanFactory(espacio=lugares.lejano.espacio, presentado=True)
    assert tareas(client, especialista, "aprobar-planes") == [ajeno.espacio.nombre]
    assert tareas(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL), "aprobar-planes") == []


def test_interventions_wait_for_who_had_no_part_in_them(client, lugares, lugar):
    especialista = lugar.usuario(Rol.ESPECIALISTA_REGIONAL)
    IntervencionFactory(espacio=lugar.espacio, terminada=True, autor=especialista)
    suya = IntervencionFactory(espacio=lugar.espacio, terminada=True)
    FotoEspacioFactory(espacio=lugar.espacio, intervencion=suya, autor=especialista)
    ajena = IntervencionFactory(espacio=lugares.hermano.espacio, terminada=True)
    assert tareas(client, especialista, "verificar-intervenciones") == [ajena.titulo]


def test_what_came_back_reaches_who_mends_it(client, lugar):
    coordinadora = lugar.usuario(Rol.COORDINADOR_MUNICIPAL)
    PlanFactory(espacio=lugar.espacio, estado="observado")
    intervencion = IntervencionFactory(espacio=lugar.espacio, estado="observada")
    assert tareas(client, coordinadora, "corregir-planes") == [lugar.espacio.nombre]
    assert tareas(client, coordinadora, "corregir-intervenciones") == [intervencion.titulo]


@pytest.mark.parametrize(
    "clase", ["acciones", "intervenciones", "aprobar-planes", "verificar-intervenciones"]
)
def test_each_kind_opens_for_its_permission_only(client, lugar, clase):
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    assert client.get(f"/inicio/{clase}/").status_code == 200
    entrar(client, lugar.usuario(Rol.ALIADO))
    assert client.get(f"/inicio/{clase}/").status_code == 403


def test_leader_sees_what_the_committee_has_to_do(client, lugar):
    lider = lugar.usuario(Rol.LIDER_COMITE)
    plan = PlanFactory(espacio=lugar.espacio, aprobado=True)
    AccionFactory(plan=plan, responsable="comite", que="Pintar el muro", plazo=ayer())
    AccionFactory(plan=plan, que="Cambiar luminarias", plazo=ayer())
    IntervencionFactory(espacio=lugar.espacio, responsable="comite", titulo="Tardes de juego", inicio=ayer())
    IntervencionFactory(espacio=lugar.espacio, inicio=ayer())
    entrar(client, lider)
    contexto = client.get(reverse("actividades:lider-inicio")).context
    assert [a.que for a in contexto["acciones"]] == ["Pintar el muro"]
    assert [i.titulo for i in contexto["intervenciones"]] == ["Tardes de juego"]
