"""The life of a committee: constituted, named, dissolved."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from comites.enums import MotivoSalida
from comites.models import Comite
from comites.services._comun import bloquear, escribir, no_futura
from comites.services._mandatos import cerrar_membresia, crear_mandato
from comites.services.accesos import terminar_accesos
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
        crear_mandato(comite, fecha, fin, acta)
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
        cerrar_membresia(integrante, max(fecha, integrante.desde), MotivoSalida.DISOLUCION)
    comite.grupos.filter(cerrado__isnull=True).update(cerrado=fecha, enlace="")
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
