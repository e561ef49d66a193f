"""What may be shown of a person, and to whom. Templates, exports and the admin only print it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import IntEnum
from typing import Any, Final

from django.db.models import Exists, OuterRef

from cuentas.enums import NivelDatos, Permiso
from personas.documentos import (
    PUNTOS,
    enmascarar_celular,
    enmascarar_documento,
    escribir_celular,
)
from personas.edades import EDAD_SIN_CONTACTO
from personas.enums import TipoDocumento
from personas.models import AccesoADatos, Persona, PersonaQuerySet
from territorio.alcance import Alcance

NOMBRE_RESERVADO = "Nombre reservado"
# What may be revealed with a motive: the field of `Grado` and its words.
REVELABLES: Final = {"documento": "Documento", "celular": "Celular", "nacimiento": "Fecha de nacimiento"}


class Ver(IntEnum):
    """How a field is shown; the higher value wins when several roles reach the same person."""

    NADA = 0
    MASCARA = 1
    TODO = 2


@dataclass(frozen=True)
class Grado:
    """What one level of personal data shows."""

    nombre: Ver = Ver.NADA
    documento: Ver = Ver.NADA
    celular: Ver = Ver.NADA
    nacimiento: Ver = Ver.NADA

    def __or__(self, otro: "Grado") -> "Grado":
        return Grado(
            max(self.nombre, otro.nombre),
            max(self.documento, otro.documento),
            max(self.celular, otro.celular),
            max(self.nacimiento, otro.nacimiento),
        )


GRADOS: Final[dict[NivelDatos, Grado]] = {
    NivelDatos.NINGUNO: Grado(),
    NivelDatos.NOMBRES: Grado(nombre=Ver.TODO),
    # Names and phones of those who lead; of the others, nothing.
    NivelDatos.DIRECTIVA: Grado(nombre=Ver.TODO, celular=Ver.TODO),
    NivelDatos.CONTACTO: Grado(nombre=Ver.TODO, celular=Ver.TODO),
    NivelDatos.CERCANO: Grado(nombre=Ver.TODO, celular=Ver.TODO, documento=Ver.MASCARA),
    NivelDatos.ENMASCARADO: Grado(nombre=Ver.TODO, celular=Ver.MASCARA, documento=Ver.MASCARA),
    NivelDatos.COMPLETO: Grado(Ver.TODO, Ver.TODO, Ver.TODO, Ver.TODO),
}


@dataclass(frozen=True)
class DatosVisibles:
    """What this user may read of one person. Empty means: not for this user, or not known."""

    grado: Grado
    nombre: str = ""
    documento: str = ""
    celular: str = ""
    # The number to call or write to; only when it is shown whole.
    telefono: str = ""
    nacimiento: date | None = None
    # Until when what was revealed stays in sight.
    hasta: datetime | None = None

    @property
    def nombre_o_reserva(self) -> str:
        return self.nombre or NOMBRE_RESERVADO


@dataclass(frozen=True)
class _ConNivel:
    """A user with only the assignments of one level, for asking which persons they reach."""

    usuario: Any
    nivel: NivelDatos
    is_authenticated: bool = True

    def alcance(self, permiso: Any = None) -> Alcance:
        alcance: Alcance = self.usuario.alcance(permiso, datos=self.nivel)
        return alcance


def personas_con_nivel(user: Any, nivel: NivelDatos) -> PersonaQuerySet:
    """Return the persons that `user` reaches through roles of that level."""
    if not user.is_authenticated:
        return Persona.objects.none()
    return Persona.objects.visible_to(_ConNivel(user, nivel))


def con_niveles(filas: PersonaQuerySet, user: Any) -> PersonaQuerySet:
    """Bring with each person which levels of `user` reach them: `ver_personas` asks nothing more then."""
    marcas = {
        _marca(user, nivel): Exists(personas_con_nivel(user, nivel).filter(pk=OuterRef("pk")))
        for nivel in _niveles_de(user)
        if not user.alcance(datos=nivel).nacional
    }
    return filas.annotate(**marcas)


def ver_personas(
    user: Any, personas: Iterable[Persona], *, directivos: frozenset[int] = frozenset()
) -> dict[int, DatosVisibles]:
    """Return what `user` may read of each person, by primary key.

    `directivos` are those who hold a leading office where the caller is looking. One query per level
    of the user's roles; none for national roles, nor for persons read by `con_niveles`.
    """
    todas = {persona.pk: persona for persona in personas}
    grados = dict.fromkeys(todas, Grado())
    for nivel in _niveles_de(user):
        for pk in _alcanzadas(user, nivel, todas):
            if nivel != NivelDatos.DIRECTIVA or pk in directivos:
                grados[pk] |= GRADOS[nivel]
    return {pk: mostrar(persona, grados[pk]) for pk, persona in todas.items()}


def ver_persona(user: Any, persona: Persona, *, es_directivo: bool = False) -> DatosVisibles:
    """Return what `user` may read of `persona`."""
    directivos = frozenset({persona.pk}) if es_directivo else frozenset()
    return ver_personas(user, [persona], directivos=directivos)[persona.pk]


def ver_persona_revelada(user: Any, persona: Persona) -> DatosVisibles:
    """Return what `user` may read of `persona`, with what was revealed minutes ago; one query more."""
    grado = ver_persona(user, persona).grado
    if not (grado.nombre and user.tiene(Permiso.PERSONA_REVELAR)):
        return mostrar(persona, grado)
    reveladas = AccesoADatos.objects.reveladas(user, persona).values_list("campos", "hasta")
    campos = {campo for campos, _ in reveladas for campo in campos.split(", ")}
    vista = mostrar(persona, grado | Grado(**{c: Ver.TODO for c in REVELABLES if c in campos}))
    return replace(vista, hasta=max((hasta for _, hasta in reveladas if hasta), default=None))


def _niveles_de(user: Any) -> set[NivelDatos]:
    return user.niveles_de_datos() - {NivelDatos.NINGUNO} if user.is_authenticated else set()


def _marca(user: Any, nivel: NivelDatos) -> str:
    """Return the name of an annotation that nobody can read for another user."""
    return f"alcanza_{user.pk}_{nivel.name.lower()}"


def _alcanzadas(user: Any, nivel: NivelDatos, personas: dict[int, Persona]) -> set[int]:
    if not personas or user.alcance(datos=nivel).nacional:
        return set(personas)
    marca = _marca(user, nivel)
    if all(hasattr(persona, marca) for persona in personas.values()):
        return {pk for pk, persona in personas.items() if getattr(persona, marca)}
    return set(personas_con_nivel(user, nivel).filter(pk__in=personas).values_list("pk", flat=True))


def mostrar(persona: Persona, grado: Grado) -> DatosVisibles:
    """Return what `grado` lets be read of `persona`."""
    celular = _celular(persona, grado.celular)
    return DatosVisibles(
        grado=grado,
        nombre=persona.nombre_completo if grado.nombre else "",
        documento=_documento(persona, grado.documento),
        celular=celular,
        telefono=persona.celular if celular and grado.celular == Ver.TODO else "",
        nacimiento=persona.fecha_nacimiento if grado.nacimiento == Ver.TODO else None,
    )


def _documento(persona: Persona, ver: Ver) -> str:
    if ver == Ver.NADA:
        return ""
    tipo = TipoDocumento(persona.tipo_documento)
    if tipo == TipoDocumento.SIN_DOCUMENTO:
        return str(tipo.label)
    numero = persona.numero_documento if ver == Ver.TODO else enmascarar_documento(persona.numero_documento)
    return f"{tipo.label} {numero or PUNTOS}"


def _celular(persona: Persona, ver: Ver) -> str:
    if not persona.celular or ver == Ver.NADA:
        return ""
    edad = persona.edad()
    if edad is not None and edad < EDAD_SIN_CONTACTO:
        return ""
    return escribir_celular(persona.celular) if ver == Ver.TODO else enmascarar_celular(persona.celular)
