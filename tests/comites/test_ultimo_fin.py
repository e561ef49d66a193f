"""The end of the last mandate, kept beside the committee by triggers."""

from datetime import date

import pytest

from comites.disparadores import recalcular_vigencias
from comites.models import Comite, Mandato
from tests.fabricas.comites import ComiteFactory, MandatoFactory

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
    recalcular_vigencias(Comite.objects.all())
    assert list(Comite.objects.values_list("pk", "ultimo_fin").order_by("pk")) == antes
