"""The papers of a committee: numbers, fingerprints, what a PDF says and carries, and its signed copy."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from comites.cambios import cambios_desde
from comites.documents import pdf_de
from comites.enums import ClaseDocumento as C
from comites.huellas import intacto
from comites.models import DocumentoEmitido
from comites.propuestas import fecha_propuesta
from comites.services import (
    convocar_asamblea,
    editar_integrante,
    emitir_documento,
    renovar_mandato,
)
from cuentas.roles import Rol
from personas.models import Persona
from tests.comites.apoyo import errores, salir
from tests.comites.conftest import HOY
from tests.fabricas.comites import IntegranteFactory
from tests.fabricas.cuentas import usuario_con_rol
from tests.pdf import alturas, codigos, leer

pytestmark = pytest.mark.django_db
URL = "https://ejemplo.pe/documento/abc/"


@pytest.fixture
def asamblea(comite, coordinadora):
    return convocar_asamblea(
        actor=coordinadora,
        comite=comite,
        motivo="ordinaria",
        fecha=HOY + timedelta(days=6),
        hora=time(16, 0),
        lugar="Losa del parque",
        agenda="Quórum\n\n Actividades ",
    )


# Numbers and fingerprints -------------------------------------------------------------------------


def test_numbers_follow_each_other_by_kind_and_year(emitir, padron, coordinadora):
    assert (emitir().correlativo, emitir(C.ACTA_CONSTITUCION).correlativo) == ("PA-2026-0001", "AC-2026-0001")
    assert emitir().correlativo == "PA-2026-0001"  # nothing changed: no number is spent
    salir(coordinadora, padron[1])
    primero, segundo = DocumentoEmitido.objects.get(clase=C.PADRON), emitir()
    primero.refresh_from_db()
    assert (segundo.correlativo, primero.reemplazado_por, primero.vale) == ("PA-2026-0002", segundo, False)


def test_fingerprint_tells_any_change_of_what_was_issued(emitir):
    documento = emitir()
    documento = DocumentoEmitido.objects.get(pk=documento.pk)
    assert intacto(documento)
    documento.contenido["integrantes"].pop()
    assert not intacto(documento)


def test_content_holds_no_personal_data(emitir, padron):
    contenido = str(emitir(C.ACTA_CONSTITUCION).contenido)
    datos = [d for i in padron for d in (i.persona.nombres, i.persona.apellido_paterno, i.persona.celular)]
    assert [d for d in [*datos, "48151623"] if d in contenido] == []


def test_acta_of_renewal_needs_a_renewal_and_a_roll_needs_members(emitir, comite, coordinadora):
    assert "todavía no se ha renovado" in errores(emitir, C.ACTA_RENOVACION)[""][0]
    assert "Convoque primero" in errores(emitir, C.CONVOCATORIA)[""][0]
    comite.integrantes.all().delete()
    assert "no tiene integrantes" in errores(emitir)[""][0]


def test_who_only_reads_issues_nothing(comite, padron):
    with pytest.raises(PermissionDenied):
        emitir_documento(actor=usuario_con_rol(Rol.AUDITOR), comite=comite, clase=C.PADRON)


# The PDF ------------------------------------------------------------------------------------------


def test_pdf_is_tagged_says_its_language_and_its_number(emitir, asamblea, especialista):
    papeles = [
        emitir(C.ACTA_CONSTITUCION),
        emitir(),
        *(emitir(c, asamblea=asamblea) for c in (C.CONVOCATORIA, C.LISTA_ASISTENCIA)),
    ]
    for documento in papeles:
        lector, texto = leer(pdf_de(documento, especialista, URL))
        raiz = lector.trailer["/Root"]
        assert (raiz["/MarkInfo"]["/Marked"], raiz["/Lang"]) == (True, "es-PE")
        assert "/StructTreeRoot" in raiz
        assert b"pdfuaid:part" in raiz["/Metadata"].get_object().get_data()
        assert documento.correlativo in texto


def test_acta_has_the_fields_of_the_programme(emitir, especialista, comite, padron):
    texto = leer(pdf_de(emitir(C.ACTA_CONSTITUCION), especialista, URL))[1]
    espacio = comite.espacio
    for dicho in (
        comite.nombre,
        espacio.nombre,
        espacio.codigo,
        str(espacio.municipalidad),
        "Objeto.",
        "Domicilio.",
        "Estatuto.",
        "El quórum exigido es de 2",
        "Directiva elegida",
        "15/03/2026 al 14/03/2028",
        'Ñusta #panic("x")',
        "DNI 48151623",
        "Firma",
        "Por la comisaría (OPC)",
    ):
        assert dicho in texto, dicho


@pytest.mark.parametrize("rol", [Rol.COORDINADOR_MUNICIPAL, Rol.RESPONSABLE_NACIONAL, Rol.AUDITOR])
def test_document_is_printed_only_for_who_may_read_it_whole(emitir, comite, padron, rol):
    lugar = comite.espacio.municipalidad if rol == Rol.COORDINADOR_MUNICIPAL else None
    texto = leer(pdf_de(emitir(), usuario_con_rol(rol, lugar), URL))[1]
    assert padron[0].persona.apellido_paterno in texto
    assert "48151623" not in texto


def test_call_says_day_both_hours_and_agenda(emitir, asamblea, coordinadora):
    texto = leer(pdf_de(emitir(C.CONVOCATORIA, asamblea=asamblea), coordinadora, URL))[1]
    for dicho in (
        "sábado 28 de noviembre de 2026",
        "16:00 h",
        "16:30 h",
        "Losa del parque",
        "a la asamblea ordinaria.",
        "2. Actividades",
    ):
        assert dicho in texto


@pytest.mark.parametrize("clase", [C.PADRON, C.ACTA_CONSTITUCION])
def test_long_name_keeps_to_its_row(emitir, padron, especialista, clase):
    largo = "María de los Ángeles Guadalupe Concepción del Rosario"
    Persona.objects.filter(pk=padron[1].persona_id).update(nombres=largo, apellido_materno="Último")
    Persona.objects.filter(pk=padron[2].persona_id).update(nombres="Siguiente", apellido_materno="")
    renglones = alturas(leer(pdf_de(emitir(clase), especialista, URL))[0])
    assert renglones["Siguiente"] < renglones["Último"] - 20  # a line and the space around it


def test_qr_leads_to_the_check_page(emitir, coordinadora):
    assert codigos(leer(pdf_de(emitir(), coordinadora, URL))[0].pages[-1]) == [URL]


# What changed since -------------------------------------------------------------------------------


def test_changes_since_a_paper_are_who_came_left_or_changed_office(emitir, padron, coordinadora, cargos):
    documento = emitir()
    assert cambios_desde(documento) == []
    salir(coordinadora, padron[1])
    entra = IntegranteFactory(comite=padron[0].comite, cargo=cargos["vocal"], desde=HOY)
    editar_integrante(
        actor=coordinadora, integrante=padron[2], version=1, cargo=cargos["tesoreria"], desde=padron[2].desde
    )
    dichos = [
        (c.antes and c.antes.cargo.slug, c.ahora and c.ahora.cargo.slug, c.integrante.persona_id)
        for c in cambios_desde(documento)
    ]
    assert sorted(dichos, key=str) == sorted(
        [
            ("vocal", None, padron[1].persona_id),
            (None, "vocal", entra.persona_id),
            ("fiscal", "tesoreria", padron[2].persona_id),
        ],
        key=str,
    )


def test_renewal_with_the_same_people_is_no_change(emitir, padron, comite, coordinadora):
    documento = emitir()
    comite.mandatos.update(fin=HOY - timedelta(days=1))
    renovar_mandato(
        actor=coordinadora, comite=comite, version=1, inicio=HOY, continuan=[i.pk for i in padron]
    )
    assert cambios_desde(documento) == []
    assert emitir(C.ACTA_RENOVACION).correlativo == "AR-2026-0001"


def test_roll_says_the_mandate_it_was_issued_in_also_after_another_one_began(
    emitir, padron, comite, coordinadora, especialista
):
    documento, siguen = emitir(), [i.pk for i in padron]
    renovar_mandato(
        actor=coordinadora, comite=comite, version=1, inicio=HOY, continuan=siguen, adelantar=True
    )
    documento = DocumentoEmitido.objects.get(pk=documento.pk)
    texto = leer(pdf_de(documento, especialista, URL))[1]
    assert "del 15/03/2026 al 14/03/2028" in texto


# Calling an assembly ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fin", "esperada"),
    [
        (None, date(2026, 12, 5)),
        (HOY + timedelta(days=30), date(2026, 12, 12)),
        (HOY - timedelta(days=5), date(2026, 12, 5)),
        (HOY + timedelta(days=400), date(2026, 12, 5)),
    ],
)
def test_proposed_day_is_a_saturday_in_time(hoy_fijo, fin, esperada):
    assert fecha_propuesta(fin) == esperada


@pytest.mark.parametrize(
    ("cambios", "campo"),
    [
        ({"fecha": HOY - timedelta(days=1)}, "fecha"),
        ({"fecha": HOY + timedelta(days=400)}, "fecha"),
        ({"agenda": " \n "}, "agenda"),
        ({}, "hora"),
    ],
)
def test_assembly_in_the_past_too_far_empty_or_twice_is_refused(
    comite, coordinadora, asamblea, cambios, campo
):
    datos = {
        "motivo": "ordinaria",
        "fecha": asamblea.fecha,
        "hora": asamblea.hora,
        "lugar": "Otro lugar",
        "agenda": "Un punto",
        **cambios,
    }
    assert list(errores(convocar_asamblea, actor=coordinadora, comite=comite, **datos)) == [campo]
