"""Hints beside what waits for review, and several confirmed at once."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone

from actividades.models import Actividad
from actividades.pistas import pistas_de
from actividades.services import agregar_evidencias, verificar_varias
from comunes.fotos import procesar
from tests.actividades.conftest import foto
from tests.apoyo import contar_consultas, entrar
from tests.comunes.test_parecido import escena, jpeg
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory, ParticipacionFactory

pytestmark = pytest.mark.django_db
COLA, VARIAS = "/actividades/por-verificar/", "/actividades/por-verificar/varias/"


def textos(user: Any, actividad: Actividad) -> list[str]:
    fila = Actividad.objects.select_related("espacio").prefetch_related("evidencias").get(pk=actividad.pk)
    return [p.texto for p in pistas_de(user, [fila])[fila.pk]]


def con_foto(actividad: Actividad, imagen: bytes) -> Actividad:
    autor = actividad.autor
    agregar_evidencias(actor=autor, actividad=actividad, fotos=[procesar(BytesIO(imagen))])
    return actividad


@pytest.fixture
def anotar(lugares, lider):
    return lambda **datos: ActividadFactory(comite=lugares.propio.comite, autor=lider, **datos)


def test_nothing_to_say_of_an_ordinary_activity(anotar, coordinadora):
    assert textos(coordinadora, anotar(participantes=18)) == []


def test_photo_used_before_is_pointed_out_with_its_activity(anotar, coordinadora):
    otra = con_foto(anotar(titulo="Faena de mayo"), jpeg(escena(1)))
    nueva = con_foto(anotar(), jpeg(escena(1).resize((200, 150)), calidad=50))
    con_foto(anotar(), jpeg(escena(2)))
    assert textos(coordinadora, nueva) == [
        f"Una foto se parece a la de «Faena de mayo», {otra.fecha:%d/%m/%Y}, {otra.espacio.nombre}."
    ]


def test_photo_of_what_the_committee_was_turned_down_is_no_repeat_but_that_of_another_is(
    anotar, coordinadora, lugares
):
    rechazada = con_foto(anotar(titulo="Sin fecha cierta"), jpeg(escena(1)))
    nueva = con_foto(anotar(), jpeg(escena(1)))
    assert len(textos(coordinadora, nueva)) == 1
    Actividad.objects.filter(pk=rechazada.pk).update(estado="rechazada")
    assert textos(coordinadora, nueva) == []
    otro = lugares.hermano.comite
    Actividad.objects.filter(pk=rechazada.pk).update(comite=otro, espacio=otro.espacio)
    assert len(textos(coordinadora, nueva)) == 1


def test_photo_of_a_place_out_of_scope_tells_nothing_of_it(anotar, coordinadora, lugares):
    de_fuera = ActividadFactory(comite=lugares.lejano.comite, titulo="Secreta")
    copia = con_foto(anotar(), jpeg(escena(1)))
    evidencia = copia.evidencias.get()
    EvidenciaFactory(actividad=de_fuera, **{f"banda_{n}": b for n, b in enumerate(evidencia.bandas, start=1)})
    assert textos(coordinadora, copia) == ["Una foto se parece a la de una actividad de otro lugar."]


def test_late_and_early_dates_are_pointed_out(anotar, coordinadora):
    hoy = timezone.localdate()
    tarde = anotar(fecha=hoy - timedelta(days=31))
    assert textos(coordinadora, tarde) == [
        "Se anotó 31 días después.",
        f"El espacio se incorporó después, el {hoy:%d/%m/%Y}.",
    ]
    tarde.espacio.fecha_incorporacion = tarde.fecha
    tarde.espacio.save()
    assert textos(coordinadora, tarde) == ["Se anotó 31 días después."]


@pytest.mark.parametrize(("personas", "dicho"), [(90, 0), (91, 1)])
def test_count_out_of_line_with_what_is_usual(anotar, coordinadora, personas, dicho):
    for n in (16, 18, 20):
        anotar(verificada=True, participantes=n)
    assert len(textos(coordinadora, anotar(participantes=personas))) == dicho


def test_photos_on_their_way_are_said(anotar, coordinadora):
    assert textos(coordinadora, anotar(fotos_anunciadas=2)) == ["Faltan 2 fotos por llegar."]


def test_steps_left_out_of_the_checklist_are_said(anotar, coordinadora):
    assert textos(coordinadora, anotar(lista=[["Avisar", True], ["Recoger", True]])) == []
    assert textos(coordinadora, anotar(lista=[["Avisar", True], ["Recoger", False]])) == [
        "De la lista de 2 pasos faltó 1."
    ]


def marca(actividad: Actividad, version: int = 1) -> str:
    return f"{actividad.uuid}:{version}"


def test_ticked_ones_are_verified_and_the_rest_say_why(client, anotar, coordinadora, lider, lugares):
    entrar(client, coordinadora)
    claras = [con_foto(anotar(), jpeg(escena(n))) for n in (1, 2)]
    cambiada, sin_foto = con_foto(anotar(titulo="Cambiada"), jpeg(escena(3))), anotar(titulo="Sin foto")
    de_fuera = ActividadFactory(comite=lugares.hermano.comite, total_fotos=1)
    marcas = [*map(marca, claras), marca(cambiada, 7), marca(sin_foto), marca(de_fuera), "basura", "x:1"]
    texto = client.post(VARIAS, {"actividad": marcas}, follow=True).content.decode()
    assert set(Actividad.objects.verificadas()) == set(claras)
    assert "Se verificaron 2 actividades." in texto
    assert f"Cambiada, {cambiada.fecha:%d/%m/%Y}: cambió mientras tanto." in texto
    assert f"Sin foto, {sin_foto.fecha:%d/%m/%Y}: Falta al menos una foto." in texto


def test_own_ones_are_not_verified_in_bulk(coordinadora, lugares, lider):
    propia = ActividadFactory(comite=lugares.propio.comite, autor=coordinadora)
    agregar_evidencias(actor=lider, actividad=propia, fotos=[foto(1)])
    verificadas, motivos = verificar_varias(actor=coordinadora, versiones={propia.uuid: 1})
    assert (verificadas, len(motivos)) == (0, 1)


def test_only_the_clear_ones_have_a_box(client, anotar, coordinadora):
    entrar(client, coordinadora)
    clara, dudosa = con_foto(anotar(), jpeg(escena(1))), anotar(fotos_anunciadas=1)
    texto = client.get(COLA).content.decode()
    assert marca(clara) in texto
    assert marca(dudosa) not in texto


def test_photos_of_a_part_that_was_taken_out_are_kept_without_being_shown(client, anotar, coordinadora):
    entrar(client, coordinadora)
    actividad = con_foto(anotar(), jpeg(escena(1)))
    retirada = ParticipacionFactory(actividad=actividad, estado="retirada")
    EvidenciaFactory(actividad=actividad, participacion=retirada, por_revisar=True)
    (tarea,) = client.get(COLA).context["tareas"]
    assert tarea["fotos"] == list(actividad.evidencias.de_cuentas())


def test_queue_takes_the_same_queries_for_little_and_for_much(client, anotar, coordinadora):
    entrar(client, coordinadora)
    con_foto(anotar(participantes=60), jpeg(escena(1)))
    una = contar_consultas(client, COLA)
    for n in range(2, 5):
        con_foto(anotar(participantes=60), jpeg(escena(n)))
    assert contar_consultas(client, COLA) == una <= 9
