"""Seeing more than one's role shows: revealing, asking for a person elsewhere, and the log of both."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.texto import en_una_linea
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.enums import EstadoSolicitudDeAcceso, TipoAcceso
from personas.models import AccesoADatos, Persona, SolicitudDeAcceso
from personas.permissions import REVELABLES

MOTIVO_MINIMO = 8
YA_RESPONDIDA = "Este pedido ya fue respondido."


@transaction.atomic
def revelar_datos(*, actor: Any, persona: Persona, campos: Collection[str], motivo: str) -> AccesoADatos:
    """Put the chosen data of `persona` in the actor's sight for some minutes, and write it in the log.

    Raises ValidationError by field (`campos`, `motivo`).
    """
    exigir(actor, Permiso.PERSONA_REVELAR, persona)
    elegidos = [campo for campo in REVELABLES if campo in campos]
    if not elegidos:
        raise ValidationError({"campos": "Elija al menos un dato."})
    acceso = AccesoADatos.objects.create(
        usuario=actor,
        persona=persona,
        tipo=TipoAcceso.REVELACION,
        campos=", ".join(elegidos),
        motivo=motivo_valido(motivo),
        hasta=AccesoADatos.plazo(),
    )
    registrar(actor=actor, accion="datos-revelados", objeto=persona, campos=elegidos, acceso=acceso.pk)
    return acceso


@transaction.atomic
def registrar_exportacion(
    *, actor: Any, que: str, motivo: str, filas: int, persona: Persona | None = None
) -> AccesoADatos:
    """Write down that personal data left the system. Whoever exports them calls this first.

    `que` names the data («padrón del comité 12»), without personal data. Raises ValidationError({"motivo"}).
    """
    return AccesoADatos.objects.create(
        usuario=actor,
        persona=persona,
        tipo=TipoAcceso.EXPORTACION,
        campos=en_una_linea(que)[:200],
        motivo=motivo_valido(motivo),
        filas=filas,
    )


def motivo_valido(motivo: str) -> str:
    """Return the motive on one line. Raises ValidationError({"motivo"}) when it says nothing."""
    motivo = en_una_linea(motivo)
    if len(motivo) < MOTIVO_MINIMO:
        raise ValidationError({"motivo": "Escriba para qué necesita el dato, en pocas palabras."})
    return motivo[:200]


@transaction.atomic
def solicitar_acceso(*, actor: Any, personas: Collection[Persona], motivo: str) -> list[SolicitudDeAcceso]:
    """Ask whoever has these persons in scope to let the actor see them. Asking twice changes nothing."""
    if not actor.tiene(Permiso.PERSONA_EDITAR):
        raise PermissionDenied
    motivo = motivo_valido(motivo)
    pedidos = []
    for persona in personas:
        pedido, nuevo = SolicitudDeAcceso.objects.get_or_create(
            persona=persona,
            solicitante=actor,
            estado=EstadoSolicitudDeAcceso.PENDIENTE,
            defaults={"motivo": motivo},
        )
        if nuevo:
            registrar(actor=actor, accion="acceso-pedido", objeto=pedido)
        pedidos.append(pedido)
    return pedidos


@transaction.atomic
def conceder_acceso(*, actor: Any, solicitud: SolicitudDeAcceso, version: int) -> SolicitudDeAcceso:
    """Let who asked see the person for some days. Raises ValidationError, ConflictoDeEdicion."""
    hasta = timezone.localdate() + timedelta(days=settings.DIAS_DE_ACCESO_CONCEDIDO)  # type: ignore[misc]
    return _responder(actor, solicitud, version, EstadoSolicitudDeAcceso.CONCEDIDA, hasta)


@transaction.atomic
def negar_acceso(*, actor: Any, solicitud: SolicitudDeAcceso, version: int) -> SolicitudDeAcceso:
    """Say no. Raises ValidationError, ConflictoDeEdicion."""
    return _responder(actor, solicitud, version, EstadoSolicitudDeAcceso.NEGADA, None)


def _responder(
    actor: Any, solicitud: SolicitudDeAcceso, version: int, estado: EstadoSolicitudDeAcceso, hasta: Any
) -> SolicitudDeAcceso:
    exigir(actor, Permiso.PERSONA_EDITAR, solicitud.persona)
    solicitud = SolicitudDeAcceso.objects.select_for_update(of=("self",)).get(pk=solicitud.pk)
    if solicitud.solicitante_id == actor.pk:
        raise ValidationError("Este pedido lo hizo usted: lo responde otra persona.")
    if solicitud.estado != EstadoSolicitudDeAcceso.PENDIENTE:
        raise ValidationError(YA_RESPONDIDA)
    tomar_version(solicitud, version)
    solicitud.estado, solicitud.hasta = estado, hasta
    solicitud.respondida_por, solicitud.respondida = actor, timezone.now()
    solicitud.save()
    registrar(actor=actor, accion=f"acceso-{estado.value}", objeto=solicitud)
    return solicitud
