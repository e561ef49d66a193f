import factory

from espacios.models import EspacioPublico, FactorRiesgo, FotoEspacio, TipoEspacio
from tests.fabricas.territorio import ComisariaFactory, MunicipalidadFactory


class TipoEspacioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TipoEspacio
        django_get_or_create = ("slug",)

    slug = "parque"
    nombre = "Parque"


class FactorRiesgoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FactorRiesgo
        django_get_or_create = ("slug",)

    slug = "robo-o-hurto"
    nombre = "Robo o hurto"


class EspacioFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EspacioPublico

    codigo = factory.Sequence(lambda n: f"NES-150132-{n:02d}")
    nombre = factory.Sequence(lambda n: f"Parque {n}")
    tipo = factory.SubFactory(TipoEspacioFactory)
    municipalidad = factory.SubFactory(MunicipalidadFactory)
    distrito = factory.SelfAttribute("municipalidad.distrito")
    region = factory.SelfAttribute("distrito.region")
    comisaria = factory.SubFactory(ComisariaFactory, distrito=factory.SelfAttribute("..distrito"))
    direccion = "Jirón Los Algarrobos, cuadra 4"


class FotoEspacioFactory(factory.django.DjangoModelFactory):
    """A row only: tests that read the file store one through the photo engine."""

    class Meta:
        model = FotoEspacio

    espacio = factory.SubFactory(EspacioFactory)
    archivo = factory.Sequence(lambda n: f"espacios/foto-{n}.jpg")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    ancho = 1600
    alto = 1200
