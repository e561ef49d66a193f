from datetime import timedelta

import factory
from django.utils import timezone

from capacitaciones.enums import EstadoSesion
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from personas.privacidad import VERSION_DEL_TEXTO
from tests.fabricas.cuentas import UsuarioFactory


class SesionFactory(factory.django.DjangoModelFactory):
    """A virtual talk for the whole country, ten days from now, still without registration."""

    class Meta:
        model = Sesion

    tema = "seguridad"
    titulo = factory.Sequence(lambda n: f"Vecinos atentos, parte {n + 1}")
    inicio = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))
    fin = factory.LazyAttribute(lambda s: s.inicio + timedelta(hours=2))
    enlace = "https://reunion.ejemplo.pe/charla"
    facilitador = factory.SubFactory(UsuarioFactory)

    class Params:
        abierta = factory.Trait(estado=EstadoSesion.ABIERTA)
        realizada = factory.Trait(
            estado=EstadoSesion.REALIZADA,
            inicio=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)),
        )
        cerrada = factory.Trait(
            estado=EstadoSesion.CERRADA,
            inicio=factory.LazyFunction(lambda: timezone.now() - timedelta(days=3)),
            cerrada_en=factory.LazyFunction(timezone.now),
        )


class InscripcionFactory(factory.django.DjangoModelFactory):
    """A live registration; it does not move `Sesion.inscritos`."""

    class Meta:
        model = Inscripcion

    sesion = factory.SubFactory(SesionFactory, abierta=True)
    numero_documento = factory.Sequence(lambda n: f"{71000000 + n}")
    nombres = "Nelly Rosa"
    apellidos = factory.Sequence(lambda n: f"Poma {'Ñ' * (n % 3)}Arce")
    celular = "+51987654321"
    texto_consentimiento = VERSION_DEL_TEXTO


class AsistenciaFactory(factory.django.DjangoModelFactory):
    """Somebody with a name who came to a talk that is closed."""

    class Meta:
        model = Asistencia

    sesion = factory.SubFactory(SesionFactory, cerrada=True)
    inscripcion = factory.SubFactory(InscripcionFactory, sesion=factory.SelfAttribute("..sesion"))
    persona = factory.SelfAttribute("inscripcion.persona")
    registrada_por = factory.SubFactory(UsuarioFactory)

    class Params:
        anonima = factory.Trait(inscripcion=None, persona=None, sexo="mujer", grupo_edad="30-59")


class ConstanciaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Constancia

    asistencia = factory.SubFactory(AsistenciaFactory)
    anio = 2026
    numero = factory.Sequence(lambda n: n + 1)
    emitida_por = factory.SubFactory(UsuarioFactory)
