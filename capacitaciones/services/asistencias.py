"""Writing down who came: the list with the absent unticked, and how many more were counted."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from capacitaciones import ciclo
from capacitaciones.enums import EstadoSesion, GrupoEdad, ModoAsistencia, Paso, TipoAsistente
from capacitaciones.models import Asistencia, Inscripcion, Sesion
from capacitaciones.selectors import anonimas_de, integrantes_de, mismo_nombre
from capacitaciones.services._comun import bloquear, poner
from comunes.bitacora import registrar
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.datos import DatosPersona
from personas.enums import Sexo
from personas.models import Persona
from personas.nombres import partir_apellidos
from personas.services import registrar_personas

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
    *,
    actor: Any,
    sesion: Sesion,
    version: int,
    mostradas: Collection[int],
    presentes: Collection[int],
    anonimas: Cuentas,
) -> Guardada:
    """Leave the attendance as told: `presentes` are keys of registrations. Saved again, it is replaced.

    Nobody is taken out but whom the list showed (`mostradas`) without a tick; groups that `anonimas` does
    not name stay as they were.

    The talk counts as given from now on, unless it goes on at people's own pace or somebody of its list was
    neither shown nor ticked, now or before: then it cannot be closed yet. Whoever has a document
    becomes a person of the programme, known or new, so that several talks count one person. Raises
    ValidationError, ConflictoDeEdicion.
    """
    exigir(actor, Permiso.CAPACITACION_EDITAR, sesion)
    sesion = bloquear(sesion)
    if motivo := ciclo.impedimento_para_asistencia(sesion):
        raise ValidationError(motivo)
    tomar_version(sesion, version)
    guardada = Guardada(
        _con_nombre(actor, sesion, set(mostradas), set(presentes)), _sin_nombre(actor, sesion, anonimas)
    )
    if _repasar(sesion, set(mostradas)) and not ciclo.TRANSICIONES[Paso.REALIZAR].impedimento(sesion):
        poner(sesion, estado=EstadoSesion.REALIZADA)
    registrar(
        actor=actor,
        accion="charla-asistencia",
        objeto=sesion,
        con_nombre=guardada.con_nombre,
        anonimas=guardada.anonimas,
    )
    return guardada


def _con_nombre(actor: Any, sesion: Sesion, mostradas: set[int], presentes: set[int]) -> int:
    suyas = Asistencia.objects.con_nombre().filter(sesion=sesion)
    habia = dict(suyas.values_list("inscripcion", "pk"))
    sobran = habia.keys() & (mostradas - presentes)
    suyas.filter(pk__in=[habia[clave] for clave in sobran]).delete()
    filas = Inscripcion.objects.vivas().filter(sesion=sesion, pk__in=presentes)
    halladas = list(filas.select_related("persona").order_by(F("persona").asc(nulls_last=True), "pk"))
    if len(halladas) != len(presentes):
        raise ValidationError("La lista cambió mientras tanto: revísela y guarde otra vez.")
    anotar_presentes(actor, sesion, [i for i in halladas if i.pk not in habia])
    return len(habia.keys() - sobran | presentes)


def _repasar(sesion: Sesion, mostradas: set[int]) -> bool:
    """Write down whom the list showed without a tick, and say whether nobody is left to look at."""
    faltan = set(Inscripcion.objects.por_repasar().filter(sesion=sesion).values_list("pk", flat=True))
    Inscripcion.objects.filter(pk__in=faltan & mostradas).update(repasada=True)
    return faltan <= mostradas


def anotar_presentes(actor: Any, sesion: Sesion, inscripciones: Sequence[Inscripcion]) -> None:
    """Write down attendances, in as many queries for one as for all; whoever calls answers for the
    permission, the state and the version."""
    personas = _personas_de(actor, sesion, inscripciones)
    con_persona = Asistencia.objects.filter(sesion=sesion, persona__isnull=False)
    contadas = set(con_persona.values_list("persona", flat=True))
    integran = integrantes_de(personas.values(), sesion.fecha)
    filas = []
    for inscripcion in inscripciones:
        persona = personas.get(inscripcion.pk)
        if persona is not None and persona.pk in contadas:
            persona = None  # two registrations of one human: the person counts once
        if persona is not None:
            contadas.add(persona.pk)
        filas.append(_presente(actor, inscripcion, persona, persona is not None and persona.pk in integran))
    Asistencia.objects.bulk_create(filas, batch_size=500)


def _presente(actor: Any, inscripcion: Inscripcion, persona: Persona | None, integra: bool) -> Asistencia:
    return Asistencia(
        sesion_id=inscripcion.sesion_id,
        inscripcion=inscripcion,
        persona=persona,
        modo=ModoAsistencia.LISTA,
        tipo=TipoAsistente.INTEGRANTE if integra else inscripcion.tipo,
        registrada_por=actor,
    )


def _personas_de(actor: Any, sesion: Sesion, inscripciones: Sequence[Inscripcion]) -> dict[int, Persona]:
    """Return by registration who it is of, registering whoever nobody knew. Nobody without a document, or
    when the number is of somebody with another name: people look into that, the system does not guess."""
    suyas = {i.pk: i.persona for i in inscripciones if i.persona is not None}
    sueltas = [i for i in inscripciones if i.persona is None and i.numero_documento]
    halladas = _por_documento(sueltas)
    faltan = {_documento(i): i for i in reversed(sueltas) if _documento(i) not in halladas}
    for persona in registrar_personas(actor=actor, datos=[_datos_de(i) for i in faltan.values()]):
        halladas[_documento(persona)] = persona
    for inscripcion in sueltas:
        persona = halladas[_documento(inscripcion)]
        if mismo_nombre(persona, inscripcion.nombres, inscripcion.apellidos):
            suyas[inscripcion.pk] = persona
    _ligar(sesion, [i for i in sueltas if i.pk in suyas], suyas)
    return suyas


def _documento(fila: Inscripcion | Persona) -> tuple[str, str]:
    return fila.tipo_documento, fila.numero_documento


def _por_documento(inscripciones: Sequence[Inscripcion]) -> dict[tuple[str, str], Persona]:
    tipos, numeros = ({i.tipo_documento for i in inscripciones}, {i.numero_documento for i in inscripciones})
    filas = Persona.objects.filter(tipo_documento__in=tipos, numero_documento__in=numeros)
    return {_documento(persona): persona for persona in filas.exclude(numero_documento="")}


def _ligar(sesion: Sesion, inscripciones: Sequence[Inscripcion], suyas: Mapping[int, Persona]) -> None:
    """Tie the registrations to their persons; a second one of the same human in the talk stays loose."""
    personas = {suyas[i.pk].pk for i in inscripciones}
    vivas = Inscripcion.objects.vivas().filter(sesion=sesion, persona__in=personas)
    ya = set(vivas.values_list("persona", flat=True))
    ligadas = {suyas[i.pk].pk: i for i in reversed(inscripciones) if suyas[i.pk].pk not in ya}
    for inscripcion in ligadas.values():
        inscripcion.persona = suyas[inscripcion.pk]
    Inscripcion.objects.bulk_update(ligadas.values(), ["persona"], batch_size=500)


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
    """Bring the counted rows of these groups to these numbers, touching only what differs."""
    habia = anonimas_de(sesion)
    quedan = dict(habia) | dict(anonimas)
    _exigir_cuentas(quedan)
    for grupo, cuantas in anonimas.items():
        falta = cuantas - habia[grupo]
        sexo, edad = grupo
        suyas = Asistencia.objects.anonimas().filter(sesion=sesion, sexo=sexo, grupo_edad=edad)
        if falta < 0:
            sobran = list(suyas.order_by("-pk").values_list("pk", flat=True)[:-falta])
            Asistencia.objects.filter(pk__in=sobran).delete()
        nueva = {"sesion": sesion, "sexo": sexo, "grupo_edad": edad, "registrada_por": actor}
        Asistencia.objects.bulk_create([Asistencia(**nueva) for _ in range(falta)], batch_size=500)
    return sum(quedan.values())


def _exigir_cuentas(anonimas: Cuentas) -> None:
    conocidos = {*Sexo.values, ""}, {*GrupoEdad.values, ""}
    if any(sexo not in conocidos[0] or edad not in conocidos[1] for sexo, edad in anonimas):
        raise ValidationError("Uno de los grupos no existe.")
    if any(cuantas < 0 for cuantas in anonimas.values()) or sum(anonimas.values()) > ANONIMAS_MAXIMO:
        raise ValidationError(f"Cuente de 0 a {ANONIMAS_MAXIMO} personas.")
