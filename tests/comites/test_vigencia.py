"""The state of a committee: derived, to the day, and the same in memory and in the database."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from comites.enums import EstadoComite as E
from comites.enums import EstadoGrupo
from comites.models import Comite, GrupoWhatsApp, Mandato
from comites.vigencia import estado_de_grupo, estado_en, fin_propuesto
from tests.fabricas.comites import ComiteFactory, MandatoFactory

pytestmark = pytest.mark.django_db
INICIO, FIN = date(2025, 1, 10), date(2027, 1, 9)


def comite_con(inicio=INICIO, fin=FIN, **campos):
    comite = ComiteFactory(**{"fecha_constitucion": inicio, **campos})
    MandatoFactory(comite=comite, inicio=inicio, fin=fin)
    return comite


def estado(comite, dia):
    """Return the state on `dia`, after checking that the three ways of asking agree."""
    en_base = Comite.objects.con_estado(dia).get(pk=comite.pk).estado_derivado
    assert en_base == estado_en(comite, comite.mandatos.all(), dia)
    en_filtros = [e for e in E if Comite.objects.en_alguno(e, dia=dia).filter(pk=comite.pk).exists()]
    assert en_filtros == [en_base]
    return E(en_base)


@pytest.mark.parametrize(
    ("dia", "esperado"),
    [
        (INICIO - timedelta(days=1), E.EN_FORMACION),
        (INICIO, E.VIGENTE),
        (FIN - timedelta(days=61), E.VIGENTE),
        (FIN - timedelta(days=60), E.POR_VENCER),
        (FIN, E.POR_VENCER),
        (FIN + timedelta(days=1), E.VENCIDO),
    ],
)
def test_state_changes_on_the_day(dia, esperado):
    assert estado(comite_con(), dia) == esperado


def test_committee_without_constitution_is_in_formation():
    assert estado(ComiteFactory(fecha_constitucion=None), INICIO) == E.EN_FORMACION


def test_constituted_without_mandate_is_constituted():
    assert estado(ComiteFactory(fecha_constitucion=INICIO), INICIO) == E.CONSTITUIDO


def test_mandate_not_begun_is_constituted_until_its_first_day():
    comite = comite_con(fecha_constitucion=INICIO - timedelta(days=5))
    assert estado(comite, INICIO - timedelta(days=1)) == E.CONSTITUIDO
    assert estado(comite, INICIO) == E.VIGENTE


def test_renewal_ahead_of_time_ends_the_warning():
    comite = comite_con()
    MandatoFactory(comite=comite, inicio=FIN + timedelta(days=1), fin=FIN + timedelta(days=731))
    assert estado(comite, FIN) == E.VIGENTE
    assert estado(comite, FIN + timedelta(days=1)) == E.VIGENTE


def test_gap_between_mandates_is_expired():
    comite = comite_con()
    MandatoFactory(comite=comite, inicio=FIN + timedelta(days=30), fin=FIN + timedelta(days=731))
    assert estado(comite, FIN + timedelta(days=1)) == E.VENCIDO


def test_dissolved_from_its_day_on():
    comite = comite_con(disuelto=FIN - timedelta(days=100))
    assert estado(comite, FIN - timedelta(days=101)) == E.VIGENTE
    assert estado(comite, FIN - timedelta(days=100)) == E.DISUELTO


def test_warning_period_is_configurable(settings):
    settings.DIAS_AVISO_VENCIMIENTO = 10
    comite = comite_con()
    assert estado(comite, FIN - timedelta(days=11)) == E.VIGENTE
    assert estado(comite, FIN - timedelta(days=10)) == E.POR_VENCER


dias = st.integers(-200, 200).map(lambda n: date(2026, 6, 1) + timedelta(days=n))
opcional = st.none() | dias


@pytest.mark.lenta
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    constitucion=opcional,
    disuelto=opcional,
    periodos=st.lists(st.tuples(dias, st.integers(1, 150)), max_size=3),
    dia=dias,
)
def test_database_and_memory_always_agree(constitucion, disuelto, periodos, dia):
    comite = ComiteFactory(fecha_constitucion=constitucion, disuelto=disuelto)
    mandatos = []
    for inicio, largo in sorted(dict(periodos).items()):
        if not mandatos or inicio > mandatos[-1].fin:  # the database refuses those that overlap
            mandatos.append(Mandato(comite=comite, inicio=inicio, fin=inicio + timedelta(days=largo)))
    Mandato.objects.bulk_create(mandatos)
    estado(comite, dia)
    comite.mandatos.all().delete()
    comite.delete()


@pytest.mark.parametrize(
    ("inicio", "fin"),
    [
        (date(2026, 3, 15), date(2028, 3, 14)),
        (date(2026, 1, 1), date(2027, 12, 31)),
        (date(2024, 2, 29), date(2026, 2, 28)),
        (date(2026, 3, 1), date(2028, 2, 29)),
    ],
)
def test_proposed_end_is_the_day_before_the_anniversary(inicio, fin):
    assert fin_propuesto(inicio) == fin


def test_proposed_end_follows_the_setting(settings):
    settings.DURACION_MANDATO_ANIOS = 4
    assert fin_propuesto(date(2026, 3, 15)) == date(2030, 3, 14)


@pytest.mark.parametrize(
    ("campos", "esperado"),
    [
        ({}, EstadoGrupo.ACTIVO),
        ({"ultimo_mensaje": date(2026, 10, 23)}, EstadoGrupo.ACTIVO),
        ({"ultimo_mensaje": date(2026, 10, 22)}, EstadoGrupo.INACTIVO),
        ({"cerrado": date(2026, 11, 22)}, EstadoGrupo.CERRADO),
        ({"cerrado": date(2026, 11, 23)}, EstadoGrupo.ACTIVO),
        ({"abierto": date(2026, 11, 23)}, EstadoGrupo.POR_CREAR),
    ],
)
def test_group_state_agrees_with_the_list_of_active_groups(campos, esperado):
    dia = date(2026, 11, 22)
    grupo = GrupoWhatsApp.objects.create(comite=ComiteFactory(), **campos)
    assert estado_de_grupo(grupo, dia) == esperado
    assert GrupoWhatsApp.objects.activos(dia).exists() == (esperado == EstadoGrupo.ACTIVO)


def test_no_group_is_one_to_be_made():
    assert estado_de_grupo(None) == EstadoGrupo.POR_CREAR
