"""Assemblies and papers of committees: bare rows; `emitir_documento` makes whole ones."""

from datetime import time, timedelta

import factory
from django.utils import timezone

from comites.enums import ClaseArchivo, ClaseDocumento, MotivoAsamblea
from comites.models import Asamblea, DocumentoEmitido, EjemplarFirmado, PaginaFirmada
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import UsuarioFactory


class AsambleaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Asamblea

    comite = factory.SubFactory(ComiteFactory)
    motivo = MotivoAsamblea.RENOVACION
    fecha = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=10))
    hora = time(16, 0)
    lugar = "Losa deportiva del parque"
    agenda = "Elección de la directiva\nOtros"
    citada_por = factory.SubFactory(UsuarioFactory)


class DocumentoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentoEmitido

    clase = ClaseDocumento.PADRON
    anio = 2026
    numero = factory.Sequence(lambda n: n + 1)
    comite = factory.SubFactory(ComiteFactory)
    contenido = factory.LazyAttribute(
        lambda o: {
            "comite": o.comite.nombre,
            "espacio": o.comite.espacio.codigo,
            "integrantes": [],
            "quorum": 1,
            "mandato": None,
            "asamblea": None,
        }
    )
    huella = "0" * 64
    emitido_por = factory.SubFactory(UsuarioFactory)


class EjemplarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EjemplarFirmado

    documento = factory.SubFactory(DocumentoFactory)
    subido_por = factory.SubFactory(UsuarioFactory)
    emitido_por = factory.SelfAttribute("documento.emitido_por")


class PaginaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PaginaFirmada

    ejemplar = factory.SubFactory(EjemplarFactory)
    orden = factory.Sequence(lambda n: n + 1)
    clase = ClaseArchivo.PDF
    archivo = "firmados/ab/abc.pdf"
    sha256 = "0" * 64
