"""Issuing the papers of a committee, each with its number and fingerprint, and annulling them."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from comites.enums import ClaseDocumento as C
from comites.enums import EstadoEjemplar
from comites.huellas import contenido_de, huella_de
from comites.models import Asamblea, Comite, DocumentoEmitido, Integrante, Mandato
from comites.services._comun import bloquear
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.permissions import exigir

INTENTOS = 8
LARGO_MINIMO_DEL_MOTIVO = 10


@transaction.atomic
def emitir_documento(
    *, actor: Any, comite: Comite, clase: C, asamblea: Asamblea | None = None
) -> DocumentoEmitido:
    """Issue a paper about `comite` as it stands; the former version of the same one is replaced.

    When nothing changed since that version, it is returned again: no number is spent. Raises
    ValidationError when there is nothing to print or when the acta is signed and validated already.
    """
    clase = C(clase)
    exigir(actor, Permiso.COMITE_EDITAR if clase.es_acta else Permiso.PAPEL_LLEVAR, comite)
    comite = bloquear(comite)
    mandato = _mandato_de(comite, clase)
    if clase == C.ACTA_RENOVACION and mandato is not None:
        asamblea = Asamblea.objects.filter(mandato=mandato).first()
    if asamblea is not None and asamblea.comite_id != comite.pk:
        raise ValueError("the assembly is of another committee")
    if clase == C.CONVOCATORIA and asamblea is None:
        raise ValidationError("Convoque primero la asamblea.")
    integrantes = _integrantes(comite, clase, mandato)
    en_papel = _vigente(comite) if clase == C.PADRON else mandato
    contenido = contenido_de(comite, integrantes, mandato=en_papel, asamblea=asamblea)
    anterior = _anterior(comite, clase, mandato, asamblea)
    if anterior is not None and anterior.contenido == contenido:
        return anterior
    nuevo = DocumentoEmitido(
        clase=clase, comite=comite, mandato=mandato, asamblea=asamblea, contenido=contenido, emitido_por=actor
    )
    _numerar(nuevo)
    if anterior is not None:
        _reemplazar(anterior, nuevo)
    registrar(actor=actor, accion="documento-emitido", objeto=comite, documento=nuevo.correlativo)
    return nuevo


def _mandato_de(comite: Comite, clase: C) -> Mandato | None:
    """Return the mandate that an acta is about: the first one, or the latest renewal."""
    mandatos = list(comite.mandatos.order_by("inicio"))
    if clase == C.ACTA_CONSTITUCION:
        return mandatos[0] if mandatos else None
    if clase == C.ACTA_RENOVACION:
        if len(mandatos) < 2:
            raise ValidationError("Este comité todavía no se ha renovado: registre primero la renovación.")
        return mandatos[-1]
    return None


def _vigente(comite: Comite) -> Mandato | None:
    """Return the mandate that a roll says to be in force."""
    return comite.mandatos.en_fecha(timezone.localdate()).first()  # type: ignore[no-any-return]


def _integrantes(comite: Comite, clase: C, mandato: Mandato | None) -> list[Integrante]:
    hoy = timezone.localdate()
    dia = max(hoy, mandato.inicio) if mandato else hoy
    filas = Integrante.objects.activos(dia).filter(comite=comite).select_related("cargo")
    integrantes = list(filas.order_by("cargo__orden", "desde", "pk"))
    if not integrantes and clase != C.CONVOCATORIA:
        raise ValidationError("El comité no tiene integrantes: agréguelos antes de imprimir este papel.")
    return integrantes


def _anterior(
    comite: Comite, clase: C, mandato: Mandato | None, asamblea: Asamblea | None
) -> DocumentoEmitido | None:
    filas = DocumentoEmitido.objects.filter(comite=comite, clase=clase, mandato=mandato)
    if not clase.es_acta:
        filas = filas.filter(asamblea=asamblea)
    return filas.filter(reemplazado_por=None, anulado=None).first()


def _numerar(documento: DocumentoEmitido) -> None:
    """Save `documento` under the next number of its kind and year; two at once get two numbers."""
    documento.anio = timezone.localtime(documento.emitido).year
    hermanos = DocumentoEmitido.objects.filter(clase=documento.clase, anio=documento.anio)
    for intento in range(INTENTOS):
        documento.numero = (hermanos.aggregate(ultimo=Max("numero"))["ultimo"] or 0) + 1
        documento.huella = huella_de(documento)
        try:
            with transaction.atomic():
                documento.save(force_insert=True)
            return
        except IntegrityError:
            if intento == INTENTOS - 1:
                raise


def _reemplazar(anterior: DocumentoEmitido, nuevo: DocumentoEmitido) -> None:
    validado = anterior.ejemplares.filter(estado=EstadoEjemplar.VALIDADO).exists()
    if validado and anterior.clase_enum.es_acta:
        raise ValidationError(
            f"La versión anterior, {anterior.correlativo}, ya está firmada y validada: no se emite otra."
        )
    anterior.reemplazado_por = nuevo
    anterior.save(update_fields=["reemplazado_por"])


@transaction.atomic
def anular_documento(*, actor: Any, documento: DocumentoEmitido, motivo: str) -> DocumentoEmitido:
    """Take back a paper: the public check says so from now on. Its number is never used again.

    Raises ValidationError (`motivo`), or when it is annulled already or proves a mandate.
    """
    exigir(actor, Permiso.COMITE_EDITAR, documento)
    bloquear(documento.comite)
    documento = DocumentoEmitido.objects.select_for_update(of=("self",)).get(pk=documento.pk)
    if documento.anulado is not None:
        raise ValidationError("Este documento ya estaba anulado.")
    if documento.ejemplares.filter(estado=EstadoEjemplar.VALIDADO).exists():
        raise ValidationError("Su ejemplar firmado ya está validado: no se puede anular.")
    motivo = en_una_linea(motivo)[:200]
    if len(motivo) < LARGO_MINIMO_DEL_MOTIVO:
        raise ValidationError({"motivo": "Explique el motivo en una frase, sin nombres de personas."})
    documento.anulado, documento.motivo_anulacion = timezone.now(), motivo
    documento.save(update_fields=["anulado", "motivo_anulacion"])
    registrar(
        actor=actor, accion="documento-anulado", objeto=documento.comite, documento=documento.correlativo
    )
    return documento
