from io import BytesIO
from uuid import uuid4

import factory
from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from comunes.archivos import archivos_o_nada
from comunes.fotos import guardar, procesar
from espacios.enums import (
    EstadoDiagnostico,
    EstadoFoto,
    MetodoDiagnostico,
    MomentoDiagnostico,
    PasoDiagnostico,
)
from espacios.models import (
    CambioDelMapa,
    CeldaDelMapa,
    Diagnostico,
    EspacioEnAlerta,
    EspacioPublico,
    FactorRiesgo,
    FotoEspacio,
    PedidoDeRetiro,
    RespuestaEncuesta,
    RevisionDiagnostico,
    TipoEspacio,
)
from tests.fabricas.cuentas import UsuarioFactory
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

    class Params:
        lista = factory.Trait(descripcion="El parque limpio, visto desde la esquina", personas="nadie")
        por_aprobar = factory.Trait(lista=True, estado=EstadoFoto.POR_APROBAR)
        publicada = factory.Trait(
            lista=True,
            estado=EstadoFoto.PUBLICADA,
            aprobada_por=factory.SubFactory(UsuarioFactory),
            aprobada_en=factory.LazyFunction(timezone.now),
        )
        retirada = factory.Trait(
            retirada_en=factory.LazyFunction(timezone.now),
            retirada_por=factory.SubFactory(UsuarioFactory),
            retirada_motivo="Se ve el documento de una vecina.",
        )


def foto_con_archivo(color="green", **campos):
    """Make a photo of one colour whose three sizes are in the file store."""
    imagen = BytesIO()
    Image.new("RGB", (40, 30), color).save(imagen, "JPEG")
    with archivos_o_nada():
        foto = procesar(ContentFile(imagen.getvalue()))
        nombre = guardar(foto, "espacios")
    return FotoEspacioFactory(archivo=nombre, sha256=foto.sha256, ancho=40, alto=30, **campos)


class DiagnosticoFactory(factory.django.DjangoModelFactory):
    """A draft with a method; `completo` fills it in, `enviado` and `validado` take it further."""

    class Meta:
        model = Diagnostico
        skip_postgeneration_save = True

    class Params:
        completo = factory.Trait(
            potencialidades="Hay una losa y vecinos que barren los sábados.",
            seguridad=2,
            inclusion=2,
            conectividad=3,
            accesibilidad=2,
            sostenibilidad=1,
            mujeres=12,
            hombres=9,
            edad_18_29=8,
            edad_30_59=11,
            muy_seguro=2,
            seguro=8,
            ni_seguro_ni_inseguro=5,
            inseguro=20,
            muy_inseguro=15,
        )
        enviado = factory.Trait(
            completo=True,
            estado=EstadoDiagnostico.ENVIADO,
            enviado_por=factory.SelfAttribute("autor"),
        )
        validado = factory.Trait(
            enviado=True,
            estado=EstadoDiagnostico.VALIDADO,
            validado_por=factory.SubFactory(UsuarioFactory),
            validado_en=factory.LazyFunction(timezone.now),
        )

    espacio = factory.SubFactory(EspacioFactory)
    momento = MomentoDiagnostico.LINEA_BASE
    metodos = factory.LazyFunction(lambda: [MetodoDiagnostico.MARCHA.value])
    autor = factory.SubFactory(UsuarioFactory)

    @factory.post_generation
    def factores(self, create, extraidos, **kwargs):
        if create and self.seguridad is not None:
            self.factores.set(extraidos if extraidos is not None else [FactorRiesgoFactory()])


class RevisionDiagnosticoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RevisionDiagnostico

    diagnostico = factory.SubFactory(DiagnosticoFactory)
    paso = PasoDiagnostico.ENVIAR
    autor = factory.SubFactory(UsuarioFactory)


class PedidoDeRetiroFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PedidoDeRetiro

    espacio = factory.SubFactory(EspacioFactory)
    motivo = "El terreno pasó a ser privado."
    autor = factory.SubFactory(UsuarioFactory)


class RespuestaEncuestaFactory(factory.django.DjangoModelFactory):
    """A row only: the counts of the diagnosis are the service's."""

    class Meta:
        model = RespuestaEncuesta

    uuid = factory.LazyFunction(uuid4)
    diagnostico = factory.SubFactory(DiagnosticoFactory)
    respuesta = "inseguro"
    autor = factory.SubFactory(UsuarioFactory)


class CeldaDelMapaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CeldaDelMapa

    nivel = fila = columna = 0
    municipalidad = factory.SubFactory(MunicipalidadFactory)
    region = factory.SelfAttribute("municipalidad.region")


class CambioDelMapaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CambioDelMapa

    municipalidad = "150101"


class EspacioEnAlertaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EspacioEnAlerta

    espacio = factory.SubFactory(EspacioFactory)
