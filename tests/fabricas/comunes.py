import uuid

import factory

from comunes.models import ClaveIdempotencia, Evento, HechoDeInstalacion, VistaGuardada
from tests.fabricas.cuentas import UsuarioFactory


class ClaveIdempotenciaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ClaveIdempotencia

    clave = factory.LazyFunction(uuid.uuid4)
    ruta = "/espacios/nuevo/"


class EventoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Evento

    accion = "espacio-editado"
    objeto_tipo = "espacios.espaciopublico"
    objeto_id = factory.Sequence(str)


class HechoDeInstalacionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HechoDeInstalacion

    clave = factory.Sequence(lambda n: f"hecho-{n}")


class VistaGuardadaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VistaGuardada

    usuario = factory.SubFactory(UsuarioFactory)
    lista = "espacios:lista"
    nombre = factory.Sequence(lambda n: f"Vista {n}")
    consulta = "estado=recuperado"
