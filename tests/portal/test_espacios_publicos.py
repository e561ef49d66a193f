"""Public spaces: search by district or name without accents, one page each, photos only when published."""

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from comunes.archivos import archivos_o_nada
from comunes.fotos import guardar, procesar
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.models import FotoEspacio
from tests.apoyo import contar_consultas
from tests.contratos.lectura import ContratoPublico
from tests.fabricas.espacios import EspacioFactory
from tests.portal.conftest import hacer_programa, reservados

pytestmark = pytest.mark.django_db


def nombres(client, **consulta):
    return [f.titulo for f in client.get("/espacios-publicos/", consulta).context["filas"]]


def url_de(espacio):
    return f"/espacio/{espacio.codigo}/"


def publicar_foto(espacio, *, publicada=True, momento=MomentoFoto.GENERAL, color="green"):
    imagen = BytesIO()
    Image.new("RGB", (40, 30), color).save(imagen, "JPEG")
    with archivos_o_nada():
        foto = procesar(ContentFile(imagen.getvalue()))
        nombre = guardar(foto, "espacios")
    return FotoEspacio.objects.create(
        espacio=espacio, archivo=nombre, sha256=foto.sha256, ancho=40, alto=30,
        publicada=publicada, momento=momento, descripcion="Vista desde la esquina",
    )  # fmt: skip


@pytest.mark.parametrize("q", ["comas", "CÓMAS", "nandues", "Ñandúes parque", "ñandues comas", ""])
def test_search_finds_by_name_or_district_without_accents(client, q):
    hacer_programa(nombre="Parque Los Ñandúes", distrito="Comas")
    hacer_programa(nombre="Plaza Mayor", distrito="Lince")
    esperados = ["Parque Los Ñandúes"] if q else ["Parque Los Ñandúes", "Plaza Mayor"]
    assert nombres(client, q=q) == esperados


@pytest.mark.parametrize("q", ["%", "_", "zzz", "'; --", "x" * 500])
def test_search_that_finds_nothing_says_what_to_do(client, programa, q):
    texto = client.get("/espacios-publicos/", {"q": q}).content.decode()
    assert "Ver todos los espacios" in texto or "Parque Los" in texto


def test_list_of_a_region(client):
    hacer_programa(nombre="Aquí")
    hacer_programa(nombre="Allá", region="07")
    assert nombres(client, region="07") == ["Allá"]


def test_retired_space_is_nowhere_in_public(client):
    espacio = EspacioFactory(estado=EstadoEspacio.RETIRADO)
    assert nombres(client) == []
    assert client.get(url_de(espacio)).status_code == 404


def test_list_takes_the_same_queries_however_many_rows(client):
    EspacioFactory()
    una = contar_consultas(client, "/espacios-publicos/")
    EspacioFactory.create_batch(3)
    assert (una, contar_consultas(client, "/espacios-publicos/")) == (3, 3)


class TestPaginaPublica(ContratoPublico):
    """Anybody reads a space's page and learns nothing of a person."""

    def fila(self, lugar):
        self.programa = hacer_programa(
            referencia="Frente a la casa de la señora Domitila", titular="Juan Pérez"
        )
        return self.programa.espacio

    def url_de(self, fila):
        return url_de(fila)

    def reservado(self, fila):
        return [*reservados(self.programa), "Domitila", "Juan Pérez"]


def test_page_shows_committee_activities_and_path(client, programa):
    ficha = client.get(url_de(programa.espacio)).context["ficha"]
    assert (ficha.comite, ficha.comite.total_integrantes) == (programa.comite, 6)
    assert [a.titulo for a in ficha.actividades] == ["Siembra de molles"]
    estados = [p.estado for p in ficha.camino]
    assert estados == ["hecho"] * 4 + ["actual", "falta"]


def test_page_takes_few_queries_however_many_rows(client, programa):
    assert contar_consultas(client, url_de(programa.espacio)) <= 8


def test_only_published_photos_are_shown_and_served(client, programa):
    visible = publicar_foto(programa.espacio)
    oculta = publicar_foto(programa.espacio, publicada=False, color="red")
    texto = client.get(url_de(programa.espacio)).content.decode()
    assert (str(visible.uuid) in texto, str(oculta.uuid) in texto) == (True, False)
    respuesta = client.get(f"{url_de(programa.espacio)}foto/{visible.uuid}/mediana/")
    assert (respuesta.status_code, respuesta["Cache-Control"]) == (200, "public, max-age=3600")
    assert client.get(f"{url_de(programa.espacio)}foto/{oculta.uuid}/mediana/").status_code == 404
    assert client.get(f"{url_de(programa.espacio)}foto/{visible.uuid}/enorme/").status_code == 404


def test_photo_of_a_retired_space_or_under_another_code_does_not_exist(client, programa):
    foto = publicar_foto(programa.espacio)
    otro = EspacioFactory()
    assert client.get(f"{url_de(otro)}foto/{foto.uuid}/mediana/").status_code == 404
    type(programa.espacio).objects.filter(pk=programa.espacio.pk).update(estado=EstadoEspacio.RETIRADO)
    assert client.get(f"{url_de(programa.espacio)}foto/{foto.uuid}/mediana/").status_code == 404


def test_before_and_after_are_a_pair_only_together(client, programa):
    antes = publicar_foto(programa.espacio, momento=MomentoFoto.ANTES)
    ficha = client.get(url_de(programa.espacio)).context["ficha"]
    assert (ficha.antes_y_despues, ficha.otras_fotos) == ([], [antes])
    despues = publicar_foto(programa.espacio, momento=MomentoFoto.DESPUES, color="blue")
    ficha = client.get(url_de(programa.espacio)).context["ficha"]
    assert (ficha.antes_y_despues, ficha.otras_fotos) == ([antes, despues], [])
