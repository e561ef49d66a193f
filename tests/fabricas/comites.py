from datetime import timedelta

import factory
from django.utils import timezone

from comites.models import Cargo, Comite, GrupoWhatsApp, Integrante, Mandato
from tests.fabricas.espacios import EspacioFactory
from tests.fabricas.personas import PersonaFactory


class CargoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Cargo
        django_get_or_create = ("slug",)

    slug = "integrante"
    nombre = "Integrante"


class ComiteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comite

    espacio = factory.SubFactory(EspacioFactory)
    nombre = factory.LazyAttribute(lambda o: f"Comité Comunitario {o.espacio.nombre}")
    fecha_constitucion = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class MandatoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Mandato

    comite = factory.SubFactory(ComiteFactory)
    inicio = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))
    fin = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=600))


class IntegranteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Integrante

    comite = factory.SubFactory(ComiteFactory)
    persona = factory.SubFactory(PersonaFactory)
    cargo = factory.SubFactory(CargoFactory)
    desde = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=100))


class GrupoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GrupoWhatsApp

    comite = factory.SubFactory(ComiteFactory)
    abierto = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=90))
