"""Finding people before they are typed again. What lies outside the scope is only said to exist."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q

from cuentas.enums import Permiso
from cuentas.models import Usuario
from personas.models import Persona, PersonaQuerySet
from personas.nombres import clave_fonetica, se_parecen
from personas.permissions import ver_persona
from territorio.models import Distrito

# More homonyms than this cannot be compared by eye.
MAXIMO_SIMILARES = 8
# Read per index before comparing: more people than this do not share a birth date by chance.
MAXIMO_CANDIDATAS = 500
LETRAS_MINIMAS = 4


@dataclass(frozen=True)
class Hallazgo:
    """The answer to a document: the person, when in scope; otherwise only whether there is one."""

    persona: Persona | None = None
    fuera: bool = False

    @property
    def nadie(self) -> bool:
        return self.persona is None and not self.fuera


@dataclass(frozen=True)
class Similares:
    """Persons with the same name; those outside the scope are not shown, only said to exist."""

    personas: list[Persona]
    claves_fuera: tuple[int, ...] = ()

    def personas_fuera(self) -> list[Persona]:
        """Return those outside, to ask for access to them; they never reach a screen."""
        return list(Persona.objects.filter(pk__in=self.claves_fuera).order_by("pk"))

    @property
    def fuera(self) -> bool:
        return bool(self.claves_fuera)

    def __bool__(self) -> bool:
        return bool(self.personas) or self.fuera


def celular_de_cuenta(user: Any, usuario: Any) -> str:
    """Return the phone of the person who bears the account `usuario`, if `user` may read it whole."""
    persona = Persona.objects.visible_to(user, Permiso.PERSONA_VER).filter(usuario=usuario).first()
    return ver_persona(user, persona).telefono if persona else ""


def buscar_por_documento(user: Any, *, tipo: str, numero: str) -> Hallazgo:
    """Look for a document already in its stored form; one or two queries."""
    iguales = Persona.objects.con_documento(numero, tipo)
    persona = _en_ambito(user).filter(pk__in=iguales).select_related("distrito").first()
    return Hallazgo(persona=persona, fuera=persona is None and iguales.exists())


def buscar_en_ambito(user: Any, clave: str) -> Persona | None:
    """Return the person in scope with that primary key, as a form sent it."""
    if not (clave.isascii() and clave.isdigit() and len(clave) < 19):
        return None
    return _en_ambito(user).filter(pk=clave).select_related("distrito").first()


def documento_fuera(user: Any, *, tipo: str, numero: str) -> list[Persona]:
    """Return who has the document outside the scope, to ask for access; never to be shown."""
    iguales = Persona.objects.con_documento(numero, tipo)
    return list(iguales.exclude(pk__in=_en_ambito(user).filter(pk__in=iguales)))


def buscar_similares(
    user: Any,
    *,
    nombres: str,
    apellido_paterno: str,
    apellido_materno: str = "",
    fecha_nacimiento: date | None = None,
    distrito: Distrito | None = None,
    salvo: Persona | None = None,
) -> Similares:
    """Return who may be the same person: a name that sounds alike, and the birth date or the district.

    With the same birth date, words may be missing or mistyped. In scope, whose birth date is not known
    counts too: people can compare; outside, it would only be a rumour. `salvo` is known to be the same.
    Four queries over two indexes.
    """
    clave = clave_fonetica(nombres, apellido_paterno, apellido_materno)
    if len(clave) < LETRAS_MINIMAS:
        return Similares([])
    seguras, dudosas = (
        claves - {salvo.pk if salvo else None} for claves in _candidatas(clave, fecha_nacimiento, distrito)
    )
    propias = _en_ambito(user).filter(pk__in=[*seguras, *dudosas]).select_related("distrito")
    personas = list(propias.order_by("pk")[:MAXIMO_SIMILARES])
    dentro = set(_en_ambito(user).filter(pk__in=seguras).values_list("pk", flat=True)) if seguras else set()
    return Similares(personas, tuple(sorted(seguras - dentro)[:MAXIMO_SIMILARES]))


def _candidatas(clave: str, nacio: date | None, distrito: Distrito | None) -> tuple[set[int], set[int]]:
    """Return the keys of those that coincide in something else than the name, and of those that might."""
    filas = Persona.objects.identificadas().values_list("pk", "clave_sonido", "fecha_nacimiento", "distrito")
    homonimas = list(filas.filter(clave_sonido=clave).order_by("pk")[:MAXIMO_CANDIDATAS])
    nacidas = _fechas_confundibles(nacio)
    coetaneas = (
        filas.filter(fecha_nacimiento__in=nacidas).order_by("pk")[:MAXIMO_CANDIDATAS] if nacidas else []
    )
    lugar = distrito.pk if distrito else None
    seguras = {pk for pk, _, dia, donde in homonimas if dia in nacidas or (donde and donde == lugar)}
    seguras |= {pk for pk, otra, _, _ in coetaneas if se_parecen(clave, otra)}
    return seguras, {pk for pk, _, dia, _ in homonimas if dia is None} - seguras


def _fechas_confundibles(nacio: date | None) -> list[date]:
    """Return the date and, where it exists, the one with day and month swapped."""
    if nacio is None:
        return []
    vuelta = [nacio.replace(month=nacio.day, day=nacio.month)] if nacio.day <= 12 else []
    return [nacio, *(dia for dia in vuelta if dia != nacio)]


def _en_ambito(user: Any) -> PersonaQuerySet:
    return Persona.objects.visible_to(user, Permiso.PERSONA_VER)


def retratos_de(persona: Persona) -> list[dict[str, Any]]:
    """Return the values of the rows that are now `persona`, each as it was. Reads `fusiones`."""
    fotos = [fusion.foto for fusion in persona.fusiones.all() if fusion.esta_en_pie]
    return [foto[lado] for foto in fotos for lado in ("conservada", "absorbida") if lado in foto]


def cuentas_de(persona: Persona) -> list[Usuario]:
    """Return the account of the person, and those that came with rows united with theirs and nobody holds."""
    de_las_unidas = [retrato["usuario_id"] for retrato in retratos_de(persona)]
    sueltas = Q(pk__in=[clave for clave in de_las_unidas if clave], persona=None)
    return list(Usuario.objects.filter(Q(pk=persona.usuario_id) | sueltas))
