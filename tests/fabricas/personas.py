import factory

from personas.enums import Sexo, TipoDocumento
from personas.models import Persona


class PersonaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Persona

    tipo_documento = TipoDocumento.DNI
    numero_documento = factory.Sequence(lambda n: f"{40000000 + n}")
    nombres = "Teodora"
    apellido_paterno = "Huamán"
    apellido_materno = factory.Sequence(lambda n: f"Ccallo {n}")
    sexo = Sexo.MUJER
    fecha_nacimiento = "1980-05-04"
    celular = factory.Sequence(lambda n: f"+519{n + 10000000:08d}")
