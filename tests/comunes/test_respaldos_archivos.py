"""Backups and files: none is left out without a word, and none is lost half-way without saying so."""

import os
import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError

from comunes.archivos import asentar_carpeta
from comunes.respaldos import copia, manifiesto, vuelta
from tests.fabricas.espacios import FotoEspacioFactory
from tests.respaldos import FOTO, MotorQueFalla, MotorQuieto, archivos_de, orden, poner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def sin_base(monkeypatch):
    """Whether the files are all there does not depend on the engine."""
    monkeypatch.setattr(copia, "motor", MotorQueFalla)


def test_folder_that_cannot_be_read_stops_the_backup(monkeypatch, sin_base, media, tmp_path):
    listar = os.scandir

    def negar(donde):
        if str(donde) == str(media / "espacios"):
            raise PermissionError(13, "Permission denied", str(donde))
        return listar(donde)

    monkeypatch.setattr(os, "scandir", negar)
    with pytest.raises(CommandError, match="Permission denied"):
        orden("respaldar", tmp_path / "lunes")
    with pytest.raises(PermissionError):
        asentar_carpeta(media)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["media"]


@pytest.mark.parametrize("destino", ["otra", "nada"])
def test_linked_folder_stops_the_backup_also_when_it_leads_nowhere(sin_base, media, tmp_path, destino):
    poner(tmp_path / "otra/foto.jpg", b"foto")
    (media / "espacios/cd").symlink_to(tmp_path / destino)
    with pytest.raises(CommandError, match="espacios/cd es un enlace"):
        orden("respaldar", tmp_path / "lunes")


@pytest.mark.parametrize("vaciar", [shutil.rmtree, lambda media: shutil.rmtree(media / "espacios")])
def test_no_files_at_all_is_a_backup_only_while_no_row_names_one(sin_base, media, tmp_path, vaciar):
    vaciar(media)
    orden("respaldar", tmp_path / "lunes")
    assert list(manifiesto.leer(tmp_path / "lunes")["archivos"]) == ["base.nada"]
    FotoEspacioFactory()
    with pytest.raises(CommandError, match="La base de datos nombra archivos"):
        orden("respaldar", tmp_path / "martes")


def test_what_the_disk_itself_keeps_is_left_alone(monkeypatch, sin_base, media, respaldo, tmp_path):
    poner(media / "lost+found/uno", b"of the disk")
    orden("respaldar", tmp_path / "lunes")
    assert list(manifiesto.leer(tmp_path / "lunes")["archivos"]) == ["base.nada", f"media/{FOTO}"]
    monkeypatch.setattr(vuelta, "motor", MotorQuieto)
    orden("restaurar", respaldo, "--reemplazar")
    assert (media / "lost+found/uno").read_bytes() == b"of the disk"


@pytest.mark.parametrize("donde", ["media/lunes", "atajo/lunes"])
def test_backup_among_the_files_it_would_replace_is_refused(respaldo, media, tmp_path, donde):
    (tmp_path / "atajo").symlink_to(media)
    respaldo.rename(media / "lunes")
    with pytest.raises(CommandError, match="no puede estar dentro"):
        orden("restaurar", tmp_path / donde, "--reemplazar")


def test_files_left_half_way_are_said_and_repeating_mends_them(monkeypatch, respaldo, media):
    monkeypatch.setattr(vuelta, "motor", MotorQuieto)
    antes = archivos_de(media)
    poner(media / "comites/nueva.jpg", b"nueva")
    cambiar = Path.rename

    def negar(self, nuevo):
        if self.parent.name == "llegan":
            raise PermissionError(13, "Permission denied", str(self))
        return cambiar(self, nuevo)

    with monkeypatch.context() as parche:
        parche.setattr(Path, "rename", negar)
        with pytest.raises(CommandError) as error:
            orden("restaurar", respaldo, "--reemplazar")
    dicho = "La base de datos ya es la del respaldo, pero los archivos quedaron a medias: repita con --reemp"
    assert str(error.value).startswith(dicho)
    orden("restaurar", respaldo, "--reemplazar")
    assert archivos_de(media) == antes


def test_folder_on_another_disk_is_refused_before_anything_changes(monkeypatch, respaldo, media):
    antes, mirar = archivos_de(media), Path.lstat

    def lstat(self):
        datos = mirar(self)
        return os.stat_result((*datos[:2], -1, *datos[3:])) if self == media / "espacios" else datos

    monkeypatch.setattr(vuelta, "motor", MotorQuieto)
    monkeypatch.setattr(Path, "lstat", lstat)
    with pytest.raises(CommandError, match="no se puede cambiar: espacios"):
        orden("restaurar", respaldo, "--reemplazar")
    assert archivos_de(media) == antes
