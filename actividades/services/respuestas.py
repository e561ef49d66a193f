"""Joint activities, from the outside: what an invited institution says and sends.

Through its link nobody is signed in (`actor` is None): the link is the right to answer for one institution
in one activity, and nothing else. An account of the institution (`actor`) answers for it without a link.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from actividades import ciclo, reglas
from actividades.enums import SIN_EFECTO, EstadoParticipacion
from actividades.models import PARTICIPANTES_MAXIMO, Actividad, Participacion
from actividades.services.conjuntas import bloquear_participacion, exigir_otra_evidencia
from actividades.services.fotos import contar_fotos_de_invitados, sumar_fotos_de_invitado
from comunes.archivos import archivos_o_nada
from comunes.bitacora import registrar
from comunes.fotos import Foto
from comunes.texto import en_una_linea
from cuentas.enums import Permiso
from cuentas.permissions import exigir

_CUENTA_CON_SUS_FOTOS: Final = (
    "La actividad ya se verificó con las fotos de su institución. "
    "Para cambiar la respuesta, pida a quien le escribió que la haga reabrir."
)


class InvitacionNoSirve(Exception):
    """The link was revoked, renewed, reviewed or expired meanwhile; people get one answer for all."""


class Aporte(NamedTuple):
    """What an institution types of its part."""

    personas: int | None
    nota: str


class AporteCruzado(ValidationError):
    """Two people of the institution wrote the same fields; `cruzados` says what is kept in each of those."""

    def __init__(self, errores: dict[str, str], actual: Aporte) -> None:
        self.cruzados = {campo: getattr(actual, campo) for campo in errores}
        super().__init__(errores)


@transaction.atomic
def responder_invitacion(
    *, actor: Any, participacion: Participacion, participa: bool, quien: str, cargo: str
) -> Participacion:
    """Write down what the institution says of its part. The same answer again changes nothing.

    Raises ValidationError by field, InvitacionNoSirve.
    """
    quien, cargo = en_una_linea(quien), en_una_linea(cargo)
    errores = {"quien": reglas.motivo_de_nombre(quien, 120), "cargo": reglas.motivo_de_nombre(cargo, 120)}
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)
    participacion = _abierta(participacion, actor)
    cuenta = actor or participacion.respondida_por
    estado = EstadoParticipacion.CONFIRMADA if participa else EstadoParticipacion.DECLINADA
    respuesta = {"estado": estado, "quien": quien, "cargo": cargo, "respondida_por": cuenta}
    if all(getattr(participacion, campo) == valor for campo, valor in respuesta.items()):
        return participacion
    if not participa:
        exigir_otra_evidencia(participacion, _CUENTA_CON_SUS_FOTOS)
    for campo, valor in respuesta.items():
        setattr(participacion, campo, valor)
    participacion.participo = participa
    participacion.respondida_en = timezone.now()
    _guardar(participacion, actor, ciclo.RESPONDE, respuesta=estado.value)
    if participacion.total_fotos:
        contar_fotos_de_invitados(participacion.actividad)
    return participacion


@archivos_o_nada()
def aportar_a_actividad(
    *,
    actor: Any,
    participacion: Participacion,
    personas: int | None = None,
    nota: str = "",
    fotos: Iterable[Foto] = (),
    visto: Aporte | None = None,
) -> int:
    """Add how many of its people came, a note and photos to a confirmed part; return how many were new.

    Several people share the link: `visto` is what the sender had in front (by default, what `participacion`
    brings), and only what differs from it is written. Raises ValidationError by field, AporteCruzado when two
    wrote the same field, InvitacionNoSirve.
    """
    nota = en_una_linea(nota)
    _validar_aporte(personas, nota)
    leido = Aporte(participacion.personas, participacion.nota)
    participacion = _abierta(participacion, actor)
    if participacion.estado != EstadoParticipacion.CONFIRMADA:
        raise ValidationError("Primero confirme su participación.")
    if participacion.actividad.fecha > timezone.localdate():
        raise ValidationError("Todavía no llega el día de la actividad: desde ese día se suman las fotos.")
    antes = Aporte(participacion.personas, participacion.nota)
    queda = _juntar(visto or leido, antes, Aporte(personas, nota))
    agregadas = sumar_fotos_de_invitado(participacion, fotos, actor)
    participacion.personas, participacion.nota = queda
    participacion.respondida_por = actor or participacion.respondida_por
    if agregadas or antes != queda:
        _guardar(participacion, actor, ciclo.APORTA, fotos=agregadas)
    return agregadas


def _juntar(visto: Aporte, actual: Aporte, escrito: Aporte) -> Aporte:
    """Return what stays of each field. Raises AporteCruzado when somebody else changed the same one."""
    cruces = {
        campo: f"Mientras tanto, otra persona de su institución puso «{hay or 'nada'}». "
        "Deje aquí lo que debe quedar y envíe otra vez."
        for campo, vio, hay, va in zip(Aporte._fields, visto, actual, escrito, strict=True)
        if vio not in (hay, va) and hay != va
    }
    if cruces:
        raise AporteCruzado(cruces, actual)
    return Aporte(
        actual.personas if escrito.personas == visto.personas else escrito.personas,
        actual.nota if escrito.nota == visto.nota else escrito.nota,
    )


def _validar_aporte(personas: int | None, nota: str) -> None:
    errores = {"nota": reglas.motivo_de_largo(nota, reglas.TEXTO_MAXIMO)}
    if personas is not None and not 1 <= personas <= PARTICIPANTES_MAXIMO:
        errores["personas"] = f"Debe ser un número de 1 a {PARTICIPANTES_MAXIMO}."
    if errores := {campo: motivo for campo, motivo in errores.items() if motivo}:
        raise ValidationError(errores)


def _abierta(participacion: Participacion, actor: Any) -> Participacion:
    """Return the row held, or raise InvitacionNoSirve when it takes no answer, or no longer by that link."""
    if actor is not None:
        exigir(actor, Permiso.PARTE_CONFIRMAR, participacion)
    actual = bloquear_participacion(participacion)
    entra = actor is not None or (actual.huella == participacion.huella and actual.enlace_vivo())
    if not (entra and actual.abierta) or actual.actividad.estado in SIN_EFECTO:
        raise InvitacionNoSirve
    return actual


def _guardar(participacion: Participacion, actor: Any, accion: str, **datos: Any) -> None:
    """Save, one version up; the activity too, so that nobody verifies it without having seen this."""
    participacion.version += 1
    participacion.save()
    Actividad.objects.filter(pk=participacion.actividad_id).update(version=F("version") + 1)
    registrar(
        actor=actor,
        accion=accion,
        objeto=participacion.actividad,
        participacion=participacion.pk,
        **datos,
    )
