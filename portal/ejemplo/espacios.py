"""The sample's spaces, spread over the life cycle, with photos of before and after where it asks for them."""

from typing import Any, Final

from django.db.models import Count, Q

from actividades.enums import EstadoActividad
from cuentas.models import Usuario
from espacios.enums import EstadoEspacio, MomentoFoto
from espacios.models import EspacioPublico
from espacios.services import agregar_fotos, editar_foto, fijar_estado
from portal.ejemplo.dibujos import foto_de_antes, foto_de_despues

MOTIVO: Final = "Estado con que el espacio entró al sistema (dato de ejemplo)."
FOTOS_DISTINTAS: Final = 4
# How spaces without any verified activity are dealt out.
_SIN_ACTIVIDAD: Final = (
    EstadoEspacio.EN_RECUPERACION,
    EstadoEspacio.EN_DIAGNOSTICO,
    EstadoEspacio.PRIORIZADO,
    EstadoEspacio.EN_RECUPERACION,
    EstadoEspacio.IDENTIFICADO,
)
_CON_FOTOS: Final = {EstadoEspacio.RECUPERADO, EstadoEspacio.EN_SOSTENIBILIDAD}
_DESCRIPCIONES: Final = {
    MomentoFoto.ANTES: "Dibujo de ejemplo: el lugar antes, con faroles apagados y basura.",
    MomentoFoto.DESPUES: "Dibujo de ejemplo: el lugar recuperado, con faroles encendidos y vecinos.",
}


def repartir_estados(*, oficina: Usuario) -> None:
    """Put each space where its evidence allows it to be: verified activities mean recovered or beyond."""
    verificadas = Count("actividades", filter=Q(actividades__estado=EstadoActividad.VERIFICADA))
    espacios = EspacioPublico.objects.annotate(verificadas=verificadas).order_by("pk")
    sin_actividad = 0
    for numero, espacio in enumerate(espacios):
        if espacio.verificadas:
            estado = EstadoEspacio.RECUPERADO if numero % 3 == 0 else EstadoEspacio.EN_SOSTENIBILIDAD
        else:
            estado = _SIN_ACTIVIDAD[sin_actividad % len(_SIN_ACTIVIDAD)]
            sin_actividad += 1
        _poner(oficina, espacio, estado, numero)


def _poner(oficina: Usuario, espacio: Any, estado: EstadoEspacio, numero: int) -> None:
    if estado in _CON_FOTOS or estado == EstadoEspacio.EN_RECUPERACION:
        _fotografiar(oficina, espacio, MomentoFoto.ANTES, numero)
    if estado in _CON_FOTOS:
        _fotografiar(oficina, espacio, MomentoFoto.DESPUES, numero)
    fijar_estado(actor=oficina, espacio=espacio, version=espacio.version, estado=estado, motivo=MOTIVO)


def _fotografiar(oficina: Usuario, espacio: EspacioPublico, momento: MomentoFoto, numero: int) -> None:
    hacer = foto_de_antes if momento == MomentoFoto.ANTES else foto_de_despues
    fotos = agregar_fotos(
        actor=oficina, espacio=espacio, fotos=[hacer(numero % FOTOS_DISTINTAS)], momento=momento
    )
    for foto in fotos:
        editar_foto(
            actor=oficina,
            foto=foto,
            momento=momento,
            descripcion=_DESCRIPCIONES[momento],
            tomada=None,
            publicada=True,
        )
