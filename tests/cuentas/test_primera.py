"""The first account: once, with good data, and then a second factor."""

import pytest
from django.test import Client
from django.urls import reverse

from comunes.bitacora import historial
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from tests.cuentas.apoyo import esta_dentro
from tests.cuentas.test_frenos import a_la_vez
from tests.fabricas.cuentas import UsuarioFactory

RUTA = reverse("cuentas:primer-inicio")
DATOS = {
    "nombres": "Liz",
    "apellidos": "Tello",
    "email": "Liz@Mininter.gob.pe",
    "password1": "arroz caballo nube tijera",
    "password2": "arroz caballo nube tijera",
}


@pytest.fixture(autouse=True)
def _permitido(settings):
    settings.PRIMER_INICIO = True


@pytest.mark.django_db
def test_first_account_administers_and_goes_on_to_the_second_factor(client):
    assert client.get(RUTA).status_code == 200
    respuesta = client.post(RUTA, DATOS)
    assert respuesta["Location"] == reverse("cuentas:inscribir-segundo-factor")
    usuario = Usuario.objects.get()
    assert (usuario.email, usuario.identificador) == ("liz@mininter.gob.pe", "liz@mininter.gob.pe")
    assert [a.rol for a in Asignacion.objects.all()] == [Rol.ADMINISTRADOR_TECNICO]
    assert esta_dentro(client)
    assert client.get("/admin/")["Location"] == reverse("cuentas:inscribir-segundo-factor")
    assert [e.accion for e in historial(usuario)] == ["primera-cuenta"]


@pytest.mark.django_db
@pytest.mark.parametrize("metodo", ["get", "post"])
def test_page_is_gone_once_there_is_an_account(client, metodo):
    UsuarioFactory()
    assert getattr(client, metodo)(RUTA, DATOS).status_code == 404
    assert Usuario.objects.count() == 1


@pytest.mark.django_db
def test_page_does_not_exist_where_the_installation_forbids_it(client, settings):
    settings.PRIMER_INICIO = False
    assert client.post(RUTA, DATOS).status_code == 404
    assert Usuario.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("cambio", "campo"),
    [
        ({"nombres": ""}, "nombres"),
        ({"nombres": "x" * 81}, "nombres"),
        ({"email": "liz"}, "email"),
        ({"password1": "corta", "password2": "corta"}, "password1"),
        ({"password1": "1234567890123", "password2": "1234567890123"}, "password1"),
        ({"password1": "espacioseguro2026", "password2": "espacioseguro2026"}, "password1"),
        ({"password2": "otra distinta del todo"}, "password2"),
    ],
)
def test_bad_data_keeps_what_was_typed_and_makes_nothing(client, cambio, campo):
    respuesta = client.post(RUTA, {**DATOS, **cambio})
    assert respuesta.status_code == 422
    form = respuesta.context["form"]
    assert list(form.errors) == [campo]
    assert form["apellidos"].value() == "Tello"
    assert Usuario.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_once_make_one(settings):
    ajenos = [Client(), Client(), Client()]
    a_la_vez(3, lambda n: ajenos[n].post(RUTA, {**DATOS, "email": f"{n}@ejemplo.pe"}).status_code)
    assert Usuario.objects.count() == 1
    assert sum(esta_dentro(c) for c in ajenos) == 1
