"""Two people doing the same at once, on both databases: one of them is told, nothing is doubled."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone

from comites.models import Comite, DocumentoEmitido, Integrante, Mandato
from comites.services import (
    agregar_integrante,
    constituir_comite,
    emitir_documento,
    registrar_integrante_nuevo,
    renovar_mandato,
    subir_ejemplar,
)
from comunes.pdf import Pdf
from comunes.versiones import ConflictoDeEdicion
from cuentas.roles import Rol
from personas.datos import DatosPersona
from personas.enums import Finalidad
from personas.models import Persona
from tests.contratos.lugares import hacer_lugares
from tests.fabricas.comites import CargoFactory, ComiteFactory, IntegranteFactory

pytestmark = pytest.mark.django_db(transaction=True)


def a_la_vez(*tareas):
    """Run the tasks in threads that start together; return how many succeeded and how many were told."""
    salida = Barrier(len(tareas))

    def correr(tarea):
        try:
            salida.wait()
            tarea()
        except (ValidationError, ConflictoDeEdicion):
            return "avisada"
        finally:
            connection.close()
        return "hecha"

    with ThreadPoolExecutor(len(tareas)) as hilos:
        return sorted(hilos.map(correr, tareas))


@pytest.fixture
def lugar():
    return hacer_lugares().propio


@pytest.fixture
def coordinadora(lugar):
    return lugar.usuario(Rol.COORDINADOR_MUNICIPAL)


def test_two_presidents_at_once_are_one(lugar, coordinadora):
    hoy, comite = timezone.localdate(), lugar.comite
    cargo = CargoFactory(slug="presidencia", nombre="Presidenta o presidente", unico=True, directivo=True)
    antes = {"comite": comite, "desde": hoy - timedelta(days=9), "hasta": hoy - timedelta(days=5)}
    comun = {"actor": coordinadora, "comite": comite, "cargo": cargo}
    personas = [IntegranteFactory(**antes).persona for _ in range(4)]
    tareas = [partial(agregar_integrante, persona=persona, **comun) for persona in personas]
    assert a_la_vez(*tareas) == ["avisada", "avisada", "avisada", "hecha"]
    assert Integrante.objects.activos().filter(comite=lugar.comite, cargo=cargo).count() == 1


def test_one_document_registered_twice_at_once_is_one_person(lugar, coordinadora):
    datos = DatosPersona(numero_documento="40123456", nombres="Rosa", apellido_paterno="Quispe")
    cargo = CargoFactory(slug="vocal", nombre="Vocal")

    tarea = partial(
        registrar_integrante_nuevo,
        actor=coordinadora,
        comite=lugar.comite,
        datos=datos,
        cargo=cargo,
        consentimientos=[Finalidad.GESTION],
    )
    assert a_la_vez(*[tarea] * 4) == ["avisada", "avisada", "avisada", "hecha"]
    assert Persona.objects.filter(numero_documento="40123456").count() == 1


def test_one_space_constituted_twice_at_once_has_one_committee(lugar, coordinadora):
    Comite.objects.filter(espacio=lugar.espacio).update(disuelto=timezone.localdate())

    def tarea():
        constituir_comite(
            actor=coordinadora, espacio=lugar.espacio, nombre="Comité Comunitario", fecha=timezone.localdate()
        )

    assert a_la_vez(*[tarea] * 4) == ["avisada", "avisada", "avisada", "hecha"]
    assert Comite.objects.activos().filter(espacio=lugar.espacio).count() == 1


def test_two_renewals_at_once_are_one_mandate(lugar, coordinadora):
    hoy = timezone.localdate()

    def tarea():
        renovar_mandato(actor=coordinadora, comite=lugar.comite, version=1, inicio=hoy)

    Mandato.objects.filter(comite=lugar.comite).delete()
    assert a_la_vez(*[tarea] * 4) == ["avisada", "avisada", "avisada", "hecha"]
    assert Mandato.objects.filter(comite=lugar.comite, inicio=hoy).count() == 1


def test_papers_issued_at_once_get_numbers_of_their_own(lugar, coordinadora):
    comites = [lugar.comite, *(ComiteFactory(espacio=lugar.otro_espacio()) for _ in range(3))]
    for comite in comites:
        IntegranteFactory(comite=comite)
    tareas = [partial(emitir_documento, actor=coordinadora, comite=c, clase="padron") for c in comites]
    assert a_la_vez(*tareas) == ["hecha"] * 4
    numeros = DocumentoEmitido.objects.order_by("numero").values_list("numero", flat=True)
    assert list(numeros) == [1, 2, 3, 4]


def test_signed_copy_uploaded_twice_at_once_is_one(lugar, coordinadora, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    IntegranteFactory(comite=lugar.comite)
    documento = emitir_documento(actor=coordinadora, comite=lugar.comite, clase="padron")
    escaneo = Pdf("a" * 64, b"%PDF-1.4 %%EOF")
    tarea = partial(subir_ejemplar, actor=coordinadora, documento=documento, pdf=escaneo)
    assert a_la_vez(*[tarea] * 3) == ["avisada", "avisada", "hecha"]
    assert len([f for f in tmp_path.rglob("*") if f.is_file()]) == 1
