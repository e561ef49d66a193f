"""Joint activities: institutions confirm their part by link, somebody else looks at it, each counts once."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from actividades.enums import EstadoActividad, EstadoParticipacion
from actividades.models import Actividad, Evidencia, Participacion
from actividades.services import (
    InvitacionNoSirve,
    agregar_evidencias,
    aportar_a_actividad,
    hashes,
    invitar_institucion,
    quitar_quien_respondio,
    reabrir_participacion,
    renovar_enlace,
    reprogramar_actividad,
    responder_invitacion,
    retirar_participacion,
    revisar_participacion,
    verificar_actividad,
)
from actividades.views.invitacion import EQUIVOCADOS_MAXIMO
from comunes.models import ClaveIdempotencia, Evento
from cuentas.models import IntentoFallido
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.apoyo import entrar
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, ParticipacionFactory

pytestmark = pytest.mark.django_db
QUIEN = {"quien": "Elsa Poma", "cargo": "Jefa de la OPC"}
GUARDADO = {**QUIEN, "respuesta": "si"}


@pytest.fixture
def actividad(lider: Any, lugares: Any) -> Actividad:
    hecha = ActividadFactory(
        comite=lugares.propio.comite, autor=lider, titulo="Faena en la casa de Teodora", total_fotos=1
    )
    EvidenciaFactory(actividad=hecha, autor=lider)
    return hecha


def invitar(actor: Any, actividad: Actividad, institucion: str = "comisaria", nombre: str = "") -> Any:
    return invitar_institucion(actor=actor, actividad=actividad, institucion=institucion, nombre=nombre)


def confirmar(participacion: Participacion, participa: bool = True) -> Participacion:
    return responder_invitacion(actor=None, participacion=participacion, participa=participa, **QUIEN)


def direccion(secreto: str, nombre: str = "invitacion") -> str:
    return reverse(f"conjuntas:{nombre}", args=[secreto])


# Inviting -----------------------------------------------------------------------------------------


def test_link_holds_192_bits_and_only_its_fingerprint_is_kept(lider, actividad):
    participacion, secreto = invitar(lider, actividad)
    assert (len(secreto), participacion.comisaria) == (32, actividad.espacio.comisaria)
    guardado = str([list(m.objects.values()) for m in (Participacion, Evento, ClaveIdempotencia)])
    assert secreto not in guardado


@pytest.mark.parametrize("nombre", ["Colegio San Martín", "  colegio  SAN MARTIN "])
def test_institution_is_invited_once(lider, actividad, nombre):
    invitar(lider, actividad)
    invitar(lider, actividad, "educacion", "Colegio San Martín")
    with pytest.raises(ValidationError) as de_lugar:
        invitar(lider, actividad)
    with pytest.raises(ValidationError) as con_nombre:
        invitar(lider, actividad, "empresa", nombre)
    assert [set(e.value.message_dict) for e in (de_lugar, con_nombre)] == [{"institucion"}, {"nombre"}]
    assert Participacion.objects.count() == 2


def test_only_who_writes_down_there_invites(lugares, actividad):
    for rol, lugar in ((Rol.PROMOTOR_OPC, lugares.propio), (Rol.LIDER_COMITE, lugares.vecino)):
        with pytest.raises(PermissionDenied):
            invitar(lugar.usuario(rol), actividad)


def test_new_link_ends_the_one_before(lider, actividad, client):
    participacion, viejo = invitar(lider, actividad)
    _, nuevo = renovar_enlace(actor=lider, participacion=participacion)
    assert [client.get(direccion(s)).status_code for s in (viejo, nuevo)] == [404, 200]
    with pytest.raises(InvitacionNoSirve):
        confirmar(participacion)


def test_link_to_what_is_planned_lasts_from_its_day_on(lider, actividad, settings):
    Actividad.objects.update(fecha=timezone.localdate() + timedelta(days=40), estado="programada")
    participacion, _ = invitar(lider, actividad)
    dias = (participacion.vence - timezone.now()) / timedelta(days=1)
    assert round(dias) == 40 + settings.DIAS_ENLACE_CONJUNTA


def test_link_reaches_the_new_day_of_what_is_moved(lider, actividad, settings):
    Actividad.objects.update(estado="programada", participantes=None)
    viva, _ = invitar(lider, actividad)
    vencida, _ = invitar(lider, actividad, "educacion", "Colegio San Martín")
    ayer = timezone.now() - timedelta(days=1)
    Participacion.objects.filter(pk=vencida.pk).update(vence=ayer)
    lejos = timezone.localdate() + timedelta(days=60)
    reprogramar_actividad(actor=lider, actividad=actividad, version=1, fecha=lejos, hora=None, texto="Llueve")
    viva.refresh_from_db()
    vencida.refresh_from_db()
    dias = (viva.vence - timezone.now()) / timedelta(days=1)
    assert (round(dias), vencida.vence) == (60 + settings.DIAS_ENLACE_CONJUNTA, ayer)


# Answering, without an account ---------------------------------------------------------------------


def test_page_says_what_where_and_when_and_nobodys_data(client, lider, actividad):
    _, secreto = invitar(lider, actividad)
    respuesta = client.get(direccion(secreto))
    texto = respuesta.content.decode()
    dicho = [actividad.espacio.nombre, str(actividad.tipo), str(actividad.espacio.comisaria)]
    assert [t for t in dicho if t not in texto] == []
    reservado = [actividad.titulo, lider.nombres, lider.apellidos]
    assert [t for t in reservado if t and t in texto.split("<main")[1]] == []
    assert respuesta["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in respuesta["Cache-Control"]
    assert Participacion.objects.get().estado == EstadoParticipacion.INVITADA
    assert texto.count("csrfmiddlewaretoken") == texto.count('method="post"') == 1


def test_one_button_confirms_and_the_repeat_changes_nothing(client, lider, actividad):
    _, secreto = invitar(lider, actividad)
    for _ in range(2):
        assert client.post(direccion(secreto), GUARDADO)["Location"] == direccion(secreto)
    participacion = Participacion.objects.get()
    assert (participacion.estado, participacion.quien, participacion.version) == (
        EstadoParticipacion.CONFIRMADA,
        "Elsa Poma",
        2,
    )
    assert Evento.objects.filter(accion="institucion-responde", actor=None).count() == 1
    assert ClaveIdempotencia.objects.count() == 0


def test_answer_without_a_name_comes_back_beside_its_field(client, lider, actividad):
    _, secreto = invitar(lider, actividad)
    respuesta = client.post(direccion(secreto), {**GUARDADO, "quien": " 12 "})
    assert (respuesta.status_code, set(respuesta.context["form"].errors)) == (422, {"quien"})
    assert Participacion.objects.get().estado == EstadoParticipacion.INVITADA


def test_photos_number_and_note_are_added_and_stay_out_of_sight(client, lider, actividad, archivos_guardados):
    participacion, secreto = invitar(lider, actividad)
    confirmar(participacion)
    datos = {"personas": "6", "nota": "Fuimos con la patrulla"}
    for _ in range(2):
        client.post(direccion(secreto, "aporte"), {**datos, "fotos": [archivo(1), archivo(2)]})
    participacion.refresh_from_db()
    assert (participacion.personas, participacion.nota, participacion.total_fotos) == (
        6,
        "Fuimos con la patrulla",
        2,
    )
    assert len(archivos_guardados()) == 6
    assert Evidencia.objects.revisadas().count() == 1  # the leader's own
    assert hashes(actividad) == set(Evidencia.objects.de_cuentas().values_list("sha256", flat=True))
    actividad.refresh_from_db()
    assert (actividad.total_fotos, actividad.fotos_de_invitados) == (1, 2)


def test_two_people_with_the_link_lose_nobodys_words(client, lider, actividad):
    participacion, secreto = invitar(lider, actividad)
    confirmar(participacion)
    vacio = {"personas": "", "nota": "", "personas_vistas": "", "nota_vista": ""}
    url = direccion(secreto, "aporte")
    client.post(url, {**vacio, "personas": "6", "nota": "Fuimos con la patrulla"})
    pagina = client.get(direccion(secreto)).content.decode()
    assert [c for c in vacio if f'name="{c}"' not in pagina] == []
    assert client.post(url, vacio).status_code == 302  # an old page sends back what it showed: nothing
    cruce = client.post(url, {**vacio, "nota": "Llevamos agua"})
    assert (cruce.status_code, set(cruce.context["form"].errors)) == (422, {"nota"})
    visto = [cruce.context["form"][campo].value() for campo in ("nota", "personas_vistas", "nota_vista")]
    assert visto == ["Llevamos agua", "", "Fuimos con la patrulla"]
    juntas = "Fuimos con la patrulla. Llevamos agua"
    vuelta = {"personas": "", "nota": juntas, "personas_vistas": visto[1], "nota_vista": visto[2]}
    client.post(url, vuelta)  # as the page came back: the number that it did not show stays
    participacion.refresh_from_db()
    assert (participacion.personas, participacion.nota) == (6, juntas)
    client.post(url, {"personas": "", "nota": juntas, "personas_vistas": "6", "nota_vista": juntas})
    participacion.refresh_from_db()
    assert (participacion.personas, participacion.nota) == (None, juntas)


def test_same_photo_from_committee_and_institution_stays_with_both(lider, actividad, archivos_guardados):
    participacion, _ = invitar(lider, actividad)
    confirmar(participacion)
    aportar_a_actividad(actor=None, participacion=participacion, fotos=[foto(1)])
    assert agregar_evidencias(actor=lider, actividad=actividad, fotos=[foto(1)]) == 1
    assert hashes(actividad) >= {foto(1).sha256}


@pytest.mark.parametrize(
    ("datos", "campo"),
    [
        ({"personas": "0"}, "personas"),
        ({"personas": "5000"}, "personas"),
        ({"fotos": [archivo(n) for n in range(6)]}, "fotos"),
        ({"nota": "x" * 501}, "nota"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(client, lider, actividad, datos, campo):
    participacion, secreto = invitar(lider, actividad)
    confirmar(participacion)
    respuesta = client.post(direccion(secreto, "aporte"), datos)
    assert (respuesta.status_code, set(respuesta.context["form"].errors)) == (422, {campo})
    assert Participacion.objects.get().total_fotos == 0


def test_nothing_is_added_before_confirming(client, lider, actividad):
    _, secreto = invitar(lider, actividad)
    assert client.post(direccion(secreto, "aporte"), {"personas": "6"}).status_code == 422
    assert Participacion.objects.get().personas is None


def test_nothing_is_added_before_the_day(lider, actividad):
    participacion, _ = invitar(lider, actividad)
    confirmar(participacion)
    Actividad.objects.update(fecha=timezone.localdate() + timedelta(days=1))
    with pytest.raises(ValidationError, match="Todavía no llega el día"):
        aportar_a_actividad(actor=None, participacion=participacion, personas=6)


def test_dead_links_get_one_answer(client, lider, coordinadora, actividad):
    vencida, uno = invitar(lider, actividad)
    retirada, dos = invitar(lider, actividad, "educacion", "Colegio San Martín")
    retirar_participacion(actor=lider, participacion=retirada, version=1, texto="Me equivoqué")
    with time_machine.travel(vencida.vence):
        respuestas = [client.get(direccion(s)) for s in (uno, dos, "x" * 32)]
    assert [r.status_code for r in respuestas] == [404, 404, 404]
    cuerpos = {r.content.split(b"<main")[1] for r in respuestas}
    assert len(cuerpos) == 1


@pytest.mark.parametrize(
    ("estado", "dicho"),
    [(EstadoActividad.CANCELADA, "se canceló"), (EstadoActividad.RECHAZADA, "no se aceptó")],
)
def test_activity_without_effect_takes_no_answer(client, lider, actividad, estado, dicho):
    _, secreto = invitar(lider, actividad)
    Actividad.objects.update(estado=estado)
    pagina = client.get(direccion(secreto)).content.decode()
    assert (dicho in pagina, "<form" in pagina) == (True, False)
    assert client.post(direccion(secreto), GUARDADO).status_code == 404
    assert Participacion.objects.get().estado == EstadoParticipacion.INVITADA


def test_guessing_stops_after_some_addresses_that_open_nothing(client):
    estados = [client.get(direccion(f"{n:032}")).status_code for n in range(EQUIVOCADOS_MAXIMO + 1)]
    assert estados == [404] * EQUIVOCADOS_MAXIMO + [429]
    assert IntentoFallido.objects.count() == 1


def test_valid_link_opens_and_counts_nothing_where_others_guessed(client, lider, actividad):
    _, secreto = invitar(lider, actividad)
    for n in range(EQUIVOCADOS_MAXIMO + 1):
        client.get(direccion(f"{n:032}"))
    antes = IntentoFallido.objects.values_list("fallos", "ultimo").get()
    assert client.get(direccion(secreto)).status_code == 200
    assert IntentoFallido.objects.values_list("fallos", "ultimo").get() == antes


# Looking at it ------------------------------------------------------------------------------------


def test_verification_reviews_the_answers_and_each_counts_once(lider, coordinadora, actividad):
    participacion, _ = invitar(lider, actividad)
    confirmar(participacion)
    invitar(lider, actividad, "educacion", "Colegio San Martín")  # never answers
    actividad.refresh_from_db()
    verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    assert list(Participacion.objects.contadas()) == [participacion]
    assert Actividad.objects.autogestionadas().count() == 1


def test_answer_that_came_after_the_page_was_opened_is_not_verified_unseen(lider, coordinadora, actividad):
    participacion, _ = invitar(lider, actividad)
    visto = actividad.version
    confirmar(participacion)
    with pytest.raises(Exception, match="guardó cambios"):
        verificar_actividad(actor=coordinadora, actividad=actividad, version=visto)


def test_nobody_reviews_what_they_invited(coordinadora, lugares, actividad):
    participacion, _ = invitar(coordinadora, actividad)
    participacion = confirmar(participacion)
    with pytest.raises(ValidationError, match="La invitó usted"):
        revisar_participacion(actor=coordinadora, participacion=participacion, version=2)
    regional = lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)
    revisar_participacion(actor=regional, participacion=participacion, version=2)
    assert Participacion.objects.get().revisada_por == regional


def test_verifier_does_not_lean_on_photos_of_who_they_invited(coordinadora, lugares, archivos_guardados):
    actividad = ActividadFactory(comite=lugares.propio.comite)
    participacion, _ = invitar(coordinadora, actividad)
    confirmar(participacion)
    aportar_a_actividad(actor=None, participacion=participacion, fotos=[foto(1)])
    actividad.refresh_from_db()
    with pytest.raises(ValidationError, match="Las fotos las agregó usted"):
        verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    regional = lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)
    verificar_actividad(actor=regional, actividad=actividad, version=actividad.version)
    assert Evidencia.objects.revisadas().count() == 1
    participacion.refresh_from_db()
    with pytest.raises(ValidationError, match="única evidencia"):
        retirar_participacion(
            actor=regional, participacion=participacion, version=participacion.version, texto="No vinieron"
        )


def test_photos_of_who_declines_are_no_evidence(lider, coordinadora, lugares, archivos_guardados):
    actividad = ActividadFactory(comite=lugares.propio.comite)
    participacion, _ = invitar(lider, actividad)
    confirmar(participacion)
    aportar_a_actividad(actor=None, participacion=participacion, fotos=[foto(1)])
    confirmar(participacion, participa=False)
    actividad.refresh_from_db()
    assert actividad.fotos_de_invitados == 0
    with pytest.raises(ValidationError, match="Falta al menos una foto"):
        verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    confirmar(participacion)
    actividad.refresh_from_db()
    verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    participacion.refresh_from_db()
    with pytest.raises(ValidationError, match="única evidencia"):
        reabrir_participacion(
            actor=coordinadora, participacion=participacion, version=participacion.version, texto="Otra vez"
        )
    Participacion.objects.update(revisada_en=None, revisada_por=None)
    with pytest.raises(ValidationError, match="ya se verificó con las fotos de su institución"):
        confirmar(participacion, participa=False)
    actividad.refresh_from_db()
    assert (actividad.fotos_de_invitados, Participacion.objects.get().estado) == (1, "confirmada")


def test_wrongly_taken_out_is_reopened_with_its_answer(lider, coordinadora, actividad, archivos_guardados):
    participacion, _ = invitar(lider, actividad)
    confirmar(participacion)
    aportar_a_actividad(actor=None, participacion=participacion, fotos=[foto(1)])
    participacion.refresh_from_db()
    with pytest.raises(PermissionDenied):  # it answered: the leader no longer takes it out
        retirar_participacion(actor=lider, participacion=participacion, version=3, texto="No")
    fuera = retirar_participacion(
        actor=coordinadora, participacion=participacion, version=3, texto="No vinieron"
    )
    actividad.refresh_from_db()
    assert (fuera.huella, actividad.fotos_de_invitados) == (None, 0)
    reabrir_participacion(actor=coordinadora, participacion=fuera, version=4, texto="Sí vinieron: hay fotos")
    actividad.refresh_from_db()
    vuelta = Participacion.objects.get()
    assert (vuelta.estado, vuelta.motivo, actividad.fotos_de_invitados) == (
        EstadoParticipacion.CONFIRMADA,
        "Sí vinieron: hay fotos",
        1,
    )


def test_who_answered_is_taken_out_and_the_answer_stays(lider, coordinadora, actividad):
    participacion, _ = invitar(lider, actividad)
    participacion = confirmar(participacion)
    quitar = partial(quitar_quien_respondio, participacion=participacion, version=2, motivo="lo-pidio")
    with pytest.raises(PermissionDenied):
        quitar(actor=lider)
    quitar(actor=coordinadora)
    participacion.refresh_from_db()
    assert (participacion.responde, participacion.estado) == ("Dato retirado", "confirmada")
    evento = Evento.objects.get(accion="institucion-sin-nombre")
    assert (evento.actor, evento.datos["motivo"]) == (coordinadora, "lo-pidio")
    assert "Poma" not in str(list(Evento.objects.values()))


def test_who_answered_long_ago_is_taken_out_by_the_nightly_command(actividad, capsys):
    vieja, nueva = (ParticipacionFactory(actividad=actividad, confirmada=True) for _ in range(2))
    Participacion.objects.filter(pk=vieja.pk).update(respondida_en=timezone.now() - timedelta(days=740))
    call_command("anonimizar_vencidas", "--simular")
    assert "sin nombre de quien respondió: 1." in capsys.readouterr().out
    for _ in range(2):
        call_command("anonimizar_vencidas")
    assert list(Participacion.objects.order_by("pk").values_list("quien", flat=True)) == [
        "Dato retirado",
        nueva.quien,
    ]
    assert "sin nombre de quien respondió: 0." in capsys.readouterr().out.splitlines()[-1]


# Screens ------------------------------------------------------------------------------------------


def test_leader_invites_in_one_form_and_gets_the_link_once(client, lider, actividad):
    entrar(client, lider)
    url = reverse("actividades:invitar", args=[actividad.uuid])
    clave = "6f1c0b7e-6d3f-4c7a-9a35-0e6f1c0b7e6d"
    primera, segunda = (
        client.post(url, {"institucion": "comisaria", "clave_idempotencia": clave}) for _ in range(2)
    )
    assert "/invitacion/" in primera.context["texto"]
    assert primera.context["whatsapp"].startswith("https://wa.me/?text=")
    assert (segunda.status_code, Participacion.objects.count()) == (302, 1)


def test_page_shows_what_came_from_whom(client, coordinadora, actividad):
    ParticipacionFactory(actividad=actividad, nombre="Colegio San Martín", confirmada=True)
    entrar(client, coordinadora)
    respuesta = client.get(actividad.get_absolute_url())
    fila = respuesta.context["participaciones"][0]
    texto = respuesta.content.decode()
    assert texto.count("csrfmiddlewaretoken") == texto.count('method="post"')
    assert (fila.revisa, fila.impedimento, fila.retira, fila.reabre) == (True, "", True, False)
