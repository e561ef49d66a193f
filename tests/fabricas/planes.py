"""Work plans with their actions, the joint work with municipality and comisaría, interventions."""

from datetime import timedelta

import factory
from django.utils.timezone import localdate, now

from espacios.enums import (
    EstadoAccion,
    EstadoIntervencion,
    EstadoPlan,
    Institucion,
    PasoIntervencion,
    PasoPlan,
    TipoArticulacion,
    TipoIntervencion,
)
from espacios.models import (
    Accion,
    Articulacion,
    AvanceAccion,
    Intervencion,
    PlanTrabajo,
    RevisionIntervencion,
    RevisionPlan,
)
from tests.fabricas.cuentas import UsuarioFactory
from tests.fabricas.espacios import EspacioFactory


class PlanFactory(factory.django.DjangoModelFactory):
    """A draft of half a year around today; `presentado` and `aprobado` take it further."""

    class Meta:
        model = PlanTrabajo

    class Params:
        presentado = factory.Trait(
            estado=EstadoPlan.PRESENTADO, presentado_por=factory.SelfAttribute("autor")
        )
        aprobado = factory.Trait(
            presentado=True,
            estado=EstadoPlan.APROBADO,
            aprobado_por=factory.SubFactory(UsuarioFactory),
            aprobado_en=factory.LazyFunction(now),
        )

    espacio = factory.SubFactory(EspacioFactory)
    objetivos = "Recuperar la losa y sus accesos."
    inicio = factory.LazyFunction(lambda: localdate() - timedelta(days=90))
    fin = factory.LazyFunction(lambda: localdate() + timedelta(days=90))
    autor = factory.SubFactory(UsuarioFactory)


class AccionFactory(factory.django.DjangoModelFactory):
    """A pending action, due in a month, of an approved plan."""

    class Meta:
        model = Accion

    class Params:
        cumplida = factory.Trait(
            estado=EstadoAccion.CUMPLIDA,
            avance=100,
            evidencia="Acta de conformidad 12-2026.",
            cumplida_el=factory.LazyFunction(localdate),
        )

    plan = factory.SubFactory(PlanFactory, aprobado=True)
    orden = factory.Sequence(lambda n: n + 1)
    que = factory.Sequence(lambda n: f"Cambiar {n + 2} luminarias")
    responsable = Institucion.MUNICIPALIDAD
    plazo = factory.LazyFunction(lambda: localdate() + timedelta(days=30))
    plazo_inicial = factory.SelfAttribute("plazo")
    meta = "Luminarias encendidas"
    medio = "Fotos de noche"


class AvanceAccionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AvanceAccion

    accion = factory.SubFactory(AccionFactory)
    estado = EstadoAccion.EN_CURSO
    avance = 40
    autor = factory.SubFactory(UsuarioFactory)


class RevisionPlanFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RevisionPlan

    plan = factory.SubFactory(PlanFactory, presentado=True)
    paso = PasoPlan.PRESENTAR
    autor = factory.SubFactory(UsuarioFactory)


class ArticulacionFactory(factory.django.DjangoModelFactory):
    """A minute signed with both institutions."""

    class Meta:
        model = Articulacion

    espacio = factory.SubFactory(EspacioFactory)
    tipo = TipoArticulacion.ACTA
    municipalidad = True
    comisaria = True
    acuerdo = "Ronda conjunta los viernes."
    firmantes = "Gerencia de Seguridad Ciudadana; Comisario."
    autor = factory.SubFactory(UsuarioFactory)


class IntervencionFactory(factory.django.DjangoModelFactory):
    """A planned one that could begin today; `en_ejecucion`, `terminada` and `verificada` take it further."""

    class Meta:
        model = Intervencion

    class Params:
        en_ejecucion = factory.Trait(estado=EstadoIntervencion.EN_EJECUCION)
        terminada = factory.Trait(
            estado=EstadoIntervencion.TERMINADA,
            fin=factory.LazyFunction(localdate),
            terminada_por=factory.SelfAttribute("autor"),
        )
        verificada = factory.Trait(
            terminada=True,
            estado=EstadoIntervencion.VERIFICADA,
            verificada_por=factory.SubFactory(UsuarioFactory),
            verificada_en=factory.LazyFunction(now),
        )

    espacio = factory.SubFactory(EspacioFactory)
    tipo = TipoIntervencion.FISICA
    titulo = factory.Sequence(lambda n: f"Alumbrado del sector {n}")
    responsable = Institucion.MUNICIPALIDAD
    inicio = factory.LazyFunction(lambda: localdate() - timedelta(days=20))
    autor = factory.SubFactory(UsuarioFactory)


class RevisionIntervencionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RevisionIntervencion

    intervencion = factory.SubFactory(IntervencionFactory, en_ejecucion=True)
    paso = PasoIntervencion.EMPEZAR
    autor = factory.SubFactory(UsuarioFactory)
