import factory
from django.utils import timezone

from comites.enums import EstadoMensaje, Tema
from comites.models import Difusion, Mensaje
from tests.fabricas.comites import GrupoFactory
from tests.fabricas.cuentas import UsuarioFactory


class MensajeFactory(factory.django.DjangoModelFactory):
    """A published one for the whole country, without a last day."""

    class Meta:
        model = Mensaje

    tema = Tema.SEGURIDAD
    titulo = factory.Sequence(lambda n: f"Mensaje de prueba {n + 1}")
    texto = "Si ves algo raro en la calle, llama al 105. Avisa también a tu comité."
    desde = factory.LazyFunction(timezone.localdate)
    estado = EstadoMensaje.PUBLICADO
    autor = factory.SubFactory(UsuarioFactory)


class DifusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Difusion

    mensaje = factory.SubFactory(MensajeFactory)
    grupo = factory.SubFactory(GrupoFactory)
    quien = factory.SubFactory(UsuarioFactory)
