"""The territory in the admin: read, searched, scoped, never written."""

import pytest
from django.contrib import admin
from django.test import RequestFactory

from cuentas.enums import Permiso
from cuentas.roles import Rol
from portal.admin import AdminDistrito
from territorio.models import Distrito
from tests.contratos.lectura import ContratoAdmin
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import DistritoFactory, MunicipalidadFactory, RegionFactory

pytestmark = pytest.mark.django_db


def peticion(usuario):
    pedido = RequestFactory().get("/")
    pedido.user = usuario
    return pedido


def buscar(usuario, texto):
    sitio, pedido = AdminDistrito(Distrito, admin.site), peticion(usuario)
    return list(sitio.get_search_results(pedido, sitio.get_queryset(pedido), texto)[0])


def test_regional_staff_see_their_region_only():
    propio = DistritoFactory()
    DistritoFactory(region=RegionFactory(ubigeo="07"))
    assert buscar(usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, propio.region), "") == [propio]


def test_search_ignores_accents_and_takes_codes():
    distrito = DistritoFactory(nombre="Ancón", ubigeo="150102")
    DistritoFactory(nombre="Comas", ubigeo="150110")
    nacional = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    assert buscar(nacional, "ancon") == buscar(nacional, "150102") == [distrito]


def test_nobody_edits_the_territory():
    sitio, distrito = AdminDistrito(Distrito, admin.site), DistritoFactory()
    tecnico = peticion(usuario_con_rol(Rol.ADMINISTRADOR_TECNICO))
    assert sitio.has_view_permission(tecnico, distrito)
    assert not sitio.has_add_permission(tecnico)
    assert not sitio.has_change_permission(tecnico, distrito)
    assert not sitio.has_delete_permission(tecnico, distrito)


def test_coordinators_do_not_enter_the_admin():
    usuario = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, MunicipalidadFactory())
    assert not AdminDistrito(Distrito, admin.site).has_module_permission(peticion(usuario))


class TestAdminDistrito(ContratoAdmin):
    """The list of districts, asked of every role in every place."""

    permiso = Permiso.ADMIN_ENTRAR
    modelo = Distrito

    def fila(self, lugar):
        return lugar.municipalidad.distrito
