"""The roll as a file: a permission of its own, a motive, a log, and each role's level of personal data."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comites.models import Integrante
from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from personas.models import AccesoADatos
from tests.apoyo import entrar
from tests.contratos import ContratoArchivo
from tests.contratos.lectura import leer_csv_exportado
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import ComiteFactory, IntegranteFactory

pytestmark = pytest.mark.django_db
URL = "/comites/cargos/exportar/"
MOTIVO = "Censo de comités del distrito"


class TestExportarPadron(ContratoArchivo):
    url = "comites:cargos-exportar"
    permiso = Permiso.PADRON_EXPORTAR
    consultas = 12

    def direccion(self):
        return reverse(self.url)

    def pedir(self, client):
        respuesta = client.post(self.direccion(), {"formato": "csv", "motivo": MOTIVO})
        if getattr(respuesta, "streaming", False):
            respuesta.contenido = respuesta.getvalue()
        return respuesta

    def fila(self, lugar):
        return IntegranteFactory(comite=lugar.comite)

    def otra(self, lugar):
        return IntegranteFactory(comite=ComiteFactory(espacio=lugar.otro_espacio()))

    def claves(self, filas):
        codigos = {fila["CÓDIGO DEL ESPACIO"] for fila in filas}
        return set(
            Integrante.objects.filter(comite__espacio__codigo__in=codigos).values_list("pk", flat=True)
        )


@pytest.fixture
def lugar():
    return hacer_lugares().propio


def filas_de(client, **datos):
    respuesta = client.post(URL, {"formato": "csv", "motivo": MOTIVO, **datos})
    return leer_csv_exportado(respuesta.getvalue())[1]


@pytest.mark.parametrize(
    ("rol", "numero"), [(Rol.ESPECIALISTA_REGIONAL, "48151623"), (Rol.COORDINADOR_MUNICIPAL, "")]
)
def test_each_role_takes_its_own_level(client, lugar, rol, numero):
    vecina = IntegranteFactory(comite=lugar.comite, persona__numero_documento="48151623").persona
    entrar(client, lugar.usuario(rol))
    (fila,) = filas_de(client)
    columnas = ("NOMBRES", "APELLIDO PATERNO", "NÚMERO DE DOCUMENTO", "CELULAR")
    assert [fila[c].lstrip("'") for c in columnas] == [
        vecina.nombres,
        vecina.apellido_paterno,
        numero,
        vecina.celular,
    ]


def test_phone_of_a_child_never_leaves(client, lugar):
    IntegranteFactory(
        comite=lugar.comite,
        persona__fecha_nacimiento=timezone.localdate() - timedelta(days=13 * 365),
        persona__celular="+51942108153",
    )
    entrar(client, lugar.usuario(Rol.ESPECIALISTA_REGIONAL))
    assert filas_de(client)[0]["CELULAR"] == ""


def test_export_is_written_down_with_its_motive_and_rows(client, lugar):
    IntegranteFactory(comite=lugar.comite)
    actor = entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    filas_de(client)
    acceso = AccesoADatos.objects.get()
    assert (acceso.usuario, acceso.motivo, acceso.filas) == (actor, MOTIVO, 1)
    assert Evento.objects.filter(accion="lista-exportada", actor=actor).count() == 1


def test_export_without_a_motive_gives_nothing(client, lugar):
    entrar(client, lugar.usuario(Rol.COORDINADOR_MUNICIPAL))
    respuesta = client.post(f"{URL}?q=grupo", {"formato": "csv", "motivo": " si "})
    assert (respuesta.status_code, respuesta["Location"]) == (302, "/comites/cargos/?q=grupo")
    assert AccesoADatos.objects.count() == 0
