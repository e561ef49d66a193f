"""The contract suites themselves: they pass on an honest view and catch a leaking one."""

from typing import Any

import pytest
from django.template import engines
from django.test import Client
from django.urls import include, path, reverse

from comunes.vistas import VistaAccion, VistaDetalle, VistaLista
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios.models import EspacioPublico
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoLista
from tests.contratos.lugares import Lugar, hacer_lugares


class _DeTexto:
    def get_template_names(self) -> Any:
        return engines["django"].from_string("{% for e in object_list %}{{ e.nombre }}{% endfor %}")


class Lista(_DeTexto, VistaLista):
    model = EspacioPublico
    permiso = Permiso.ESPACIO_VER


class ListaQueFiltraMal(Lista):
    def get_queryset(self) -> Any:
        return EspacioPublico.objects.all()


class Detalle(_DeTexto, VistaDetalle):
    model = EspacioPublico
    permiso = Permiso.ESPACIO_VER


class Tocar(VistaAccion):
    model = EspacioPublico
    permiso = Permiso.ESPACIO_EDITAR

    def ejecutar(self, objeto: EspacioPublico) -> str:
        EspacioPublico.objects.filter(pk=objeto.pk).update(referencia="tocado")
        return "/"


urlpatterns = [
    path("lista/", Lista.as_view(), name="lista"),
    path("mal/", ListaQueFiltraMal.as_view(), name="mal"),
    path("detalle/<int:pk>/", Detalle.as_view(), name="detalle"),
    path("tocar/<int:pk>/", Tocar.as_view(), name="tocar"),
    path("", include("config.urls")),
]
pytestmark = pytest.mark.urls(__name__)


class TestLista(ContratoLista):
    url = "lista"
    permiso = Permiso.ESPACIO_VER
    consultas = 3

    def fila(self, lugar: Lugar) -> EspacioPublico:
        return lugar.espacio

    def otra(self, lugar: Lugar) -> EspacioPublico:
        return lugar.otro_espacio()


class TestDetalle(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar: Lugar) -> EspacioPublico:
        return lugar.espacio

    def url_de(self, fila: EspacioPublico) -> str:
        return reverse("detalle", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse("detalle", args=[987654])


class TestAccion(ContratoAccion):
    permiso = Permiso.ESPACIO_EDITAR
    modelo = EspacioPublico

    def fila(self, lugar: Lugar) -> EspacioPublico:
        return lugar.espacio

    def url_de(self, fila: EspacioPublico) -> str:
        return reverse("tocar", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse("tocar", args=[987654])


class _Mal(TestLista):
    url = "mal"


@pytest.mark.django_db
def test_a_leaking_list_is_caught(client: Client) -> None:
    with pytest.raises(AssertionError):
        _Mal().test_shows_exactly_the_rows_in_scope(client, hacer_lugares(), Rol.COORDINADOR_MUNICIPAL)
