"""What activities bring to the space: block, button, proof, alarm, column."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from actividades.bloques import celda_ultima_actividad, detalle_del_silencio, enlace_a_revisar
from actividades.enums import EstadoActividad
from actividades.services import reabrir_actividad, verificar_actividad
from cuentas.roles import Rol
from espacios.columnas import con_columnas
from espacios.enums import EstadoEspacio
from espacios.evidencias import alertas_de, con_alertas, condicion_de_alerta, tiene_evidencia
from espacios.models import EspacioPublico
from espacios.selectors import callado_desde
from espacios.services import fijar_estado, reincorporar_espacio, retirar_espacio
from tests.apoyo import contar_consultas, entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory
from tests.fabricas.comites import ComiteFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("campos", "prueba"),
    [
        ({"verificada": True}, True),
        ({"estado": EstadoActividad.REALIZADA}, False),
        ({"estado": EstadoActividad.CANCELADA}, False),
        ({"verificada": True, "organizador": "municipalidad", "comite": None}, False),
    ],
)
def test_verified_activity_of_the_committee_is_the_proof(lugares, campos, prueba):
    espacio = lugares.propio.espacio
    comite = lugares.propio.comite
    ActividadFactory(**{"comite": comite, "espacio": espacio, **campos})
    ActividadFactory(comite=lugares.vecino.comite, verificada=True)
    assert tiene_evidencia(espacio, "actividad-verificada") is prueba


@pytest.mark.parametrize(("dias", "alerta"), [(90, False), (91, True)])
def test_recovered_space_without_activity_for_ninety_days_is_in_alert(lugares, dias, alerta):
    espacio = lugares.propio.espacio
    hoy = timezone.localdate()
    espacio.estado, espacio.recuperado_el = EstadoEspacio.RECUPERADO, hoy - timedelta(days=300)
    espacio.save()
    ActividadFactory(comite=lugares.propio.comite, verificada=True, fecha=hoy - timedelta(days=dias))
    ActividadFactory(comite=lugares.propio.comite, fecha=hoy)
    leido = con_alertas(EspacioPublico.objects.all()).get(pk=espacio.pk)
    assert ("sin-actividad" in {m.clave for m in alertas_de(leido)}) is alerta


@pytest.mark.parametrize("ultima", [None, 0, 400])
def test_silence_of_a_recovered_space_counts_from_that_day(lugares, ultima):
    """Neither on that day, however long it was silent before, nor on the ninetieth; on the day after."""
    nacional, hoy = lugares.propio.usuario(Rol.RESPONSABLE_NACIONAL), timezone.localdate()
    espacio = lugares.propio.otro_espacio(estado="en-recuperacion", fecha_incorporacion=date(2020, 1, 1))
    if ultima is not None:
        comite = ComiteFactory(espacio=espacio)
        ActividadFactory(comite=comite, verificada=True, fecha=hoy - timedelta(days=ultima))
    assert EspacioPublico.objects.filter(condicion_de_alerta()).count() == 0
    fijar_estado(
        actor=nacional, espacio=espacio, version=espacio.version, estado="recuperado", motivo="Ya lo estaba."
    )
    for dias, en_alerta in ((0, []), (1, []), (90, []), (91, ["sin-actividad"])):
        with time_machine.travel(timezone.now() + timedelta(days=dias)):
            leido = con_alertas(EspacioPublico.objects.all()).get(pk=espacio.pk)
            assert [m.clave for m in alertas_de(leido)] == en_alerta
            assert EspacioPublico.objects.filter(condicion_de_alerta()).count() == len(en_alerta)
    assert callado_desde(leido) == hoy + timedelta(days=91)


def test_coming_back_from_retirement_keeps_the_day_of_recovery(lugares):
    nacional, hace = lugares.propio.usuario(Rol.RESPONSABLE_NACIONAL), timezone.localdate() - timedelta(300)
    espacio = lugares.propio.otro_espacio(estado="recuperado", recuperado_el=hace)
    retirado = retirar_espacio(actor=nacional, espacio=espacio, version=1, motivo="Por error.")
    vuelto = reincorporar_espacio(actor=nacional, espacio=retirado, version=2, motivo="Sigue en uso.")
    assert (vuelto.estado, vuelto.recuperado_el) == ("recuperado", hace)
    assert EspacioPublico.objects.filter(condicion_de_alerta()).count() == 1


def test_step_within_the_recovered_ones_does_not_start_the_count_again(lugares):
    nacional, hace = lugares.propio.usuario(Rol.RESPONSABLE_NACIONAL), timezone.localdate() - timedelta(50)
    espacio = lugares.propio.otro_espacio(estado="recuperado", recuperado_el=hace)
    for estado, dia in (("en-sostenibilidad", hace), ("en-recuperacion", hace), ("recuperado", None)):
        espacio = fijar_estado(
            actor=nacional, espacio=espacio, version=espacio.version, estado=estado, motivo="Se corrige."
        )
        assert espacio.recuperado_el == (dia or timezone.localdate())


def test_alert_of_silence_says_since_when_and_what_clears_it(lugares):
    espacio, hoy = lugares.propio.espacio, timezone.localdate()
    se_quita = "La alerta se quita sola cuando se verifica una de los últimos 90 días."
    espacio.fecha_incorporacion = hoy - timedelta(days=300)
    espacio.save()
    espacio.refresh_from_db()
    assert detalle_del_silencio(espacio).texto == (
        f"Desde el {hoy - timedelta(days=209):%d/%m/%Y}: se recuperó el "
        f"{espacio.fecha_incorporacion:%d/%m/%Y} y todavía no tiene ninguna actividad verificada. {se_quita}"
    )
    fecha = hoy - timedelta(days=163)
    ActividadFactory(comite=lugares.propio.comite, verificada=True, fecha=fecha)
    ActividadFactory(comite=lugares.propio.comite, fecha=hoy)
    espacio.refresh_from_db()
    assert detalle_del_silencio(espacio).texto == (
        f"Desde el {fecha + timedelta(days=91):%d/%m/%Y}: la última actividad verificada es del "
        f"{fecha:%d/%m/%Y} (163 días). {se_quita}"
    )
    espacio.recuperado_el = hoy - timedelta(days=100)
    espacio.save()
    espacio.refresh_from_db()
    assert detalle_del_silencio(espacio).texto == (
        f"Desde el {hoy - timedelta(days=9):%d/%m/%Y}: la última actividad verificada es del "
        f"{fecha:%d/%m/%Y} (163 días) y se recuperó después, el {espacio.recuperado_el:%d/%m/%Y}. {se_quita}"
    )


def test_missing_proof_leads_to_what_waits(lugares):
    espacio = lugares.propio.espacio
    assert enlace_a_revisar(espacio) is None
    ActividadFactory(comite=lugares.propio.comite)
    esperado = f"{reverse('actividades:lista')}?espacio={espacio.codigo}&estado=realizada"
    assert enlace_a_revisar(espacio) == (esperado, "Revisar")


def test_column_shows_the_last_activity_that_took_place(lugares):
    hoy = timezone.localdate()
    comite = lugares.propio.comite
    ActividadFactory(comite=comite, fecha=hoy - timedelta(days=9))
    ActividadFactory(comite=comite, fecha=hoy, estado=EstadoActividad.CANCELADA)
    lugares.vecino.comite  # noqa: B018  a space without activities
    filas = {e.pk: celda_ultima_actividad(e) for e in con_columnas(EspacioPublico.objects.all())}
    celda = filas[lugares.propio.espacio.pk]
    assert (celda.texto, celda.detalle) == (
        f"{hoy - timedelta(days=9):%d/%m/%Y}",
        "hace 9 días, por verificar",
    )
    assert filas[lugares.vecino.espacio.pk].texto == "Ninguna aún"


def test_space_page_shows_activities_photos_and_the_button(client, coordinadora, lugares):
    foto = EvidenciaFactory(actividad__comite=lugares.propio.comite, actividad__titulo="Faena de mayo")
    ActividadFactory(comite=lugares.vecino.comite, titulo="Faena de otro parque")
    entrar(client, coordinadora)
    pagina = client.get(lugares.propio.espacio.get_absolute_url()).content.decode()
    assert "Faena de mayo" in pagina
    assert reverse("actividades:evidencia", args=[foto.uuid, "miniatura"]) in pagina
    assert reverse("actividades:nueva", args=[lugares.propio.espacio.codigo]) in pagina
    assert f"{reverse('actividades:programar')}?espacio={lugares.propio.espacio.codigo}" in pagina
    assert "Faena de otro parque" not in pagina


@pytest.mark.parametrize("rol", [Rol.PROMOTOR_OPC, Rol.AUDITOR, Rol.LIDER_COMITE])
def test_button_is_not_for_who_may_not_write_down_here(client, lugares, rol):
    lugares.propio.comite  # noqa: B018
    entrar(client, lugares.propio.usuario(rol))
    pagina = client.get(lugares.propio.espacio.get_absolute_url()).content.decode()
    assert reverse("actividades:nueva", args=[lugares.propio.espacio.codigo]) not in pagina


def test_block_takes_the_same_queries_for_one_and_for_four(client, coordinadora, lugares):
    espacio = lugares.propio.espacio
    EvidenciaFactory(actividad__comite=lugares.propio.comite)
    entrar(client, coordinadora)
    una = contar_consultas(client, espacio.get_absolute_url())
    for _ in range(3):
        EvidenciaFactory(actividad__comite=lugares.propio.comite)
    assert contar_consultas(client, espacio.get_absolute_url()) == una


def test_space_knows_its_last_verified_activity_and_forgets_what_is_undone(lugares):
    comite, hoy = lugares.propio.comite, timezone.localdate()
    coordinadora = lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL)
    vieja = ActividadFactory(comite=comite, fecha=hoy - timedelta(days=40), total_fotos=1)
    nueva = ActividadFactory(comite=comite, fecha=hoy - timedelta(days=2), total_fotos=1)

    def ultima():
        return EspacioPublico.objects.get(pk=comite.espacio_id).ultima_actividad

    assert ultima() is None
    nueva = verificar_actividad(actor=coordinadora, actividad=nueva, version=1)
    verificar_actividad(actor=coordinadora, actividad=vieja, version=1)
    assert ultima() == nueva.fecha
    reabrir_actividad(actor=coordinadora, actividad=nueva, version=2, texto="La foto era de otra plaza.")
    assert ultima() == vieja.fecha


@pytest.mark.parametrize(("estado", "ofrecido"), [("recuperado", True), ("retirado", False)])
def test_a_retired_space_does_not_offer_to_log_an_activity(client, lugares, estado, ofrecido):
    """The service refuses it: the button would let somebody fill a form in vain."""
    espacio = lugares.propio.espacio
    EspacioPublico.objects.filter(pk=espacio.pk).update(estado=estado)
    entrar(client, lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL))
    pagina = client.get(espacio.get_absolute_url()).content.decode()
    assert (reverse("actividades:nueva", args=[espacio.codigo]) in pagina) is ofrecido
