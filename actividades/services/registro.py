"""Activities written down, corrected and given photos: once, with their photos or not at all."""

import uuid as uuid_
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from actividades import ciclo, reglas
from actividades.enums import Organizador
from actividades.models import Actividad, TipoActividad
from actividades.permissions import exigir_anotar
from actividades.services.fotos import bloquear, hashes, sumar_fotos
from actividades.services.programa import dar_por_hecha
from comites.models import Comite
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import can, exigir
from espacios.models import EspacioPublico


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
    cumplidos: Iterable[str] = (),
) -> Recibo:
    """Write an activity down, once: the same `uuid` again answers with the row that is there.

    A repeat adds the photos that are still missing and changes nothing else; the `uuid` of something planned
    turns it into done. Files are stored with the row or not at all. `fotos_anunciadas`: how many will come by
    themselves afterwards. `cumplidos`: the steps of the kind's checklist that were done.

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
        lista=_con_marcas(tipo.pasos, frozenset(cumplidos)),
        **datos,
    )
    return _recibir(propuesta, fotos, actor)


def _con_marcas(pasos: Iterable[str], cumplidos: frozenset[str]) -> list[list[Any]]:
    """Return a checklist as it is kept: each step with whether it was done."""
    return [[paso, paso in cumplidos] for paso in pasos]


def _recibir(propuesta: Actividad, fotos: Iterable[Foto], actor: Any) -> Recibo:
    """Save what was sent, or find the row that took its uuid first, and add the photos it lacks."""
    actividad, nueva = _crear_o_hallar(propuesta, actor)
    hecha = actividad.por_hacer
    if hecha:
        _validar(propuesta)
        dar_por_hecha(actividad, propuesta, actor)
    agregadas = sumar_fotos(actividad, fotos, actor) if actividad.estado in ciclo.EDITABLES else 0
    if nueva:
        registrar(actor=actor, accion="actividad-anotada", objeto=actividad, fotos=agregadas)
    elif agregadas:
        registrar(actor=actor, accion="actividad-fotos", objeto=actividad, fotos=agregadas)
    if propuesta.fotos_anunciadas < actividad.fotos_anunciadas:
        _esperar_menos_fotos(actividad, propuesta.fotos_anunciadas)
    difiere = not (nueva or hecha) and _difieren(actividad, propuesta)
    return Recibo(actividad, nueva, difiere, agregadas, hashes(actividad))


def _esperar_menos_fotos(actividad: Actividad, anunciadas: int) -> None:
    """The leader took out a photo that would never do: the receipt stops waiting for it."""
    actividad.fotos_anunciadas = anunciadas
    actividad.save(update_fields=["fotos_anunciadas", "actualizado"])


def _difieren(guardada: Actividad, enviada: Actividad) -> bool:
    """Say whether what was sent now is not what stands. What was sent empty says nothing."""
    campos = (*reglas.CAMPOS, "comite_id", "cumplidos")
    return any((nuevo := getattr(enviada, c)) and nuevo != getattr(guardada, c) for c in campos)


def _validar(propuesta: Actividad) -> None:
    reglas.validar_datos({campo: getattr(propuesta, campo) for campo in reglas.CAMPOS})
    reglas.exigir_lugar_en_pie(propuesta)


def _crear_o_hallar(propuesta: Actividad, actor: Any) -> tuple[Actividad, bool]:
    """Check and save `propuesta`, or return the row that took its uuid first.

    A uuid that belongs to something the actor cannot write down is refused: nothing of it is shown.
    """
    existente = Actividad.objects.select_for_update().filter(uuid=propuesta.uuid).first()
    if existente is None:
        _validar(propuesta)
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


@archivos_o_nada()
def agregar_evidencias(*, actor: Any, actividad: Actividad, fotos: Iterable[Foto]) -> int:
    """Add photos to an activity that is still open; what it already has is not doubled.

    Returns how many were new. Raises ValidationError on «fotos».
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    actividad = bloquear(actividad)
    if motivo := ciclo.impedimento_para_fotos(actividad):
        raise ValidationError({"fotos": motivo})
    agregadas = sumar_fotos(actividad, fotos, actor)
    if agregadas:
        registrar(actor=actor, accion="actividad-fotos", objeto=actividad, fotos=agregadas)
    return agregadas


@transaction.atomic
def editar_actividad(
    *,
    actor: Any,
    actividad: Actividad,
    version: int,
    cumplidos: Iterable[str] | None = None,
    **datos: Any,
) -> Actividad:
    """Correct the `reglas.CAMPOS` of an activity that nobody has verified yet.

    `cumplidos`: the steps of its checklist that were done (None: as they were); another kind brings its own.
    Raises ValidationError by field, ConflictoDeEdicion when `version` is stale.
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    datos = reglas.normalizar_datos(datos)
    reglas.validar_datos(datos)
    actividad = tomar_version(bloquear(actividad), version)
    if motivo := ciclo.impedimento_para_editar(actividad, actor):
        raise ValidationError(motivo)
    datos["lista"] = _lista_corregida(actividad, datos["tipo"], cumplidos)
    cambios = [campo for campo in (*reglas.CAMPOS, "lista") if getattr(actividad, campo) != datos[campo]]
    for campo in cambios:
        setattr(actividad, campo, datos[campo])
    reglas.exigir_lugar_en_pie(actividad)
    reglas.exigir_que_quepan_los_grupos(actividad)
    return _guardar_cambios(actividad, cambios, actor)


def _lista_corregida(
    actividad: Actividad, tipo: TipoActividad, cumplidos: Iterable[str] | None
) -> list[list[Any]]:
    pasos = [paso for paso, _ in actividad.lista] if tipo == actividad.tipo else tipo.pasos
    return _con_marcas(pasos, actividad.cumplidos if cumplidos is None else frozenset(cumplidos))


@transaction.atomic
def completar_actividad(*, actor: Any, actividad: Actividad, version: int, **datos: Any) -> Actividad:
    """Tell more of an activity that nobody has verified yet: the `reglas.DETALLES`, all of them optional.

    Raises ValidationError by field, ConflictoDeEdicion when `version` is stale.
    """
    exigir(actor, Permiso.ACTIVIDAD_ANOTAR, actividad)
    datos = reglas.normalizar_detalles(datos)
    actividad = tomar_version(bloquear(actividad), version)
    if motivo := ciclo.impedimento_para_editar(actividad, actor):
        raise ValidationError(motivo)
    reglas.validar_detalles(datos, actividad.participantes)
    cambios = [campo for campo in reglas.DETALLES if getattr(actividad, campo) != datos[campo]]
    for campo in cambios:
        setattr(actividad, campo, datos[campo])
    return _guardar_cambios(actividad, cambios, actor)


def _guardar_cambios(actividad: Actividad, cambios: list[str], actor: Any) -> Actividad:
    actividad.save(update_fields=[*cambios, "actualizado"])
    registrar(actor=actor, accion="actividad-editada", objeto=actividad, campos=cambios)
    return actividad
