"""The warnings of the list, found through columns that triggers keep: the same as looking at each one."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comites.models import PRESIDENCIA, Comite, Integrante
from tests.fabricas.comites import CargoFactory, ComiteFactory, GrupoFactory, IntegranteFactory

pytestmark = pytest.mark.django_db


def miembros(comite, *dias, cargo=None):
    """Add one member for each pair of days (from, until) counted from today."""
    hoy = timezone.localdate()
    for desde, hasta in dias:
        IntegranteFactory(
            comite=comite,
            cargo=cargo or CargoFactory(),
            desde=hoy + timedelta(days=desde),
            hasta=None if hasta is None else hoy + timedelta(days=hasta),
        )


def a_mano():
    """Return (few members, nobody presides, no group) as each committee read by itself says."""
    hoy, pocos, solos, sin_grupo = timezone.localdate(), set(), set(), set()
    for comite in Comite.objects.all():
        suyos = [i for i in comite.integrantes.all() if i.desde <= hoy and (not i.hasta or i.hasta > hoy)]
        if len(suyos) < 5:
            pocos.add(comite.pk)
        if not any(i.cargo.slug == PRESIDENCIA for i in suyos):
            solos.add(comite.pk)
        if not comite.grupos.filter(cerrado=None).exists():
            sin_grupo.add(comite.pk)
    return pocos, solos, sin_grupo


def filtrados():
    filas = Comite.objects.all()
    hallados = (filas.con_pocos_integrantes(), filas.sin_presidencia(), filas.sin_grupo())
    return tuple({c.pk for c in f} for f in hallados)


def test_warnings_are_those_of_each_committee_read_by_itself():
    preside = CargoFactory(slug=PRESIDENCIA, nombre="Presidencia")
    lleno, quinta_futura, con_plazo, recien_salido, _vacio = (ComiteFactory() for _ in range(5))
    miembros(lleno, *[(-9, None)] * 4)
    miembros(lleno, (-9, None), cargo=preside)
    miembros(quinta_futura, *[(-9, None)] * 4)
    miembros(quinta_futura, (3, None), cargo=preside)
    miembros(con_plazo, *[(-9, 5)] * 4)
    miembros(con_plazo, (-9, 5), cargo=preside)
    miembros(recien_salido, *[(-9, None)] * 4)
    miembros(recien_salido, (-9, 0), cargo=preside)
    for comite in (lleno, con_plazo):
        GrupoFactory(comite=comite)
    assert filtrados() == a_mano()
    assert [len(hallados) for hallados in filtrados()] == [3, 3, 3]

    grupo = lleno.grupos.get()
    grupo.cerrado = timezone.localdate()
    grupo.save()
    Integrante.objects.filter(comite=lleno, cargo=preside).update(comite=quinta_futura)
    leido = Comite.objects.get(pk=con_plazo.pk)
    IntegranteFactory(comite=con_plazo)
    leido.save()  # read before: it takes nothing back
    assert filtrados() == a_mano()
    assert [len(hallados) for hallados in filtrados()] == [3, 3, 4]
