"""What `make run` does before it serves: each thing once, and invented rows never among real ones."""

import sys
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError

from portal import preparacion
from portal.management.commands import servir
from portal.management.commands.servir import _en_palabras
from tests.fabricas.cuentas import UsuarioFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def hechos(monkeypatch):
    """Do the steps without loading the sample; return the names of what was done."""
    dados = []
    monkeypatch.setattr(preparacion, "call_command", lambda orden, **_: dados.append(orden))
    return dados


def _preparar(*, con_ejemplo):
    nombres = []
    for paso in preparacion.pasos_pendientes(con_ejemplo=con_ejemplo):
        nombres.append(paso.nombre)
        paso.hacer()
    return nombres


def test_territory_is_loaded_once(hechos):
    assert len(_preparar(con_ejemplo=False)) == 1
    assert _preparar(con_ejemplo=False) == []
    assert hechos == []


def test_sample_comes_last_into_an_empty_installation(hechos):
    assert _preparar(con_ejemplo=True)[-1] == "Programa de ejemplo"
    assert hechos == ["cargar_ejemplo"]


def test_sample_never_joins_real_data(hechos):
    UsuarioFactory()
    _preparar(con_ejemplo=True)
    assert hechos == []


@pytest.mark.parametrize(
    ("error", "palabras"),
    [
        (OperationalError("database or disk is full"), "El disco está lleno"),
        (OperationalError("unable to open database file"), "dé permiso de escritura"),
        (PermissionError(13, "Permission denied"), "dé permiso de escritura"),
        (OperationalError("connection refused"), "No se pudo preparar la base de datos: connection refused"),
    ],
)
def test_what_stops_it_is_said_in_one_line(error, palabras):
    texto = _en_palabras(error)
    assert palabras in texto
    assert "\n" not in texto


def test_whoever_prepared_anything_serves_from_a_fresh_process(monkeypatch):
    """What the sample typeset leaves threads that no worker inherits: their PDFs would never come."""
    ordenes = []
    paso = preparacion.Paso("Programa de ejemplo", lambda: None)
    monkeypatch.setattr(servir, "pasos_pendientes", lambda **_: iter([paso]))
    monkeypatch.setattr(servir.os, "execv", lambda *orden: ordenes.append(orden))
    monkeypatch.setattr(servir, "Servidor", None)  # not to be built here
    monkeypatch.setattr(servir.connections, "close_all", lambda: None)
    call_command("servir", stdout=StringIO())
    assert ordenes == [(sys.executable, sys.orig_argv)]
