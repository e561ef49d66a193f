"""The life of a committee: constituted, renewed, dissolved."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comites.enums import MotivoSalida
from comites.models import Comite, Integrante, Mandato
from comites.services._comun import bloquear, escribir, no_futura
from comites.services.accesos import terminar_accesos
from comites.vigencia import fin_propuesto, ultimo_dia_de_aviso
from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.enums import EstadoEspacio
from espacios.models import EspacioPublico

LARGO_MINIMO_DEL_NOMBRE = 8
LARGO_MINIMO_DEL_MOTIVO = 10


@transaction.atomic
def constituir_comite(
    *,
    actor: Any,
    espacio: EspacioPublico,
    nombre: str,
    fecha: date | None,
    fin: date | None = None,
    acta: str = "",
) -> Comite:
    """Create the committee of `espacio` with its first mandate, or constitute the one in formation.

    Without `fecha` the committee is only in formation: no mandate yet. The mandate starts on the day
    of the constitution; without `fin` it lasts what the programme says, last day included.
    Raises ValidationError by field (`nombre`, `fecha`, `fin`, `espacio`).
    """
    exigir(actor, Permiso.COMITE_EDITAR, espacio)
    espacio = EspacioPublico.objects.select_for_update(of=("self",)).get(pk=espacio.pk)
    comite = _por_constituir(espacio)
    comite.nombre = _nombre(nombre)
    if fecha is not None:
        no_futura("fecha", fecha, "La constitución")
        comite.fecha_constitucion = fecha
    nuevo = comite._state.adding
    comite.save() if nuevo else tomar_version(comite, comite.version).save()
    if fecha is not None:
        _crear_mandato(comite, fecha, fin, acta)
    accion = "comite-en-formacion" if fecha is None else "comite-constituido"
    registrar(actor=actor, accion=accion, objeto=comite, espacio=espacio.codigo)
    return comite


def _por_constituir(espacio: EspacioPublico) -> Comite:
    """Return the committee in formation of `espacio`, or a new one; never a second active one."""
    if espacio.estado == EstadoEspacio.RETIRADO:
        raise ValidationError({"espacio": "Este espacio está retirado del programa."})
    activo = Comite.objects.activos().filter(espacio=espacio).first()
    if activo is not None and activo.fecha_constitucion is not None:
        raise ValidationError({"espacio": f"Este espacio ya tiene un comité activo: {activo.nombre}."})
    return activo or Comite(espacio=espacio)


def _nombre(nombre: str) -> str:
    nombre = en_una_linea(nombre)
    if len(nombre) < LARGO_MINIMO_DEL_NOMBRE:
        raise ValidationError(
            {"nombre": "Escriba el nombre completo, por ejemplo «Comité Comunitario Parque Grupo 4»."}
        )
    if len(nombre) > 200:
        raise ValidationError({"nombre": f"El nombre tiene {len(nombre)} letras y caben 200."})
    return nombre


def _crear_mandato(comite: Comite, inicio: date, fin: date | None, acta: str) -> Mandato:
    """Create a mandate that no other one of the committee meets; call it under the lock."""
    fin = fin or fin_propuesto(inicio)
    if fin <= inicio:
        raise ValidationError({"fin": "El mandato termina antes de empezar."})
    _exigir_sin_cruce(comite, inicio, fin)
    mandato = Mandato(comite=comite, inicio=inicio, fin=fin, acta=en_una_linea(acta)[:120])
    mandato.full_clean()
    try:
        with transaction.atomic():
            mandato.save()
    except IntegrityError:  # somebody who does not take the lock, such as an import
        _exigir_sin_cruce(comite, inicio, fin)
        raise
    return mandato


def _exigir_sin_cruce(comite: Comite, inicio: date, fin: date) -> None:
    cruzado = comite.mandatos.filter(inicio__lte=fin, fin__gte=inicio).first()
    if cruzado is not None:
        raise ValidationError(
            {"inicio": f"Se cruza con el mandato del {escribir(cruzado.inicio)} al {escribir(cruzado.fin)}."}
        )


@transaction.atomic
def editar_comite(*, actor: Any, comite: Comite, version: int, nombre: str) -> Comite:
    """Correct the name of a committee. Raises ValidationError, ConflictoDeEdicion."""
    exigir(actor, Permiso.COMITE_EDITAR, comite)
    comite = tomar_version(bloquear(comite), version)
    comite.nombre = _nombre(nombre)
    comite.save()
    registrar(actor=actor, accion="comite-editado", objeto=comite)
    return comite


@transaction.atomic
def renovar_mandato(
    *,
    actor: Any,
    comite: Comite,
    version: int,
    inicio: date,
    fin: date | None = None,
    acta: str = "",
    continuan: Collection[int] = (),
) -> Mandato:
    """Open a new mandate; the members in `continuan` go on in their offices, the others leave.

    It may start up to the warning period ahead, so that an election held before the end is recorded
    at once. Raises ValidationError by field, ConflictoDeEdicion.
    """
    exigir(actor, Permiso.COMITE_EDITAR, comite)
    comite = tomar_version(bloquear(comite), version)
    _exigir_inicio_posible(comite, inicio)
    mandato = _crear_mandato(comite, inicio, fin, acta)
    salientes = list(Integrante.objects.filter(comite=comite, hasta__isnull=True).select_related("cargo"))
    for integrante in salientes:
        _cerrar(integrante, max(inicio, integrante.desde), MotivoSalida.FIN_DE_MANDATO)
    for integrante in salientes:
        if integrante.pk in continuan:
            _continuar(integrante, mandato)
        else:
            terminar_accesos(actor=actor, comite=comite, persona=integrante.persona, hasta=inicio)
    registrar(actor=actor, accion="mandato-renovado", objeto=comite, mandato=mandato.pk)
    return mandato


def _exigir_inicio_posible(comite: Comite, inicio: date) -> None:
    if comite.fecha_constitucion is None:
        raise ValidationError("Este comité todavía no está constituido: registre primero su constitución.")
    if inicio < comite.fecha_constitucion:
        desde = escribir(comite.fecha_constitucion)
        raise ValidationError({"inicio": f"El comité se constituyó el {desde}; no puede ser antes."})
    limite = ultimo_dia_de_aviso(timezone.localdate())
    if inicio > limite:
        raise ValidationError({"inicio": f"Se puede registrar hasta el {escribir(limite)}, no más adelante."})


def _cerrar(integrante: Integrante, hasta: date, motivo: MotivoSalida) -> None:
    integrante.hasta, integrante.motivo_salida = hasta, motivo
    tomar_version(integrante, integrante.version)
    integrante.save(update_fields=["hasta", "motivo_salida", "actualizado"])


def _continuar(integrante: Integrante, mandato: Mandato) -> None:
    Integrante.objects.create(
        comite_id=integrante.comite_id,
        mandato=mandato,
        persona_id=integrante.persona_id,
        cargo=integrante.cargo,
        cargo_unico=integrante.cargo.unico,
        desde=max(mandato.inicio, integrante.desde),
    )


@transaction.atomic
def disolver_comite(*, actor: Any, comite: Comite, version: int, fecha: date, motivo: str) -> Comite:
    """End a committee for good: its members leave, its group closes, its leaders' access ends.

    Nothing is deleted. Raises ValidationError by field (`fecha`, `motivo`), ConflictoDeEdicion.
    """
    exigir(actor, Permiso.COMITE_EDITAR, comite)
    comite = tomar_version(bloquear(comite), version)
    no_futura("fecha", fecha, "La disolución")
    if comite.fecha_constitucion and fecha < comite.fecha_constitucion:
        raise ValidationError(
            {"fecha": f"Es anterior a la constitución, que fue el {escribir(comite.fecha_constitucion)}."}
        )
    comite.disuelto, comite.motivo_disolucion = fecha, _motivo(motivo)
    for integrante in comite.integrantes.filter(hasta__isnull=True):
        _cerrar(integrante, max(fecha, integrante.desde), MotivoSalida.DISOLUCION)
    comite.grupos.filter(cerrado__isnull=True).update(cerrado=fecha)
    terminar_accesos(actor=actor, comite=comite, persona=None, hasta=fecha)
    comite.save()
    registrar(actor=actor, accion="comite-disuelto", objeto=comite)
    return comite


def _motivo(motivo: str) -> str:
    motivo = en_una_linea(motivo)
    if len(motivo) < LARGO_MINIMO_DEL_MOTIVO:
        raise ValidationError({"motivo": "Explique el motivo en una frase."})
    if len(motivo) > 200:
        raise ValidationError({"motivo": f"El motivo tiene {len(motivo)} letras y caben 200."})
    return motivo
