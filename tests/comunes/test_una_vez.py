"""Idempotency keys and row versions."""

import uuid

import pytest
from django.db import transaction

from comunes.idempotencia import YaRespondida, anotar_respuesta, leer_clave, reclamar
from comunes.models import ClaveIdempotencia
from comunes.versiones import ConflictoDeEdicion, tomar_version
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import EspacioFactory

pytestmark = pytest.mark.django_db


def test_repeated_key_answers_like_the_first():
    clave, usuario = uuid.uuid4(), UsuarioFactory()
    anotar_respuesta(reclamar(clave, usuario=usuario, ruta="/a/"), "/hecho/")
    with pytest.raises(YaRespondida) as repetida:
        reclamar(clave, usuario=usuario, ruta="/a/")
    assert repetida.value.respuesta == "/hecho/"
    assert ClaveIdempotencia.objects.count() == 1


@pytest.mark.parametrize("cambio", ["usuario", "ruta"])
def test_key_of_somebody_else_is_refused(cambio):
    clave, usuario = uuid.uuid4(), UsuarioFactory()
    reclamar(clave, usuario=usuario, ruta="/a/")
    otro = UsuarioFactory() if cambio == "usuario" else usuario
    with pytest.raises(ValueError, match="another form"):
        reclamar(clave, usuario=otro, ruta="/b/" if cambio == "ruta" else "/a/")


def _reclamar_y_deshacer(clave, usuario):
    with transaction.atomic():
        reclamar(clave, usuario=usuario, ruta="/a/")
        transaction.set_rollback(True)


def test_key_is_free_again_when_the_write_fails():
    clave, usuario = uuid.uuid4(), UsuarioFactory()
    _reclamar_y_deshacer(clave, usuario)
    assert reclamar(clave, usuario=usuario, ruta="/a/").pk == clave


@pytest.mark.parametrize("texto", [None, "", "x", "\x00", "1" * 500])
def test_unreadable_key_counts_as_none(texto):
    assert leer_clave(texto) is None


def test_stale_version_meets_the_row_as_it_stands():
    espacio = EspacioFactory()
    tomar_version(espacio, 1)
    with pytest.raises(ConflictoDeEdicion) as conflicto:
        tomar_version(espacio, 1)
    assert conflicto.value.actual.version == 2
