"""What committees bring to the app of spaces: a proof, a reason for alarm, columns, a block."""

from datetime import date, timedelta

import pytest

from comites.enlaces_con_espacios import (
    celda,
    celda_total,
    detalle_del_vencimiento,
    enlace_al_comite,
)
from comites.enums import EstadoComite
from comites.models import Comite
from cuentas.roles import Rol
from espacios.columnas import con_columnas
from espacios.enums import EstadoEspacio
from espacios.evidencias import alertas_de, con_alertas, tiene_evidencia
from espacios.models import EspacioPublico
from tests.apoyo import entrar
from tests.comites.conftest import HOY
from tests.fabricas.comites import ComiteFactory, IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("fin", "vigente", "alerta"),
    [(HOY, True, False), (HOY - timedelta(days=1), False, True), (HOY + timedelta(days=90), True, False)],
)
def test_proof_and_alarm_change_on_the_last_day(comite, fin, vigente, alerta):
    comite.mandatos.update(fin=fin)
    espacio = comite.espacio
    EspacioPublico.objects.filter(pk=espacio.pk).update(estado=EstadoEspacio.RECUPERADO)
    assert tiene_evidencia(espacio, "comite-vigente") == vigente
    motivos = {m.clave for m in alertas_de(con_alertas(EspacioPublico.objects.filter(pk=espacio.pk)).get())}
    assert ("comite-vencido" in motivos) == alerta


def test_alert_of_an_expired_mandate_says_since_when(comite):
    fin = HOY - timedelta(days=163)
    comite.mandatos.update(fin=fin)
    razon = detalle_del_vencimiento(comite.espacio)
    assert (razon.texto, razon.url) == (
        f"El mandato del comité venció el {fin:%d/%m/%Y} (hace 163 días). La alerta se quita sola al "
        "renovarlo.",
        comite.get_absolute_url(),
    )


def test_dissolved_committee_proves_and_alarms_nothing(comite):
    Comite.objects.filter(pk=comite.pk).update(disuelto=HOY)
    assert not tiene_evidencia(comite.espacio, "comite-vigente")


def test_missing_committee_leads_to_the_form_and_an_existing_one_to_its_page(comite):
    sin = EspacioFactory()
    assert enlace_al_comite(sin) == (f"/comites/nuevo/{sin.codigo}/", "Constituir comité")
    assert enlace_al_comite(comite.espacio) == (comite.get_absolute_url(), "Ver comité")


def test_columns_say_state_end_and_members(comite):
    IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    IntegranteFactory(comite=comite, desde=date(2026, 4, 1), hasta=date(2026, 5, 1))
    espacio = con_columnas(EspacioPublico.objects.filter(pk=comite.espacio_id)).get()
    assert (celda(espacio).estado, celda(espacio).detalle) == (EstadoComite.VIGENTE, "hasta 14/03/2028")
    assert celda_total(espacio).texto == "1"


def test_space_without_committee_says_so_in_its_columns():
    espacio = con_columnas(EspacioPublico.objects.filter(pk=EspacioFactory().pk)).get()
    assert (celda(espacio).texto, celda_total(espacio).texto) == ("Sin comité", "")


def test_block_names_the_first_four_and_counts_the_rest(client, coordinadora, comite):
    for _ in range(6):
        IntegranteFactory(comite=comite, desde=date(2026, 4, 1))
    entrar(client, coordinadora)
    visto = client.get(comite.espacio.get_absolute_url()).content.decode()
    assert visto.count('class="monograma') == 4
    assert "Ver a las otras 2" in visto


@pytest.mark.parametrize(("rol", "ofrece"), [(Rol.COORDINADOR_MUNICIPAL, True), (Rol.PROMOTOR_OPC, False)])
def test_space_without_committee_offers_to_constitute_one_to_who_may(client, rol, ofrece):
    espacio = EspacioFactory()
    lugar = espacio.municipalidad if rol == Rol.COORDINADOR_MUNICIPAL else espacio.comisaria
    entrar(client, usuario_con_rol(rol, lugar))
    visto = client.get(espacio.get_absolute_url()).content.decode()
    assert "todavía no tiene un comité activo" in visto
    assert (f"/comites/nuevo/{espacio.codigo}/" in visto) == ofrece


def test_leader_of_an_old_committee_does_not_see_the_new_one(client, hoy_fijo):
    viejo = ComiteFactory(disuelto=HOY)
    nuevo = ComiteFactory(espacio=viejo.espacio)
    IntegranteFactory(comite=nuevo, persona__nombres="Nuevecita")
    entrar(client, usuario_con_rol(Rol.LIDER_COMITE, viejo))
    assert "Nuevecita" not in client.get(viejo.espacio.get_absolute_url()).content.decode()
