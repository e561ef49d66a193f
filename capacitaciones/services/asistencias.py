"""Writing down who came: the list with the absent unticked, and how many more were counted."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction

from capacitaciones import ciclo
from capacitaciones.enums import EstadoSesion, GrupoEdad, ModoAsistencia, Paso, TipoAsistente
from capacitaciones.models import Asistencia, Inscripcion, Sesion
from capacitaciones.selectors import anonimas_de, es_integrante, mismo_nombre
from capacitaciones.services._comun import bloquear, poner
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.datos import DatosPersona
from personas.enums import Sexo
from personas.models import Persona
from personas.nombres import partir_apellidos
from personas.services import registrar_persona

ANONIMAS_MAXIMO: Final = 5_000
# How many were counted, by (sexo, grupo de edad); an empty word is one that nobody asked.
Cuentas = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class Guardada:
    """What was saved: how many with a name and how many only counted."""

    con_nombre: int
    anonimas: int

    @property
    def total(self) -> int:
        return self.con_nombre + self.anonimas


@transaction.atomic
def guardar_asistencia(
    *, actor: Any, sesion: Sesion, version: int, presentes: Collection[int], anonimas: Cuentas
) -> Guardada:
    """Leave the attendance as told: `presentes` are keys of registrations. Saved again, it is replaced.

    The talk counts as given from now on, unless it goes on at people's own pace. Whoever has a document
    becomes a person of the programme, known or new, so that several talks count one person. Raises
    ValidationError, ConflictoDeEdicion.
    """
    exigir(actor, Permiso.CAPACITACION_EDITAR, sesion)
    sesion = bloquear(sesion)
    if motivo := ciclo.impedimento_para_asistencia(sesion):
        raise ValidationError(motivo)
    tomar_version(sesion, version)
    if not ciclo.TRANSICIONES[Paso.REALIZAR].impedimento(sesion):
        poner(sesion, estado=EstadoSesion.REALIZADA)
    guardada = Guardada(_con_nombre(actor, sesion, set(presentes)), _sin_nombre(actor, sesion, anonimas))
    registrar(
        actor=actor,
        accion="charla-asistencia",
        objeto=sesion,
        con_nombre=guardada.con_nombre,
        anonimas=guardada.anonimas,
    )
    return guardada


def _con_nombre(actor: Any, sesion: Sesion, presentes: set[int]) -> int:
    Asistencia.objects.con_nombre().filter(sesion=sesion).exclude(inscripcion__in=presentes).delete()
    filas = Inscripcion.objects.vivas().filter(sesion=sesion, pk__in=presentes)
    halladas = list(filas.select_related("persona").order_by("pk"))
    if len(halladas) != len(presentes):
        raise ValidationError("La lista cambió mientras tanto: revísela y guarde otra vez.")
    ya = set(Asistencia.objects.con_nombre().filter(sesion=sesion).values_list("inscripcion", flat=True))
    for inscripcion in halladas:
        if inscripcion.pk not in ya:
            anotar_presente(actor, sesion, inscripcion)
    return len(halladas)


def anotar_presente(actor: Any, sesion: Sesion, inscripcion: Inscripcion) -> None:
    """Write down one attendance; whoever calls answers for the permission, the state and the version."""
    persona = inscripcion.persona or _persona_de(actor, inscripcion)
    if persona is not None and Asistencia.objects.filter(sesion=sesion, persona=persona).exists():
        persona = None  # two registrations of one human: the person counts once
    integra = persona is not None and es_integrante(persona, sesion.fecha)
    Asistencia.objects.create(
        sesion=sesion,
        inscripcion=inscripcion,
        persona=persona,
        modo=ModoAsistencia.LISTA,
        tipo=TipoAsistente.INTEGRANTE if integra else inscripcion.tipo,
        registrada_por=actor,
    )


def _persona_de(actor: Any, inscripcion: Inscripcion) -> Persona | None:
    """Return who the document says it is, registering whoever nobody knew. None without a document, or
    when the number is of somebody with another name: people look into that, the system does not guess."""
    if not inscripcion.numero_documento:
        return None
    tipo, numero = inscripcion.tipo_documento, inscripcion.numero_documento
    persona = Persona.objects.con_documento(numero, tipo).first()
    if persona is None:
        persona = registrar_persona(actor=actor, datos=_datos_de(inscripcion))
    elif not mismo_nombre(persona, inscripcion.nombres, inscripcion.apellidos):
        return None
    if not Inscripcion.objects.vivas().filter(sesion=inscripcion.sesion_id, persona=persona).exists():
        inscripcion.persona = persona
        inscripcion.save(update_fields=["persona"])
    return persona


def _datos_de(inscripcion: Inscripcion) -> DatosPersona:
    paterno, materno = partir_apellidos(inscripcion.apellidos)
    return DatosPersona(
        tipo_documento=inscripcion.tipo_documento,
        numero_documento=inscripcion.numero_documento,
        nombres=inscripcion.nombres,
        apellido_paterno=paterno,
        apellido_materno=materno,
        celular=inscripcion.celular,
        correo=inscripcion.correo,
        distrito=inscripcion.distrito,
    )


def _sin_nombre(actor: Any, sesion: Sesion, anonimas: Cuentas) -> int:
    """Bring the counted rows to these numbers, touching only what differs."""
    _exigir_cuentas(anonimas)
    habia = anonimas_de(sesion)
    for grupo in habia.keys() | anonimas.keys():
        falta = anonimas.get(grupo, 0) - habia[grupo]
        sexo, edad = grupo
        suyas = Asistencia.objects.anonimas().filter(sesion=sesion, sexo=sexo, grupo_edad=edad)
        if falta < 0:
            sobran = list(suyas.order_by("-pk").values_list("pk", flat=True)[:-falta])
            Asistencia.objects.filter(pk__in=sobran).delete()
        nueva = {"sesion": sesion, "sexo": sexo, "grupo_edad": edad, "registrada_por": actor}
        Asistencia.objects.bulk_create([Asistencia(**nueva) for _ in range(falta)], batch_size=500)
    return sum(anonimas.values())


def _exigir_cuentas(anonimas: Cuentas) -> None:
    conocidos = {*Sexo.values, ""}, {*GrupoEdad.values, ""}
    if any(sexo not in conocidos[0] or edad not in conocidos[1] for sexo, edad in anonimas):
        raise ValidationError("Uno de los grupos no existe.")
    if any(cuantas < 0 for cuantas in anonimas.values()) or sum(anonimas.values()) > ANONIMAS_MAXIMO:
        raise ValidationError(f"Cuente de 0 a {ANONIMAS_MAXIMO} personas.")
