"""The one-page sheet of a space read back: its words, its single page, what the public one leaves out."""

import pytest
from django.urls import reverse

from comunes.instalacion import marcar_datos_de_ejemplo
from cuentas.enums import Permiso
from cuentas.roles import Rol
from espacios.enums import MomentoFoto
from espacios.models import FactorRiesgo
from tests.apoyo import contar_consultas, entrar
from tests.contratos import ContratoDetalle
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import DiagnosticoFactory, EspacioFactory, foto_con_archivo
from tests.pdf import leer
from tests.portal.conftest import hacer_programa, reservados
from tests.portal.test_espacios_publicos import publicar_foto

pytestmark = [pytest.mark.django_db, pytest.mark.lenta]
LARGO = "Parque Ecológico Señor de los Milagros, Asentamiento Humano Cruz de Motupe, Grupo Cuatro, "


class TestFichaDeTrabajo(ContratoDetalle):
    permiso = Permiso.ESPACIO_VER

    def fila(self, lugar):
        return lugar.espacio

    def url_de(self, fila):
        return reverse("portal:espacio-ficha-trabajo", args=[fila.codigo])

    def url_inexistente(self):
        return reverse("portal:espacio-ficha-trabajo", args=["NES-150132-9999"])


@pytest.fixture
def programa(db):
    """A space with everything the sheet may say, and words that would break a careless template."""
    hecho = hacer_programa(
        nombre="Parque Ñandú #let *x*",
        direccion="Jirón Los Canarios 145",
        referencia="Frente a la casa de Domitila",
        titular="Juan Pérez",
        area_m2=1840,
        latitud="-12.046400",
        longitud="-77.042800",
    )
    hecho.espacio.factores.set(FactorRiesgo.objects.all())
    DiagnosticoFactory(espacio=hecho.espacio, validado=True)
    publicar_foto(hecho.espacio, momento=MomentoFoto.ANTES)
    publicar_foto(hecho.espacio, momento=MomentoFoto.DESPUES, color="blue")
    return hecho


def bajar(client, nombre, espacio):
    respuesta = client.get(reverse(f"portal:{nombre}", args=[espacio.codigo]))
    assert (respuesta.status_code, respuesta["Content-Type"]) == (200, "application/pdf")
    return respuesta, *leer(respuesta.content)


def test_public_sheet_tells_the_space_and_nothing_of_a_person(client, programa):
    respuesta, lector, texto = bajar(client, "espacio-ficha", programa.espacio)
    assert respuesta["Cache-Control"] == "public, max-age=300"
    assert len(lector.pages) == 1
    for dicho in (
        "Parque Ñandú #let *x*",
        programa.espacio.codigo,
        "Parque de 1 840 m²",
        "Su camino: recuperado",
        "Vigente, hasta el",
        "Limpieza o faena",
        f"http://testserver/espacio/{programa.espacio.codigo}/",
        "Esta ficha no lleva datos de personas.",
    ):
        assert dicho in texto.replace("\N{NO-BREAK SPACE}", " ")
    internos = ["Domitila", "Juan Pérez", "Canarios", "Factores de riesgo", "inseguros", "Siembra de molles"]
    assert [t for t in (*reservados(programa), *internos) if t in texto] == []
    assert len(lector.pages[0].images) == 2


def test_sheet_is_tagged_titled_and_in_spanish(client, programa):
    _, lector, _ = bajar(client, "espacio-ficha", programa.espacio)
    raiz = lector.trailer["/Root"]
    assert (raiz["/MarkInfo"]["/Marked"], str(raiz["/Lang"])) == (True, "es-PE")
    assert lector.metadata.title == "Parque Ñandú #let *x*"


def test_working_sheet_adds_risks_and_place(client, programa):
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    respuesta, lector, texto = bajar(client, "espacio-ficha-trabajo", programa.espacio)
    assert respuesta["Cache-Control"] == "no-store, private"
    assert len(lector.pages) == 1
    for dicho in (
        "Jirón Los Canarios 145",
        "Factores de riesgo al inicio",
        "70 % en la línea base",
        "Uso interno.",
    ):
        assert dicho in texto.replace("\N{NO-BREAK SPACE}", " ")
    assert [t for t in reservados(programa) if t in texto] == []


@pytest.mark.parametrize("nombre", ["espacio-ficha", "espacio-ficha-trabajo"])
def test_sheet_stays_on_one_page_whatever_it_holds(client, programa, nombre):
    marcar_datos_de_ejemplo(archivo="padron.xlsx")
    for n in range(30):
        FactorRiesgo.objects.create(slug=f"f{n}", nombre=f"Factor de nombre muy largo, número {n}, que sigue")
    espacio = programa.espacio
    espacio.factores.set(FactorRiesgo.objects.all())
    espacio.nombre, espacio.direccion, espacio.referencia = (
        (LARGO * 2)[:160],
        (LARGO * 3)[:200],
        (LARGO * 3)[:200],
    )
    espacio.save()
    ActividadFactory.create_batch(9, comite=programa.comite, verificada=True)
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    _, lector, texto = bajar(client, nombre, espacio)
    assert (len(lector.pages), "Datos de ejemplo." in texto) == (1, True)
    assert f"http://testserver/espacio/{espacio.codigo}/" in texto  # the last thing on it is not cut off


def test_sheet_of_a_space_just_registered_says_what_there_is(client):
    espacio = hacer_programa(estado="identificado").espacio
    _, lector, texto = bajar(client, "espacio-ficha", espacio)
    assert (len(lector.pages), "Antes y después" in texto) == (1, False)


def test_retired_space_leads_to_its_page(client, programa):
    type(programa.espacio).objects.filter(pk=programa.espacio.pk).update(estado="retirado")
    respuesta = client.get(reverse("portal:espacio-ficha", args=[programa.espacio.codigo]))
    assert (respuesta.status_code, respuesta["Location"]) == (302, f"/espacio/{programa.espacio.codigo}/")


def test_unpublished_photo_is_only_in_the_working_sheet(client, programa):
    programa.espacio.fotos.all().delete()
    publicar_foto(programa.espacio, publicada=False, momento=MomentoFoto.ANTES)
    assert len(bajar(client, "espacio-ficha", programa.espacio)[1].pages[0].images) == 0
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    assert len(bajar(client, "espacio-ficha-trabajo", programa.espacio)[1].pages[0].images) == 1


def test_public_sheet_carries_the_blurred_copy(client, programa):
    programa.espacio.fotos.all().delete()
    tapada = foto_con_archivo("black", espacio=EspacioFactory())
    foto = publicar_foto(programa.espacio, color="white")
    type(foto).objects.filter(pk=foto.pk).update(
        rectangulos=[[0, 0, 500, 500]], archivo_publico=tapada.archivo.name, personas="sin-permiso"
    )
    [imagen] = bajar(client, "espacio-ficha", programa.espacio)[1].pages[0].images
    assert max(imagen.image.convert("RGB").getpixel((5, 5))) < 30  # the white picture stays inside


def test_sheet_takes_the_same_queries_with_more(client, programa):
    url = reverse("portal:espacio-ficha", args=[programa.espacio.codigo])
    pocas = contar_consultas(client, url)
    ActividadFactory.create_batch(3, comite=programa.comite, verificada=True)
    assert contar_consultas(client, url) == pocas


def test_public_sheet_is_typeset_again_only_when_it_says_something_else(client, programa, monkeypatch):
    tipos = []
    monkeypatch.setattr("comunes.documentos.typst.compile", lambda ruta, **_: tipos.append(ruta) or b"%PDF-")
    url = reverse("portal:espacio-ficha", args=[programa.espacio.codigo])
    assert [client.get(url).content for _ in range(2)] == [b"%PDF-"] * 2
    assert len(tipos) == 1
    type(programa.espacio).objects.filter(pk=programa.espacio.pk).update(nombre="Otro nombre")
    client.get(url)
    assert len(tipos) == 2
    entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))
    for _ in range(2):
        client.get(reverse("portal:espacio-ficha-trabajo", args=[programa.espacio.codigo]))
    assert len(tipos) == 4
