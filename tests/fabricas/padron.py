import factory

from padron.models import FilaImportada, Importacion
from tests.fabricas.cuentas import UsuarioFactory


class ImportacionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Importacion

    usuario = factory.SubFactory(UsuarioFactory)
    nombre_archivo = "padron_lima.xlsx"
    sha256 = factory.Sequence(lambda n: f"{n:064x}")
    peso = 1000


class FilaImportadaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FilaImportada

    importacion = factory.SubFactory(ImportacionFactory)
    orden = factory.Sequence(lambda n: n + 1)
    hoja = "ESPACIOS"
    fila = factory.SelfAttribute("orden")
    entidad = "espacios"
    accion = "crear"
