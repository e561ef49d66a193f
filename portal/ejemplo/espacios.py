"""The photos of the sample's spaces, before and after where their path asks for them, and one retirement."""

from datetime import timedelta
from typing import Final

from django.utils import timezone

from comunes.difuminado import Zona
from cuentas.models import Usuario
from espacios.enums import EstadoEspacio, MomentoFoto, PersonasEnFoto
from espacios.models import EspacioPublico, FotoEspacio
from espacios.services import (
    agregar_fotos,
    difuminar_foto,
    editar_foto,
    emparejar_fotos,
    pedir_publicacion,
    pedir_retiro,
    publicar_foto,
)
from portal.ejemplo.camino import Destinos, los_que_llegan
from portal.ejemplo.dibujos import foto_de_actividad, foto_de_antes, foto_de_despues
from portal.ejemplo.reloj import hace

MOTIVO_DE_RETIRO: Final = (
    "El terreno se destinó a una obra y dejó de ser un espacio público (dato de ejemplo)."
)
FOTOS_DISTINTAS: Final = 4
# How long ago the place was photographed before the work, and after it (the intervention ends in between).
DIAS_DEL_ANTES, DIAS_DEL_DESPUES = 215, 107
# Where the drawn people's heads are, in thousandths of the picture.
ROSTROS: Final = (Zona(120, 650, 260, 130), Zona(420, 640, 430, 140))
CADA_CUANTAS_EN_ESPERA: Final = 9
CADA_CUANTAS_PRIVADA: Final = 13
_DESCRIPCIONES: Final = {
    MomentoFoto.ANTES: "Dibujo de ejemplo: el lugar antes, con faroles apagados y basura.",
    MomentoFoto.DESPUES: "Dibujo de ejemplo: el lugar recuperado, con faroles encendidos y vecinos.",
}


def fotografiar(*, oficina: Usuario, destinos: Destinos) -> None:
    """Photograph the spaces as they were, and as they became where they were recovered."""
    despues_de = (EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD)
    con_fotos = los_que_llegan(destinos, EstadoEspacio.EN_RECUPERACION, *despues_de)
    for numero, espacio in enumerate(con_fotos):
        antes = _fotografiar(oficina, espacio, MomentoFoto.ANTES, numero)
        if destinos[espacio.pk] in despues_de:
            despues = _fotografiar(oficina, espacio, MomentoFoto.DESPUES, numero)
            with hace(DIAS_DEL_DESPUES):
                emparejar_fotos(actor=oficina, despues=despues, antes=antes, version=despues.version)


def pedir_un_retiro(*, oficina: Usuario, cerca: EspacioPublico) -> None:
    """Leave one request of retirement waiting for the region of `cerca`, where there is a space for it."""
    filas = EspacioPublico.objects.filter(region=cerca.region_id).exclude(pk=cerca.pk).order_by("pk")
    espacio = filas.filter(estado=EstadoEspacio.IDENTIFICADO).first() or filas.first()
    if espacio is not None:
        with hace(4):
            pedir_retiro(actor=oficina, espacio=espacio, motivo=MOTIVO_DE_RETIRO)


def _fotografiar(oficina: Usuario, espacio: EspacioPublico, momento: MomentoFoto, numero: int) -> FotoEspacio:
    hacer = foto_de_antes if momento == MomentoFoto.ANTES else foto_de_despues
    dias = DIAS_DEL_ANTES if momento == MomentoFoto.ANTES else DIAS_DEL_DESPUES
    tomada = timezone.localdate() - timedelta(days=dias)
    fotos = [hacer(numero % FOTOS_DISTINTAS)]
    with hace(dias):
        [foto] = agregar_fotos(actor=oficina, espacio=espacio, fotos=fotos, momento=momento, tomada=tomada)
        return editar_foto(
            actor=oficina,
            foto=foto,
            version=foto.version,
            descripcion=_DESCRIPCIONES[momento],
            personas=PersonasEnFoto.NADIE,
        )


def publicar_fotos(*, oficina: Usuario, revisa: Usuario, cerca: EspacioPublico) -> None:
    """Ask for every described photo and approve most of them; what is left shows the other states.

    The space of the sample's committee has one with blurred faces, waiting.
    """
    with hace(8):
        _fotografiar_faena(oficina, cerca)
    for numero, foto in enumerate(
        FotoEspacio.objects.filter(rectangulos=[]).exclude(descripcion="").order_by("espacio", "pk")
    ):
        if numero % CADA_CUANTAS_PRIVADA == CADA_CUANTAS_PRIVADA - 1:
            continue
        espera = numero % CADA_CUANTAS_EN_ESPERA == CADA_CUANTAS_EN_ESPERA - 1
        with hace(6 if espera else 95 - numero % 40):
            pedida = pedir_publicacion(actor=oficina, foto=foto, version=foto.version)
        if not espera:
            with hace(92 - numero % 40):
                publicar_foto(actor=revisa, foto=pedida, version=pedida.version)


def _fotografiar_faena(oficina: Usuario, espacio: EspacioPublico) -> None:
    fotos = [foto_de_actividad("limpieza-o-faena", 0)]
    [foto] = agregar_fotos(actor=oficina, espacio=espacio, fotos=fotos, momento=MomentoFoto.DURANTE)
    foto = editar_foto(
        actor=oficina,
        foto=foto,
        version=foto.version,
        descripcion="Dibujo de ejemplo: seis vecinos barren el parque y juntan bolsas de basura.",
        personas=PersonasEnFoto.SIN_PERMISO,
        tomada=timezone.localdate() - timedelta(days=40),
    )
    foto = difuminar_foto(actor=oficina, foto=foto, version=foto.version, zonas=ROSTROS)
    pedir_publicacion(actor=oficina, foto=foto, version=foto.version)
