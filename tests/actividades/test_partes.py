"""An institution with an account of its own confirms its part without its link; somebody else looks at it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from actividades.enums import ClaseInstitucion
from actividades.models import Actividad, Participacion
from actividades.participantes import en_pagina
from actividades.services import (
    InvitacionNoSirve,
    aportar_a_actividad,
    responder_invitacion,
    revisar_participacion,
    verificar_actividad,
)
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoFormularioEdicion, ContratoLista
from tests.contratos.lugares import Lugar
from tests.fabricas.actividades import ActividadFactory, ParticipacionFactory

pytestmark = pytest.mark.django_db
YA_RESPONDIO = "La respondió usted: la revisa otra persona."
QUIEN = {"quien": "Elsa Poma", "cargo": "Gerencia de seguridad"}


def parte_de(lugar: Lugar, clase: str = "municipalidad", **campos: Any) -> Participacion:
    """Return the part of the municipality (or the comisaría) of a place, whose link no longer works."""
    institucion = getattr(lugar, clase)
    actividad = campos.pop("actividad", None) or ActividadFactory(comite=lugar.comite)
    return ParticipacionFactory(
        actividad=actividad,
        institucion=ClaseInstitucion(clase),
        nombre=str(institucion),
        clave=f"{clase}:{institucion.pk}",
        vence=timezone.now() - timedelta(days=1),
        **{clase: institucion},
        **campos,
    )


class DeMunicipalidad:
    exceptuados = frozenset({Rol.PROMOTOR_OPC})
    clase = "municipalidad"


class DeComisaria:
    exceptuados = frozenset({Rol.COORDINADOR_MUNICIPAL})
    clase = "comisaria"


class Partes(ContratoLista):
    url = "actividades:partes"
    permiso = Permiso.PARTE_CONFIRMAR
    consultas = 3
    clase = ""

    def fila(self, lugar: Lugar) -> Participacion:
        return parte_de(lugar, self.clase)


class TestPartesDeMunicipalidad(DeMunicipalidad, Partes):
    pass


class TestPartesDeComisaria(DeComisaria, Partes):
    pass


class Parte(ContratoFormularioEdicion):
    permiso = Permiso.PARTE_CONFIRMAR
    modelo = Participacion
    obligatorio = "cargo"
    clase = ""

    def fila(self, lugar: Lugar) -> Participacion:
        if not hasattr(lugar, "_fila_parte"):
            lugar._fila_parte = parte_de(lugar, self.clase)  # type: ignore[attr-defined]
        return lugar._fila_parte  # type: ignore[attr-defined]

    def url_de(self, fila: Any) -> str:
        return reverse("actividades:parte", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse("actividades:parte", args=[uuid.uuid4()])

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {**QUIEN, "respuesta": "si"}

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}


class TestParteDeMunicipalidad(DeMunicipalidad, Parte):
    pass


class TestParteDeComisaria(DeComisaria, Parte):
    pass


def test_whoever_answers_for_it_cannot_review_it(lugares, coordinadora):
    parte = parte_de(lugares.propio)
    parte = responder_invitacion(actor=coordinadora, participacion=parte, participa=True, **QUIEN)
    with pytest.raises(ValidationError, match="La respondió usted"):
        revisar_participacion(actor=coordinadora, participacion=parte, version=parte.version)
    with pytest.raises(IntegrityError), transaction.atomic():
        Participacion.objects.update(revisada_por=coordinadora, revisada_en=timezone.now())
    otra = lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL)
    assert revisar_participacion(actor=otra, participacion=parte, version=parte.version).revisada_por == otra


def test_whoever_answered_before_somebody_else_did_cannot_review_it_either(lugares, coordinadora, lider):
    actividad = ActividadFactory(comite=lugares.propio.comite, autor=lider, total_fotos=1)
    parte, ajena = (
        parte_de(lugares.propio, clase, actividad=actividad) for clase in ("municipalidad", "comisaria")
    )
    otra, tercera = (lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL) for _ in range(2))
    for quien in (coordinadora, otra):
        parte = responder_invitacion(actor=quien, participacion=parte, participa=True, **QUIEN)
    promotor = lugares.propio.usuario(Rol.PROMOTOR_OPC)
    responder_invitacion(actor=promotor, participacion=ajena, participa=True, **QUIEN)
    assert parte.respondida_por == otra
    assert [p.impedimento for p in en_pagina(actividad, coordinadora)] == [YA_RESPONDIO, ""]
    with pytest.raises(ValidationError, match="La respondió usted"):
        revisar_participacion(actor=coordinadora, participacion=parte, version=parte.version)
    actividad.refresh_from_db()
    verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    assert list(Participacion.objects.contadas()) == [ajena]
    parte.refresh_from_db()
    revisar_participacion(actor=tercera, participacion=parte, version=parte.version)
    assert Participacion.objects.contadas().count() == 2


def test_nobody_verifies_over_photos_that_only_they_sent_for_their_institution(lugares, coordinadora):
    parte = responder_invitacion(
        actor=coordinadora, participacion=parte_de(lugares.propio), participa=True, **QUIEN
    )
    aportar_a_actividad(actor=coordinadora, participacion=parte, fotos=[foto(1)])
    actividad = Actividad.objects.get()
    with pytest.raises(ValidationError, match="Las fotos las agregó usted"):
        verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    otra = lugares.propio.usuario(Rol.COORDINADOR_MUNICIPAL)
    verificar_actividad(actor=otra, actividad=actividad, version=actividad.version)
    assert Participacion.objects.contadas().count() == 1


def test_verifying_leaves_the_own_answer_for_somebody_else(lugares, coordinadora, lider):
    actividad = ActividadFactory(comite=lugares.propio.comite, autor=lider, total_fotos=1)
    parte = parte_de(lugares.propio, actividad=actividad)
    responder_invitacion(actor=coordinadora, participacion=parte, participa=True, **QUIEN)
    actividad.refresh_from_db()
    verificar_actividad(actor=coordinadora, actividad=actividad, version=actividad.version)
    assert Participacion.objects.get().por_revisar


@pytest.mark.parametrize(
    ("rol", "lugar"),
    [
        (Rol.COORDINADOR_MUNICIPAL, "propio"),
        (Rol.PROMOTOR_OPC, "vecino"),
        (Rol.ESPECIALISTA_REGIONAL, "propio"),
    ],
)
def test_another_institution_does_not_answer_for_it(lugares, rol, lugar):
    parte, usuario = parte_de(lugares.propio, "comisaria"), getattr(lugares, lugar).usuario(rol)
    with pytest.raises(PermissionDenied):
        responder_invitacion(actor=usuario, participacion=parte, participa=True, **QUIEN)


def test_what_was_reviewed_takes_no_answer(client, lugares, coordinadora):
    revisora = lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)
    parte = parte_de(lugares.propio, confirmada=True, revisada_en=timezone.now(), revisada_por=revisora)
    with pytest.raises(InvitacionNoSirve):
        responder_invitacion(actor=coordinadora, participacion=parte, participa=False, **QUIEN)
    entrar(client, coordinadora)
    respuesta = client.post(reverse("actividades:parte", args=[parte.uuid]), {**QUIEN, "respuesta": "no"})
    assert (respuesta.status_code, "ya se revisó" in respuesta.content.decode()) == (422, True)


def test_comisaria_goes_from_the_activity_to_its_answer_and_its_photos(client, lugares):
    parte = parte_de(lugares.propio, "comisaria")
    entrar(client, lugares.propio.usuario(Rol.PROMOTOR_OPC))
    url = reverse("actividades:parte", args=[parte.uuid])
    assert f'href="{url}"' in client.get(parte.actividad.get_absolute_url()).content.decode()
    assert client.post(url, {**QUIEN, "respuesta": "si"}).url == url
    datos = {"personas": "6", "nota": "Dos patrulleros", "fotos": [archivo(1)]}
    respuesta = client.post(reverse("actividades:parte-aporte", args=[parte.uuid]), datos, follow=True)
    assert "Llegó 1 foto. Gracias." in respuesta.content.decode()
    parte.refresh_from_db()
    assert (parte.estado, parte.personas, parte.total_fotos) == ("confirmada", 6, 1)
    assert contar_consultas(client, url) <= 8


def test_page_of_an_activity_with_institutions_stays_within_its_queries(client, lugares, coordinadora):
    parte = parte_de(lugares.propio)
    entrar(client, coordinadora)
    assert contar_consultas(client, parte.actividad.get_absolute_url()) <= 8
