"""Declared figures are written by national staff only, through the service, with history."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from comunes.models import Evento
from cuentas.roles import Rol
from monitoreo.models import CorteDeclarado
from monitoreo.selectors import cifras_declaradas
from monitoreo.services import guardar_corte
from tests.apoyo import entrar
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.monitoreo import CifraDeclaradaFactory, CorteDeclaradoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def nacional():
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)


def test_new_cut_off_takes_the_place_of_the_one_shown(nacional):
    corte = CorteDeclarado(fuente="Memoria anual", fecha=date(2026, 12, 31), vigente=True)
    guardar_corte(actor=nacional, corte=corte, cifras={"espacios": ("igual", 90), "comites": ("igual", None)})
    assert {slug: str(c) for slug, c in cifras_declaradas().items()} == {"espacios": "exactamente 90"}
    assert CorteDeclarado.objects.get(vigente=True).fecha_en_palabras == "31/12/2026"
    evento = Evento.objects.get(accion="corte-agregado")
    assert (evento.actor, evento.datos["cifras"]["espacios"]) == (nacional, ["igual", 90])


def test_figure_without_value_is_removed(nacional):
    cifra = CifraDeclaradaFactory()
    guardar_corte(actor=nacional, corte=cifra.corte, cifras={"espacios": ("igual", None)})
    assert not cifra.corte.cifras.exists()


def test_unknown_indicator_is_refused_and_nothing_is_written(nacional):
    with pytest.raises(ValidationError):
        guardar_corte(
            actor=nacional, corte=CorteDeclarado(fuente="X", vigente=True), cifras={"robos": ("igual", 1)}
        )
    assert not CorteDeclarado.objects.filter(fuente="X").exists()


@pytest.mark.parametrize("rol", [Rol.ADMINISTRADOR_TECNICO, Rol.AUDITOR])
def test_other_national_roles_may_not(rol):
    with pytest.raises(PermissionDenied):
        guardar_corte(actor=usuario_con_rol(rol), corte=CorteDeclaradoFactory(), cifras={})


def test_admin_shows_and_saves_the_figures(client, nacional):
    entrar(client, nacional)
    corte = CorteDeclarado.objects.get(vigente=True)
    direccion = f"/admin/monitoreo/cortedeclarado/{corte.pk}/change/"
    formulario = client.get(direccion).context["adminform"].form
    datos = {
        nombre: formulario.get_initial_for_field(campo, nombre) for nombre, campo in formulario.fields.items()
    }
    datos = {k: v for k, v in datos.items() if v not in (None, "")}
    assert (datos["operador_actividades-autogestionadas"], datos["valor_integrantes"]) == ("mas-de", 479)
    respuesta = client.post(direccion, datos | {"valor_integrantes": "480", "vigente": "on"})
    assert respuesta.status_code == 302
    assert cifras_declaradas()["integrantes"].valor == 480


def test_admin_refuses_a_negative_figure(client, nacional):
    entrar(client, nacional)
    corte = CorteDeclarado.objects.get(vigente=True)
    datos = {"fuente": "X", "operador_espacios": "igual", "valor_espacios": "-1"}
    respuesta = client.post(f"/admin/monitoreo/cortedeclarado/{corte.pk}/change/", datos)
    assert respuesta.status_code == 200
    assert "valor_espacios" in respuesta.context["adminform"].form.errors
    assert cifras_declaradas()["espacios"].valor == 83
