"""The sample's spaces, spread over the life cycle, with photos of before and after where it asks for them."""

from datetime import timedelta
from itertools import cycle
from typing import Any, Final

from django.conf import settings
from django.db.models import Max, Q
from django.utils import timezone

from actividades.enums import EstadoActividad
from comunes.difuminado import Zona
from cuentas.models import Usuario
from espacios.enums import EstadoEspacio, MomentoFoto, PersonasEnFoto
from espacios.models import EspacioPublico, FotoEspacio
from espacios.services import (
    agregar_fotos,
    difuminar_foto,
    editar_foto,
    emparejar_fotos,
    fijar_estado,
    pedir_publicacion,
    pedir_retiro,
    publicar_foto,
)
from portal.ejemplo.dibujos import foto_de_actividad, foto_de_antes, foto_de_despues
from portal.ejemplo.reloj import hace

MOTIVO: Final = "Estado con que el espacio entró al sistema (dato de ejemplo)."
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
_R, _S = EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD
_D, _C = EstadoEspacio.EN_DIAGNOSTICO, EstadoEspacio.EN_RECUPERACION
# How spaces are dealt out: with a verified activity of late, with older ones only (those recovered are
# then on alert), and with none.
_DE_ESTE_TRIMESTRE: Final[tuple[EstadoEspacio, ...]] = (_S, _S, _R)
_DE_ANTES: Final[tuple[EstadoEspacio, ...]] = (_C, _S, _C, _D, _R)
_SIN_ACTIVIDAD: Final[tuple[EstadoEspacio, ...]] = (
    _C,
    _D,
    EstadoEspacio.PRIORIZADO,
    _C,
    EstadoEspacio.IDENTIFICADO,
)
_CON_FOTOS: Final = {_R, _S}
# How many days ago each space came to its state: what proves it lies before.
_HACE: Final = {
    EstadoEspacio.IDENTIFICADO: 300,
    EstadoEspacio.PRIORIZADO: 250,
    _D: 19,
    _C: 185,
    _R: 98,
    _S: 60,
}
_DESCRIPCIONES: Final = {
    MomentoFoto.ANTES: "Dibujo de ejemplo: el lugar antes, con faroles apagados y basura.",
    MomentoFoto.DESPUES: "Dibujo de ejemplo: el lugar recuperado, con faroles encendidos y vecinos.",
}


def repartir_estados(*, oficina: Usuario) -> None:
    """Put each space where its evidence allows it to be: verified activities mean recovered or beyond."""
    ultima = Max("actividades__fecha", filter=Q(actividades__estado=EstadoActividad.VERIFICADA))
    hace_poco = timezone.localdate() - timedelta(days=settings.DIAS_SIN_ACTIVIDAD)
    turnos = {estados: cycle(estados) for estados in (_DE_ESTE_TRIMESTRE, _DE_ANTES, _SIN_ACTIVIDAD)}
    for numero, espacio in enumerate(EspacioPublico.objects.annotate(ultima=ultima).order_by("pk")):
        if espacio.ultima is None:
            estados = _SIN_ACTIVIDAD
        else:
            estados = _DE_ESTE_TRIMESTRE if espacio.ultima >= hace_poco else _DE_ANTES
        _poner(oficina, espacio, next(turnos[estados]), numero)


def pedir_un_retiro(*, oficina: Usuario, cerca: EspacioPublico) -> None:
    """Leave one request of retirement waiting for the region of `cerca`, where there is a space for it."""
    filas = EspacioPublico.objects.filter(region=cerca.region_id).exclude(pk=cerca.pk).order_by("pk")
    espacio = filas.filter(estado=EstadoEspacio.IDENTIFICADO).first() or filas.first()
    if espacio is not None:
        with hace(4):
            pedir_retiro(actor=oficina, espacio=espacio, motivo=MOTIVO_DE_RETIRO)


def _poner(oficina: Usuario, espacio: Any, estado: EstadoEspacio, numero: int) -> None:
    if estado in _CON_FOTOS or estado == _C:
        antes = _fotografiar(oficina, espacio, MomentoFoto.ANTES, numero)
    if estado in _CON_FOTOS:
        despues = _fotografiar(oficina, espacio, MomentoFoto.DESPUES, numero)
        with hace(DIAS_DEL_DESPUES):
            emparejar_fotos(actor=oficina, despues=despues, antes=antes, version=despues.version)
    with hace(_HACE[estado] - numero % 7):
        fijar_estado(actor=oficina, espacio=espacio, version=espacio.version, estado=estado, motivo=MOTIVO)


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
