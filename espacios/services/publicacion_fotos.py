"""The way of a photo to the public page: blurred, asked for, approved by somebody else, taken back."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes import fotos as archivo_de_fotos
from comunes.archivos import archivos_o_nada
from comunes.difuminado import ZONAS_MAXIMO, Zona, quemar
from cuentas.enums import Permiso
from espacios.enums import EstadoFoto
from espacios.models import FotoEspacio
from espacios.models.foto import NOTA_MAXIMA
from espacios.publicacion import faltas_para_publicar, quien_no_aprueba
from espacios.services.comun import anotar_foto, exigir_motivo, tomar_foto
from espacios.services.cuidado_fotos import retirar_aprobacion
from espacios.services.fotos import CARPETA_FOTOS


@archivos_o_nada()
def difuminar_foto(*, actor: Any, foto: FotoEspacio, version: int, zonas: Iterable[Zona]) -> FotoEspacio:
    """Burn `zonas` into the copy that may be published; none at all removes that copy.

    The picture itself is never touched. A published photo whose zones change waits for approval
    again. The copy left behind is deleted once the transaction is through.
    """
    foto = tomar_foto(actor, foto, version)
    lista = list(dict.fromkeys(zonas))
    _revisar(lista)
    if [list(zona) for zona in lista] == foto.rectangulos:
        return foto
    anterior = str(foto.archivo_publico)
    foto.rectangulos = [list(zona) for zona in lista]
    foto.archivo_publico = (
        archivo_de_fotos.derivar(str(foto.archivo), quemar(lista), CARPETA_FOTOS) if lista else ""
    )
    retirar_aprobacion(foto)
    foto.save()
    if anterior:
        transaction.on_commit(lambda: archivo_de_fotos.borrar(anterior))
    anotar_foto(actor, "foto-difuminada", foto, zonas=len(lista))
    return foto


def _revisar(zonas: list[Zona]) -> None:
    if len(zonas) > ZONAS_MAXIMO:
        raise ValidationError({"zonas": f"Caben {ZONAS_MAXIMO} rectángulos."})
    if not all(zona.cabe for zona in zonas):
        raise ValidationError({"zonas": "Un rectángulo se sale de la foto o es demasiado pequeño."})


@transaction.atomic
def pedir_publicacion(*, actor: Any, foto: FotoEspacio, version: int) -> FotoEspacio:
    """Ask for approval of a photo that has all it needs; raises ValidationError with what it lacks."""
    foto = tomar_foto(actor, foto, version)
    if foto.estado != EstadoFoto.PRIVADA:
        raise ValidationError("Esta foto ya espera aprobación o ya está publicada.")
    _exigir_completa(foto)
    return _pasar(actor, foto, EstadoFoto.POR_APROBAR, "foto-por-aprobar")


@transaction.atomic
def publicar_foto(*, actor: Any, foto: FotoEspacio, version: int) -> FotoEspacio:
    """Approve a photo that waits, and publish it. Never whoever added it: the check is another's."""
    foto = tomar_foto(actor, foto, version, Permiso.FOTO_PUBLICAR)
    _exigir_que_espere(foto)
    if motivo := quien_no_aprueba(actor, foto):
        raise ValidationError(motivo)
    _exigir_completa(foto)
    foto.aprobada_por, foto.aprobada_en = actor, timezone.now()
    return _pasar(actor, foto, EstadoFoto.PUBLICADA, "foto-publicada")


@transaction.atomic
def devolver_foto(*, actor: Any, foto: FotoEspacio, version: int, motivo: str) -> FotoEspacio:
    """Send a photo that waits for approval back, saying what to mend."""
    foto = tomar_foto(actor, foto, version, Permiso.FOTO_PUBLICAR)
    _exigir_que_espere(foto)
    motivo = exigir_motivo(motivo)[:NOTA_MAXIMA]
    return _pasar(actor, foto, EstadoFoto.PRIVADA, "foto-devuelta", motivo=motivo)


@transaction.atomic
def despublicar_foto(*, actor: Any, foto: FotoEspacio, version: int) -> FotoEspacio:
    """Take a photo off the public page, at once and without asking anybody."""
    foto = tomar_foto(actor, foto, version)
    if foto.estado == EstadoFoto.PRIVADA:
        raise ValidationError("Esta foto ya es privada.")
    foto.aprobada_por = foto.aprobada_en = None
    return _pasar(actor, foto, EstadoFoto.PRIVADA, "foto-retirada")


def _exigir_que_espere(foto: FotoEspacio) -> None:
    if foto.estado != EstadoFoto.POR_APROBAR:
        raise ValidationError("Esta foto no espera aprobación.")


def _exigir_completa(foto: FotoEspacio) -> None:
    if faltas := faltas_para_publicar(foto):
        raise ValidationError([falta.texto for falta in faltas])


def _pasar(
    actor: Any, foto: FotoEspacio, estado: EstadoFoto, accion: str, *, motivo: str = ""
) -> FotoEspacio:
    foto.estado, foto.devuelta_porque = estado, motivo
    foto.save()
    datos = {"motivo": motivo} if motivo else {}
    anotar_foto(actor, accion, foto, **datos)
    return foto
