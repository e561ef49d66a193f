"""Places: real codes of the eight regions, so that scope tests read like the country."""

import factory

from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region


class RegionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Region
        django_get_or_create = ("ubigeo",)

    ubigeo = "1501"
    iso_3166_2 = "PE-LMA"
    nombre = factory.Sequence(lambda n: f"Región {n}")
    tipo = "Departamento"
    capital = "Capital"
    poblacion = 1000


class ProvinciaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Provincia
        django_get_or_create = ("ubigeo",)

    ubigeo = factory.LazyAttribute(lambda o: (o.region.ubigeo + "01")[:4])
    region = factory.SubFactory(RegionFactory)
    nombre = factory.Sequence(lambda n: f"Provincia {n}")
    capital = "Capital"


class DistritoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Distrito
        django_get_or_create = ("ubigeo",)

    ubigeo = factory.Sequence(lambda n: f"15{n + 1000:04d}")
    ubigeo_reniec = factory.LazyAttribute(lambda o: o.ubigeo)
    region = factory.SubFactory(RegionFactory)
    provincia = factory.SubFactory(ProvinciaFactory, region=factory.SelfAttribute("..region"))
    nombre = factory.Sequence(lambda n: f"Distrito {n}")
    nombre_inei = factory.SelfAttribute("nombre")


class MunicipalidadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipalidad

    distrito = factory.SubFactory(DistritoFactory)
    region = factory.SelfAttribute("distrito.region")
    nombre = factory.LazyAttribute(lambda o: f"Municipalidad Distrital de {o.distrito.nombre}")
    tipo = "distrital"
    sede = "Sede"


class ComisariaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Comisaria

    codigo_inei = factory.Sequence(lambda n: f"{n:04d}")
    distrito = factory.SubFactory(DistritoFactory)
    region = factory.SelfAttribute("distrito.region")
    nombre = factory.Sequence(lambda n: f"Comisaría {n}")
    tipo = "Comisaría"
    region_policial = "Región Policial Lima"
    nombre_fuente = factory.SelfAttribute("nombre")
