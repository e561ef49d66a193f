"""Errors answer in the product's own look, and a database that is away is not a fault of the page."""

import pytest
from django.db import OperationalError
from django.test import override_settings
from django.urls import path

from config import urls as direcciones

pytestmark = pytest.mark.django_db


def _falla(request):
    raise ValueError("DNI 40512916")


def _sin_base(request):
    raise OperationalError("connection refused")


_falla.login_required = _sin_base.login_required = False
urlpatterns = [path("falla/", _falla), path("sin-base/", _sin_base), *direcciones.urlpatterns]
handler500 = direcciones.handler500


@pytest.fixture
def cliente(client):
    client.raise_request_exception = False
    with override_settings(ROOT_URLCONF=__name__):
        yield client


def test_uncaught_error_answers_500_without_its_values(cliente):
    respuesta = cliente.get("/falla/")
    assert respuesta.status_code == 500
    assert "40512916" not in respuesta.text
    assert "<title>" in respuesta.text


def test_database_away_answers_503_with_a_time_to_come_back(cliente):
    respuesta = cliente.get("/sin-base/")
    assert (respuesta.status_code, respuesta["Retry-After"]) == (503, "30")


def test_unknown_address_answers_404_in_our_look(cliente):
    respuesta = cliente.get("/no-existe/")
    assert respuesta.status_code == 404
    assert "templates" not in respuesta.text
    assert 'lang="es-PE"' in respuesta.text
