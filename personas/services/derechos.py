"""Requests of people over their data: received, identity checked, answered, within the legal term."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import get_random_string

from comunes.bitacora import registrar
from comunes.texto import en_una_linea, normalizar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.documentos import normalizar_documento
from personas.enums import CanalSolicitud, Derecho, EstadoSolicitud
from personas.models import Persona, SolicitudDeDerechos
from personas.plazos import sumar_habiles

# Letters and figures that nobody mistakes for one another when read aloud.
_ALFABETO = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
YA_RESPONDIDA = "Esta solicitud ya fue respondida."


@dataclass(frozen=True)
class DatosSolicitud:
    """What somebody asks, as they wrote it."""

    derecho: Derecho
    nombre: str
    tipo_documento: str
    numero_documento: str
    contacto: str
    detalle: str = ""


@transaction.atomic
def recibir_solicitud(
    *, actor: Any, datos: DatosSolicitud, canal: CanalSolicitud, recibida: date | None = None
) -> SolicitudDeDerechos:
    """Write a request down and start its clock. `actor` is None for the public form.

    The answer is the same whether or not the system knows the person. Raises ValidationError by field.
    """
    if actor is not None and not actor.tiene(Permiso.DERECHOS_ATENDER):
        raise PermissionDenied
    recibida = recibida or timezone.localdate()
    if recibida > timezone.localdate():
        raise ValidationError({"recibida": "La fecha está en el futuro. Revísela."})
    solicitud = SolicitudDeDerechos(
        codigo=get_random_string(10, _ALFABETO),
        derecho=Derecho(datos.derecho),
        canal=canal,
        nombre=en_una_linea(datos.nombre),
        tipo_documento=datos.tipo_documento,
        numero_documento=normalizar_documento(datos.tipo_documento, datos.numero_documento),
        contacto=en_una_linea(datos.contacto),
        detalle=normalizar(datos.detalle),
        recibida=recibida,
        vence=sumar_habiles(recibida, dias_para(datos.derecho)),
    )
    solicitud.full_clean()
    solicitud.save()
    registrar(actor=actor, accion="solicitud-recibida", objeto=solicitud, derecho=str(solicitud.derecho))
    return solicitud


def dias_para(derecho: str) -> int:
    """Return the working days to answer."""
    es_acceso = derecho == Derecho.ACCESO
    return int(settings.DIAS_DERECHO_DE_ACCESO if es_acceso else settings.DIAS_OTROS_DERECHOS)


@transaction.atomic
def identificar_solicitante(
    *, actor: Any, solicitud: SolicitudDeDerechos, version: int, identidad: str
) -> SolicitudDeDerechos:
    """Note how the officer made sure who asks, and tie the request to whoever has that document, if anybody.

    Raises ValidationError by field, ConflictoDeEdicion.
    """
    solicitud = _abierta(actor, solicitud, version)
    identidad = en_una_linea(identidad)
    if not identidad:
        raise ValidationError({"identidad": "Escriba cómo comprobó que es la persona."})
    duena = Persona.objects.con_documento(solicitud.numero_documento, solicitud.tipo_documento).first()
    solicitud.persona, solicitud.identidad = duena, identidad
    solicitud.estado = EstadoSolicitud.IDENTIFICADA
    solicitud.full_clean()
    solicitud.save()
    registrar(actor=actor, accion="solicitud-identificada", objeto=solicitud, registrada=duena is not None)
    return solicitud


@transaction.atomic
def responder_solicitud(
    *, actor: Any, solicitud: SolicitudDeDerechos, version: int, respuesta: str, comprobada: bool = True
) -> SolicitudDeDerechos:
    """Close a request with its answer. `comprobada=False`: whoever asks could not show who they are.

    Raises ValidationError by field, ConflictoDeEdicion.
    """
    solicitud = _abierta(actor, solicitud, version)
    respuesta = normalizar(respuesta)
    if not respuesta:
        raise ValidationError({"respuesta": "Escriba la respuesta que se le dio."})
    if comprobada and solicitud.estado != EstadoSolicitud.IDENTIFICADA:
        raise ValidationError("Antes de responder, anote cómo comprobó la identidad.")
    solicitud.estado = EstadoSolicitud.RESPONDIDA if comprobada else EstadoSolicitud.RECHAZADA
    solicitud.respuesta, solicitud.respondida = respuesta, timezone.localdate()
    solicitud.respondida_por = actor
    solicitud.full_clean()
    solicitud.save()
    registrar(actor=actor, accion=f"solicitud-{solicitud.estado}", objeto=solicitud)
    return solicitud


def _abierta(actor: Any, solicitud: SolicitudDeDerechos, version: int) -> SolicitudDeDerechos:
    exigir(actor, Permiso.DERECHOS_ATENDER, solicitud)
    solicitud = SolicitudDeDerechos.objects.select_for_update(of=("self",)).get(pk=solicitud.pk)
    if not solicitud.abierta:
        raise ValidationError(YA_RESPONDIDA)
    return tomar_version(solicitud, version)
