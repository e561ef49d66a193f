"""The upload, broken at all it asks of the database and the disk: everything is there, or nothing is."""

import logging
import shutil
import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import OperationalError
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from actividades.models import Actividad, Evidencia, Participacion
from actividades.services import aportar_a_actividad
from comunes.fotos import TAMANOS, ruta
from comunes.fotos_huerfanas import barrer
from comunes.models import Evento
from cuentas.roles import Rol
from tests.actividades.conftest import archivo, foto
from tests.actividades.test_conjuntas import confirmar, invitar
from tests.apoyo import entrar
from tests.contratos.lugares import Lugar, hacer_lugares
from tests.fabricas.actividades import ActividadFactory, TipoActividadFactory
from tests.roturas import Rotura, romper

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.lenta]
ACCION = {"anotar": "actividad-anotada", "foto": "actividad-fotos"}


@pytest.fixture(autouse=True)
def _sin_registro() -> Iterator[None]:
    """A hundred expected tracebacks are not written."""
    logging.disable()
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def lugar() -> Lugar:
    TipoActividadFactory()
    return hacer_lugares().propio


@pytest.fixture
def telefono(lugar: Lugar) -> Client:
    cliente = Client(raise_request_exception=False)
    entrar(cliente, lugar.usuario(Rol.LIDER_COMITE))
    lugar.comite  # noqa: B018  made before anything is counted
    return cliente


def anotar(telefono: Client, lugar: Lugar, clave: uuid.UUID) -> Any:
    """Send the whole form, as a browser without the phone's queue does: words and photo at once."""
    datos = {
        "clave_idempotencia": str(clave),
        "comite": lugar.comite.pk,
        "fecha": timezone.localdate().isoformat(),
        "tipo": "limpieza-o-faena",
        "participantes": 18,
        "fotos": archivo(1),
    }
    return telefono.post(reverse("actividades:anotar"), datos, headers={"accept": "application/json"})


def mandar_foto(telefono: Client, lugar: Lugar, clave: uuid.UUID) -> Any:
    datos = {"fotos": archivo(1), "sha256": foto(1).sha256}
    return telefono.post(reverse("actividades:recibir-foto", args=[clave]), datos)


def nada(que: str) -> bool:
    """Say whether nothing of the work is in the database."""
    filas = (Evidencia.objects.count(), Evento.objects.filter(accion=ACCION[que]).count())
    total = sum(Actividad.objects.values_list("total_fotos", flat=True))
    actividades = Actividad.objects.count() if que == "anotar" else 0
    return (*filas, total, actividades) == (0, 0, 0, 0)


def todo(que: str) -> bool:
    """Say whether all of it is there, once, with files that open."""
    evidencia = Evidencia.objects.get()
    for tamano in TAMANOS:
        with default_storage.open(ruta(evidencia.archivo.name, tamano)) as guardado:
            Image.open(guardado).verify()
    veces = Evento.objects.filter(accion=ACCION[que]).count()
    return (Actividad.objects.get().total_fotos, evidencia.sha256, veces) == (1, foto(1).sha256, 1)


def exigir_todo_o_nada(que: str, rotura: Rotura, respuesta: Any, archivos: list[str]) -> None:
    if nada(que):
        assert respuesta.status_code >= 500, rotura.donde
        # Whether a commit that failed took effect is not known then: its files wait for the sweeper.
        quedan = sorted(barrer(simular=True, respiro=timedelta(0))) if rotura.donde == "COMMIT" else []
        assert archivos == sorted(ruta(n, t) for n in quedan for t in TAMANOS), rotura.donde
    else:
        assert todo(que), rotura.donde
        assert len(archivos) == 3, rotura.donde


def olvidar(que: str) -> None:
    Evidencia.objects.all().delete()
    Evento.objects.filter(accion=ACCION[que]).delete()
    if que == "anotar":
        Actividad.objects.all().delete()
    else:
        Actividad.objects.update(total_fotos=0)
    shutil.rmtree(settings.MEDIA_ROOT)


@pytest.mark.parametrize(
    ("que", "enviar", "para_siempre"),
    [("anotar", anotar, False), ("foto", mandar_foto, False), ("foto", mandar_foto, True)],
    ids=["activity", "photo", "photo, database gone for good"],
)
def test_upload_broken_anywhere_is_all_or_nothing_and_its_repeat_ends_well(
    telefono, lugar, archivos_guardados, que: str, enviar: Callable[..., Any], para_siempre: bool
):
    clave = uuid.uuid4()
    if que == "foto":
        ActividadFactory(comite=lugar.comite, uuid=clave)
    for en in range(200):
        with romper(en, para_siempre=para_siempre) as rotura, override_settings(ASENTAR_ARCHIVOS=True):
            respuesta = enviar(telefono, lugar, clave)
        if not rotura.alcanzada:
            break
        exigir_todo_o_nada(que, rotura, respuesta, archivos_guardados())
        assert enviar(telefono, lugar, clave).json()["fotos"] == [foto(1).sha256], rotura.donde
        assert todo(que), rotura.donde
        olvidar(que)
    assert en > 30
    assert {"open", "write", "fsync", "COMMIT", "COMMIT, answer lost"} <= set(rotura.pasos)


def test_what_an_institution_sends_broken_anywhere_is_all_or_nothing(lugar, archivos_guardados):
    lider = lugar.usuario(Rol.LIDER_COMITE)
    actividad = ActividadFactory(comite=lugar.comite, autor=lider)
    invitada = confirmar(invitar(lider, actividad)[0])
    fotos = [foto(1)]

    def estado() -> tuple[int, ...]:
        actividad.refresh_from_db()
        invitada.refresh_from_db()
        eventos = Evento.objects.filter(accion="institucion-aporta").count()
        return (Evidencia.objects.count(), invitada.total_fotos, actividad.fotos_de_invitados, eventos)

    for en in range(100):
        aportar = partial(aportar_a_actividad, actor=None, participacion=invitada, personas=4, fotos=fotos)
        with romper(en) as rotura, suppress(OperationalError, OSError):
            aportar()
        if not rotura.alcanzada:
            break
        assert (estado(), len(archivos_guardados())) in [
            ((0, 0, 0, 0), 3 if rotura.donde == "COMMIT" else 0),
            ((1, 1, 1, 1), 3),
        ], rotura.donde
        aportar()
        assert estado() == (1, 1, 1, 1), rotura.donde
        Evidencia.objects.all().delete()
        Evento.objects.filter(accion="institucion-aporta").delete()
        Participacion.objects.update(total_fotos=0, personas=None)
        invitada.refresh_from_db()  # what it brings is what its sender had in front
        Actividad.objects.update(fotos_de_invitados=0)
        shutil.rmtree(settings.MEDIA_ROOT)
    assert en > 15
