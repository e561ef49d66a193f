"""What is done with photos once they are there: told, put in order, paired, removed and brought back."""

from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.enums import EstadoFoto, MomentoFoto, PersonasEnFoto
from espacios.models import EspacioPublico, FotoEspacio
from espacios.publicacion import (
    faltas_para_publicar,
    prueba_de_algo_ya_revisado,
    pruebas_que_sostiene,
)
from espacios.services.comun import anotar_foto, exigir_activo, exigir_motivo, tomar_foto

# What is said of the persons in a photo, and what of it makes sense only when they said yes.
_DEL_PERMISO: Final = (
    "autorizacion_medio",
    "autorizacion_fecha",
    "autorizacion_nota",
    "autoriza_apoderado",
)
# What somebody looked at when approving: a change takes the approval back.
_LO_APROBADO: Final = ("descripcion", "personas", "con_menores", *_DEL_PERMISO)
CAMPOS_FOTO: Final = frozenset({*_LO_APROBADO, "momento", "tomada"})


@transaction.atomic
def editar_foto(*, actor: Any, foto: FotoEspacio, version: int, **campos: Any) -> FotoEspacio:
    """Change what is said of a photo (`CAMPOS_FOTO`).

    Changing what was approved (the words, the answer about persons) takes a published photo back to
    wait for approval. Raises ValidationError by field.
    """
    if sobrantes := campos.keys() - CAMPOS_FOTO:
        raise TypeError(f"not fields of a photo: {sorted(sobrantes)}")
    foto = tomar_foto(actor, foto, version)
    antes = {campo: getattr(foto, campo) for campo in CAMPOS_FOTO}
    for campo, valor in campos.items():
        setattr(foto, campo, en_una_linea(valor) if isinstance(valor, str) else valor)
    _dejar_coherente(foto)
    _revisar(foto, antes["momento"])
    cambiados = sorted(c for c in CAMPOS_FOTO if getattr(foto, c) != antes[c])
    if set(cambiados) & set(_LO_APROBADO):
        retirar_aprobacion(foto)
    foto.full_clean(exclude=["archivo", "autor"])
    foto.save()
    if cambiados:
        anotar_foto(actor, "foto-editada", foto, campos=cambiados)
    return foto


def _dejar_coherente(foto: FotoEspacio) -> None:
    """Empty what the answer about persons leaves without sense."""
    if foto.personas in ("", PersonasEnFoto.NADIE):
        foto.con_menores = False
    if foto.personas != PersonasEnFoto.CON_PERMISO:
        foto.autorizacion_medio = foto.autorizacion_nota = ""
        foto.autorizacion_fecha, foto.autoriza_apoderado = None, False
    if not foto.con_menores:
        foto.autoriza_apoderado = False


def _revisar(foto: FotoEspacio, momento_anterior: str) -> None:
    hoy = timezone.localdate()
    errores: dict[str, str] = {}
    if foto.tomada and foto.tomada > hoy:
        errores["tomada"] = "La fecha de la foto está en el futuro."
    if foto.personas == PersonasEnFoto.CON_PERMISO:
        errores |= _de_la_autorizacion(foto, hoy)
    if foto.momento != momento_anterior and (motivo := _momento_fijo(foto)):
        errores["momento"] = motivo
    if errores:
        raise ValidationError(errores)


def _momento_fijo(foto: FotoEspacio) -> str:
    """Return why the moment of a photo cannot change, or an empty text."""
    if foto.antes_id or hasattr(foto, "despues"):
        return "Esta foto está en una pareja de antes y después: primero hay que separarla."
    if pruebas := prueba_de_algo_ya_revisado(foto):
        return f"Su momento ya no cambia. {pruebas[0]}"
    return ""


def _de_la_autorizacion(foto: FotoEspacio, hoy: Any) -> dict[str, str]:
    errores = {}
    if not foto.autorizacion_medio:
        errores["autorizacion_medio"] = "Falta decir cómo autorizaron."
    if not foto.autorizacion_fecha:
        errores["autorizacion_fecha"] = "Falta la fecha en que autorizaron."
    elif foto.autorizacion_fecha > hoy:
        errores["autorizacion_fecha"] = "La fecha de la autorización está en el futuro."
    return errores


def retirar_aprobacion(foto: FotoEspacio) -> None:
    """Undo the approval of a changed photo: it waits again while it is complete, or else is private."""
    if foto.estado == EstadoFoto.PRIVADA:
        return
    foto.aprobada_por = foto.aprobada_en = None
    foto.estado = EstadoFoto.PRIVADA if faltas_para_publicar(foto) else EstadoFoto.POR_APROBAR


# Order --------------------------------------------------------------------------------------------


@transaction.atomic
def mover_foto(*, actor: Any, foto: FotoEspacio, pasos: int) -> None:
    """Move a photo within those of its moment: -1 earlier, 1 later; at the end it stays."""
    exigir(actor, Permiso.ESPACIO_EDITAR, foto.espacio)
    espacio = EspacioPublico.objects.select_for_update().get(pk=foto.espacio_id)
    exigir_activo(espacio)
    filas = list(FotoEspacio.objects.vigentes().filter(espacio=espacio, momento=foto.momento))
    claves = [fila.pk for fila in filas]
    if foto.pk not in claves:
        raise ValidationError("Esta foto está retirada.")
    lugar = claves.index(foto.pk)
    filas.insert(max(0, lugar + pasos), filas.pop(lugar))
    for orden, fila in enumerate(filas, start=1):
        fila.orden = orden
    FotoEspacio.objects.bulk_update(filas, ["orden"])
    anotar_foto(actor, "foto-movida", foto)


# Before and after ---------------------------------------------------------------------------------


@transaction.atomic
def emparejar_fotos(
    *, actor: Any, despues: FotoEspacio, antes: FotoEspacio | None, version: int
) -> FotoEspacio:
    """Compare `despues` with `antes`, or with none; each photo stands in one pair at most.

    A pair that `antes` was in is undone. Raises ValidationError on «antes».
    """
    despues = tomar_foto(actor, despues, version)
    if despues.momento != MomentoFoto.DESPUES:
        raise ValidationError("Solo una foto de después se compara con una de antes.")
    if antes is not None:
        antes = FotoEspacio.objects.select_for_update().get(pk=antes.pk)
        _exigir_pareja(antes, despues)
        FotoEspacio.objects.filter(antes=antes).exclude(pk=despues.pk).update(antes=None)
    despues.antes = antes
    despues.save(update_fields=["antes", "actualizado"])
    accion = "foto-emparejada" if antes else "foto-separada"
    anotar_foto(actor, accion, despues)
    return despues


def _exigir_pareja(antes: FotoEspacio, despues: FotoEspacio) -> None:
    if antes.espacio_id != despues.espacio_id or antes.momento != MomentoFoto.ANTES or antes.retirada_en:
        raise ValidationError({"antes": "Elija una foto de antes de este mismo espacio."})


# Removal ------------------------------------------------------------------------------------------


@transaction.atomic
def retirar_foto(*, actor: Any, foto: FotoEspacio, version: int, motivo: str) -> FotoEspacio:
    """Hide a photo everywhere, with its motive. The row and its files stay, and it can be restored.

    The proofs that fall with it are written in the history; the space stays where it is. Its pair is undone.
    """
    foto = tomar_foto(actor, foto, version)
    motivo = exigir_motivo(motivo)
    pruebas = pruebas_que_sostiene(foto)
    FotoEspacio.objects.filter(antes=foto).update(antes=None)
    foto.antes = None
    foto.estado, foto.aprobada_por, foto.aprobada_en = EstadoFoto.PRIVADA, None, None
    foto.retirada_en, foto.retirada_por, foto.retirada_motivo = timezone.now(), actor, motivo
    foto.devuelta_porque = ""
    foto.save()
    anotar_foto(actor, "foto-quitada", foto, motivo=motivo, pruebas=pruebas)
    return foto


@transaction.atomic
def restaurar_foto(*, actor: Any, foto: FotoEspacio, version: int) -> FotoEspacio:
    """Bring a removed photo back, private."""
    foto = tomar_foto(actor, foto, version, retirada=True)
    foto.retirada_en, foto.retirada_por, foto.retirada_motivo = None, None, ""
    foto.save()
    anotar_foto(actor, "foto-restaurada", foto)
    return foto
