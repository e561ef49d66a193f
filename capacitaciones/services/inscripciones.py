"""Registering for a talk: exactly as many as it holds, each document once."""

from dataclasses import replace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from capacitaciones import ciclo
from capacitaciones.enums import ANTES_DE_DARSE, OrigenInscripcion, TipoAsistente
from capacitaciones.models import Asistencia, Inscripcion, Sesion
from capacitaciones.privacidad import VERSION_DEL_TEXTO
from capacitaciones.reglas import DatosInscripcion
from capacitaciones.selectors import es_integrante, permiso_de, persona_del_documento
from capacitaciones.services._comun import bloquear
from capacitaciones.services.asistencias import anotar_presentes
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.edades import EDAD_SIN_CONTACTO
from personas.models import Persona

SIN_CUPO: Final = "Ya no quedan cupos."
SIN_EDAD: Final = f"Se inscribe a personas de {EDAD_SIN_CONTACTO} años o más."
SIN_INSCRIPCION: Final = "La inscripción a esta charla no está abierta."


@transaction.atomic
def inscribir(
    *,
    actor: Any,
    sesion: Sesion,
    datos: DatosInscripcion,
    origen: OrigenInscripcion = OrigenInscripcion.WEB,
    persona: Persona | None = None,
) -> Inscripcion:
    """Register somebody beforehand and return the registration; sent again, the same one.

    `actor` is None on the public page (`origen` WEB): there the same document with another contact is
    another registration, so that nobody learns from the answer whether a document had registered, and it is
    tied to nobody: attendance does that. `persona`
    is a known one, the actor or somebody whom the actor may see: then its document and name are taken
    instead of those of `datos`, and without a tick the consent that the programme already holds counts, by
    its own version. What the document says of a person already known is never told: the answer is the same,
    but to whoever is known to be under fourteen. Raises ValidationError: by field, without seats, not open.
    """
    if origen == OrigenInscripcion.EQUIPO:
        exigir(actor, Permiso.CAPACITACION_EDITAR, sesion)
    if persona is not None and not (actor is not None and persona.usuario_id == actor.pk):
        exigir(actor, Permiso.PERSONA_VER, persona)
    inscripcion = _preparar(sesion, datos, origen, persona)
    if previa := _la_misma(inscripcion):
        return previa
    try:
        with transaction.atomic():
            _tomar_cupo(sesion)  # from here on, nobody else registers for it until this is saved
            inscripcion.save(force_insert=True)
    except (IntegrityError, ValidationError):  # sent twice at once, perhaps for the last seat
        if previa := _la_misma(inscripcion):
            return previa
        raise
    registrar(actor=actor, accion="charla-inscripcion", objeto=sesion, inscripcion=inscripcion.pk)
    return inscripcion


@transaction.atomic
def agregar_asistente(
    *, actor: Any, sesion: Sesion, datos: DatosInscripcion, persona: Persona | None = None
) -> Inscripcion:
    """Write down somebody who came without having registered; seats no longer matter.

    They are present from then on. The same document again gives the same row. Raises ValidationError by
    field, or when attendance cannot be written down now.
    """
    exigir(actor, Permiso.CAPACITACION_EDITAR, sesion)
    if persona is not None:
        exigir(actor, Permiso.PERSONA_VER, persona)
    sesion = bloquear(sesion)
    if motivo := ciclo.impedimento_para_asistencia(sesion):
        raise ValidationError(motivo)
    nueva = _preparar(sesion, datos, OrigenInscripcion.PUERTA, persona)
    inscripcion = _la_misma(nueva) or nueva
    if inscripcion is nueva:
        inscripcion.save(force_insert=True)
    if Asistencia.objects.filter(inscripcion=inscripcion).exists():
        return inscripcion
    anotar_presentes(actor, sesion, [inscripcion])
    tomar_version(sesion, sesion.version)  # a list opened before does not have them
    registrar(actor=actor, accion="charla-asistente-agregado", objeto=sesion, inscripcion=inscripcion.pk)
    return inscripcion


@transaction.atomic
def retirar_inscripcion(*, actor: Any, inscripcion: Inscripcion) -> Inscripcion:
    """Take back a registration and free its seat; twice changes nothing.

    A missing actor is whoever holds its code. Raises ValidationError once attendance was written down.
    """
    if actor is not None:
        exigir(actor, Permiso.CAPACITACION_EDITAR, inscripcion)
    sesion = bloquear(inscripcion.sesion)
    inscripcion = Inscripcion.objects.select_for_update(of=("self",)).get(pk=inscripcion.pk)
    if not inscripcion.esta_viva:
        return inscripcion
    anotada = Asistencia.objects.filter(inscripcion=inscripcion).exists()
    if anotada or sesion.estado not in ANTES_DE_DARSE:
        raise ValidationError("La charla ya se realizó: la inscripción queda como está.")
    inscripcion.cancelada_en = timezone.now()
    inscripcion.save(update_fields=["cancelada_en"])
    if inscripcion.origen != OrigenInscripcion.PUERTA:
        Sesion.objects.filter(pk=sesion.pk, inscritos__gt=0).update(inscritos=F("inscritos") - 1)
    registrar(actor=actor, accion="charla-inscripcion-retirada", objeto=sesion, inscripcion=inscripcion.pk)
    return inscripcion


def _preparar(
    sesion: Sesion, datos: DatosInscripcion, origen: OrigenInscripcion, persona: Persona | None
) -> Inscripcion:
    texto = VERSION_DEL_TEXTO
    if persona is not None:
        datos = _como_esta_registrada(datos, persona)
        if not datos.acepta and (permiso := permiso_de(persona)):
            datos, texto = replace(datos, acepta=True), permiso.version_texto
    limpios = datos.revisados()
    conocida = persona or persona_del_documento(
        limpios.tipo_documento, limpios.numero_documento, limpios.nombres, limpios.apellidos
    )
    if conocida is not None:
        _exigir_edad(conocida)
    campos = limpios.campos()
    if conocida is not None and es_integrante(conocida, sesion.fecha):
        campos["tipo"] = TipoAsistente.INTEGRANTE
    ligada = persona if origen == OrigenInscripcion.WEB else conocida
    return Inscripcion(**campos, sesion=sesion, persona=ligada, origen=origen, texto_consentimiento=texto)


def _exigir_edad(persona: Persona) -> None:
    """Refuse beside the tick that says the age whoever is known to be younger."""
    edad = persona.edad()
    if edad is not None and edad < EDAD_SIN_CONTACTO:
        raise ValidationError({"acepta": SIN_EDAD})


def _como_esta_registrada(datos: DatosInscripcion, persona: Persona) -> DatosInscripcion:
    if persona.anonimizada:
        raise ValidationError("Los datos de esta persona se retiraron: ya no se puede inscribir.")
    return DatosInscripcion(
        nombres=persona.nombres,
        apellidos=f"{persona.apellido_paterno} {persona.apellido_materno}",
        tipo_documento=persona.tipo_documento,
        numero_documento=persona.numero_documento,
        celular=persona.celular,
        distrito=persona.distrito,
        tipo=datos.tipo,
        acepta=datos.acepta,
    )


def _la_misma(inscripcion: Inscripcion) -> Inscripcion | None:
    """Return the live registration of the same document or person in this talk, if there is one.

    The team finds it by the document. Whoever registers on the page, by their person or by the very same
    document and contact, which prove whose it is: with the document alone, a stranger who registered with it
    would hold the link of its owner.
    """
    documento = Q(tipo_documento=inscripcion.tipo_documento, numero_documento=inscripcion.numero_documento)
    if inscripcion.origen == OrigenInscripcion.WEB:
        documento &= Q(celular=inscripcion.celular, correo=inscripcion.correo)
    quien = documento if inscripcion.numero_documento else Q(pk__in=[])
    if inscripcion.persona_id:
        quien |= Q(persona=inscripcion.persona_id)
    vivas = Inscripcion.objects.vivas().filter(quien, sesion=inscripcion.sesion_id)
    return vivas.order_by(F("persona").asc(nulls_last=True), "pk").first()


def _tomar_cupo(sesion: Sesion) -> None:
    """Take one seat in one statement: however many ask at once, no more than there are get one.

    Raises ValidationError with what stands in the way.
    """
    abiertas = Sesion.objects.en_publico().filter(pk=sesion.pk)
    if abiertas.con_cupo().update(inscritos=F("inscritos") + 1):
        return
    raise ValidationError(SIN_CUPO if abiertas.exists() else SIN_INSCRIPCION)
