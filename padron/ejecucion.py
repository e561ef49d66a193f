"""The long work on an uploaded file, done by a background worker: review it, and write it."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.text import get_valid_filename

from comunes.bitacora import registrar
from comunes.hojas.limites import ArchivoRechazado
from padron.directo import escribir, exigir_columnas, exigir_sistema
from padron.enums import EstadoImportacion, Etapa
from padron.lectura import HojaLeida, problemas_de_columnas
from padron.lugares import Sistema
from padron.models import FilaImportada, Importacion
from padron.resultados import guardar_filas
from padron.revision import Revision, completar, leer_y_limpiar

_CADA_CUANTO = 0.5  # seconds between two notes of progress
SIN_PERMISO = "La cuenta que confirmó ya no puede importar estas filas. No se guardó nada."
CAMBIARON_LOS_DATOS = (
    "Desde la revisión cambiaron datos del sistema y el resultado ya no sería el mismo. No se guardó nada: "
    "revise las cifras de nuevo y confirme."
)
FALLO = "No se pudo terminar por un problema del sistema. No se guardó nada. Vuelva a intentarlo."


class Progreso:
    """Notes how far the work is, at most twice a second, outside any transaction."""

    def __init__(self, importacion: Importacion) -> None:
        self._filas = Importacion.objects.filter(pk=importacion.pk)
        self._ultimo = 0.0

    def __call__(self, etapa: str, hechas: int, por_hacer: int) -> None:
        ahora = time.monotonic()
        if ahora - self._ultimo >= _CADA_CUANTO:
            self._ultimo = ahora
            self._filas.update(etapa=etapa, hechas=hechas, por_hacer=por_hacer, actualizado=timezone.now())


@contextmanager
def en_disco(importacion: Importacion) -> Iterator[Path]:
    """Give the uploaded file as a path with its own name, wherever the storage keeps it."""
    with tempfile.TemporaryDirectory(prefix="padron-") as carpeta:
        ruta = Path(carpeta) / (get_valid_filename(importacion.nombre_archivo) or "padron")
        with importacion.archivo.open("rb") as origen, ruta.open("wb") as destino:
            shutil.copyfileobj(origen, destino)
        yield ruta


def _leer(importacion: Importacion, actor: Any) -> Revision:
    with en_disco(importacion) as ruta:
        return leer_y_limpiar(
            ruta,
            actor=actor,
            mapeo=importacion.mapeo or None,
            sistema=Sistema(importacion.sistema_declarado) if importacion.sistema_declarado else None,
            avance=Progreso(importacion),
        )


def revisar(pk: int) -> None:
    """Review an import that waits for it and keep the result; doing it twice does it once."""
    importacion = Importacion.objects.select_related("usuario").get(pk=pk)
    if importacion.estado != EstadoImportacion.LEYENDO:
        return
    try:
        revision = completar(_leer(importacion, importacion.usuario), avance=Progreso(importacion))
        with transaction.atomic():
            _guardar_revision(_bloquear(pk, EstadoImportacion.LEYENDO), revision)
    except _YaHecha:
        return
    except ArchivoRechazado as rechazo:
        _terminar(pk, EstadoImportacion.LEYENDO, EstadoImportacion.FALLIDA, rechazo.mensaje)
    except Exception:
        _terminar(pk, EstadoImportacion.LEYENDO, EstadoImportacion.FALLIDA, FALLO)
        raise


def aplicar(pk: int) -> None:
    """Write a confirmed import, all or nothing; doing it twice does it once.

    What the system holds may have changed since the preview: if the outcome would differ, nothing is
    written and the new preview waits for a new confirmation.
    """
    importacion = Importacion.objects.select_related("confirmada_por").get(pk=pk)
    if importacion.estado != EstadoImportacion.APLICANDO:
        return
    actor = importacion.confirmada_por
    try:
        revision = _leer(importacion, actor)
        Importacion.objects.filter(pk=pk).update(etapa=Etapa.GUARDANDO, por_hacer=0)
        with transaction.atomic():
            _aplicar(_bloquear(pk, EstadoImportacion.APLICANDO), revision, actor)
    except _YaHecha:
        return
    except PermissionDenied:
        _terminar(pk, EstadoImportacion.APLICANDO, EstadoImportacion.REVISADA, SIN_PERMISO)
    except (ValidationError, ArchivoRechazado) as error:
        mensaje = error.mensaje if isinstance(error, ArchivoRechazado) else " ".join(error.messages)
        _terminar(pk, EstadoImportacion.APLICANDO, EstadoImportacion.REVISADA, mensaje)
    except Exception:
        _terminar(pk, EstadoImportacion.APLICANDO, EstadoImportacion.REVISADA, FALLO)
        raise


def _aplicar(importacion: Importacion, revision: Revision, actor: Any) -> None:
    exigir_columnas(revision)
    exigir_sistema(revision.contexto.deteccion.origen)
    completar(revision)
    if revision.huella() != importacion.huella:
        _guardar_revision(importacion, revision, mensaje=CAMBIARON_LOS_DATOS)
        return
    escribir(revision, actor=actor, con_consentimiento=importacion.con_consentimiento)
    importacion.estado, importacion.mensaje = EstadoImportacion.APLICADA, ""
    importacion.aplicada = timezone.now()
    importacion.version += 1
    importacion.save()
    registrar(actor=actor, accion="padron-importado", objeto=importacion, totales=importacion.total)


class _YaHecha(Exception):
    """Another worker, or the user, moved the import on."""


def _bloquear(pk: int, estado: EstadoImportacion) -> Importacion:
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=pk)
    if importacion.estado != estado:
        raise _YaHecha
    return importacion


def _terminar(pk: int, desde: EstadoImportacion, hacia: EstadoImportacion, mensaje: str) -> None:
    Importacion.objects.filter(pk=pk, estado=desde).update(
        estado=hacia, mensaje=mensaje[:600], actualizado=timezone.now()
    )


def _guardar_revision(importacion: Importacion, revision: Revision, *, mensaje: str = "") -> None:
    """Keep what the review found; the rows of an earlier review go."""
    padron, deteccion = revision.padron, revision.contexto.deteccion
    problemas = problemas_de_columnas(padron.hojas)
    importacion.hojas = [_hoja(hoja) for hoja in padron.hojas]
    importacion.totales, importacion.huella = revision.totales, revision.huella()
    importacion.sistema, importacion.origen_sistema = deteccion.sistema.value, deteccion.origen
    importacion.coinciden, importacion.es_de_ejemplo = deteccion.coinciden, padron.es_de_ejemplo
    importacion.estado = EstadoImportacion.POR_ORDENAR if problemas else EstadoImportacion.REVISADA
    importacion.mensaje = (mensaje or " ".join(problemas))[:600]
    importacion.version += 1
    importacion.save()
    FilaImportada.objects.filter(importacion=importacion).delete()
    guardar_filas(importacion, revision)


def _hoja(hoja: HojaLeida) -> dict[str, Any]:
    return {
        "nombre": hoja.nombre,
        "entidad": hoja.entidad.value if hoja.entidad else "",
        "fila": hoja.fila_de_encabezado,
        "columnas": hoja.columnas,
        "encabezados": {str(p): texto for p, texto in hoja.encabezados.items()},
        "sin_reconocer": hoja.sin_reconocer,
        "faltan": hoja.faltan,
        "filas": hoja.filas,
    }
