"""Who sits in a committee: entering, changing office, leaving."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from comites.enums import AGREGADO_POR_LIDER, MotivoSalida, RevisionIntegrante
from comites.models import Cargo, Comite, Integrante, IntegranteQuerySet, Mandato
from comites.reglas import exigir_edad_para
from comites.services._comun import bloquear, clave, escribir, no_futura, registrar_o_completar
from comites.services.accesos import terminar_accesos
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import can, exigir
from personas.datos import DatosPersona
from personas.enums import Canal, Finalidad
from personas.models import Persona
from personas.permissions import ver_persona
from personas.services import NO_COINCIDE, registrar_consentimiento

YA_INTEGRA = "Esta persona ya integra el comité."
RETIRO_SU_PERMISO = (
    "Esta persona retiró su permiso para que se guarden sus datos. Si ahora lo da, lo registra en su ficha "
    "la municipalidad donde figura o la oficina regional, y después puede entrar."
)
SIN_CONSENTIMIENTO = "Sin este consentimiento no se pueden guardar sus datos."
YA_SALIO = "La salida de esta persona ya está registrada."


@transaction.atomic
def agregar_integrante(
    *,
    actor: Any,
    comite: Comite,
    persona: Persona,
    cargo: Cargo,
    desde: date | None = None,
    nacimiento_probado: date | None = None,
) -> Integrante:
    """Add a known person to `comite` from `desde` (today by default).

    Somebody outside the actor's scope is added only with the birth date as proof (see
    `personas.services.comprobar_identidad`). Raises ValidationError by field.
    """
    _exigir_agregar(actor, comite)
    comite = bloquear(comite)
    exigir_conocida(actor, persona, nacimiento_probado)
    return _sumar(actor, comite, persona, cargo, desde)


@transaction.atomic
def registrar_integrante_nuevo(
    *,
    actor: Any,
    comite: Comite,
    datos: DatosPersona,
    cargo: Cargo,
    desde: date | None = None,
    consentimientos: Collection[Finalidad] = (),
    canal: Canal = Canal.PAPEL,
    apoderado: str = "",
) -> Integrante:
    """Register a person, add it to `comite` and write down what it consents to: all or nothing.

    Raises ValidationError by field.
    """
    _exigir_agregar(actor, comite)
    comite = bloquear(comite)
    if Finalidad.GESTION not in consentimientos:
        raise ValidationError(
            {"consiente_gestion": "Sin este consentimiento no se pueden guardar sus datos."}
        )
    persona = registrar_o_completar(actor, datos)
    integrante = _sumar(actor, comite, persona, cargo, desde)
    for finalidad in consentimientos:
        registrar_consentimiento(
            actor=actor, persona=persona, finalidad=finalidad, canal=canal, apoderado=apoderado
        )
    return integrante


def _exigir_agregar(actor: Any, comite: Comite) -> None:
    """Whoever edits the committee adds to it; so does its leader, who may change nothing else."""
    if not can(actor, Permiso.INTEGRANTE_AGREGAR, comite):
        exigir(actor, Permiso.COMITE_EDITAR, comite)


def exigir_conocida(actor: Any, persona: Persona, nacimiento_probado: date | None) -> None:
    """Raise ValidationError unless the person is in the actor's scope or the birth date proves it.

    Whoever took back the consent to the programme comes in again only after giving it again.
    """
    probada = nacimiento_probado is not None and nacimiento_probado == persona.fecha_nacimiento
    if not (can(actor, Permiso.PERSONA_VER, persona) or probada):
        raise ValidationError({"fecha_nacimiento": NO_COINCIDE})
    suyos = persona.consentimientos.filter(finalidad=Finalidad.GESTION)
    if suyos.exists() and not suyos.vigentes().exists():
        raise ValidationError({"cargo": RETIRO_SU_PERMISO})


def _sumar(actor: Any, comite: Comite, persona: Persona, cargo: Cargo, desde: date | None) -> Integrante:
    desde, de_oficina = desde or timezone.localdate(), can(actor, Permiso.COMITE_EDITAR, comite)
    integrante = Integrante(
        comite=comite,
        persona=persona,
        cargo=cargo,
        cargo_unico=cargo.unico,
        desde=desde,
        mandato=_mandato_en(comite, desde),
        revision="" if de_oficina else RevisionIntegrante.PENDIENTE,
    )
    _exigir_posible(actor, integrante)
    _guardar(actor, integrante)
    registrar(
        actor=actor,
        accion="integrante-agregado" if de_oficina else AGREGADO_POR_LIDER,
        objeto=comite,
        integrante=integrante.pk,
        cargo=cargo.slug,
    )
    return integrante


def _mandato_en(comite: Comite, dia: date) -> Mandato | None:
    """Return the latest mandate begun by `dia`: an expired one still is the one people sit in."""
    return comite.mandatos.filter(inicio__lte=dia).order_by("-inicio").first()


def _otras_que_siguen(integrante: Integrante) -> IntegranteQuerySet:
    """Return the other memberships of the committee that would meet this one."""
    suyas: IntegranteQuerySet = Integrante.objects.filter(comite=integrante.comite)
    return suyas.que_siguen(integrante.desde).exclude(pk=integrante.pk)


def _exigir_posible(actor: Any, integrante: Integrante) -> None:
    comite, cargo, desde = integrante.comite, integrante.cargo, integrante.desde
    no_futura("desde", desde, "La fecha de ingreso")
    if comite.fecha_constitucion and desde < comite.fecha_constitucion:
        raise ValidationError(
            {"desde": f"Es anterior a la constitución, que fue el {escribir(comite.fecha_constitucion)}."}
        )
    if _otras_que_siguen(integrante).filter(persona=integrante.persona).exists():
        raise ValidationError({"persona": YA_INTEGRA})
    if not cargo.activo:
        raise ValidationError({"cargo": "Ese cargo ya no se usa. Elija otro."})
    exigir_edad_para(cargo, integrante.persona.fecha_nacimiento, desde)
    if cargo.unico:
        _exigir_vacante(actor, integrante)


def _exigir_vacante(actor: Any, integrante: Integrante) -> None:
    mismo_cargo = _otras_que_siguen(integrante).filter(cargo=integrante.cargo)
    ocupante = mismo_cargo.select_related("persona", "cargo").first()
    if ocupante is not None:
        raise ValidationError({"cargo": _quien_lo_ocupa(actor, ocupante)})


def _quien_lo_ocupa(actor: Any, ocupante: Integrante) -> str:
    vista = ver_persona(actor, ocupante.persona, es_directivo=ocupante.cargo.directivo)
    quien = vista.nombre or "otra persona"
    return (
        f"Ese cargo lo tiene {quien} desde el {escribir(ocupante.desde)}. "
        "Hay que registrar primero su salida o elegir otro cargo."
    )


def _guardar(actor: Any, integrante: Integrante) -> None:
    """Save inside a savepoint; what the database refuses is said in words."""
    integrante.full_clean(exclude=["mandato"], validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            integrante.save()
    except IntegrityError as error:
        _exigir_vacante(actor, integrante)
        raise ValidationError({"persona": YA_INTEGRA}) from error


def _tomar(integrante: Integrante, version: int) -> Integrante:
    """Return the row read again and claimed: the caller's stays as it was if the edit fails."""
    fresco = Integrante.objects.select_related("persona", "cargo", "mandato").get(pk=integrante.pk)
    return tomar_version(fresco, version)


@transaction.atomic
def editar_integrante(
    *,
    actor: Any,
    integrante: Integrante,
    version: int,
    cargo: Cargo,
    desde: date,
    motivo: str = "Se corrigió su cargo o su fecha.",
) -> Integrante:
    """Correct the office or the entry date of somebody who is in the committee.

    One that the leader added counts as looked at, with `motivo` for the leader to read. Raises
    ValidationError by field, ConflictoDeEdicion.
    """
    exigir(actor, Permiso.COMITE_EDITAR, integrante)
    comite = bloquear(integrante.comite)
    integrante = _tomar(integrante, version)
    if integrante.hasta is not None:
        raise ValidationError(YA_SALIO)
    antes = integrante.cargo
    integrante.comite, integrante.cargo, integrante.cargo_unico = comite, cargo, cargo.unico
    integrante.desde, integrante.mandato = desde, _mandato_en(comite, desde)
    if integrante.revision:
        integrante.revision, integrante.motivo_revision = RevisionIntegrante.CORREGIDA, motivo
        integrante.revisado_por = actor
    _exigir_posible(actor, integrante)
    _guardar(actor, integrante)
    registrar(
        actor=actor,
        accion="integrante-editado",
        objeto=comite,
        integrante=integrante.pk,
        de=antes.slug,
        a=cargo.slug,
    )
    return integrante


@transaction.atomic
def retirar_integrante(
    *, actor: Any, integrante: Integrante, version: int, fecha: date, motivo: MotivoSalida
) -> Integrante:
    """Record that somebody leaves the committee on `fecha`: that day is no longer of theirs.

    The leader's access to this committee ends; the account and the history stay. Raises
    ValidationError by field (`fecha`, `motivo`), ConflictoDeEdicion.
    """
    exigir(actor, Permiso.COMITE_EDITAR, integrante)
    comite = bloquear(integrante.comite)
    integrante = _tomar(integrante, version)
    if integrante.hasta is not None and integrante.hasta <= fecha:
        raise ValidationError(YA_SALIO)
    no_futura("fecha", fecha, "La salida")
    if fecha < integrante.desde:
        raise ValidationError(
            {"fecha": f"Es anterior a su ingreso, que fue el {escribir(integrante.desde)}."}
        )
    integrante.hasta, integrante.motivo_salida = fecha, MotivoSalida(motivo)
    integrante.save(update_fields=["hasta", "motivo_salida", "actualizado"])
    _anular_las_que_vienen(integrante)
    terminar_accesos(actor=actor, comite=comite, persona=integrante.persona, hasta=fecha)
    registrar(
        actor=actor,
        accion="integrante-retirado",
        objeto=comite,
        integrante=integrante.pk,
        cargo=integrante.cargo.slug,
        motivo=str(motivo),
        mandato=clave(integrante.mandato),
    )
    return integrante


def _anular_las_que_vienen(integrante: Integrante) -> None:
    """Empty the membership of a mandate already elected that had not begun when the person left."""
    siguientes = Integrante.objects.filter(
        comite=integrante.comite, persona=integrante.persona, hasta__isnull=True, desde__gte=integrante.hasta
    )
    siguientes.update(hasta=F("desde"), motivo_salida=integrante.motivo_salida, version=F("version") + 1)
