"""The admin carries the product's brand and writes no inline style or script."""

import re

import pytest
from django.test import Client

from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.roles import Rol
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.territorio import DistritoFactory

EN_LINEA = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)[^>]*>\s*[^\s<]", re.IGNORECASE)


@pytest.fixture
def administradora(client: Client) -> Client:
    client.force_login(usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    return client


@pytest.mark.django_db
@pytest.mark.parametrize("ruta", ["/admin/", "/admin/territorio/distrito/", "/admin/territorio/comisaria/"])
def test_admin_pages_have_our_brand_and_nothing_inline(administradora: Client, ruta: str) -> None:
    DistritoFactory()
    respuesta = administradora.get(ruta)
    html = respuesta.content.decode()
    assert respuesta.status_code == 200
    assert EN_LINEA.findall(html) == []
    assert "css/admin.css" in html
    assert "theme-toggle" not in html
    assert "Volver al sistema" in html


@pytest.mark.django_db
@pytest.mark.parametrize("ejemplo", [True, False])
def test_admin_shows_the_ribbon_only_over_sample_data(administradora: Client, ejemplo: bool) -> None:
    if ejemplo:
        marcar_datos_de_ejemplo()
    assert ("Datos de ejemplo." in administradora.get("/admin/").content.decode()) is ejemplo
