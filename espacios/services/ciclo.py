"""The steps of a space along the table of `espacios.ciclo`: forward, out of the programme, back into it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios.ciclo import REINCORPORAR, RETIRAR, Transicion, lo_que_falta, siguiente_paso
from espacios.enums import ESTADOS_RECUPERADOS, EstadoEspacio, EstadoPedido
from espacios.models import EspacioPublico, PedidoDeRetiro
from espacios.selectors import EVENTO_ESTADO, estado_antes_de_retirar
from espacios.services.comun import exigir_activo, exigir_motivo


@transaction.atomic
def avanzar_espacio(*, actor: Any, espacio: EspacioPublico, version: int) -> EspacioPublico:
    """Take the next step of the life cycle; raises ValidationError saying which proofs are missing."""
    paso = siguiente_paso(espacio.estado)
    if paso is None or paso.hacia is None:
        raise ValidationError("Este espacio no tiene un paso siguiente.")
    espacio = _tomar(paso, actor, espacio, version)
    if faltas := lo_que_falta(espacio, paso):
        raise ValidationError([falta.texto for falta in faltas])
    return _cambiar_estado(actor, espacio, paso.hacia)


@transaction.atomic
def fijar_estado(
    *, actor: Any, espacio: EspacioPublico, version: int, estado: str, motivo: str
) -> EspacioPublico:
    """Set the state a space was already in when it came into the system (imports, ministry staff).

    It skips the proofs, so it needs its own permission and a motive, and the history keeps both.
    """
    exigir(actor, Permiso.ESPACIO_APROBAR, espacio)
    if estado not in EstadoEspacio.values or estado == EstadoEspacio.RETIRADO:
        raise ValidationError({"estado": "Ese estado no se puede fijar."})
    espacio = tomar_version(EspacioPublico.objects.get(pk=espacio.pk), version)
    exigir_activo(espacio)
    if espacio.estado == estado:
        return espacio
    return _cambiar_estado(actor, espacio, estado, motivo=exigir_motivo(motivo))


@transaction.atomic
def retirar_espacio(*, actor: Any, espacio: EspacioPublico, version: int, motivo: str) -> EspacioPublico:
    """Take a space out of the programme. Whoever does it approves it; the row stays, with its story.

    A request that was waiting is closed with it.
    """
    espacio = _tomar(RETIRAR, actor, espacio, version)
    espacio = _cambiar_estado(actor, espacio, EstadoEspacio.RETIRADO, motivo=exigir_motivo(motivo))
    for pedido in PedidoDeRetiro.objects.pendientes().filter(espacio=espacio):
        _resolver(actor, pedido, EstadoPedido.ANULADO, "El espacio se retiró directamente.")
    return espacio


@transaction.atomic
def reincorporar_espacio(*, actor: Any, espacio: EspacioPublico, version: int, motivo: str) -> EspacioPublico:
    """Bring a retired space back to the state it had."""
    espacio = _tomar(REINCORPORAR, actor, espacio, version)
    return _cambiar_estado(actor, espacio, estado_antes_de_retirar(espacio), motivo=exigir_motivo(motivo))


def _tomar(paso: Transicion, actor: Any, espacio: EspacioPublico, version: int) -> EspacioPublico:
    """Return the row as it stands, claimed for this step of the table."""
    exigir(actor, paso.permiso, espacio)
    espacio = tomar_version(EspacioPublico.objects.get(pk=espacio.pk), version)
    if motivo := paso.impedimento(espacio.estado):
        raise ValidationError(motivo)
    return espacio


def _cambiar_estado(actor: Any, espacio: EspacioPublico, hacia: str, **datos: str) -> EspacioPublico:
    desde, espacio.estado = espacio.estado, hacia
    # Whoever comes back from retirement was recovered when it was.
    if hacia in ESTADOS_RECUPERADOS and desde not in (*ESTADOS_RECUPERADOS, EstadoEspacio.RETIRADO):
        espacio.recuperado_el = timezone.localdate()
    espacio.save()
    registrar(actor=actor, accion=EVENTO_ESTADO, objeto=espacio, desde=desde, hacia=str(hacia), **datos)
    return espacio


# Asking for a retirement --------------------------------------------------------------------------


@transaction.atomic
def pedir_retiro(*, actor: Any, espacio: EspacioPublico, motivo: str) -> PedidoDeRetiro:
    """Ask that a space be retired; whoever holds the permission of the step answers. One at a time."""
    exigir(actor, RETIRAR.lo_pide or RETIRAR.permiso, espacio)
    espacio = EspacioPublico.objects.select_for_update().get(pk=espacio.pk)
    exigir_activo(espacio)
    pedido = PedidoDeRetiro(espacio=espacio, motivo=exigir_motivo(motivo), autor=actor)
    try:
        with transaction.atomic():
            pedido.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError("Ya hay un pedido de retiro que espera respuesta.") from error
    registrar(actor=actor, accion="retiro-pedido", objeto=espacio, motivo=pedido.motivo)
    return pedido


@transaction.atomic
def aprobar_retiro(*, actor: Any, pedido: PedidoDeRetiro) -> EspacioPublico:
    """Retire the space for the motive that was given. Whoever asked for it does not approve it."""
    exigir(actor, RETIRAR.permiso, pedido.espacio)
    pedido = _pendiente(pedido)
    if pedido.autor_id == actor.pk:
        raise ValidationError("El retiro lo pidió usted: lo aprueba otra persona.")
    espacio = _tomar(RETIRAR, actor, pedido.espacio, pedido.espacio.version)
    _resolver(actor, pedido, EstadoPedido.APROBADO, "")
    return _cambiar_estado(actor, espacio, EstadoEspacio.RETIRADO, motivo=pedido.motivo)


@transaction.atomic
def negar_retiro(*, actor: Any, pedido: PedidoDeRetiro, respuesta: str) -> PedidoDeRetiro:
    """Keep the space in the programme and tell why."""
    exigir(actor, RETIRAR.permiso, pedido.espacio)
    pedido = _pendiente(pedido)
    try:
        limpia = exigir_motivo(respuesta)
    except ValidationError as error:
        raise ValidationError({"respuesta": error.message_dict["motivo"]}) from error
    _resolver(actor, pedido, EstadoPedido.NEGADO, limpia)
    registrar(actor=actor, accion="retiro-negado", objeto=pedido.espacio, motivo=limpia)
    return pedido


@transaction.atomic
def anular_pedido(*, actor: Any, pedido: PedidoDeRetiro) -> PedidoDeRetiro:
    """Take the request back, while nobody has answered it."""
    exigir(actor, RETIRAR.lo_pide or RETIRAR.permiso, pedido.espacio)
    pedido = _pendiente(pedido)
    _resolver(actor, pedido, EstadoPedido.ANULADO, "")
    registrar(actor=actor, accion="retiro-anulado", objeto=pedido.espacio)
    return pedido


def _pendiente(pedido: PedidoDeRetiro) -> PedidoDeRetiro:
    filas = PedidoDeRetiro.objects.select_for_update(of=("self",)).select_related("espacio")
    pedido = filas.get(pk=pedido.pk)
    if pedido.estado != EstadoPedido.PENDIENTE:
        raise ValidationError(f"Este pedido ya está {pedido.get_estado_display().lower()}.")
    return pedido


def _resolver(actor: Any, pedido: PedidoDeRetiro, estado: EstadoPedido, respuesta: str) -> None:
    pedido.estado, pedido.respuesta = estado, respuesta
    pedido.resuelto_por, pedido.resuelto_en = actor, timezone.now()
    pedido.save(update_fields=["estado", "respuesta", "resuelto_por", "resuelto_en"])
