"""Public spaces: search by district or name without accents, one page each, photos only when published."""

from io import BytesIO
from urllib.parse import quote_plus

import pytest
from django.utils import timezone
from PIL import Image

from comites.enums import EstadoComite
from comites.models import Integrante
from cuentas.roles import Rol
from espacios import services
from espacios.enums import EstadoEspacio, EstadoFoto, MomentoFoto
from tests.apoyo import contar_consultas, entrar
from tests.contratos.lectura import ContratoPublico
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import EspacioFactory, foto_con_archivo
from tests.portal.conftest import hacer_programa, reservados

pytestmark = pytest.mark.django_db


def nombres(client, **consulta):
    return [f.titulo for f in client.get("/espacios-publicos/", consulta).context["filas"]]


def url_de(espacio):
    return f"/espacio/{espacio.codigo}/"


def publicar_foto(espacio, *, publicada=True, momento=MomentoFoto.GENERAL, color="green"):
    return foto_con_archivo(color, espacio=espacio, momento=momento, publicada=publicada)


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
    EspacioFactory(estado=EstadoEspacio.RETIRADO)
    assert nombres(client) == []


def test_page_of_a_retired_space_says_so_and_shows_nothing_else(client, programa):
    foto = publicar_foto(programa.espacio)
    jefa = usuario_con_rol(Rol.RESPONSABLE_NACIONAL)
    services.retirar_espacio(
        actor=jefa, espacio=programa.espacio, version=1, motivo="Lo reclama la señora Eudocia."
    )
    respuesta = client.get(url_de(programa.espacio))
    texto = respuesta.content.decode()
    assert (respuesta.status_code, respuesta.context["retirado"]) == (200, True)
    assert f"ya no forma parte del programa desde el {timezone.localdate():%d/%m/%Y}" in texto
    assert [t for t in ("Eudocia", str(foto.uuid), "Actividades verificadas", "wa.me") if t in texto] == []


def test_address_outlives_the_name_and_takes_small_letters(client, programa):
    espacio, url = programa.espacio, url_de(programa.espacio)
    type(espacio).objects.filter(pk=espacio.pk).update(nombre="Parque Renovado")
    assert "<h1>Parque Renovado</h1>" in client.get(url).content.decode()
    ida = client.get(url.lower())
    assert (ida.status_code, ida["Location"]) == (301, url)
    for otra in ("/espacio/NES-999999-01/", "/espacio/%00/", "/espacio/%00/ficha.pdf"):
        assert client.get(otra).status_code == 404


def test_unchanged_page_travels_once(client, programa):
    url = url_de(programa.espacio)
    primera = client.get(url)
    assert primera["Cache-Control"] == "public, max-age=60"
    assert client.get(url, headers={"If-None-Match": primera["ETag"]}).status_code == 304
    publicar_foto(programa.espacio)
    assert client.get(url, headers={"If-None-Match": primera["ETag"]}).status_code == 200
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    con_sesion = client.get(url, headers={"If-None-Match": primera["ETag"]})
    assert (con_sesion.status_code, con_sesion["Cache-Control"]) == (200, "no-store, private")


def test_page_is_ready_to_be_shared(client, programa):
    foto = publicar_foto(programa.espacio)
    texto = client.get(url_de(programa.espacio)).content.decode()
    url = f"http://testserver{url_de(programa.espacio)}"
    assert f'<meta property="og:url" content="{url}">' in texto
    assert f'content="{url}foto/{foto.uuid}/grande/"' in texto
    assert f'href="https://wa.me/?text={quote_plus("Parque Los Ñandúes. Parque en")}' in texto
    assert 'class="qr-publico"' in texto


def test_page_draws_where_the_space_is_only_when_it_is_known(client, programa):
    assert client.get(url_de(programa.espacio)).context["croquis"] is None
    otro = EspacioFactory(latitud="-12.046400", longitud="-77.042800")
    texto = client.get(url_de(otro)).content.decode()
    assert "?mlat=-12.046400&amp;mlon=-77.042800" in texto
    assert 'class="croquis"' in texto


def test_list_takes_the_same_queries_however_many_rows(client):
    EspacioFactory()
    una = contar_consultas(client, "/espacios-publicos/")
    EspacioFactory.create_batch(3)
    assert (una, contar_consultas(client, "/espacios-publicos/")) == (3, 3)


class TestPaginaPublica(ContratoPublico):
    """Anybody reads a space's page and learns nothing of a person."""

    def fila(self, lugar):
        self.programa = hacer_programa(
            referencia="Frente a la casa de la señora Domitila",
            titular="Juan Pérez",
            direccion="Jirón Los Canarios 145",
        )
        actividad = self.programa.actividad
        type(actividad).objects.filter(pk=actividad.pk).update(
            titulo="Homenaje a la señora Filomena", apoyo="Don Isidoro", observacion="Ver con Críspulo"
        )
        return self.programa.espacio

    def url_de(self, fila):
        return url_de(fila)

    def reservado(self, fila):
        propios = ["Domitila", "Juan Pérez", "Canarios 145", "Filomena", "Isidoro", "Críspulo"]
        return [*reservados(self.programa), *propios]


def test_page_shows_committee_activities_and_path(client, programa):
    ficha = client.get(url_de(programa.espacio)).context["ficha"]
    assert (ficha.comite.estado, ficha.comite.integrantes) == (EstadoComite.VIGENTE, 6)
    assert [(a.tipo, a.participantes) for a in ficha.actividades] == [("Limpieza o faena", 18)]
    assert ficha.total_actividades == 1
    estados = [p.estado for p in ficha.camino]
    assert estados == ["hecho"] * 4 + ["actual", "falta"]


def test_small_committees_are_not_counted(client, programa):
    Integrante.objects.filter(comite=programa.comite, persona__in=programa.personas[:2]).delete()
    texto = client.get(url_de(programa.espacio)).content.decode()
    assert "Menos de 5 integrantes" in texto


def test_page_takes_few_queries_however_many_rows(client, programa):
    pocas = contar_consultas(client, url_de(programa.espacio))
    publicar_foto(programa.espacio)
    ActividadFactory.create_batch(12, comite=programa.comite, verificada=True)
    assert (pocas, contar_consultas(client, url_de(programa.espacio))) == (5, 5)


def test_only_published_photos_are_shown_and_served(client, programa):
    visible = publicar_foto(programa.espacio)
    oculta = publicar_foto(programa.espacio, publicada=False, color="red")
    texto = client.get(url_de(programa.espacio)).content.decode()
    assert (str(visible.uuid) in texto, str(oculta.uuid) in texto) == (True, False)
    respuesta = client.get(f"{url_de(programa.espacio)}foto/{visible.uuid}/mediana/")
    assert (respuesta.status_code, respuesta["Cache-Control"]) == (200, "public, max-age=300")
    assert client.get(f"{url_de(programa.espacio)}foto/{oculta.uuid}/mediana/").status_code == 404
    assert client.get(f"{url_de(programa.espacio)}foto/{visible.uuid}/enorme/").status_code == 404


def test_photo_of_a_retired_space_or_under_another_code_does_not_exist(client, programa):
    foto = publicar_foto(programa.espacio)
    otro = EspacioFactory()
    assert client.get(f"{url_de(otro)}foto/{foto.uuid}/mediana/").status_code == 404
    type(programa.espacio).objects.filter(pk=programa.espacio.pk).update(estado=EstadoEspacio.RETIRADO)
    assert client.get(f"{url_de(programa.espacio)}foto/{foto.uuid}/mediana/").status_code == 404


def test_before_and_after_are_compared_only_when_both_are_published(client, programa):
    antes = publicar_foto(programa.espacio, momento=MomentoFoto.ANTES)
    despues = publicar_foto(programa.espacio, momento=MomentoFoto.DESPUES, color="blue")
    type(antes).objects.filter(pk=despues.pk).update(
        antes=antes, estado=EstadoFoto.POR_APROBAR, aprobada_por=None, aprobada_en=None
    )
    ficha = client.get(url_de(programa.espacio)).context["ficha"]
    assert (ficha.fotos.parejas, ficha.fotos.otras) == ([], [antes])
    type(antes).objects.filter(pk=despues.pk).update(
        estado=EstadoFoto.PUBLICADA, aprobada_por=antes.aprobada_por, aprobada_en=antes.aprobada_en
    )
    respuesta = client.get(url_de(programa.espacio))
    ficha = respuesta.context["ficha"]
    assert (ficha.fotos.parejas, ficha.fotos.otras) == ([(antes, despues)], [])
    assert respuesta.content.decode().count("data-comparador") == 1


def test_blurred_photo_is_served_blurred_and_never_whole(client, programa):
    foto = publicar_foto(programa.espacio, color="black")
    tapada = foto_con_archivo("white")
    type(foto).objects.filter(pk=foto.pk).update(
        rectangulos=[[0, 0, 500, 500]], archivo_publico=tapada.archivo.name, personas="sin-permiso"
    )
    respuesta = client.get(f"{url_de(programa.espacio)}foto/{foto.uuid}/miniatura/")
    assert Image.open(BytesIO(b"".join(respuesta.streaming_content))).getpixel((5, 5)) == (255, 255, 255)
