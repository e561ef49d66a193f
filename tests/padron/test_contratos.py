"""Who reaches an import, on every address of it."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from comunes.models import Evento
from cuentas.enums import Permiso
from cuentas.roles import Rol
from padron.enums import EstadoImportacion
from padron.models import Importacion
from tests.contratos import ContratoAccion, ContratoDetalle, ContratoFormularioEdicion, ContratoLista
from tests.contratos.base import Contrato
from tests.contratos.lugares import Lugar, Lugares
from tests.fabricas.padron import FilaImportadaFactory, ImportacionFactory

TOTAL = {
    "filas": 1,
    "crear": 1,
    "actualizar": 0,
    "igual": 0,
    "rechazar": 0,
    "rechazadas_directas": 0,
    "filas_reparadas": 0,
    "celdas_reparadas": 0,
}
HOJA = {
    "nombre": "ESPACIOS",
    "entidad": "espacios",
    "fila": 1,
    "columnas": {"nombre": 0, "ubigeo": 1},
    "encabezados": {"0": "NOMBRE", "1": "UBIGEO"},
    "sin_reconocer": [],
    "faltan": [],
    "filas": 1,
}


class _DeImportacion(Contrato):
    permiso = Permiso.PADRON_IMPORTAR
    nombre = "importacion"
    campos: dict[str, Any] = {}

    def fila(self, lugar: Lugar) -> Importacion:
        importacion: Importacion = ImportacionFactory(
            region=lugar.region,
            estado=EstadoImportacion.REVISADA,
            totales={"": TOTAL, "ESPACIOS": TOTAL},
            hojas=[HOJA],
            **self.campos,
        )
        FilaImportadaFactory(importacion=importacion)
        return importacion

    def url_de(self, fila: Any) -> str:
        return reverse(f"padron:{self.nombre}", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse(f"padron:{self.nombre}", args=[uuid.uuid4()])


class TestLista(_DeImportacion, ContratoLista):
    url = "padron:inicio"
    consultas = 3


class TestDetalle(_DeImportacion, ContratoDetalle):
    pass


class TestColumnas(_DeImportacion, ContratoFormularioEdicion):
    nombre = "columnas"
    modelo = Importacion
    obligatorio = "h0-fila"

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {
            "h0-entidad": "espacios",
            "h0-fila": "1",
            "h0-c0": "nombre",
            "h0-c1": "ubigeo",
            "sistema": "INEI",
            "version": "1",
        }

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}

    def url(self, lugar: Lugar) -> str:
        if not hasattr(lugar, "importacion"):
            lugar.importacion = self.fila(lugar)  # type: ignore[attr-defined]
        return self.url_de(lugar.importacion)  # type: ignore[attr-defined]


class TestConfirmar(_DeImportacion, ContratoAccion):
    nombre = "confirmar"
    modelo = Importacion


class TestDescartar(_DeImportacion, ContratoAccion):
    nombre = "descartar"
    modelo = Importacion


class TestReanudar(_DeImportacion, ContratoAccion):
    nombre = "reanudar"
    modelo = Importacion

    def fila(self, lugar: Lugar) -> Importacion:
        importacion = super().fila(lugar)
        hace_rato = timezone.now() - timedelta(minutes=6)
        Importacion.objects.filter(pk=importacion.pk).update(
            estado=EstadoImportacion.LEYENDO, actualizado=hace_rato
        )
        return importacion


class TestSubir(Contrato):
    permiso = Permiso.PADRON_IMPORTAR

    def test_opens_for_whoever_imports(self, client: Client, lugares: Lugares, rol_con: Rol) -> None:
        self.entra(client, rol_con, lugares.propio)
        assert client.get(reverse("padron:subir")).status_code == 200

    def test_others_get_403(self, client: Client, lugares: Lugares, rol_sin: Rol) -> None:
        self.entra(client, rol_sin, lugares.propio)
        url = reverse("padron:subir")
        assert (client.get(url).status_code, client.post(url).status_code) == (403, 403)

    def test_missing_file_is_answered_in_words(self, client: Client, lugares: Lugares) -> None:
        self.entra(client, Rol.RESPONSABLE_NACIONAL, lugares.propio)
        respuesta = client.post(reverse("padron:subir"), {"sistema": "RENIEC"})
        assert respuesta.status_code == 422
        assert respuesta.context["form"].errors == {"archivo": ["Elija el archivo."]}
        assert respuesta.context["form"]["sistema"].value() == "RENIEC"


class TestRechazadas(_DeImportacion):
    nombre = "rechazadas"

    def test_only_who_brought_them_or_reads_them_whole_downloads(
        self, client: Client, lugares: Lugares
    ) -> None:
        importacion = self.fila(lugares.propio)
        Importacion.objects.update(totales={"": {**TOTAL, "rechazar": 1}})
        url = self.url_de(importacion)
        self.entra(client, Rol.RESPONSABLE_NACIONAL, lugares.propio)
        assert client.post(url).status_code == 403
        self.entra(client, Rol.ESPECIALISTA_REGIONAL, lugares.lejano)
        assert client.post(url).status_code == 404
        assert Evento.objects.filter(accion="padron-rechazadas-descargadas").count() == 0

    @pytest.mark.parametrize("metodo", ["get", "put"])
    def test_nothing_but_a_post_downloads(self, client: Client, lugares: Lugares, metodo: str) -> None:
        importacion = self.fila(lugares.propio)
        self.entra(client, Rol.RESPONSABLE_NACIONAL, lugares.propio)
        assert getattr(client, metodo)(self.url_de(importacion)).status_code == 405
