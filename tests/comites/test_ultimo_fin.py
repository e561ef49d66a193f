"""The end of the last mandate and the last post of the group, kept beside the committee by triggers."""

from datetime import date, timedelta

import pytest

from comites.disparadores import recalcular_mantenidos
from comites.models import Comite, GrupoWhatsApp, Mandato
from tests.fabricas.comites import ComiteFactory, GrupoFactory, MandatoFactory

pytestmark = pytest.mark.django_db


def test_last_end_follows_every_write_of_mandates():
    uno, otro = ComiteFactory(), ComiteFactory()
    fines = []

    def anotar():
        fines.append((Comite.objects.get(pk=uno.pk).ultimo_fin, Comite.objects.get(pk=otro.pk).ultimo_fin))

    anotar()
    viejo = MandatoFactory(comite=uno, inicio=date(2022, 1, 1), fin=date(2023, 12, 31))
    nuevo = MandatoFactory(comite=uno, inicio=date(2024, 1, 1), fin=date(2025, 12, 31))
    anotar()
    Mandato.objects.filter(pk=nuevo.pk).update(fin=date(2026, 6, 30))
    anotar()
    Mandato.objects.filter(pk=nuevo.pk).update(comite=otro)
    anotar()
    viejo.delete()
    anotar()
    assert fines == [
        (None, None),
        (date(2025, 12, 31), None),
        (date(2026, 6, 30), None),
        (date(2023, 12, 31), date(2026, 6, 30)),
        (None, date(2026, 6, 30)),
    ]
    antes = list(Comite.objects.values_list("pk", "ultimo_fin").order_by("pk"))
    Comite.objects.update(ultimo_fin=None)
    recalcular_mantenidos()
    assert list(Comite.objects.values_list("pk", "ultimo_fin").order_by("pk")) == antes


def test_last_post_is_that_of_the_open_group():
    comite = ComiteFactory()
    viejo = GrupoFactory(comite=comite, ultimo_mensaje=date(2026, 5, 1))
    leidos = []

    def anotar():
        leidos.append(Comite.objects.values_list("grupos_abiertos", "ultimo_mensaje").get(pk=comite.pk))

    anotar()
    GrupoWhatsApp.objects.filter(pk=viejo.pk).update(ultimo_mensaje=date(2026, 6, 1))
    anotar()
    GrupoWhatsApp.objects.filter(pk=viejo.pk).update(cerrado=date(2026, 6, 2))
    anotar()
    GrupoFactory(comite=comite, ultimo_mensaje=None)
    anotar()
    assert leidos == [(1, date(2026, 5, 1)), (1, date(2026, 6, 1)), (0, None), (1, None)]


@pytest.mark.parametrize("exige_acta", [False, True])
def test_to_be_renewed_are_those_whose_state_says_so(settings, exige_acta):
    settings.EXIGIR_ACTA_VALIDADA = exige_acta
    hoy = date(2026, 6, 15)
    dias = [timedelta(days=n) for n in (-400, -30, -1, 0, 1, 59, 60, 61, 400)]
    for validada in (None, date(2026, 1, 1)):
        for fin in dias:
            for inicio in (-800, -5, 3):
                comite = ComiteFactory(fecha_constitucion=date(2020, 1, 1))
                if timedelta(days=inicio) < fin:
                    MandatoFactory(
                        comite=comite,
                        inicio=hoy + timedelta(days=inicio),
                        fin=hoy + fin,
                        acta_validada=validada,
                    )
    ComiteFactory(fecha_constitucion=None)
    derivados = Comite.objects.activos().en_alguno("vencido", "por-vencer", dia=hoy)
    assert set(Comite.objects.por_renovar(hoy)) == set(derivados) != set()
