"""Pages of plain text: public, truthful about the contact, every link alive."""

import re

import pytest

pytestmark = pytest.mark.django_db
PAGINAS = ["/como-funciona/", "/privacidad/", "/accesibilidad/", "/espacios-publicos/", "/cifras/espacios/"]


@pytest.mark.parametrize("ruta", PAGINAS)
def test_page_is_public_and_its_links_lead_somewhere(client, ruta):
    texto = client.get(ruta).content.decode()
    for enlace in set(re.findall(r'href="(/[^"#]*)', texto)) - {""}:
        if enlace.startswith(("/estatico/", "/cuenta/")):  # the sign-in screens have their own tests
            continue
        assert client.get(enlace).status_code in (200, 302), enlace


def test_contact_is_shown_only_when_the_installation_has_one(client, settings):
    assert "Contacto:" not in client.get("/privacidad/").content.decode()
    settings.CONTACTO_DATOS = "Oficina de datos personales, mesa 3"
    assert "Oficina de datos personales, mesa 3" in client.get("/privacidad/").content.decode()


def test_every_formula_is_explained(client):
    pagina = client.get("/como-funciona/")
    texto = pagina.content.decode()
    assert all(indicador.formula in texto for indicador, _ in pagina.context["indicadores"])
    assert "más de 80" in texto
    assert "/cifras/integrantes/" in texto
    assert "/cifras/personas-capacitadas/" in texto
