"""The sweeper of photo files: only orphans of the engine's own names, only old ones, and again and again."""

import os
from io import StringIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command

from comites.enums import ClaseArchivo
from comunes.difuminado import Zona
from comunes.fotos import ruta
from espacios.models import FotoEspacio
from espacios.services import difuminar_foto
from tests.fabricas.comites_papeles import PaginaFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.fabricas.espacios import foto_con_archivo
from tests.fabricas.personas import ConsentimientoFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _almacen(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def barrer(*opciones):
    salida = StringIO()
    call_command("barrer_fotos", *opciones, stdout=salida)
    return salida.getvalue().strip()


def envejecer():
    for archivo in Path(default_storage.location).rglob("*.jpg"):
        os.utime(archivo, (0, 0))


def quedan(nombre):
    return default_storage.exists(ruta(nombre, "grande"))


def test_orphans_go_and_what_rows_name_stays():
    una = foto_con_archivo("green")
    una = difuminar_foto(
        actor=usuario_con_rol("responsable-nacional"), foto=una, version=1, zonas=[Zona(0, 0, 500, 500)]
    )
    suelta = foto_con_archivo("red").archivo.name
    FotoEspacio.objects.filter(archivo=suelta).delete()
    envejecer()
    assert barrer("--simular") == "Fotos sin registro: 1."
    assert quedan(suelta)
    assert barrer() == "Fotos borradas: 1."
    assert [quedan(n) for n in (suelta, str(una.archivo), str(una.archivo_publico))] == [False, True, True]
    assert barrer() == "Fotos borradas: 0."


def test_photos_of_signed_papers_stay():
    consentimiento, pagina = (foto_con_archivo(color).archivo.name for color in ("red", "blue"))
    FotoEspacio.objects.all().delete()
    ConsentimientoFactory(papel=consentimiento)
    PaginaFactory(clase=ClaseArchivo.FOTO, archivo=pagina)
    envejecer()
    assert barrer() == "Fotos borradas: 0."
    assert [quedan(consentimiento), quedan(pagina)] == [True, True]


def test_young_files_and_those_of_others_are_left_alone():
    suelta = foto_con_archivo("red").archivo.name
    FotoEspacio.objects.all().delete()
    default_storage.save("padrones/ab/lista-grande.jpg", ContentFile(b"x"))
    assert barrer() == "Fotos borradas: 0."
    assert quedan(suelta)
    envejecer()
    barrer()
    assert not quedan(suelta)
    assert default_storage.exists("padrones/ab/lista-grande.jpg")


def test_empty_store_is_no_error(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "nada"
    assert barrer() == "Fotos borradas: 0."
