"""Review: by somebody else, with evidence, on the version that was seen; every step leaves its words."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError
from django.utils import timezone

from actividades.ciclo import TRANSICIONES, acciones
from actividades.enums import EstadoActividad, Paso
from actividades.models import Actividad, Revision
from actividades.selectors import piden_otra_mirada, por_responder
from actividades.services import (
    cancelar_actividad,
    editar_actividad,
    observar_actividad,
    pedir_otra_mirada,
    reabrir_actividad,
    rechazar_actividad,
    reprogramar_actividad,
    responder_observacion,
    verificar_actividad,
)
from comunes.models import Evento
from comunes.versiones import ConflictoDeEdicion
from cuentas.enums import Permiso
from cuentas.roles import Rol, roles_con
from tests.actividades.conftest import foto
from tests.fabricas.actividades import ActividadFactory, EvidenciaFactory

pytestmark = pytest.mark.django_db
FALTA = "Falta una foto del parque después de la faena."


# What was planned is done by writing it down, tested in test_programa.
PASOS = [paso for paso in Paso if paso != Paso.REALIZAR]


def hacer(lugar: Any, **campos: Any) -> Actividad:
    return ActividadFactory(comite=lugar.comite, **{"total_fotos": 1, **campos})


def dar(paso: Paso, actor: Any, actividad: Actividad, version: int | None = None) -> Actividad:
    servicios: dict[Paso, Any] = {
        Paso.VERIFICAR: verificar_actividad,
        Paso.OBSERVAR: observar_actividad,
        Paso.RESPONDER: responder_observacion,
        Paso.RECHAZAR: rechazar_actividad,
        Paso.PEDIR: pedir_otra_mirada,
        Paso.CANCELAR: cancelar_actividad,
        Paso.REABRIR: reabrir_actividad,
        Paso.REPROGRAMAR: partial(reprogramar_actividad, fecha=timezone.localdate(), hora=None),
    }
    textos = {} if paso == Paso.VERIFICAR else {"texto": FALTA}
    return servicios[paso](actor=actor, actividad=actividad, version=version or actividad.version, **textos)


def test_verified_by_somebody_else_counts(coordinadora, lugares):
    actividad = dar(Paso.VERIFICAR, coordinadora, hacer(lugares.propio))
    assert list(Actividad.objects.autogestionadas()) == [actividad]
    actividad.refresh_from_db()
    assert (actividad.verificada_por, actividad.version) == (coordinadora, 2)
    assert actividad.verificada_en is not None
    assert list(Revision.objects.values_list("paso", "autor", "texto")) == [
        ("verificar", coordinadora.pk, "")
    ]
    assert Evento.objects.filter(accion="actividad-verificar", actor=coordinadora).count() == 1


def test_nobody_verifies_over_photos_that_only_they_added(coordinadora, lugares):
    actividad = hacer(lugares.propio)
    EvidenciaFactory(actividad=actividad, autor=coordinadora)
    with pytest.raises(ValidationError) as error:
        dar(Paso.VERIFICAR, coordinadora, actividad)
    assert error.value.messages == ["Las fotos las agregó usted: la verifica otra persona."]
    assert dar(Paso.OBSERVAR, coordinadora, actividad).estado == EstadoActividad.OBSERVADA


def test_one_photo_of_somebody_else_is_evidence_enough(coordinadora, lugares):
    actividad = hacer(lugares.propio, total_fotos=2)
    EvidenciaFactory(actividad=actividad, autor=coordinadora)
    EvidenciaFactory(actividad=actividad)
    assert dar(Paso.VERIFICAR, coordinadora, actividad).estado == EstadoActividad.VERIFICADA


@pytest.mark.parametrize("rol", roles_con(Permiso.ACTIVIDAD_VERIFICAR))
@pytest.mark.parametrize("paso", [Paso.VERIFICAR, Paso.OBSERVAR])
def test_author_never_reviews_their_own(lugares, rol, paso):
    autor = lugares.propio.usuario(rol)
    actividad = hacer(lugares.propio, autor=autor)
    with pytest.raises(ValidationError) as error:
        dar(paso, autor, actividad)
    assert error.value.messages == ["La anotó usted: la revisa otra persona."]
    assert Actividad.objects.get().estado == EstadoActividad.REALIZADA
    assert acciones(actividad, autor)[paso.value].impedimento == error.value.messages[0]


def test_database_itself_refuses_a_verification_by_the_author(lider, lugares):
    with pytest.raises(IntegrityError):
        hacer(lugares.propio, autor=lider, verificada=True, verificada_por=lider)


def test_database_itself_refuses_a_verification_without_evidence(lugares):
    with pytest.raises(IntegrityError):
        hacer(lugares.propio, verificada=True, total_fotos=0)


@pytest.mark.parametrize(
    ("campos", "motivo"),
    [
        ({"total_fotos": 0}, "Falta al menos una foto."),
        ({"participantes": None}, "Falta cuántas personas participaron."),
    ],
)
def test_incomplete_activity_is_not_verified(coordinadora, lugares, campos, motivo):
    with pytest.raises(ValidationError) as error:
        dar(Paso.VERIFICAR, coordinadora, hacer(lugares.propio, **campos))
    assert error.value.messages == [motivo]


@pytest.mark.parametrize("paso", [Paso.VERIFICAR, Paso.OBSERVAR, Paso.REABRIR])
def test_leader_and_comisaria_never_review(lugares, paso):
    actividad = hacer(lugares.propio, verificada=paso == Paso.REABRIR)
    for rol in (Rol.LIDER_COMITE, Rol.PROMOTOR_OPC):
        with pytest.raises(PermissionDenied):
            dar(paso, lugares.propio.usuario(rol), actividad)
    assert Revision.objects.count() == 0


@pytest.mark.parametrize("paso", PASOS)
def test_other_municipality_is_out_of_reach(coordinadora, lugares, paso):
    desde = next(iter(TRANSICIONES[paso].desde))
    actividad = hacer(lugares.hermano, verificada=desde == EstadoActividad.VERIFICADA)
    Actividad.objects.filter(pk=actividad.pk).exclude(estado=EstadoActividad.VERIFICADA).update(estado=desde)
    with pytest.raises(PermissionDenied):
        dar(paso, coordinadora, actividad)


@pytest.mark.parametrize("paso", PASOS)
@pytest.mark.parametrize("estado", list(EstadoActividad))
def test_only_the_steps_of_the_table_are_taken(coordinadora, lugares, paso, estado):
    de_verificada = {"verificada": True} if estado == EstadoActividad.VERIFICADA else {"estado": estado}
    actividad = hacer(lugares.propio, **de_verificada)
    transicion = TRANSICIONES[paso]
    if estado in transicion.desde:
        assert dar(paso, coordinadora, actividad).estado == transicion.hacia
        return
    with pytest.raises(ValidationError):
        dar(paso, coordinadora, actividad)
    assert Actividad.objects.get().estado == estado


@pytest.mark.parametrize("paso", [Paso.OBSERVAR, Paso.RECHAZAR, Paso.CANCELAR, Paso.REABRIR])
@pytest.mark.parametrize("texto", ["", "  \u200b ", "x" * 501])
def test_words_are_asked_for(coordinadora, lugares, paso, texto):
    actividad = hacer(lugares.propio, verificada=paso == Paso.REABRIR)
    servicio = {
        Paso.OBSERVAR: observar_actividad,
        Paso.RECHAZAR: rechazar_actividad,
        Paso.CANCELAR: cancelar_actividad,
        Paso.REABRIR: reabrir_actividad,
    }[paso]
    with pytest.raises(ValidationError) as error:
        servicio(actor=coordinadora, actividad=actividad, version=1, texto=texto)
    assert set(error.value.message_dict) == {"texto"}


def test_observed_answered_with_a_photo_and_verified(coordinadora, lider, lugares):
    actividad = hacer(lugares.propio, autor=lider)
    EvidenciaFactory(actividad=actividad)
    actividad = dar(Paso.OBSERVAR, coordinadora, actividad)
    assert (actividad.estado, actividad.observacion) == (EstadoActividad.OBSERVADA, FALTA)
    actividad = responder_observacion(
        actor=lider, actividad=actividad, version=2, texto="Ya la subí.", fotos=[foto(1)]
    )
    assert (actividad.estado, actividad.observacion) == (EstadoActividad.REALIZADA, "")
    assert (actividad.total_fotos, actividad.evidencias.count()) == (2, 2)
    dar(Paso.VERIFICAR, coordinadora, actividad)
    assert list(Revision.objects.values_list("paso", "texto")) == [
        ("observar", FALTA),
        ("responder", "Ya la subí."),
        ("verificar", ""),
    ]


def test_empty_answer_is_refused(lider, lugares):
    actividad = hacer(lugares.propio, estado=EstadoActividad.OBSERVADA)
    with pytest.raises(ValidationError) as error:
        responder_observacion(actor=lider, actividad=actividad, version=1, texto=" ")
    assert set(error.value.message_dict) == {"texto"}
    assert Revision.objects.count() == 0


def test_answer_whose_photo_does_not_fit_leaves_nothing(lider, lugares, archivos_guardados):
    actividad = hacer(lugares.propio, estado=EstadoActividad.OBSERVADA, total_fotos=10)
    EvidenciaFactory.create_batch(10, actividad=actividad)
    with pytest.raises(ValidationError):
        responder_observacion(actor=lider, actividad=actividad, version=1, texto="Ya", fotos=[foto(1)])
    assert (Actividad.objects.get().estado, Revision.objects.count()) == (EstadoActividad.OBSERVADA, 0)
    assert archivos_guardados() == []


def test_reopened_verification_counts_no_more(coordinadora, lugares):
    actividad = dar(Paso.REABRIR, coordinadora, hacer(lugares.propio, verificada=True))
    actividad.refresh_from_db()
    assert (actividad.verificada_por, actividad.verificada_en) == (None, None)
    assert Actividad.objects.autogestionadas().count() == 0


def test_rejected_is_read_asked_about_and_reopened_by_somebody_else(coordinadora, lider, lugares):
    actividad = dar(Paso.RECHAZAR, coordinadora, hacer(lugares.propio, autor=lider))
    assert (actividad.estado, actividad.observacion) == (EstadoActividad.RECHAZADA, FALTA)
    assert list(por_responder([lugares.propio.comite])) == [actividad]
    actividad = pedir_otra_mirada(actor=lider, actividad=actividad, version=2, texto="Hay fotos del día.")
    assert (actividad.estado, actividad.observacion) == (EstadoActividad.RECHAZADA, FALTA)
    with pytest.raises(ValidationError, match="Ya se pidió"):
        pedir_otra_mirada(actor=lider, actividad=actividad, version=3, texto="Otra vez.")
    regional = lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)
    vistas = [list(piden_otra_mirada(u)) for u in (coordinadora, lider, regional)]
    assert vistas == [[], [], [actividad]]
    with pytest.raises(ValidationError, match="La rechazó usted"):
        dar(Paso.REABRIR, coordinadora, actividad)
    actividad = dar(Paso.REABRIR, regional, actividad)
    assert (actividad.estado, actividad.observacion) == (EstadoActividad.REALIZADA, "")
    assert dar(Paso.VERIFICAR, coordinadora, actividad).estado == EstadoActividad.VERIFICADA


def test_rejected_again_waits_for_nobody_until_it_is_asked_about_again(coordinadora, lider, lugares):
    regional = lugares.propio.usuario(Rol.ESPECIALISTA_REGIONAL)
    actividad = dar(Paso.RECHAZAR, coordinadora, hacer(lugares.propio, autor=lider))
    actividad = pedir_otra_mirada(actor=lider, actividad=actividad, version=2, texto="Hay fotos del día.")
    actividad = dar(Paso.RECHAZAR, regional, dar(Paso.REABRIR, regional, actividad))
    assert [list(piden_otra_mirada(u)) for u in (coordinadora, regional)] == [[], []]
    pedir_otra_mirada(actor=lider, actividad=actividad, version=actividad.version, texto="Mire la fecha.")
    assert [list(piden_otra_mirada(u)) for u in (coordinadora, regional)] == [[actividad], []]


@pytest.mark.parametrize("estado", [EstadoActividad.RECHAZADA, EstadoActividad.CANCELADA])
def test_nobody_reopens_their_own(coordinadora, lugares, estado):
    actividad = hacer(lugares.propio, autor=coordinadora, estado=estado)
    with pytest.raises(ValidationError, match="La anotó usted"):
        dar(Paso.REABRIR, coordinadora, actividad)


def test_cancelled_plan_is_planned_again(coordinadora, lugares):
    manana = timezone.localdate() + timedelta(days=1)
    plan = hacer(
        lugares.propio, estado=EstadoActividad.CANCELADA, participantes=None, total_fotos=0, fecha=manana
    )
    assert dar(Paso.REABRIR, coordinadora, plan).estado == EstadoActividad.PROGRAMADA


# Stale and repeated -------------------------------------------------------------------------------


@pytest.mark.parametrize("paso", PASOS)
def test_stale_version_never_wins(coordinadora, lugares, paso):
    desde = next(iter(TRANSICIONES[paso].desde))
    campos = {"verificada": True} if desde == EstadoActividad.VERIFICADA else {"estado": desde}
    actividad = hacer(lugares.propio, version=4, **campos)
    with pytest.raises(ConflictoDeEdicion):
        dar(paso, coordinadora, actividad, version=3)
    assert Actividad.objects.get().estado == desde


def test_second_press_answers_like_the_first(coordinadora, lugares):
    actividad = hacer(lugares.propio)
    for _ in range(2):
        assert dar(Paso.VERIFICAR, coordinadora, actividad, version=1).estado == EstadoActividad.VERIFICADA
    assert (Revision.objects.count(), Actividad.objects.get().version) == (1, 2)


def test_verification_of_what_was_edited_meanwhile_is_refused(coordinadora, lider, lugares):
    actividad = hacer(lugares.propio, autor=lider)
    editar(lider, actividad, participantes=400)
    with pytest.raises(ConflictoDeEdicion):
        dar(Paso.VERIFICAR, coordinadora, actividad, version=1)


# Corrections --------------------------------------------------------------------------------------


def editar(actor: Any, actividad: Actividad, **cambios: Any) -> Actividad:
    datos = {
        "tipo": actividad.tipo,
        "titulo": actividad.titulo,
        "fecha": actividad.fecha,
        "participantes": actividad.participantes,
        "apoyo": actividad.apoyo,
        "resultado": actividad.resultado,
        **cambios,
    }
    return editar_actividad(actor=actor, actividad=actividad, version=actividad.version, **datos)


def test_author_and_coordinator_correct_what_is_not_verified(coordinadora, lider, lugares):
    actividad = hacer(lugares.propio, autor=lider)
    actividad = editar(lider, actividad, participantes=20)
    actividad = editar(coordinadora, actividad, resultado="Vino el camión municipal")
    assert (actividad.participantes, actividad.resultado, actividad.version) == (
        20,
        "Vino el camión municipal",
        3,
    )
    assert list(Evento.objects.order_by("pk").values_list("datos", flat=True)) == [
        {"campos": ["participantes"]},
        {"campos": ["resultado"]},
    ]


def test_corrected_title_is_found_by_search(lider, lugares):
    editar(lider, hacer(lugares.propio, autor=lider), titulo="Pintado del Ángel")
    assert Actividad.objects.filter(busqueda__contains="angel").count() == 1


def test_verified_activity_is_not_corrected(coordinadora, lugares):
    with pytest.raises(ValidationError, match="Ya no se puede corregir"):
        editar(coordinadora, hacer(lugares.propio, verificada=True), participantes=20)


def test_another_leader_of_the_committee_does_not_correct_nor_cancel(lider, lugares):
    actividad = hacer(lugares.propio)
    with pytest.raises(ValidationError, match="Solo quien la anotó"):
        editar(lider, actividad, participantes=20)
    with pytest.raises(ValidationError, match="Solo quien la anotó"):
        dar(Paso.CANCELAR, lider, actividad)


def test_correction_with_a_stale_version_is_refused(lider, lugares):
    actividad = hacer(lugares.propio, autor=lider, version=3)
    actividad.version = 2
    with pytest.raises(ConflictoDeEdicion):
        editar(lider, actividad, participantes=20)
    assert Actividad.objects.get().participantes == 18


def test_correction_obeys_the_rules_of_the_data(lider, lugares):
    actividad = hacer(lugares.propio, autor=lider)
    with pytest.raises(ValidationError) as error:
        editar(lider, actividad, participantes=0, fecha=date(2014, 12, 31))
    assert set(error.value.message_dict) == {"participantes", "fecha"}


# Buttons ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rol", "pasos"),
    [
        (Rol.COORDINADOR_MUNICIPAL, {"verificar", "observar", "rechazar", "cancelar"}),
        (Rol.LIDER_COMITE, {"cancelar"}),
        (Rol.PROMOTOR_OPC, set()),
        (Rol.AUDITOR, set()),
    ],
)
def test_buttons_are_those_that_the_role_may_press(lugares, rol, pasos):
    assert set(acciones(hacer(lugares.propio), lugares.propio.usuario(rol))) == pasos
