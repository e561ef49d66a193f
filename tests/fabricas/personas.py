from datetime import date, timedelta

import factory
from django.utils import timezone

from personas.enums import Canal, CanalSolicitud, Derecho, Finalidad, Sexo, TipoAcceso, TipoDocumento
from personas.models import (
    AccesoADatos,
    Consentimiento,
    Fusion,
    Persona,
    PosibleDuplicado,
    SolicitudDeAcceso,
    SolicitudDeDerechos,
)
from tests.fabricas.cuentas import UsuarioFactory


def _en_letras(numero: int) -> str:
    """Return a different word for each number: names hold no figures."""
    return "".join("abcdefghij"[int(cifra)] for cifra in str(numero)).capitalize()


class PersonaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Persona

    tipo_documento = TipoDocumento.DNI
    numero_documento = factory.Sequence(lambda n: f"{40000000 + n}")
    nombres = "Teodora"
    apellido_paterno = "Huamán"
    apellido_materno = factory.Sequence(lambda n: f"Ccallo {_en_letras(n)}")
    sexo = Sexo.MUJER
    fecha_nacimiento = date(1980, 5, 4)
    celular = factory.Sequence(lambda n: f"+519{n + 10000000:08d}")


class ConsentimientoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consentimiento

    persona = factory.SubFactory(PersonaFactory)
    finalidad = Finalidad.GESTION
    version_texto = "1"
    canal = Canal.PAPEL


class SolicitudDeAccesoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SolicitudDeAcceso

    persona = factory.SubFactory(PersonaFactory)
    solicitante = factory.SubFactory(UsuarioFactory)
    motivo = "Integrará el comité de su nuevo barrio"


class AccesoADatosFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccesoADatos

    usuario = factory.SubFactory(UsuarioFactory)
    persona = factory.SubFactory(PersonaFactory)
    tipo = TipoAcceso.REVELACION
    campos = "documento"
    motivo = "Llenar el acta de renovación"


class PosibleDuplicadoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PosibleDuplicado

    primera = factory.SubFactory(PersonaFactory)
    segunda = factory.SubFactory(PersonaFactory)
    razon = "Nombre parecido y misma fecha de nacimiento"
    hallado = factory.LazyFunction(timezone.now)


class FusionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fusion

    conservada = factory.SubFactory(PersonaFactory)
    absorbida = factory.Sequence(lambda n: n + 900_000)
    motivo = "Es la misma persona"
    hecha_por = factory.SubFactory(UsuarioFactory)


class SolicitudDeDerechosFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SolicitudDeDerechos

    codigo = factory.Sequence(lambda n: f"PRUEBA{n:04d}")
    derecho = Derecho.ACCESO
    canal = CanalSolicitud.WEB
    nombre = "Teodora Huamán"
    tipo_documento = TipoDocumento.DNI
    numero_documento = "40123456"
    contacto = "teodora@ejemplo.pe"
    vence = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=20))
