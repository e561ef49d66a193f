"""Registering and editing persons, and proving who somebody is."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from comunes.bitacora import registrar, registrar_cada
from comunes.models import Evento
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.models import Usuario
from cuentas.permissions import exigir
from personas.datos import DatosPersona
from personas.documentos import normalizar_documento
from personas.models import Persona
from personas.nombres import clave_fonetica, se_parecen
from personas.permissions import Ver, ver_persona_revelada
from personas.reglas import comprobar_reglas

YA_EXISTE = "Ya hay una persona con este documento."
NO_COINCIDE = (
    "El documento y la fecha de nacimiento no coinciden con lo registrado. Revíselos; si están bien, "
    "pida a la oficina regional del programa que agregue a la persona."
)
DEMASIADOS_INTENTOS = (
    "Hubo varios intentos que no coincidieron. Espere una hora o pida ayuda a la oficina regional."
)
OTRO_NOMBRE = (
    "Ese documento está registrado con otro nombre. Revise el número; si es correcto, pida ayuda a la "
    "oficina regional."
)
INTENTOS_POR_HORA = 5
_IDENTIDAD = ("tipo_documento", "numero_documento", "nombres", "apellido_paterno", "apellido_materno")
_CONTACTO = ("celular", "correo")
_REGISTRAN = (Permiso.PERSONA_EDITAR, Permiso.INTEGRANTE_AGREGAR, Permiso.CAPACITACION_EDITAR)
_NO_COMPROBADA = "identidad-no-comprobada"


@transaction.atomic
def registrar_persona(*, actor: Any, datos: DatosPersona) -> Persona:
    """Create a person. Whoever may edit persons somewhere, add members to a committee, or write down who
    came to a talk, may register one.

    The row enters somebody's scope only when it takes part in something: do that in the same
    transaction. Raises ValidationError by field.
    """
    return registrar_personas(actor=actor, datos=[datos])[0]


@transaction.atomic
def registrar_personas(*, actor: Any, datos: Sequence[DatosPersona]) -> list[Persona]:
    """Create persons as `registrar_persona` does, in as many queries for one as for many."""
    _exigir_registrar(actor)
    limpios = [uno.revisados() for uno in datos]
    personas = [Persona(**{campo.name: getattr(uno, campo.name) for campo in fields(uno)}) for uno in limpios]
    _guardar_nuevas(personas)
    registrar_cada(actor=actor, accion="persona-registrada", objetos=personas)
    return personas


def _exigir_registrar(actor: Any) -> None:
    if not any(actor.tiene(permiso) for permiso in _REGISTRAN):
        raise PermissionDenied


@transaction.atomic
def editar_persona(*, actor: Any, persona: Persona, version: int, datos: DatosPersona) -> Persona:
    """Save `datos` over `persona` as it was at `version`.

    Only who reads the whole document may change it. Raises ValidationError, ConflictoDeEdicion.
    """
    exigir(actor, Permiso.PERSONA_EDITAR, persona)
    limpios = datos.revisados()
    if persona.anonimizada:
        raise ValidationError("Los datos de esta persona se retiraron: ya no se pueden cambiar.")
    persona = Persona.objects.get(pk=persona.pk)  # the caller's row stays as it was if the edit fails
    cambios = [c.name for c in fields(limpios) if getattr(persona, c.name) != getattr(limpios, c.name)]
    if {"tipo_documento", "numero_documento"} & set(cambios):
        _exigir_documento_a_la_vista(actor, persona)
    tomar_version(persona, version)
    for campo in cambios:
        setattr(persona, campo, getattr(limpios, campo))
    comprobar_reglas(persona)
    _guardar(persona)
    if cambios:
        registrar(actor=actor, accion="persona-editada", objeto=persona, campos=cambios)
    return persona


@transaction.atomic
def completar_persona(*, actor: Any, persona: Persona, datos: DatosPersona) -> Persona:
    """Fill in a person known by name and document alone, now that they are here to be registered.

    Their name stays, and with it the papers that carry it. Of their contact only what is typed now is kept:
    what they left elsewhere is not for this actor to read. Whoever may register a person may do this.
    Raises ValidationError by field: another name, or somebody filled it in meanwhile.
    """
    _exigir_registrar(actor)
    limpios = datos.revisados()
    persona = Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)
    if persona.fecha_nacimiento or persona.usuario_id:
        raise ValidationError({"numero_documento": YA_EXISTE})
    escrito = clave_fonetica(limpios.nombres, limpios.apellido_paterno, limpios.apellido_materno)
    if not se_parecen(persona.clave_sonido, escrito):
        raise ValidationError({"numero_documento": OTRO_NOMBRE})
    cambios = list(_por_escribir(persona, limpios))
    for campo in cambios:
        setattr(persona, campo, getattr(limpios, campo))
    persona.version += 1
    _guardar(persona)
    registrar(actor=actor, accion="persona-completada", objeto=persona, campos=cambios)
    return persona


def _por_escribir(persona: Persona, limpios: DatosPersona) -> Iterator[str]:
    """Yield the fields to take from `limpios`: the contact as it is, of the rest what is typed."""
    for campo in (c.name for c in fields(limpios)):
        antes, ahora = getattr(persona, campo), getattr(limpios, campo)
        toca = campo in _CONTACTO or (ahora and not (campo in _IDENTIDAD and antes))
        if toca and ahora != antes:
            yield campo


@transaction.atomic
def completar_documento(*, actor: Any, persona: Persona, tipo: str, numero: str) -> Persona:
    """Give its document to somebody in sight who had none; whoever has one keeps it.

    Raises ValidationError({"numero_documento"}) when somebody else has that document.
    """
    exigir(actor, Permiso.PERSONA_VER, persona)
    if not actor.tiene(Permiso.PERSONA_EDITAR):
        raise PermissionDenied
    persona = Persona.objects.select_for_update(of=("self",)).get(pk=persona.pk)
    numero = normalizar_documento(tipo, numero)
    if persona.numero_documento or persona.anonimizada or not numero:
        return persona
    persona.tipo_documento, persona.numero_documento = tipo, numero
    persona.version += 1
    _guardar(persona)
    registrar(actor=actor, accion="documento-completado", objeto=persona)
    return persona


def _exigir_documento_a_la_vista(actor: Any, persona: Persona) -> None:
    if ver_persona_revelada(actor, persona).grado.documento != Ver.TODO:
        raise PermissionDenied


def _guardar(persona: Persona) -> None:
    _en_limpio([persona])
    with _sin_repetir_documento():
        persona.save()


def _guardar_nuevas(personas: list[Persona]) -> None:
    _en_limpio(personas)
    with _sin_repetir_documento():
        Persona.objects.bulk_create(personas, batch_size=500)


def _en_limpio(personas: list[Persona]) -> None:
    for persona in personas:
        persona.full_clean(validate_unique=False, validate_constraints=False)


@contextmanager
def _sin_repetir_documento() -> Iterator[None]:
    """A savepoint: two people typing the same document at once get words, not a crash."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise ValidationError({"numero_documento": YA_EXISTE}) from error


def comprobar_identidad(*, actor: Any, tipo: str, numero: str, fecha_nacimiento: date | None) -> Persona:
    """Return the person outside the scope whose document and birth date were typed as proof.

    A wrong guess is counted in its own transaction, so that it stays counted: five in an hour end
    the guessing. The answer never tells which of the two was wrong.
    """
    if not actor.tiene(Permiso.PERSONA_EDITAR):
        raise PermissionDenied
    numero = normalizar_documento(tipo, numero)
    with transaction.atomic():
        Usuario.objects.select_for_update().get(pk=actor.pk)  # one guess at a time per account
        bloqueado = _intentos_fallidos(actor) >= INTENTOS_POR_HORA
        persona = None if bloqueado else _con_prueba(tipo, numero, fecha_nacimiento)
        if persona is None and not bloqueado:
            registrar(actor=actor, accion=_NO_COMPROBADA, objeto=actor)
    if persona is None:
        raise ValidationError({"fecha_nacimiento": DEMASIADOS_INTENTOS if bloqueado else NO_COINCIDE})
    return persona


def _intentos_fallidos(actor: Any) -> int:
    desde = timezone.now() - timedelta(hours=1)
    fallidos = Evento.objects.filter(
        objeto_tipo=actor._meta.label_lower, objeto_id=str(actor.pk), accion=_NO_COMPROBADA, fecha__gte=desde
    )
    return fallidos.count()


def _con_prueba(tipo: str, numero: str, fecha_nacimiento: date | None) -> Persona | None:
    if fecha_nacimiento is None:
        return None
    return Persona.objects.con_documento(numero, tipo).filter(fecha_nacimiento=fecha_nacimiento).first()
