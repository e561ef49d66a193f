"""What people do with an uploaded padrón: upload it, correct its columns, confirm it, discard it."""

import hashlib
import uuid
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from comunes.archivos import archivos_o_nada, escribir
from comunes.bitacora import registrar
from comunes.hojas.limites import MB, PESO_MAXIMO
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from padron.directo import exigir_sistema
from padron.enums import EstadoImportacion, Etapa
from padron.models import FilaImportada, Importacion
from padron.tasks import aplicar_importacion, revisar_importacion
from territorio.alcance import alcance_de

# Not an address of ours, and not the import's public key: nobody guesses where a file lies.
CARPETA = "privado/padrones"
MUY_PESADO = f"El archivo pesa más de {PESO_MAXIMO // MB} MB. Divídalo en varios."
NO_ESPERA = "Esta importación ya no espera confirmación: su estado es «{}»."
NADA_QUE_GUARDAR = "No hay nada que guardar: ninguna fila crea ni cambia datos."


@archivos_o_nada()
def recibir_archivo(*, actor: Any, archivo: UploadedFile, sistema: str = "") -> Importacion:
    """Keep an uploaded file, out of reach of the web, and queue its review.

    `sistema` is what the user says of its ubigeos; empty finds out. Raises ValidationError on
    «archivo», PermissionDenied.
    """
    alcance = alcance_de(actor, Permiso.PADRON_IMPORTAR)
    if alcance.vacio:
        raise PermissionDenied
    if (archivo.size or 0) > PESO_MAXIMO:
        raise ValidationError({"archivo": MUY_PESADO})
    contenido = archivo.read()
    importacion = Importacion(
        usuario=actor,
        region_id=min(alcance.regiones) if len(alcance.regiones) == 1 and not alcance.nacional else None,
        nombre_archivo=en_una_linea(archivo.name or "")[-160:] or "padrón",
        sha256=hashlib.sha256(contenido).hexdigest(),
        peso=len(contenido),
        sistema_declarado=sistema,
    )
    importacion.archivo.name = escribir(f"{CARPETA}/{uuid.uuid4().hex}", contenido)
    importacion.save()
    registrar(actor=actor, accion="padron-subido", objeto=importacion, sha256=importacion.sha256)
    _encolar_revision(importacion)
    return importacion


def _encolar_revision(importacion: Importacion) -> None:
    transaction.on_commit(lambda: revisar_importacion.enqueue(importacion.pk))


def _exigir(actor: Any, importacion: Importacion) -> None:
    visibles = Importacion.objects.visible_to(actor, Permiso.PADRON_IMPORTAR)
    if not visibles.filter(pk=importacion.pk).exists():
        raise PermissionDenied


def _exigir_estado(importacion: Importacion, *estados: EstadoImportacion) -> None:
    if importacion.estado not in estados:
        raise ValidationError(NO_ESPERA.format(importacion.estado_enum.label))


@transaction.atomic
def corregir_columnas(
    *, actor: Any, importacion: Importacion, version: int, mapeo: dict[str, Any], sistema: str
) -> Importacion:
    """Review the file again with what the user says of its sheets, columns and ubigeos.

    Raises ValidationError once it was confirmed, ConflictoDeEdicion.
    """
    _exigir(actor, importacion)
    importacion = tomar_version(Importacion.objects.get(pk=importacion.pk), version)
    _exigir_estado(importacion, EstadoImportacion.POR_ORDENAR, EstadoImportacion.REVISADA)
    importacion.mapeo, importacion.sistema_declarado = mapeo, sistema
    _esperar(importacion, EstadoImportacion.LEYENDO)
    registrar(actor=actor, accion="padron-columnas", objeto=importacion)
    _encolar_revision(importacion)
    return importacion


def _esperar(importacion: Importacion, estado: EstadoImportacion) -> None:
    importacion.estado, importacion.etapa, importacion.mensaje = estado, Etapa.EN_COLA, ""
    importacion.hechas = importacion.por_hacer = 0
    importacion.save()


@transaction.atomic
def confirmar(*, actor: Any, importacion: Importacion, con_consentimiento: bool = False) -> Importacion:
    """Queue the writing of a reviewed file; of two people who confirm it, one succeeds.

    Raises ValidationError when it is not waiting, guesses the ubigeo system, or changes nothing.
    """
    _exigir(actor, importacion)
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    _exigir_estado(importacion, EstadoImportacion.REVISADA)
    exigir_sistema(importacion.origen_sistema)
    if not (importacion.total.get("crear") or importacion.total.get("actualizar")):
        raise ValidationError(NADA_QUE_GUARDAR)
    importacion.confirmada_por, importacion.con_consentimiento = actor, con_consentimiento
    importacion.version += 1
    _esperar(importacion, EstadoImportacion.APLICANDO)
    registrar(actor=actor, accion="padron-confirmado", objeto=importacion)
    transaction.on_commit(lambda: aplicar_importacion.enqueue(importacion.pk))
    return importacion


@transaction.atomic
def reanudar(*, actor: Any, importacion: Importacion) -> Importacion:
    """Queue again the work of an import that has had no news; what was being written left nothing."""
    _exigir(actor, importacion)
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    if not importacion.sin_noticias:
        raise ValidationError("El trabajo sigue en marcha: espere unos minutos.")
    aplicando = importacion.estado == EstadoImportacion.APLICANDO
    _esperar(importacion, importacion.estado_enum)
    registrar(actor=actor, accion="padron-reanudado", objeto=importacion)
    tarea = aplicar_importacion if aplicando else revisar_importacion
    transaction.on_commit(lambda: tarea.enqueue(importacion.pk))
    return importacion


@transaction.atomic
def descartar(*, actor: Any, importacion: Importacion) -> Importacion:
    """Give up an import that was not written: its file and its rows go, the line of who did it stays."""
    _exigir(actor, importacion)
    importacion = Importacion.objects.select_for_update(of=("self",)).get(pk=importacion.pk)
    _exigir_estado(
        importacion, EstadoImportacion.POR_ORDENAR, EstadoImportacion.REVISADA, EstadoImportacion.FALLIDA
    )
    importacion.estado = EstadoImportacion.DESCARTADA
    importacion.version += 1
    borrar_contenido(importacion)
    registrar(actor=actor, accion="padron-descartado", objeto=importacion)
    return importacion


def borrar_contenido(importacion: Importacion) -> None:
    """Delete the file, once the transaction holds, and the stored rows; save the import."""
    nombre, importacion.archivo = importacion.archivo.name, ""
    importacion.hojas, importacion.huella = [], ""
    importacion.save()
    FilaImportada.objects.filter(importacion=importacion).delete()
    if nombre:
        transaction.on_commit(lambda: default_storage.delete(nombre))


@transaction.atomic
def anotar_descarga(*, actor: Any, importacion: Importacion, filas: int) -> None:
    """Write into the history that somebody took the rejected rows away."""
    _exigir(actor, importacion)
    registrar(actor=actor, accion="padron-rechazadas-descargadas", objeto=importacion, filas=filas)


@transaction.atomic
def purgar(*, actor: Any, dias: int) -> int:
    """Delete the files and rows of imports untouched for `dias` days; return how many.

    They hold personal data that nobody needs any longer. Those never confirmed count as discarded; of
    every one the line of who brought it, and its totals, stay.
    """
    limite = timezone.now() - timedelta(days=dias)
    viejas = Importacion.objects.select_for_update(of=("self",)).filter(actualizado__lt=limite)
    purgadas = list(viejas.exclude(archivo="").order_by("pk"))
    for importacion in purgadas:
        if importacion.estado != EstadoImportacion.APLICADA:
            importacion.estado = EstadoImportacion.DESCARTADA
        importacion.version += 1
        borrar_contenido(importacion)
        registrar(actor=actor, accion="padron-purgado", objeto=importacion, dias=dias)
    return len(purgadas)
