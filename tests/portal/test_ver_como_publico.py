"""«Ver como público»: the public page itself, for whoever works on the space, and what it leaves out."""

import re

import pytest
from django.urls import reverse

from comites.models import Integrante
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoDetalle
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.portal.test_espacios_publicos import publicar_foto, url_de

pytestmark = pytest.mark.django_db


def url_previa(codigo):
    return reverse("portal:ver-como-publico", args=[codigo])


class TestVerComoPublico(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return url_previa(fila.codigo)

    def url_inexistente(self):
        return url_previa("NES-150132-9999")


@pytest.fixture
def nacional(client):
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


def cuerpo(html):
    """The words of the page's main part, without the banner, the list of what is kept back and addresses."""
    principal = re.search(r"<main.*?</main>", html, re.S)[0]
    sin_aviso = re.sub(r'<aside class="aviso.*?</aside>', "", principal, flags=re.S)
    return re.sub(
        r'<section class="tarjeta mt-4" id="reservado".*?</section>', "", sin_aviso, flags=re.S
    ).split()


def test_shows_exactly_what_the_public_reads(client, programa, nacional):
    publicar_foto(programa.espacio)
    previa = client.get(url_previa(programa.espacio.codigo)).content.decode()
    client.logout()
    assert cuerpo(previa) == cuerpo(client.get(url_de(programa.espacio)).content.decode())


def titulos(client, espacio):
    return [r.titulo for r in client.get(url_previa(espacio.codigo)).context["reservado"]]


SIEMPRE = [
    "Factores de riesgo, diagnósticos, plan y alertas",
    "Dirección, referencia y titular del predio",
    "Historial, motivos y observaciones",
]


def test_says_what_is_kept_back_and_where_to_mend_it(client, programa, nacional):
    publicar_foto(programa.espacio, publicada=False)
    ActividadFactory.create_batch(2, comite=programa.comite)
    Integrante.objects.filter(comite=programa.comite, persona__in=programa.personas[2:]).delete()
    assert titulos(client, programa.espacio) == [
        "Una foto privada",
        "2 actividades sin verificar",
        "Títulos, relatos y fotos de las actividades",
        "Nombres, cargos, documentos y celulares del comité",
        "La cantidad exacta de integrantes",
        *SIEMPRE,
    ]
    pagina = client.get(url_previa(programa.espacio.codigo)).content.decode()
    assert reverse("espacios:espacio-fotos", args=[programa.espacio.codigo]) in pagina


def test_life_page_leads_here_and_it_costs_the_same_with_more(client, programa, nacional):
    url = url_previa(programa.espacio.codigo)
    assert url in client.get(programa.espacio.get_absolute_url()).content.decode()
    pocas = contar_consultas(client, url)
    ActividadFactory.create_batch(3, comite=programa.comite)
    assert contar_consultas(client, url) == pocas


def test_retired_space_is_previewed_as_the_public_finds_it(client, programa, nacional):
    type(programa.espacio).objects.filter(pk=programa.espacio.pk).update(estado="retirado")
    assert client.get(url_previa(programa.espacio.codigo)).context["retirado"] is True
