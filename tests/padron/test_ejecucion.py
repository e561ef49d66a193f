"""The background work: refusals, interruptions, repeats; nothing half written."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from comites.models import Comite
from cuentas.models import Usuario
from cuentas.roles import Rol
from espacios.models import EspacioPublico
from padron import ejecucion, services
from padron.enums import EstadoImportacion, Etapa
from padron.models import FilaImportada, Importacion
from tests.fabricas.cuentas import usuario_con_rol
from tests.libros import armar_libro, celda, escribir_libro
from tests.padron.mini import comite, completo, escribir, espacio


@pytest.fixture
def nacional(territorio: None) -> Usuario:
    return usuario_con_rol(Rol.RESPONSABLE_NACIONAL)


def _recibir(actor: Any, ruta: Path) -> Importacion:
    archivo = SimpleUploadedFile(ruta.name, ruta.read_bytes())
    importacion: Importacion = services.recibir_archivo(actor=actor, archivo=archivo)
    return importacion


@pytest.fixture
def revisada(nacional: Usuario, tmp_path: Path) -> Importacion:
    importacion = _recibir(nacional, escribir(tmp_path, completo()))
    ejecucion.revisar(importacion.pk)
    importacion.refresh_from_db()
    return importacion


@pytest.fixture
def confirmada(revisada: Importacion, nacional: Usuario) -> Importacion:
    return services.confirmar(actor=nacional, importacion=revisada)


def test_refused_file_ends_with_its_words(nacional: Usuario, tmp_path: Path) -> None:
    datos = f'<row r="1">{celda("A1")}<c r="B1"><f>A1</f><v>1</v></c></row>'
    importacion = _recibir(nacional, armar_libro(tmp_path / "a.xlsx", datos))
    ejecucion.revisar(importacion.pk)
    importacion.refresh_from_db()
    assert importacion.estado == EstadoImportacion.FALLIDA
    assert importacion.mensaje.startswith("La hoja «DATOS» tiene una fórmula en la celda B1.")


def test_more_than_the_limit_of_data_rows_is_refused(
    nacional: Usuario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("padron.lectura.FILAS_MAXIMO", 3)
    importacion = _recibir(nacional, escribir(tmp_path, completo()))
    ejecucion.revisar(importacion.pk)
    importacion.refresh_from_db()
    assert importacion.mensaje == "El archivo tiene 4 filas y se leen hasta 3. Divídalo en varios."


def test_missing_column_waits_for_the_user_and_cannot_be_confirmed(nacional: Usuario, tmp_path: Path) -> None:
    hojas = completo()
    del hojas["ACTIVIDADES"][0]["FECHA"]
    importacion = _recibir(nacional, escribir(tmp_path, hojas))
    ejecucion.revisar(importacion.pk)
    importacion.refresh_from_db()
    assert importacion.estado == EstadoImportacion.POR_ORDENAR
    assert importacion.mensaje == "A la hoja «ACTIVIDADES» (actividades) le falta la columna FECHA."
    with pytest.raises(ValidationError, match="ya no espera confirmación"):
        services.confirmar(actor=nacional, importacion=importacion)


def test_unforeseen_failure_is_told_and_raised_for_the_log(
    nacional: Usuario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    importacion = _recibir(nacional, escribir(tmp_path, completo()))
    monkeypatch.setattr(ejecucion, "completar", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ejecucion.revisar(importacion.pk)
    importacion.refresh_from_db()
    assert (importacion.estado, importacion.mensaje) == (EstadoImportacion.FALLIDA, ejecucion.FALLO)


def test_review_done_twice_is_done_once(revisada: Importacion) -> None:
    version = revisada.version
    ejecucion.revisar(revisada.pk)
    revisada.refresh_from_db()
    assert (revisada.version, FilaImportada.objects.count()) == (version, 4)


def test_writing_done_twice_is_done_once(confirmada: Importacion) -> None:
    ejecucion.aplicar(confirmada.pk)
    ejecucion.aplicar(confirmada.pk)
    confirmada.refresh_from_db()
    assert (confirmada.estado, EspacioPublico.objects.count()) == (EstadoImportacion.APLICADA, 1)


@pytest.fixture
def sin_luz() -> Iterator[None]:
    def cortar(ejecutar: Any, sql: str, *resto: Any) -> Any:
        if sql.startswith('INSERT INTO "comites_comite"'):
            raise RuntimeError("power cut")
        return ejecutar(sql, *resto)

    with connection.execute_wrapper(cortar):
        yield


def test_interrupted_writing_leaves_nothing_and_can_be_confirmed_again(
    confirmada: Importacion, sin_luz: None
) -> None:
    with pytest.raises(RuntimeError):
        ejecucion.aplicar(confirmada.pk)
    confirmada.refresh_from_db()
    assert (confirmada.estado, confirmada.mensaje) == (EstadoImportacion.REVISADA, ejecucion.FALLO)
    assert (EspacioPublico.objects.count(), Comite.objects.count()) == (0, 0)


def test_account_that_lost_its_role_writes_nothing(confirmada: Importacion, nacional: Usuario) -> None:
    nacional.asignaciones.update(activa=False)
    ejecucion.aplicar(confirmada.pk)
    confirmada.refresh_from_db()
    assert confirmada.estado == EstadoImportacion.REVISADA
    assert EspacioPublico.objects.count() == 0


def test_file_with_nothing_new_cannot_be_confirmed(
    confirmada: Importacion, nacional: Usuario, tmp_path: Path
) -> None:
    ejecucion.aplicar(confirmada.pk)
    otra = _recibir(nacional, escribir(tmp_path, completo()))
    ejecucion.revisar(otra.pk)
    with pytest.raises(ValidationError, match="No hay nada que guardar"):
        services.confirmar(actor=nacional, importacion=otra)


def test_silent_work_is_started_again_only_after_a_while(confirmada: Importacion, nacional: Usuario) -> None:
    with pytest.raises(ValidationError, match="sigue en marcha"):
        services.reanudar(actor=nacional, importacion=confirmada)
    with time_machine.travel(timezone.now() + timedelta(minutes=6), tick=False):
        reanudada = services.reanudar(actor=nacional, importacion=confirmada)
    assert (reanudada.estado, reanudada.etapa) == (EstadoImportacion.APLICANDO, Etapa.EN_COLA)


def test_whoever_may_not_import_uploads_nothing(territorio: None, tmp_path: Path) -> None:
    otro = usuario_con_rol(Rol.AUDITOR)
    with pytest.raises(PermissionDenied):
        _recibir(otro, escribir(tmp_path, completo()))
    assert Importacion.objects.count() == 0


def test_heavy_file_is_not_kept(nacional: Usuario) -> None:
    with pytest.raises(ValidationError, match="más de 5 MB"):
        services.recibir_archivo(
            actor=nacional, archivo=SimpleUploadedFile("a.xlsx", b"x" * (5 * 1024 * 1024 + 1))
        )
    assert Importacion.objects.count() == 0


def test_old_imports_lose_their_file_and_rows_and_keep_their_line(
    revisada: Importacion, django_capture_on_commit_callbacks: Any
) -> None:
    nombre = revisada.archivo.name
    call_command("purgar_padrones", verbosity=0)
    assert default_storage.exists(nombre)
    Importacion.objects.update(actualizado=timezone.now() - timedelta(days=91))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("purgar_padrones", verbosity=0)
    revisada.refresh_from_db()
    assert (revisada.estado, revisada.total["filas"]) == (EstadoImportacion.DESCARTADA, 4)
    assert not FilaImportada.objects.exists()
    assert not default_storage.exists(nombre)


def test_progress_is_noted_while_rows_are_read(nacional: Usuario, tmp_path: Path, monkeypatch: Any) -> None:
    notadas: list[tuple[str, int, int]] = []
    monkeypatch.setattr(ejecucion.Progreso, "__call__", lambda self, *nota: notadas.append(nota))
    libro = escribir_libro(
        tmp_path / "a.xlsx",
        {
            "ESPACIOS": [
                list(espacio()),
                *([f"Parque {n}", *list(espacio().values())[1:]] for n in range(600)),
            ],
            "COMITÉS": [list(comite()), list(comite().values())],
        },
    )
    importacion = _recibir(nacional, libro)
    ejecucion.revisar(importacion.pk)
    assert ("leyendo", 500, 0) in notadas
    assert ("revisando", 500, 601) in notadas
    assert ("comparando", 0, 601) in notadas
