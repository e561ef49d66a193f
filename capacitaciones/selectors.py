"""Reads across talks, persons and accounts."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from capacitaciones.enums import EstadoSesion, TipoAsistente
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from capacitaciones.models.inscripcion import InscripcionQuerySet
from comites.models import Integrante
from cuentas.enums import Permiso
from cuentas.models import Asignacion, Usuario
from cuentas.roles import Rol
from personas.enums import Finalidad
from personas.models import Consentimiento, Persona
from personas.nombres import clave_fonetica, se_parecen
from personas.selectors import retratos_de


def es_integrante(persona: Persona, dia: date) -> bool:
    """Say whether the person belonged to a committee on `dia`."""
    return bool(integrantes_de([persona], dia))


def integrantes_de(personas: Iterable[Persona], dia: date) -> set[int]:
    """Return the keys of those who belonged to a committee on `dia`."""
    filas = Integrante.objects.activos(dia).filter(persona__in=[p.pk for p in personas])
    return set(filas.values_list("persona", flat=True))


def persona_del_documento(tipo: str, numero: str, nombres: str, apellidos: str) -> Persona | None:
    """Return who has that document, if the name resembles: a number alone proves nothing."""
    persona = Persona.objects.con_documento(numero, tipo).first()
    return persona if persona is not None and mismo_nombre(persona, nombres, apellidos) else None


def mismo_nombre(persona: Persona, nombres: str, apellidos: str) -> bool:
    return se_parecen(persona.clave_sonido, clave_fonetica(nombres, apellidos))


def inscripciones_de(persona: Persona) -> InscripcionQuerySet:
    """Return what holds data of the person: what is tied to them, what their attendance rests on, and
    what was registered with their document or with that of a row united with theirs."""
    con_asistencia = Asistencia.objects.con_nombre().filter(persona=persona)
    documentos = {(fila["tipo_documento"], fila["numero_documento"]) for fila in retratos_de(persona)}
    documentos.add((persona.tipo_documento, persona.numero_documento))
    ligadas = [Q(persona=persona)]
    ligadas += [Q(tipo_documento=tipo, numero_documento=numero) for tipo, numero in documentos if numero]
    # Each by its index: joined by «or», PostgreSQL reads every registration there is.
    claves = [Inscripcion.objects.filter(una).order_by().values("pk") for una in ligadas]
    return Inscripcion.objects.filter(pk__in=con_asistencia.order_by().values("inscripcion").union(*claves))


def es_de(inscripcion: Inscripcion, persona: Persona) -> bool:
    """Say whether it may be told to the person as theirs: a number alone may be somebody else's mistake.

    Reads `asistencia`: bring it with the row.
    """
    asistencia = getattr(inscripcion, "asistencia", None)
    ligada = persona.pk in (inscripcion.persona_id, asistencia and asistencia.persona_id)
    return ligada or mismo_nombre(persona, inscripcion.nombres, inscripcion.apellidos)


def persona_de_cuenta(user: Any) -> Persona | None:
    """Return the person who signs in with this account, if it is linked to one."""
    return Persona.objects.filter(usuario=user.pk).first() if user.is_authenticated else None


def permiso_de(persona: Persona) -> Consentimiento | None:
    """Return the consent by which the programme keeps the data of this person, while it is in force."""
    return persona.consentimientos.vigentes().filter(finalidad=Finalidad.GESTION).first()


def inscripcion_de_cuenta(user: Any, sesion: Sesion) -> Inscripcion | None:
    """Return the live registration of whoever signed in, if there is one."""
    if not user.is_authenticated:
        return None
    return Inscripcion.objects.vivas().filter(sesion=sesion, persona__usuario=user.pk).first()


def facilitadores(user: Any, *, tambien: int | None = None) -> QuerySet[Usuario]:
    """Return the accounts that `user` may name to give a talk: facilitators, the user, and `tambien`.

    Whoever only gives talks names nobody else.
    """
    cuentas: QuerySet[Usuario] = Usuario.objects.filter(is_active=True).order_by("apellidos", "nombres", "pk")
    alcance = user.alcance(Permiso.CAPACITACION_EDITAR)
    if not (alcance.nacional or alcance.regiones or alcance.municipalidades):
        return cuentas.filter(pk=user.pk)
    con_rol = Asignacion.objects.vigentes().filter(usuario=OuterRef("pk"), rol=Rol.FACILITADOR)
    return cuentas.filter(Q(Exists(con_rol)) | Q(pk__in=[user.pk, tambien]))


class Lista(NamedTuple):
    """Who registered for a talk and did not withdraw, as keys by surname.

    `repetidas` share their document with another row; `despues` are those of them but the first: the one that
    is tied to the person, or else the one that came first. Of those `por_repasar` nobody has said yet whether
    they came; of a talk that was given, it was said of everybody.
    """

    claves: list[int]
    repetidas: set[int]
    despues: set[int]
    por_repasar: set[int]


def lista_de_asistencia(sesion: Sesion) -> Lista:
    """Return the list of a talk, without its rows: it may be of thousands."""
    campos = ("apellidos", "nombres", "pk", "persona", "tipo_documento", "numero_documento")
    filas = list(Inscripcion.objects.vivas().filter(sesion=sesion).values_list(*campos))
    faltan = Inscripcion.objects.por_repasar().filter(sesion=sesion).values_list("pk", flat=True)
    por_documento = defaultdict(list)
    for _, _, clave, persona, *documento in filas:
        if documento[1]:
            por_documento[tuple(documento)].append((persona is None, clave))
    juntas = [[c for _, c in sorted(suyas)] for suyas in por_documento.values() if len(suyas) > 1]
    return Lista(
        [f[2] for f in sorted(filas, key=lambda f: (f[0].casefold(), f[1].casefold(), f[2]))],
        {clave for claves in juntas for clave in claves},
        {clave for claves in juntas for clave in claves[1:]},
        set() if sesion.estado == EstadoSesion.REALIZADA else set(faltan),
    )


def filas_de_lista(claves: Sequence[int]) -> list[Inscripcion]:
    """Return these registrations in this order, each with its attendance, if it has one."""
    filas = Inscripcion.objects.select_related("asistencia").in_bulk(claves)
    return [filas[clave] for clave in claves if clave in filas]


def anonimas_de(sesion: Sesion) -> Counter[tuple[str, str]]:
    """Return how many were counted without a name, by (sexo, grupo de edad)."""
    filas: Iterable[tuple[str, str]] = (
        Asistencia.objects.anonimas().filter(sesion=sesion).order_by().values_list("sexo", "grupo_edad")
    )
    return Counter(filas)


def para_leer(filas: QuerySet[Sesion]) -> QuerySet[Sesion]:
    """Bring with each talk whom it is for and who gives it."""
    return filas.select_related("region", "municipalidad", "facilitador")


def con_cuentas(filas: QuerySet[Sesion]) -> QuerySet[Sesion]:
    """Annotate `asistentes` and `emitidas`: who came, and the certificates in force."""
    return filas.annotate(
        asistentes=cuantas(Asistencia.objects.sin_repetir(), "sesion"),
        emitidas=cuantas(Constancia.objects.vigentes(), "asistencia__sesion"),
    )


def cuantas(filas: QuerySet[Any], ruta: str) -> Coalesce:
    """Count the `filas` that lead by `ruta` to the row at hand."""
    suyas = filas.filter(**{ruta: OuterRef("pk")}).order_by().values(ruta).annotate(n=Count("pk"))
    return Coalesce(Subquery(suyas.values("n")), 0)


def resumen_de(sesion: Sesion) -> dict[str, int]:
    """Return the figures of one talk: who registered, who came and how, who gets a certificate."""
    filas = (
        Asistencia.objects.sin_repetir()
        .filter(sesion=sesion)
        .aggregate(
            asistentes=Count("pk"),
            con_nombre=Count("inscripcion"),
            personas=Count("persona"),
            integrantes=Count("pk", filter=Q(tipo=TipoAsistente.INTEGRANTE)),
        )
    )
    inscripciones = Inscripcion.objects.vivas().filter(sesion=sesion).count()
    return filas | {"en_la_lista": inscripciones, "anonimas": filas["asistentes"] - filas["con_nombre"]}
