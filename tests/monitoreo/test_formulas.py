"""Each formula against rows made by hand, on the day before, the day of and the day after."""

from datetime import date, datetime, time, timedelta

import pytest
from django.utils import timezone

from actividades.enums import EstadoActividad, Organizador
from capacitaciones.models import Asistencia, Sesion
from espacios.enums import EstadoEspacio
from monitoreo import indicadores as ind
from monitoreo.selectors import Total, espacios_por_region, filas_de, panorama, registradas_en, total_de
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.capacitaciones import AsistenciaFactory
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.personas import PersonaFactory
from tests.fabricas.territorio import MunicipalidadFactory, RegionFactory

pytestmark = pytest.mark.django_db

DIA = date(2026, 6, 15)
ANTES, DESPUES = DIA - timedelta(days=1), DIA + timedelta(days=1)
DIAS = (ANTES, DIA, DESPUES)


def en(indicador):
    """Return the registered count on the day before, the day and the day after."""
    return [registradas_en(dia)[indicador.slug] for dia in DIAS]


def verificada(**campos):
    return ActividadFactory(
        estado=EstadoActividad.VERIFICADA,
        verificada_por=UsuarioFactory(),
        verificada_en=timezone.now(),
        **campos,
    )


def test_space_counts_from_the_day_it_is_incorporated():
    EspacioFactory(fecha_incorporacion=DIA)
    assert en(ind.ESPACIOS) == [0, 1, 1]


def test_retired_space_does_not_count():
    EspacioFactory(fecha_incorporacion=ANTES, estado=EstadoEspacio.RETIRADO)
    assert en(ind.ESPACIOS) == [0, 0, 0]


def test_committee_counts_from_its_acta_until_it_dissolves():
    ComiteFactory(fecha_constitucion=DIA)
    assert en(ind.COMITES) == [0, 1, 1]
    ComiteFactory(fecha_constitucion=date(2025, 1, 1), disuelto=DIA)
    assert en(ind.COMITES) == [1, 1, 1]


def test_committee_without_acta_does_not_count():
    ComiteFactory(fecha_constitucion=None)
    assert en(ind.COMITES) == [0, 0, 0]


def test_member_counts_from_the_first_day_and_no_longer_on_the_last():
    IntegranteFactory(desde=DIA)
    assert en(ind.INTEGRANTES) == [0, 1, 1]
    IntegranteFactory(desde=date(2025, 1, 1), hasta=DIA)
    assert en(ind.INTEGRANTES) == [1, 1, 1]


def test_person_in_two_committees_counts_once():
    persona = PersonaFactory()
    IntegranteFactory(persona=persona, desde=DIA)
    IntegranteFactory(persona=persona, desde=DIA)
    assert ind.membresias_en(DIA).count() == 2
    assert en(ind.INTEGRANTES) == [0, 1, 1]


def test_members_of_a_dissolved_committee_do_not_count():
    IntegranteFactory(desde=date(2025, 1, 1), comite__disuelto=DIA)
    assert en(ind.INTEGRANTES) == [1, 0, 0]


def test_activity_counts_when_verified_and_dated_by_the_cut_off():
    verificada(fecha=DIA)
    assert en(ind.ACTIVIDADES) == [0, 1, 1]


@pytest.mark.parametrize("estado", [e for e in EstadoActividad if e != EstadoActividad.VERIFICADA])
def test_activity_in_any_other_state_does_not_count(estado):
    ActividadFactory(fecha=ANTES, estado=estado)
    assert en(ind.ACTIVIDADES) == [0, 0, 0]


@pytest.mark.parametrize("quien", [o for o in Organizador if o != Organizador.COMITE])
def test_activity_of_an_institution_is_not_self_managed(quien):
    verificada(fecha=ANTES, organizador=quien)
    assert en(ind.ACTIVIDADES) == [0, 0, 0]


def test_group_counts_while_it_is_open():
    GrupoFactory(abierto=DIA)
    assert en(ind.GRUPOS) == [0, 1, 1]
    GrupoFactory(abierto=date(2025, 1, 1), cerrado=DIA)
    assert en(ind.GRUPOS) == [1, 1, 1]


def test_group_silent_for_more_than_thirty_days_is_not_active():
    GrupoFactory(abierto=date(2025, 1, 1), ultimo_mensaje=DIA - timedelta(days=30))
    assert en(ind.GRUPOS) == [1, 1, 0]


def test_coverage_is_said_over_the_committees_that_count():
    assert registradas_en(DIA)["notas"][ind.GRUPOS.slug] == "Cobertura: s/d, todavía no hay comités."
    con_grupo, _sin_grupo = (ComiteFactory(fecha_constitucion=ANTES) for _ in range(2))
    GrupoFactory(comite=con_grupo, abierto=ANTES)
    GrupoFactory(comite=ComiteFactory(fecha_constitucion=None), abierto=ANTES)
    assert registradas_en(DIA)["notas"][ind.GRUPOS.slug] == "Cobertura: 50\N{NO-BREAK SPACE}% de los comités."


def test_percentage_only_against_an_exact_declared_value():
    EspacioFactory(fecha_incorporacion=ANTES)
    verificada(fecha=ANTES)
    cifras = {c.indicador.slug: c for c in panorama(DIA).cifras}
    assert cifras["espacios"].porcentaje == pytest.approx(1 / 83 * 100 * cifras["espacios"].registrado)
    assert cifras["actividades-autogestionadas"].registrado == 1
    assert cifras["actividades-autogestionadas"].porcentaje is None
    assert (cifras["personas-capacitadas"].registrado, cifras["personas-capacitadas"].porcentaje) == (0, 0)


def test_declared_figures_are_those_of_the_source_without_date():
    vista = panorama(DIA)
    assert [(c.indicador.slug, c.declarada.operador, c.declarada.valor) for c in vista.cifras] == [
        ("espacios", "igual", 83),
        ("comites", "igual", 83),
        ("integrantes", "igual", 479),
        ("actividades-autogestionadas", "mas-de", 80),
        ("grupos-whatsapp", "igual", 83),
        ("personas-capacitadas", "igual", 4258),
    ]
    assert vista.declarado.fecha_en_palabras == "fecha no indicada en la fuente"


def test_spaces_by_region_include_regions_without_spaces():
    RegionFactory(ubigeo="07", nombre="Callao")
    municipalidad = MunicipalidadFactory(distrito__nombre="Ate", distrito__region__nombre="Lima")
    EspacioFactory.create_batch(2, municipalidad=municipalidad, fecha_incorporacion=ANTES)
    EspacioFactory(municipalidad__distrito__nombre="Zapallal", fecha_incorporacion=ANTES)
    resumen = [(r.region.nombre, r.total, r.distritos) for r in espacios_por_region(DIA)]
    assert resumen == [("Lima", 3, ["Ate", "Zapallal"]), ("Callao", 0, [])]


def test_panorama_takes_the_same_queries_however_many_rows(django_assert_num_queries):
    with django_assert_num_queries(9):
        panorama(DIA)
    for _ in range(3):
        verificada(fecha=ANTES)
        IntegranteFactory()
    with django_assert_num_queries(9):
        panorama(DIA)


@pytest.mark.parametrize("indicador", ind.INDICADORES)
def test_every_figure_equals_its_rows_and_splits_by_region(indicador):
    for region in ("1501", "07"):
        espacio = EspacioFactory(fecha_incorporacion=ANTES, municipalidad__distrito__region__ubigeo=region)
        comite = ComiteFactory(espacio=espacio, fecha_constitucion=ANTES)
        IntegranteFactory(comite=comite, desde=ANTES)
        GrupoFactory(comite=comite, abierto=ANTES)
        verificada(comite=comite, fecha=ANTES)
        asistencia(PersonaFactory(), ANTES, sesion__region=espacio.region)
    filas = filas_de(indicador, DIA)
    assert (registradas_en(DIA)[indicador.slug], filas.count()) == (2, 2)
    assert [filas_de(indicador, DIA, region).count() for region in ("1501", "07", "04")] == [1, 1, 0]


def asistencia(persona, dia, **campos):
    """Attendance of a talk that was given on that evening and closed."""
    inicio = timezone.make_aware(datetime.combine(dia, time(20)))
    campos = {"sesion__inicio": inicio} | campos
    return AsistenciaFactory(persona=persona, inscripcion__persona=persona, **campos)


def test_trained_persons_are_not_attendances():
    constante = PersonaFactory()
    asistencia(constante, ANTES)
    asistencia(constante, DIA)
    asistencia(PersonaFactory(), DIA)
    for _ in range(2):
        AsistenciaFactory(anonima=True, sesion=Asistencia.objects.first().sesion)
    assert en(ind.CAPACITADAS) == [1, 2, 2]
    notas = [registradas_en(dia)["notas"].get(ind.CAPACITADAS.slug) for dia in DIAS]
    assert notas == ["En 3 asistencias registradas.", *["En 5 asistencias registradas."] * 2]


def test_talk_counts_once_it_is_closed():
    abierta = asistencia(PersonaFactory(), ANTES, sesion__estado="realizada", sesion__cerrada_en=None).sesion
    assert en(ind.CAPACITADAS) == [0, 0, 0]
    Sesion.objects.filter(pk=abierta.pk).update(estado="cerrada", cerrada_en=timezone.now())
    assert en(ind.CAPACITADAS) == [1, 1, 1]


def test_persons_of_regions_do_not_add_up_to_those_of_the_country():
    persona = PersonaFactory()
    for region in ("1501", "07"):
        asistencia(persona, ANTES, sesion__region=RegionFactory(ubigeo=region))
    asistencia(persona, ANTES)
    assert [total_de(ind.CAPACITADAS, DIA, r) for r in ("1501", "07")] == [Total(1)] * 2
    assert total_de(ind.CAPACITADAS, DIA) == Total(1, 2)
