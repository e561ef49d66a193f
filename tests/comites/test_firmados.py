"""The signed copy of a paper: uploaded by one person, validated or observed by another."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from comites.enums import ClaseDocumento as C
from comites.enums import EstadoComite, EstadoDocumento, EstadoEjemplar
from comites.models import Comite, DocumentoEmitido, EjemplarFirmado
from comites.services import (
    anular_documento,
    emitir_documento,
    observar_ejemplar,
    subir_ejemplar,
    validar_ejemplar,
)
from comites.vigencia import estado_en
from comunes.pdf import Pdf, PdfInvalido, revisar_pdf
from tests.apoyo import entrar
from tests.comites.apoyo import ESCANEO, errores, salir
from tests.comites.conftest import HOY

pytestmark = pytest.mark.django_db


@pytest.fixture
def subir(coordinadora, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return lambda documento: subir_ejemplar(
        actor=coordinadora, documento=documento, pdf=Pdf("a" * 64, ESCANEO)
    )


def estado_de(documento):
    return DocumentoEmitido.objects.con_ejemplar().get(pk=documento.pk).estado


def test_signed_acta_is_validated_by_somebody_else_and_proves_its_mandate(
    emitir, subir, coordinadora, especialista, comite
):
    documento = emitir(C.ACTA_CONSTITUCION)
    assert estado_de(documento) == EstadoDocumento.POR_FIRMAR
    ejemplar = subir(documento)
    assert estado_de(documento) == EstadoDocumento.POR_VALIDAR
    with pytest.raises(PermissionDenied):
        validar_ejemplar(actor=coordinadora, ejemplar=ejemplar, version=1)
    validar_ejemplar(actor=especialista, ejemplar=ejemplar, version=1)
    mandato = comite.mandatos.get()
    assert (estado_de(documento), mandato.acta_validada, mandato.acta) == (
        EstadoDocumento.VALIDADO,
        HOY,
        "AC-2026-0001",
    )


@pytest.mark.parametrize("quien", ["emitio", "subio"])
def test_author_or_uploader_never_validates(
    comite, padron, especialista, nacional, tmp_path, settings, quien
):
    settings.MEDIA_ROOT = tmp_path
    emisor, cargador = (especialista, nacional) if quien == "emitio" else (nacional, especialista)
    documento = emitir_documento(actor=emisor, comite=comite, clase=C.PADRON)
    ejemplar = subir_ejemplar(actor=cargador, documento=documento, pdf=Pdf("a" * 64, ESCANEO))
    assert (
        "lo valida otra persona"
        in errores(validar_ejemplar, actor=especialista, ejemplar=ejemplar, version=1)[""][0]
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        EjemplarFirmado.objects.filter(pk=ejemplar.pk).update(estado="validado", revisado_por=especialista)


def test_changed_roll_is_accepted_knowingly(emitir, subir, padron, coordinadora, especialista):
    ejemplar = subir(emitir())
    salir(coordinadora, padron[1])
    datos = {"actor": especialista, "ejemplar": ejemplar, "version": 1}
    assert list(errores(validar_ejemplar, **datos)) == ["acepta_cambios"]
    assert validar_ejemplar(**datos, acepta_cambios=True).estado == EstadoEjemplar.VALIDADO


def test_observed_copy_leaves_room_for_another_one(emitir, subir, especialista):
    documento = emitir()
    ejemplar = subir(documento)
    assert "Ya hay un ejemplar" in errores(subir, documento)[""][0]
    corto = {"actor": especialista, "ejemplar": ejemplar, "version": 1, "observacion": "no"}
    assert list(errores(observar_ejemplar, **corto)) == ["observacion"]
    observar_ejemplar(**{**corto, "observacion": "Falta la firma de la secretaría."})
    assert estado_de(documento) == EstadoDocumento.OBSERVADO
    assert (
        "ya fue revisado"
        in errores(validar_ejemplar, actor=especialista, ejemplar=ejemplar, version=2)[""][0]
    )
    assert subir(documento).pk != ejemplar.pk


def test_copy_whose_paper_was_replaced_after_signing_is_observed_not_validated(
    client, emitir, subir, padron, coordinadora, especialista
):
    ejemplar = subir(emitir())
    salir(coordinadora, padron[1])
    nuevo = emitir()
    datos = {"actor": especialista, "ejemplar": ejemplar, "version": 1}
    dicho = errores(validar_ejemplar, **datos, acepta_cambios=True)[""][0]
    assert f"fue reemplazado por {nuevo.correlativo}" in dicho
    entrar(client, especialista)
    form = client.get(ejemplar.get_absolute_url()).context["form"]
    assert form.initial["decision"] == "observar"
    assert observar_ejemplar(**datos, observacion=form.initial["observacion"]).estado == "observado"


def test_annulled_or_replaced_paper_takes_no_signed_copy(emitir, subir, padron, coordinadora):
    viejo = emitir()
    salir(coordinadora, padron[1])
    nuevo = emitir()
    assert nuevo.correlativo in errores(subir, viejo)[""][0]
    anular_documento(actor=coordinadora, documento=nuevo, motivo="Se imprimió con otra fecha.")
    assert "anulado" in errores(subir, nuevo)[""][0]
    assert emitir().correlativo == "PA-2026-0003"


def test_validated_paper_is_neither_annulled_nor_issued_again(
    emitir, subir, padron, coordinadora, especialista
):
    documento = emitir(C.ACTA_CONSTITUCION)
    validar_ejemplar(actor=especialista, ejemplar=subir(documento), version=1)
    salir(coordinadora, padron[1])
    assert "firmada y validada" in errores(emitir, C.ACTA_CONSTITUCION)[""][0]
    assert (
        "no se puede anular"
        in errores(anular_documento, actor=coordinadora, documento=documento, motivo="Un motivo cualquiera.")[
            ""
        ][0]
    )


@pytest.mark.parametrize(
    ("contenido", "codigo"),
    [
        (b"<html>", "formato"),
        (b"%PDF-1.4 cortado", "danado"),
        (b"%PDF-1.4 /S /JavaScript %%EOF", "activo"),
        (b"%PDF-1.4 /Launch %%EOF", "activo"),
        (b"%PDF-1.4" + b"0" * (10 * 1024 * 1024) + b"%%EOF", "peso"),
    ],
)
def test_pdf_that_is_broken_active_or_too_big_is_refused(contenido, codigo):
    with pytest.raises(PdfInvalido) as error:
        revisar_pdf(BytesIO(contenido))
    assert error.value.code == codigo


def test_plain_pdf_is_taken_as_it_came():
    assert revisar_pdf(BytesIO(ESCANEO)).contenido == ESCANEO


# The programme may ask for validated actas --------------------------------------------------------


def test_committee_counts_from_its_validated_acta_when_the_programme_asks(
    settings, emitir, subir, especialista, comite
):
    settings.EXIGIR_ACTA_VALIDADA = True

    def estados():
        en_base = Comite.objects.con_estado().get(pk=comite.pk).estado_derivado
        filtrados = [e for e in EstadoComite if Comite.objects.en_alguno(e).filter(pk=comite.pk).exists()]
        return {en_base, estado_en(comite, comite.mandatos.all()), *filtrados}

    assert estados() == {EstadoComite.EN_FORMACION}
    validar_ejemplar(actor=especialista, ejemplar=subir(emitir(C.ACTA_CONSTITUCION)), version=1)
    assert estados() == {EstadoComite.VIGENTE}
