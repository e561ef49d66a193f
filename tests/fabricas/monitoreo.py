"""Declared figures besides those that the data migration brings (which is the one shown)."""

import factory
from django.utils import timezone

from monitoreo.models import (
    CambioPorContar,
    CifraDeclarada,
    Conteo,
    ConteoDeCharlas,
    CorteDeclarado,
    PersonaRepetida,
)
from tests.fabricas.personas import PersonaFactory


class CorteDeclaradoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CorteDeclarado

    fuente = factory.Sequence(lambda n: f"Informe anual {n}")
    vigente = False


class CifraDeclaradaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CifraDeclarada

    corte = factory.SubFactory(CorteDeclaradoFactory)
    indicador = "espacios"
    valor = 83


class ConteoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Conteo

    dia = factory.LazyFunction(timezone.localdate)


class ConteoDeCharlasFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ConteoDeCharlas

    dia = factory.LazyFunction(timezone.localdate)
    contado = factory.LazyFunction(timezone.now)


class CambioPorContarFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CambioPorContar

    municipalidad = "150101"


class PersonaRepetidaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonaRepetida

    persona = factory.SubFactory(PersonaFactory)
