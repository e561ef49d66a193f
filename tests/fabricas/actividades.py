import factory
from django.utils import timezone

from actividades.models import Actividad, TipoActividad
from tests.fabricas.comites import ComiteFactory
from tests.fabricas.cuentas import UsuarioFactory


class TipoActividadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TipoActividad
        django_get_or_create = ("slug",)

    slug = "limpieza-o-faena"
    nombre = "Limpieza o faena"


class ActividadFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Actividad

    comite = factory.SubFactory(ComiteFactory)
    espacio = factory.SelfAttribute("comite.espacio")
    tipo = factory.SubFactory(TipoActividadFactory)
    titulo = "Faena de limpieza"
    fecha = factory.LazyFunction(timezone.localdate)
    participantes = 18
    autor = factory.SubFactory(UsuarioFactory)
