"""The screens of the import, from upload to result, through the browser's door."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from comites.models import Integrante
from comunes.models import Evento
from cuentas.roles import Rol
from padron.enums import EstadoImportacion
from padron.models import FilaImportada, Importacion
from personas.models import Consentimiento
from territorio.models import Region
from tests.apoyo import entrar
from tests.fabricas.cuentas import usuario_con_rol

Subir = Callable[..., Importacion]


@pytest.fixture
def nacional(client: Client, territorio: None) -> Any:
    return entrar(client, usuario_con_rol(Rol.RESPONSABLE_NACIONAL))


@pytest.fixture
def subir(client: Client, django_capture_on_commit_callbacks: Any) -> Subir:
    def hacerlo(ruta: Path, **campos: str) -> Importacion:
        archivo = SimpleUploadedFile(ruta.name, ruta.read_bytes())
        with django_capture_on_commit_callbacks(execute=True):
            respuesta = client.post(reverse("padron:subir"), {"archivo": archivo, "sistema": "", **campos})
        assert respuesta.status_code == 302, respuesta.context["form"].errors
        return Importacion.objects.latest("pk")

    return hacerlo


@pytest.fixture
def accion(client: Client, django_capture_on_commit_callbacks: Any) -> Callable[..., Any]:
    def hacerla(nombre: str, importacion: Importacion, **campos: str) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(reverse(f"padron:{nombre}", args=[importacion.uuid]), campos)

    return hacerla


def _texto(respuesta: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", respuesta.content.decode()).split())


def test_upload_is_reviewed_and_writes_nothing(
    nacional: Any, subir: Subir, muestra: Path, client: Client
) -> None:
    importacion = subir(muestra)
    assert importacion.estado == EstadoImportacion.REVISADA
    assert (importacion.total["crear"], importacion.total["rechazar"]) == (694, 47)
    assert FilaImportada.objects.count() == 741
    assert Integrante.objects.count() == 0
    texto = _texto(client.get(importacion.get_absolute_url()))
    assert "Fila 11 Losa deportiva César Vallejo ubigeo El ubigeo «150801» (INEI) está fuera" in texto


def test_confirmed_import_is_written_once(
    nacional: Any, subir: Subir, accion: Callable[..., Any], muestra: Path, client: Client
) -> None:
    importacion = subir(muestra)
    for _ in range(2):
        assert accion("confirmar", importacion).status_code == 302
    importacion.refresh_from_db()
    assert importacion.estado == EstadoImportacion.APLICADA
    assert (Integrante.objects.count(), Consentimiento.objects.count()) == (447, 0)
    assert Evento.objects.filter(accion="padron-importado").count() == 1
    assert "El padrón está guardado." in _texto(client.get(importacion.get_absolute_url()))


def test_consents_are_written_when_the_office_has_them(
    nacional: Any, subir: Subir, accion: Callable[..., Any], enmendado: Path
) -> None:
    accion("confirmar", subir(enmendado), con_consentimiento="on")
    assert Consentimiento.objects.filter(canal="padron", finalidad="gestion").count() == 479


def test_data_that_moved_since_the_preview_ask_for_a_new_confirmation(
    nacional: Any, subir: Subir, accion: Callable[..., Any], muestra: Path
) -> None:
    una, otra = subir(muestra), subir(muestra)
    accion("confirmar", una)
    accion("confirmar", otra)
    otra.refresh_from_db()
    assert otra.estado == EstadoImportacion.REVISADA
    assert otra.mensaje.startswith("Desde la revisión cambiaron datos")
    assert (otra.total["crear"], otra.total["igual"]) == (0, 694)
    assert Integrante.objects.count() == 447


def test_documents_are_masked_for_the_national_office(
    nacional: Any, subir: Subir, muestra: Path, client: Client
) -> None:
    importacion = subir(muestra)
    hoja = next(i for i, h in enumerate(importacion.hojas) if h["entidad"] == "integrantes")
    url = importacion.get_absolute_url()
    rechazadas = client.get(url, {"hoja": hoja, "ver": "rechazar"}).content.decode()
    reparadas = client.get(url, {"hoja": hoja, "ver": "reparadas"}).content.decode()
    assert "658460" not in rechazadas
    assert "56473675" not in rechazadas
    assert "961-629-520" not in reparadas
    assert "+51961629520" not in reparadas


def test_documents_are_whole_for_the_regional_office(
    client: Client, territorio: None, subir: Subir, muestra: Path
) -> None:
    entrar(client, usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, Region.objects.get(pk="1501")))
    importacion = subir(muestra)
    hoja = next(i for i, h in enumerate(importacion.hojas) if h["entidad"] == "integrantes")
    texto = _texto(client.get(importacion.get_absolute_url(), {"hoja": hoja}))
    assert "El DNI «658460» tiene 6 dígitos y deben ser 8." in texto


def test_rows_of_another_region_are_rejected_for_the_regional_office(
    client: Client, territorio: None, subir: Subir, accion: Callable[..., Any], enmendado: Path
) -> None:
    entrar(client, usuario_con_rol(Rol.ESPECIALISTA_REGIONAL, Region.objects.get(pk="1501")))
    importacion = subir(enmendado)
    rechazada = FilaImportada.objects.filter(
        importacion=importacion, hoja="ESPACIOS", accion="rechazar"
    ).first()
    assert rechazada is not None
    assert "una región que usted no tiene a su cargo" in rechazada.motivos[0][1]
    accion("confirmar", importacion)
    assert set(Integrante.objects.values_list("comite__espacio__region", flat=True)) == {"1501"}


def test_rejected_rows_can_be_mended_and_uploaded_again(
    nacional: Any, subir: Subir, accion: Callable[..., Any], muestra: Path, tmp_path: Path
) -> None:
    importacion = subir(muestra)
    accion("confirmar", importacion)
    respuesta = accion("rechazadas", importacion)
    assert respuesta["Content-Disposition"] == 'attachment; filename="padron_ejemplo - rechazadas.xlsx"'
    libro = tmp_path / "rechazadas.xlsx"
    libro.write_bytes(respuesta.content)
    otra = subir(libro)
    assert (otra.total["filas"], otra.total["rechazar"]) == (47, 47)
    assert [h["nombre"] for h in otra.hojas] == ["ESPACIOS", "COMITÉS", "INTEGRANTES", "ACTIVIDADES"]
    assert otra.hojas[0]["sin_reconocer"] == []


def test_discarded_import_leaves_no_file_and_no_rows(
    nacional: Any, subir: Subir, accion: Callable[..., Any], muestra: Path, client: Client
) -> None:
    importacion = subir(muestra)
    nombre = importacion.archivo.name
    assert default_storage.exists(nombre)
    accion("descartar", importacion)
    importacion.refresh_from_db()
    assert (importacion.estado, importacion.archivo.name) == (EstadoImportacion.DESCARTADA, "")
    assert not default_storage.exists(nombre)
    assert not FilaImportada.objects.exists()
    assert client.get(importacion.get_absolute_url()).status_code == 200


def test_mapping_correction_reviews_again(
    nacional: Any, subir: Subir, accion: Callable[..., Any], muestra: Path, client: Client
) -> None:
    importacion = subir(muestra)
    url = reverse("padron:columnas", args=[importacion.uuid])
    inicial = client.get(url).context["form"]
    datos = {c: inicial[c].value() for c in inicial.fields}
    datos["h2-entidad"] = "-"
    accion("columnas", importacion, **datos, version=str(importacion.version))
    importacion.refresh_from_db()
    assert importacion.estado == EstadoImportacion.REVISADA
    assert importacion.total["filas"] == 741 - 479
    assert importacion.total["rechazadas_directas"] == 7
