"""Writes of activities: logged once, with their photos or not at all, and reviewed by somebody else."""

import uuid as uuid_
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from actividades import ciclo, reglas
from actividades.enums import EstadoActividad, Organizador, Paso
from actividades.models import FOTOS_MAXIMO, Actividad, Evidencia, Revision, TipoActividad
from actividades.permissions import exigir_anotar
from actividades.silencio import anotar_ultima_actividad
from comites.models import Comite
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto, guardar
from comunes.texto import en_una_linea
from comunes.versiones import ConflictoDeEdicion, tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import can, exigir
from espacios.models import EspacioPublico

CARPETA: Final = "actividades"


@dataclass(frozen=True)
class Recibo:
    """What the server holds after a submit.

    `nueva` is False for a repeat; then `difiere` says whether this submit brought other data than the
    first one, which stands. `fotos` are the hashes of every photo held, the phone's proof of delivery.
    """

    actividad: Actividad
    nueva: bool
    difiere: bool
    agregadas: int
    fotos: frozenset[str]


@archivos_o_nada()
def anotar_actividad(
    *,
    actor: Any,
    uuid: uuid_.UUID,
    espacio: EspacioPublico,
    comite: Comite | None,
    tipo: TipoActividad,
    fecha: date,
    participantes: int | None,
    titulo: str = "",
    apoyo: str = "",
    resultado: str = "",
    organizador: Organizador = Organizador.COMITE,
    fotos: Iterable[Foto] = (),
    fotos_anunciadas: int = 0,
) -> Recibo:
    """Write an activity down, once: the same `uuid` again answers with the row that is there.

    A repeat adds the photos that are still missing and changes nothing else. Files are stored with the
    row or not at all. `fotos_anunciadas`: how many will come by themselves afterwards.

    Raises ValidationError by field, PermissionDenied outside the actor's scope.
    """
    exigir_anotar(actor, espacio=espacio, comite=comite, organizador=organizador)
    datos = reglas.normalizar_datos(
        {
            "tipo": tipo,
            "titulo": titulo,
            "fecha": fecha,
            "participantes": participantes,
            "apoyo": apoyo,
            "resultado": resultado,
        }
    )
    propuesta = Actividad(
        uuid=uuid,
        espacio=espacio,
        comite=comite,
        organizador=organizador,
        autor=actor,
        fotos_anunciadas=fotos_anunciadas,
        **datos,
    )
    actividad, nueva = _crear_o_hallar(propuesta, actor)
    agregadas = _sumar_fotos(actividad, fotos, actor) if actividad.estado in ciclo.EDITABLES else 0
    if nueva:
        registrar(actor=actor, accion="actividad-anotada", objeto=actividad, fotos=agregadas)
    elif agregadas:
        registrar(actor=actor, accion="actividad-fotos", objeto=actividad, fotos=agregadas)
    difiere = not nueva and _difieren(actividad, propuesta)
    return Recibo(actividad, nueva, difiere, agregadas, hashes(actividad))


def _difieren(guardada: Actividad, enviada: Actividad) -> bool:
    return any(getattr(guardada, c) != getattr(enviada, c) for c in (*reglas.CAMPOS, "comite_id"))


def hashes(actividad: Actividad) -> frozenset[str]:
    """Return the SHA-256 of every photo that the server holds of `actividad`."""
    return frozenset(actividad.evidencias.values_list("sha256", flat=True))


@archivos_o_nada()
def agregar_evidencias(*, actor: Any, actividad: Actividad, fotos: Iterable[Foto]) -> int:
    """Add photos to an activity that is still open; what it already has is not doubled.

    Returns how many were new. Raises ValidationError on «fotos».
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    actividad = _bloquear(actividad)
    if actividad.estado not in ciclo.EDITABLES:
        raise ValidationError(
            {"fotos": f"La actividad está {actividad.get_estado_display().lower()}: ya no recibe fotos."}
        )
    agregadas = _sumar_fotos(actividad, fotos, actor)
    if agregadas:
        registrar(actor=actor, accion="actividad-fotos", objeto=actividad, fotos=agregadas)
    return agregadas


@transaction.atomic
def editar_actividad(
    *,
    actor: Any,
    actividad: Actividad,
    version: int,
    **datos: Any,
) -> Actividad:
    """Correct the `reglas.CAMPOS` of an activity that nobody has verified yet.

    Raises ValidationError by field, ConflictoDeEdicion when `version` is stale.
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    datos = reglas.normalizar_datos(datos)
    reglas.validar_datos(datos)
    actividad = tomar_version(_bloquear(actividad), version)
    if motivo := ciclo.impedimento_para_editar(actividad, actor):
        raise ValidationError(motivo)
    cambios = [campo for campo in reglas.CAMPOS if getattr(actividad, campo) != datos[campo]]
    for campo in cambios:
        setattr(actividad, campo, datos[campo])
    reglas.exigir_lugar_en_pie(actividad)
    actividad.save(update_fields=[*cambios, "actualizado"])
    registrar(actor=actor, accion="actividad-editada", objeto=actividad, campos=cambios)
    return actividad


@transaction.atomic
def verificar_actividad(*, actor: Any, actividad: Actividad, version: int) -> Actividad:
    """Confirm that it happened as written down: from here on it counts."""
    return _avanzar(Paso.VERIFICAR, actor, actividad, version)


@transaction.atomic
def observar_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Send it back with what is missing, in words that the leader reads."""
    return _avanzar(Paso.OBSERVAR, actor, actividad, version, texto)


@archivos_o_nada()
def responder_observacion(
    *, actor: Any, actividad: Actividad, version: int, texto: str = "", fotos: Iterable[Foto] = ()
) -> Actividad:
    """Answer an observation with words, photos or both; it goes back to be reviewed."""
    fotos = list(fotos)
    if not en_una_linea(texto) and not fotos:
        raise ValidationError({"texto": "Hay que escribir una respuesta o agregar una foto."})
    actividad = _avanzar(Paso.RESPONDER, actor, actividad, version, texto)
    _sumar_fotos(actividad, fotos, actor)
    return actividad


@transaction.atomic
def cancelar_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Take it out of every count, with its motive; the row and its photos stay."""
    return _avanzar(Paso.CANCELAR, actor, actividad, version, texto)


@transaction.atomic
def reabrir_actividad(*, actor: Any, actividad: Actividad, version: int, texto: str) -> Actividad:
    """Undo a verification or a cancellation, with its motive: it is reviewed again."""
    return _avanzar(Paso.REABRIR, actor, actividad, version, texto)


def _avanzar(paso: Paso, actor: Any, actividad: Actividad, version: int, texto: str = "") -> Actividad:
    """Take one step of the table. The same step again by the same person answers like the first."""
    transicion = ciclo.TRANSICIONES[paso]
    exigir(actor, transicion.permiso, actividad)
    texto = reglas.limpiar_texto_de_paso(texto, obligatorio=transicion.pide_texto)
    actividad = _bloquear(actividad)
    if actividad.version != version:
        if _ya_dado(paso, actor, actividad, texto):
            return actividad
        raise ConflictoDeEdicion(actividad)
    if motivo := transicion.impedimento(actividad, actor):
        raise ValidationError(motivo)
    tomar_version(actividad, version)
    _poner_estado(actividad, transicion, actor, texto)
    Revision.objects.create(actividad=actividad, paso=paso, texto=texto, autor=actor)
    registrar(actor=actor, accion=f"actividad-{paso.value}", objeto=actividad, hacia=actividad.estado)
    return actividad


def _poner_estado(actividad: Actividad, transicion: ciclo.Transicion, actor: Any, texto: str) -> None:
    antes, verifica = actividad.estado, transicion.hacia == EstadoActividad.VERIFICADA
    actividad.estado = transicion.hacia
    actividad.verificada_por = actor if verifica else None
    actividad.verificada_en = timezone.now() if verifica else None
    actividad.observacion = texto if transicion.hacia == EstadoActividad.OBSERVADA else ""
    actividad.save(update_fields=["estado", "verificada_por", "verificada_en", "observacion", "actualizado"])
    if verifica or antes == EstadoActividad.VERIFICADA:
        anotar_ultima_actividad([actividad.espacio_id])


def _ya_dado(paso: Paso, actor: Any, actividad: Actividad, texto: str) -> bool:
    ultima = actividad.revisiones.order_by("-pk").first()
    return ultima is not None and (ultima.paso, ultima.autor_id, ultima.texto) == (paso, actor.pk, texto)


def _bloquear(actividad: Actividad) -> Actividad:
    """Return the row as it stands, held until the transaction ends."""
    return Actividad.objects.select_for_update().get(pk=actividad.pk)


def _crear_o_hallar(propuesta: Actividad, actor: Any) -> tuple[Actividad, bool]:
    """Check and save `propuesta`, or return the row that took its uuid first.

    A uuid that belongs to something the actor cannot write down is refused: nothing of it is shown.
    """
    existente = Actividad.objects.select_for_update().filter(uuid=propuesta.uuid).first()
    if existente is None:
        reglas.validar_datos({campo: getattr(propuesta, campo) for campo in reglas.CAMPOS})
        reglas.exigir_lugar_en_pie(propuesta)
        try:
            with transaction.atomic():
                propuesta.save(force_insert=True)
            return propuesta, True
        except IntegrityError:
            existente = Actividad.objects.select_for_update().filter(uuid=propuesta.uuid).first()
            if existente is None:
                raise
    if not can(actor, Permiso.ACTIVIDAD_ANOTAR, existente):
        raise ValidationError("Este formulario ya se usó. Hay que abrirlo de nuevo.")
    return existente, False


def _sumar_fotos(actividad: Actividad, fotos: Iterable[Foto], actor: Any) -> int:
    """Store what the activity doesn't have yet; call it inside `archivos_o_nada`, the row held."""
    tiene = hashes(actividad)
    faltan = {foto.sha256: foto for foto in fotos if foto.sha256 not in tiene}
    if len(tiene) + len(faltan) > FOTOS_MAXIMO:
        sobran = len(tiene) + len(faltan) - FOTOS_MAXIMO
        verbo = "sobra" if sobran == 1 else "sobran"
        raise ValidationError({"fotos": f"En una actividad caben {FOTOS_MAXIMO} fotos: {verbo} {sobran}."})
    for foto in faltan.values():
        Evidencia.objects.create(
            actividad=actividad,
            archivo=guardar(foto, CARPETA),
            sha256=foto.sha256,
            ancho=foto.ancho,
            alto=foto.alto,
            autor=actor,
        )
    if faltan:
        actividad.total_fotos = len(tiene) + len(faltan)
        actividad.save(update_fields=["total_fotos", "actualizado"])
    return len(faltan)
