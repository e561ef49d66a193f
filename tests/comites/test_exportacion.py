"""Committees and activities as files: the rows of their lists, and no person in them."""

from datetime import date

import pytest
from django.urls import reverse

from actividades.models import Actividad
from comites.models import Comite
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.apoyo import entrar
from tests.contratos import ContratoArchivo
from tests.contratos.lectura import leer_csv_exportado
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.actividades import ActividadFactory
from tests.fabricas.comites import ComiteFactory, GrupoFactory, IntegranteFactory, MandatoFactory

pytestmark = pytest.mark.django_db


class TestComites(ContratoArchivo):
    url = "comites:exportar"
    permiso = Permiso.COMITE_VER
    consultas = 9

    def fila(self, lugar):
        return lugar.comite

    def otra(self, lugar):
        return ComiteFactory(espacio=lugar.otro_espacio())

    def claves(self, filas):
        codigos = {fila["CÓDIGO DEL ESPACIO"] for fila in filas}
        return set(Comite.objects.filter(espacio__codigo__in=codigos).values_list("pk", flat=True))


class TestActividades(ContratoArchivo):
    url = "actividades:exportar"
    permiso = Permiso.ACTIVIDAD_VER
    consultas = 10

    def fila(self, lugar):
        return ActividadFactory(comite=lugar.comite)

    def claves(self, filas):
        codigos = {fila["CÓDIGO DEL ESPACIO"] for fila in filas}
        return set(Actividad.objects.filter(espacio__codigo__in=codigos).values_list("pk", flat=True))


@pytest.fixture
def comite(client):
    lugar = hacer_lugares().propio
    comite = ComiteFactory(espacio=lugar.otro_espacio(), fecha_constitucion=date(2025, 1, 10))
    MandatoFactory(comite=comite, inicio=date(2025, 1, 10), fin=date(2035, 1, 9))
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    return comite


def exportar(client, lista, consulta=""):
    respuesta = client.post(reverse(f"{lista}:exportar") + consulta, {"formato": "csv"})
    return leer_csv_exportado(respuesta.getvalue())


def test_committee_goes_with_its_figures_and_without_its_people(client, comite):
    persona = IntegranteFactory(comite=comite).persona
    GrupoFactory(comite=comite)
    acerca, [fila] = exportar(client, "comites", "?estado=vigente")
    assert acerca["Filtros"] == "Estado: Vigente"
    assert (fila["ESTADO"], fila["INTEGRANTES"], fila["GRUPO WHATSAPP"]) == ("Vigente", "1", "Sí")
    assert (fila["FECHA DE CONSTITUCIÓN"], fila["FIN DE VIGENCIA"]) == ("10/01/2025", "09/01/2035")
    assert [v for v in fila.values() if persona.nombres in v or persona.apellido_paterno in v] == []


def test_activities_go_as_filtered_newest_first(client, comite):
    for dia in (3, 5, 4):
        ActividadFactory(comite=comite, titulo=f"Faena {dia}", fecha=date(2026, 11, dia), verificada=dia != 4)
    _, filas = exportar(client, "actividades", "?estado=verificada")
    assert [(f["TÍTULO"], f["FECHA"], f["ESTADO"]) for f in filas] == [
        ("Faena 5", "05/11/2026", "Verificada"),
        ("Faena 3", "03/11/2026", "Verificada"),
    ]


def test_activities_count_the_photos_of_institutions_too(client, comite):
    ActividadFactory(comite=comite, total_fotos=2, fotos_de_invitados=3)
    assert [f["FOTOS"] for f in exportar(client, "actividades")[1]] == ["5"]


def test_map_format_is_not_offered_without_points(client, comite):
    respuesta = client.post(reverse("comites:exportar"), {"formato": "geojson"})
    assert (respuesta.status_code, respuesta["Location"]) == (302, reverse("comites:lista"))
