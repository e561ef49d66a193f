"""What is still to be done: planned once or in series, moved with its motive, done in two taps."""

import uuid
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from actividades.enums import EstadoActividad, Frecuencia
from actividades.models import Actividad
from actividades.selectors import historia
from actividades.services import (
    anotar_actividad,
    cancelar_actividad,
    fechas_de,
    programar_actividad,
    reprogramar_actividad,
)
from actividades.views.nueva import SE_CANCELO
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from tests.actividades.conftest import foto
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, TipoActividadFactory

pytestmark = pytest.mark.django_db
INICIO, PROGRAMAR, CALENDARIO = (
    "/actividades/mi-comite/",
    "/actividades/programar/",
    "/actividades/calendario/",
)
E = EstadoActividad


@pytest.fixture(autouse=True)
def _hoy():
    with time_machine.travel("2026-11-23 15:00 -0500", tick=False):
        yield


@pytest.fixture
def tipo():
    return TipoActividadFactory(slug="limpieza-o-faena", nombre="Limpieza o faena")


@pytest.fixture
def programar(lider, lugares, tipo) -> Any:
    def _programar(**datos: Any) -> list[Actividad]:
        base = {"actor": lider, "comite": lugares.propio.comite, "tipo": tipo, "fecha": date(2026, 11, 28)}
        return programar_actividad(**base | datos)

    return _programar


@pytest.mark.parametrize(
    ("desde", "frecuencia", "esperadas"),
    [
        ("2026-11-28", Frecuencia.UNA_VEZ, ["2026-11-28"]),
        ("2026-11-28", Frecuencia.SEMANAL, ["2026-11-28", "2026-12-05", "2026-12-12"]),
        ("2026-11-28", Frecuencia.QUINCENAL, ["2026-11-28", "2026-12-12", "2026-12-26"]),
        ("2026-11-28", Frecuencia.MENSUAL, ["2026-11-28", "2026-12-26", "2027-01-23"]),
        ("2026-10-31", Frecuencia.MENSUAL, ["2026-10-31", "2026-11-28", "2026-12-26"]),
    ],
)
def test_days_of_a_series(desde, frecuencia, esperadas):
    """Each month keeps the place of the weekday; a fifth one means the last."""
    assert [f.isoformat() for f in fechas_de(date.fromisoformat(desde), frecuencia, 3)] == esperadas


def test_series_is_planned_whole_and_shares_its_name(programar):
    filas = programar(frecuencia=Frecuencia.SEMANAL, veces=3, hora=time(9), titulo="Faena del mes")
    assert {(a.estado, a.hora, a.titulo) for a in filas} == {(E.PROGRAMADA, time(9), "Faena del mes")}
    assert len({a.serie for a in filas}) == 1
    assert Actividad.objects.programadas().count() == 3


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"fecha": date(2026, 11, 22)}, "fecha"),
        ({"fecha": date(2028, 1, 1)}, "fecha"),
        ({"frecuencia": Frecuencia.SEMANAL, "veces": 13}, "veces"),
        ({"frecuencia": Frecuencia.SEMANAL, "veces": 1}, "veces"),
        ({"titulo": "x" * 161}, "titulo"),
    ],
)
def test_what_cannot_be_planned_is_said_by_field(programar, datos, campo):
    with pytest.raises(ValidationError) as error:
        programar(**datos)
    assert list(error.value.message_dict) == [campo]
    assert Actividad.objects.count() == 0


def test_nobody_plans_for_another_committee(programar, lugares):
    with pytest.raises(PermissionDenied):
        programar(comite=lugares.hermano.comite)


def test_moved_with_its_motive_and_only_that_one(programar, lider):
    primera, segunda = programar(frecuencia=Frecuencia.SEMANAL, veces=2)
    movida = reprogramar_actividad(
        actor=lider, actividad=primera, version=1, fecha=date(2026, 11, 29), hora=None, texto="Por la lluvia"
    )
    segunda.refresh_from_db()
    assert (movida.estado, movida.fecha) == (E.REPROGRAMADA, date(2026, 11, 29))
    assert (segunda.estado, segunda.fecha) == (E.PROGRAMADA, date(2026, 12, 5))
    assert movida.revisiones.get().texto == "Por la lluvia"
    with pytest.raises(ConflictoDeEdicion):
        reprogramar_actividad(
            actor=lider, actividad=primera, version=1, fecha=date(2026, 12, 1), hora=None, texto="Otra vez"
        )


def test_planned_one_becomes_done_once_with_its_photos(programar, lider, lugares, tipo):
    planeada = programar(fecha=timezone.localdate(), titulo="Faena del mes")[0]
    datos = {"tipo": tipo, "fecha": timezone.localdate(), "participantes": 18}
    for _ in range(2):
        recibo = anotar_actividad(
            actor=lider,
            uuid=planeada.uuid,
            espacio=lugares.propio.espacio,
            comite=lugares.propio.comite,
            fotos=[foto(1)],
            **datos,
        )
        assert (recibo.actividad.pk, recibo.difiere) == (planeada.pk, False)
    planeada.refresh_from_db()
    assert (planeada.estado, planeada.titulo, planeada.participantes) == (E.REALIZADA, "Faena del mes", 18)
    assert planeada.total_fotos == 1


def test_planned_one_cannot_be_done_before_its_day_nor_without_people(programar, lider, lugares, tipo):
    planeada = programar()[0]
    with pytest.raises(ValidationError) as error:
        anotar_actividad(
            actor=lider,
            uuid=planeada.uuid,
            espacio=lugares.propio.espacio,
            comite=lugares.propio.comite,
            tipo=tipo,
            fecha=planeada.fecha,
            participantes=None,
        )
    assert set(error.value.message_dict) == {"fecha", "participantes"}
    planeada.refresh_from_db()
    assert planeada.estado == E.PROGRAMADA


def test_form_of_a_planned_one_comes_filled_in(client, programar, lider, tipo, lugares):
    ActividadFactory(comite=lugares.propio.comite, tipo=tipo, participantes=14, fecha=date(2026, 10, 1))
    planeada = programar(fecha=timezone.localdate())[0]
    entrar(client, lider)
    respuesta = client.get(f"/actividades/anotar/?programada={planeada.uuid}")
    form = respuesta.context["form"]
    assert respuesta.context["clave_idempotencia"] == planeada.uuid
    assert (form["tipo"].value(), form["participantes"].value()) == ("limpieza-o-faena", 14)
    otra = client.get(f"/actividades/anotar/?programada={uuid.uuid4()}")
    assert otra.context["form"]["tipo"].value() is None


@pytest.mark.parametrize("nombre", ["editar", "completar", "agregar-fotos"])
def test_what_corrects_a_planned_one_leads_to_where_it_is_written_down(client, programar, lider, nombre):
    de_hoy, futura = programar(fecha=timezone.localdate())[0], programar()[0]
    entrar(client, lider)
    primero = "Todavía está programada: primero hay que anotar que se hizo."
    for actividad, destino in (
        (de_hoy, f"/actividades/anotar/?programada={de_hoy.uuid}"),
        (futura, futura.get_absolute_url()),
    ):
        respuesta = client.get(reverse(f"actividades:{nombre}", args=[actividad.uuid]), follow=True)
        assert respuesta.redirect_chain == [(destino, 302)]
        assert [str(m) for m in respuesta.context["messages"]] == [primero]


def test_office_writes_down_what_was_planned_and_it_is_one_activity(
    client, programar, lider, coordinadora, tipo
):
    planeada = programar(fecha=timezone.localdate(), titulo="Faena del mes")[0]
    entrar(client, coordinadora)
    url = f"/actividades/nueva/{planeada.espacio.codigo}/?programada={planeada.uuid}"
    assert f'href="{url}"' in client.get(planeada.get_absolute_url()).content.decode()
    form = client.get(url).context["form"]
    assert "organizador" not in form.fields
    assert (form["tipo"].value(), form["titulo"].value()) == (tipo.pk, "Faena del mes")
    datos = {"tipo": tipo.pk, "titulo": "Faena", "fecha": "2026-11-23", "participantes": "15"}
    assert client.post(url, datos).url == planeada.get_absolute_url()
    hecha = Actividad.objects.get()
    assert (hecha.estado, hecha.participantes, hecha.autor) == (E.REALIZADA, 15, coordinadora)
    quienes = [hecho.titulo for hecho in historia(hecha)]
    assert quienes == [f"Realizada por {coordinadora}", f"Programada por {lider}"]
    assert client.get(url).url == planeada.get_absolute_url()
    client.post(url, datos | {"participantes": "20"})
    assert Actividad.objects.get().participantes == 15


def test_office_does_not_write_down_what_was_called_off(client, programar, lider, coordinadora, tipo):
    planeada = programar(fecha=timezone.localdate())[0]
    cancelar_actividad(actor=lider, actividad=planeada, version=1, texto="No hay herramientas")
    entrar(client, coordinadora)
    url = f"/actividades/nueva/{planeada.espacio.codigo}/?programada={planeada.uuid}"
    avisos = [str(aviso) for aviso in client.get(url, follow=True).context["messages"]]
    assert avisos == [SE_CANCELO]
    datos = {"tipo": tipo.pk, "titulo": "Faena", "fecha": "2026-11-23", "participantes": "15"}
    respuesta = client.post(url, datos)
    form = respuesta.context["form"]
    assert (respuesta.status_code, form.non_field_errors()) == (422, [SE_CANCELO])
    assert form["titulo"].value() == "Faena"
    assert Actividad.objects.get().estado == E.CANCELADA


def test_home_asks_about_the_day_that_passed_and_calls_the_group_for_the_next(client, programar, lider):
    programar(fecha=timezone.localdate(), titulo="La de hoy")
    programar(titulo="La del sábado", hora=time(9))
    Actividad.objects.filter(titulo="La de hoy").update(fecha=date(2026, 11, 20))
    entrar(client, lider)
    texto = client.get(INICIO).content.decode()
    assert "¿Se hizo?" in texto
    assert texto.count("Ya la hicimos") == 1
    assert "s%C3%A1bado%2028%20de%20noviembre%20a%20las%2009%3A00" in texto


def test_cancelled_one_leaves_calendar_and_home(client, programar, lider):
    planeada = programar(titulo="Suspendida")[0]
    cancelar_actividad(actor=lider, actividad=planeada, version=1, texto="No hay herramientas")
    entrar(client, lider)
    assert list(client.get(INICIO).context["por_venir"]) == []
    assert "Suspendida" not in client.get(CALENDARIO).content.decode()


def test_form_plans_a_series_and_leads_to_its_month(client, lider, lugares, tipo):
    entrar(client, lider)
    datos = {
        "comite": lugares.propio.comite.pk,
        "tipo": tipo.pk,
        "fecha": "2026-12-05",
        "hora": "09:00",
        "frecuencia": "mensual",
        "veces": 3,
        "clave_idempotencia": str(uuid.uuid4()),
    }
    respuesta = client.post(PROGRAMAR, datos)
    assert respuesta.url == f"{CALENDARIO}?mes=2026-12"
    assert client.post(PROGRAMAR, datos).url == respuesta.url
    assert Actividad.objects.programadas().count() == 3
    mala = client.post(PROGRAMAR, datos | {"fecha": "2026-11-01", "clave_idempotencia": str(uuid.uuid4())})
    assert mala.context["form"].errors["fecha"] == ["Ese día ya pasó: hoy es 23/11/2026."]


def test_coordinator_plans_from_the_space_and_only_there(client, lugares, coordinadora):
    entrar(client, coordinadora)
    assert f'href="{PROGRAMAR}"' not in client.get(CALENDARIO).content.decode()
    propio, ajeno = lugares.propio.comite.espacio.codigo, lugares.hermano.comite.espacio.codigo
    comites = client.get(f"{PROGRAMAR}?espacio={propio}").context["form"].fields["comite"].queryset
    assert list(comites) == [lugares.propio.comite]
    assert "hace falta un comité activo" in client.get(f"{PROGRAMAR}?espacio={ajeno}").content.decode()


@pytest.mark.parametrize("mes", ["2026-13", "x", "", "0000-01", "0001-01", "9999-12", "2026-11' OR 1"])
def test_month_that_does_not_exist_is_this_one(client, lider, mes):
    entrar(client, lider)
    assert client.get(CALENDARIO, {"mes": mes}).context["mes"] == date(2026, 11, 1)


def test_calendar_shows_the_month_in_scope_with_constant_queries(client, programar, coordinadora, lugares):
    programar(titulo="Propia")
    ajena = ActividadFactory(comite=lugares.hermano.comite, titulo="De otro lugar")
    entrar(client, coordinadora)
    texto = client.get(CALENDARIO).content.decode()
    assert "Propia" in texto
    assert ajena.titulo not in texto
    una = contar_consultas(client, CALENDARIO)
    programar(frecuencia=Frecuencia.SEMANAL, veces=2, fecha=date(2026, 11, 23))
    assert contar_consultas(client, CALENDARIO) == una <= 8


def test_days_of_the_month_tell_how_many_of_each_state(client, programar, coordinadora, lugares):
    comite = lugares.propio.comite
    for estado in (E.REPROGRAMADA, E.PROGRAMADA, E.CANCELADA, E.RECHAZADA):
        ActividadFactory(comite=comite, estado=estado, fecha=date(2026, 11, 28), participantes=None)
    ActividadFactory(comite=comite, verificada=True, fecha=date(2026, 11, 5))
    ActividadFactory(comite=comite, verificada=True, fecha=date(2026, 10, 31))
    ActividadFactory(comite=lugares.hermano.comite, fecha=date(2026, 11, 5))
    entrar(client, coordinadora)
    contexto = client.get(CALENDARIO).context
    celdas = [dia for semana in contexto["semanas"] for dia in semana if dia.contenido]
    assert {c.fecha.day: [(m.corto, n) for m, n in c.contenido] for c in celdas} == {
        5: [("Verificada", 1)],
        28: [("Programada", 2)],
    }
    assert contexto["total"] == 3


def test_day_chosen_shows_its_own_by_the_hour_and_leaves_the_month_whole(client, programar, coordinadora):
    programar(titulo="Tarde", hora=time(16))
    programar(titulo="Temprano", hora=time(8))
    programar(titulo="Otro día", fecha=date(2026, 11, 29))
    entrar(client, coordinadora)
    contexto = client.get(CALENDARIO, {"dia": "2026-11-28"}).context
    assert [a.titulo for a in contexto["object_list"]] == ["Temprano", "Tarde"]
    assert (contexto["total"], sum(len(d.contenido or []) for s in contexto["semanas"] for d in s)) == (2, 2)
    de_otro_mes = client.get(CALENDARIO, {"dia": "2026-12-05"}).context
    assert (de_otro_mes["dia"], de_otro_mes["total"]) == (None, 3)
    solo = client.get(CALENDARIO, {"estado": "verificada"})
    assert "Ninguna actividad con esos filtros" in solo.content.decode()


def test_file_for_other_calendars_has_what_is_planned_in_scope(client, programar, lider, lugares):
    programar(titulo="Faena; con, signos", hora=time(9))
    programar(titulo="Todo el día", fecha=date(2026, 12, 1))
    ActividadFactory(comite=lugares.hermano.comite, estado=E.PROGRAMADA, fecha=date(2026, 12, 1))
    entrar(client, lider)
    eventos = Calendar.from_ical(client.get("/actividades/calendario.ics").content).walk("VEVENT")
    espacio = lugares.propio.espacio.nombre
    assert [(str(e["summary"]), e.decoded("dtstart")) for e in eventos] == [
        (f"Faena; con, signos, {espacio}", timezone.make_aware(datetime(2026, 11, 28, 9))),
        (f"Todo el día, {espacio}", date(2026, 12, 1)),
    ]


def test_planned_ones_count_nowhere(programar, coordinadora):
    programar(fecha=timezone.localdate())
    assert Actividad.objects.autogestionadas().count() == 0
    assert Actividad.objects.por_verificar().count() == 0


def test_leader_of_nothing_has_no_committee_to_plan_for(client, lugares):
    auditor = lugares.propio.usuario(Rol.AUDITOR)
    entrar(client, auditor)
    assert client.get(PROGRAMAR).status_code == 403
    assert client.get(CALENDARIO).status_code == 200


def test_moving_page_keeps_what_was_typed(client, programar, lider):
    planeada = programar()[0]
    entrar(client, lider)
    url = reverse("actividades:reprogramar", args=[planeada.uuid])
    ayer = timezone.localdate() - timedelta(days=1)
    respuesta = client.post(url, {"version": 1, "fecha": ayer.isoformat(), "texto": "Por la lluvia"})
    assert respuesta.context["form"].errors["fecha"] == ["Ese día ya pasó: hoy es 23/11/2026."]
    assert "Por la lluvia" in respuesta.content.decode()
