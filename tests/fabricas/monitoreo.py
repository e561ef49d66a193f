"""Declared figures besides those that the data migration brings (which is the one shown)."""

import factory

from monitoreo.models import CifraDeclarada, CorteDeclarado


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
