from datetime import timedelta

import factory
from django.utils import timezone

from actividades.enums import EstadoActividad
from actividades.models import Actividad, Evidencia, Participacion, Revision, TipoActividad
from actividades.silencio import anotar_ultima_actividad
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
        skip_postgeneration_save = True

    comite = factory.SubFactory(ComiteFactory)
    espacio = factory.SelfAttribute("comite.espacio")
    tipo = factory.SubFactory(TipoActividadFactory)
    titulo = "Faena de limpieza"
    fecha = factory.LazyFunction(timezone.localdate)
    participantes = 18
    autor = factory.SubFactory(UsuarioFactory)

    class Params:
        verificada = factory.Trait(
            estado=EstadoActividad.VERIFICADA,
            verificada_por=factory.SubFactory(UsuarioFactory),
            verificada_en=factory.LazyFunction(timezone.now),
        )

    @factory.lazy_attribute
    def total_fotos(self):
        return 1 if self.estado == EstadoActividad.VERIFICADA else 0

    @factory.post_generation
    def _ultima_del_espacio(self, create, extraidos, **kwargs):
        if create and self.estado == EstadoActividad.VERIFICADA:
            anotar_ultima_actividad([self.espacio_id])


class EvidenciaFactory(factory.django.DjangoModelFactory):
    """A row without a file: enough for scope and counts. Photos that open come from the services."""

    class Meta:
        model = Evidencia

    actividad = factory.SubFactory(ActividadFactory)
    archivo = factory.Sequence(lambda n: f"actividades/00/{n:032x}")
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    ancho = 1600
    alto = 1200
    autor = factory.SelfAttribute("actividad.autor")


class RevisionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Revision

    actividad = factory.SubFactory(ActividadFactory)
    paso = "observar"
    texto = "Falta una foto del parque después de la faena."
    autor = factory.SubFactory(UsuarioFactory)


class ParticipacionFactory(factory.django.DjangoModelFactory):
    """An invited institution that has not answered, with a live link to nowhere."""

    class Meta:
        model = Participacion

    actividad = factory.SubFactory(ActividadFactory)
    institucion = "educacion"
    nombre = factory.Sequence(lambda n: f"Colegio {n}")
    clave = factory.LazyAttribute(lambda p: f"otra:{p.nombre.lower()}")
    huella = factory.Sequence(lambda n: f"{n:064x}")
    vence = factory.LazyFunction(lambda: timezone.now() + timedelta(days=15))
    invitada_por = factory.SubFactory(UsuarioFactory)

    class Params:
        confirmada = factory.Trait(
            estado="confirmada",
            participo=True,
            quien="Elsa Poma",
            cargo="Directora",
            respondida_en=factory.LazyFunction(timezone.now),
        )
