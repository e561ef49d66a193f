"""The signed paper comes back: uploaded by one person, validated or observed by another."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comites.cambios import cambios_desde
from comites.enums import ClaseArchivo, EstadoEjemplar
from comites.models import DocumentoEmitido, EjemplarFirmado, Mandato, PaginaFirmada
from comites.services._comun import bloquear
from comunes import fotos as motor_de_fotos
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.pdf import Pdf, guardar_pdf
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir

CARPETA = "firmados"
LARGO_MINIMO = 10
YA_HAY = "Ya hay un ejemplar firmado de este documento. Si está mal, quien valida puede observarlo."
ES_SUYO = "Usted emitió este documento o subió el firmado: lo valida otra persona."
YA_REVISADO = "Este ejemplar ya fue revisado."
YA_REEMPLAZADO = (
    "Este papel fue reemplazado por {0} después de firmarse: no se puede validar. Obsérvelo, y pida que "
    "impriman, firmen y suban {0}."
)
HAY_CAMBIOS = "El padrón cambió desde que se imprimió. Revise los cambios y marque que los conoce."


@archivos_o_nada()
def subir_ejemplar(
    *, actor: Any, documento: DocumentoEmitido, fotos: Sequence[Foto] = (), pdf: Pdf | None = None
) -> EjemplarFirmado:
    """Keep the signed copy of `documento`: its photos, or one PDF. It waits for somebody's review.

    Side effect: writes files. Raises ValidationError when the document takes no signed copy now.
    """
    exigir(actor, Permiso.PAPEL_LLEVAR, documento)
    bloquear(documento.comite)
    documento = DocumentoEmitido.objects.get(pk=documento.pk)
    _exigir_abierto(documento)
    if bool(fotos) == (pdf is not None):
        raise ValidationError({"fotos": "Suba las fotos del papel firmado o un solo PDF, no ambos."})
    ejemplar = EjemplarFirmado(documento=documento, subido_por=actor, emitido_por=documento.emitido_por)
    try:
        with transaction.atomic():
            ejemplar.save()
    except IntegrityError as error:
        raise ValidationError(YA_HAY) from error
    _guardar_paginas(ejemplar, fotos, pdf)
    registrar(actor=actor, accion="ejemplar-subido", objeto=documento.comite, documento=documento.correlativo)
    return ejemplar


def _exigir_abierto(documento: DocumentoEmitido) -> None:
    if not documento.clase_enum.se_firma:
        raise ValidationError("Este papel no se firma: no hay ejemplar que subir.")
    if documento.anulado is not None:
        raise ValidationError("Este documento está anulado. Emita uno nuevo y fírmelo.")
    if documento.reemplazado_por is not None:
        raise ValidationError(
            f"Esta versión fue reemplazada por {documento.reemplazado_por.correlativo}. Firme y suba esa."
        )


def _guardar_paginas(ejemplar: EjemplarFirmado, fotos: Sequence[Foto], pdf: Pdf | None) -> None:
    if pdf is not None:
        archivos = [(ClaseArchivo.PDF, guardar_pdf(pdf, CARPETA), pdf.sha256)]
    else:
        archivos = [(ClaseArchivo.FOTO, motor_de_fotos.guardar(f, CARPETA), f.sha256) for f in fotos]
    PaginaFirmada.objects.bulk_create(
        PaginaFirmada(ejemplar=ejemplar, orden=n, clase=clase, archivo=nombre, sha256=sha256)
        for n, (clase, nombre, sha256) in enumerate(archivos, start=1)
    )


@transaction.atomic
def anotar_apertura(*, actor: Any, pagina: PaginaFirmada) -> None:
    """Write down that somebody opened a signed page: it shows documents and signatures to whoever reviews."""
    exigir(actor, Permiso.COMITE_EDITAR, pagina)
    documento = pagina.ejemplar.documento
    registrar(actor=actor, accion="firmado-abierto", objeto=documento.comite, documento=documento.correlativo)


@transaction.atomic
def validar_ejemplar(
    *, actor: Any, ejemplar: EjemplarFirmado, version: int, acepta_cambios: bool = False
) -> EjemplarFirmado:
    """Accept the signed copy. That of an acta proves its mandate from now on.

    When the roll changed since the paper was issued, `acepta_cambios` says that the reviewer knows.
    Raises ValidationError by field, ConflictoDeEdicion.
    """
    ejemplar = _tomar(actor, ejemplar, version)
    if nueva := ejemplar.documento.reemplazado_por:
        raise ValidationError(YA_REEMPLAZADO.format(nueva.correlativo))
    if cambios_desde(ejemplar.documento) and not acepta_cambios:
        raise ValidationError({"acepta_cambios": HAY_CAMBIOS})
    ejemplar.estado = EstadoEjemplar.VALIDADO
    _cerrar(actor, ejemplar)
    if ejemplar.documento.clase_enum.es_acta:
        _probar_mandato(ejemplar.documento)
    return ejemplar


def _probar_mandato(documento: DocumentoEmitido) -> None:
    mandato: Mandato | None = documento.mandato or documento.comite.mandatos.order_by("inicio").first()
    if mandato is None:
        raise ValidationError("Registre primero la constitución con la fecha del acta; después valídela.")
    mandato.acta_validada = timezone.localdate()
    mandato.acta = mandato.acta or documento.correlativo
    mandato.save(update_fields=["acta_validada", "acta"])


@transaction.atomic
def observar_ejemplar(
    *, actor: Any, ejemplar: EjemplarFirmado, version: int, observacion: str
) -> EjemplarFirmado:
    """Send the signed copy back with what has to be mended; another one may be uploaded then."""
    ejemplar = _tomar(actor, ejemplar, version)
    ejemplar.observacion = en_una_linea(observacion)[:400]
    if len(ejemplar.observacion) < LARGO_MINIMO:
        raise ValidationError({"observacion": "Escriba en una frase qué hay que corregir."})
    ejemplar.estado = EstadoEjemplar.OBSERVADO
    _cerrar(actor, ejemplar)
    return ejemplar


def _tomar(actor: Any, ejemplar: EjemplarFirmado, version: int) -> EjemplarFirmado:
    exigir(actor, Permiso.ACTA_VALIDAR, ejemplar)
    fresco = EjemplarFirmado.objects.select_related("documento__comite").get(pk=ejemplar.pk)
    bloquear(fresco.documento.comite)
    if actor.pk in (fresco.subido_por_id, fresco.emitido_por_id):
        raise ValidationError(ES_SUYO)
    fresco = tomar_version(fresco, version)
    if fresco.estado != EstadoEjemplar.POR_VALIDAR:
        raise ValidationError(YA_REVISADO)
    if fresco.documento.anulado is not None:
        raise ValidationError("El documento fue anulado después de subir este ejemplar.")
    return fresco


def _cerrar(actor: Any, ejemplar: EjemplarFirmado) -> None:
    ejemplar.revisado_por, ejemplar.revisado = actor, timezone.now()
    ejemplar.save(update_fields=["estado", "observacion", "revisado_por", "revisado", "actualizado"])
    registrar(
        actor=actor,
        accion=f"ejemplar-{ejemplar.estado}",
        objeto=ejemplar.documento.comite,
        documento=ejemplar.documento.correlativo,
    )
