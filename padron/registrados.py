"""What the database already holds of the places that a file speaks of, within the importer's scope.

Everything is read in a handful of queries, in chunks, as plain values.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, TypeVar

from django.db.models import QuerySet

from actividades.models import Actividad
from comites.models import Comite, GrupoWhatsApp, Integrante, Mandato
from comunes.texto import clave_busqueda
from cuentas.enums import Permiso
from espacios.models import EspacioPublico
from padron.contexto import Contexto
from padron.lectura import Padron
from personas.models import Persona

Llave = tuple[str, str]
Valores = dict[str, Any]
_TROZO = 400
T = TypeVar("T")


@dataclass
class Registrados:
    """Spaces and committees by (normalised name, district); several keys mean it is ambiguous."""

    espacios: dict[Llave, list[int]] = field(default_factory=lambda: defaultdict(list))
    comites: dict[Llave, list[int]] = field(default_factory=lambda: defaultdict(list))
    espacio: dict[int, Valores] = field(default_factory=dict)
    comite: dict[int, Valores] = field(default_factory=dict)
    comite_de_espacio: dict[int, int] = field(default_factory=dict)


CAMPOS_ESPACIO = (
    "pk", "nombre", "distrito_id", "estado", "tipo_id", "comisaria_id", "direccion", "referencia",
    "latitud", "longitud", "area_m2", "titular", "fecha_incorporacion",
)  # fmt: skip


def leer_registrados(padron: Padron, ctx: Contexto) -> Registrados:
    """Read the spaces and committees of the file's districts (of all, if some row names none)."""
    filas = [f for f in padron.todas() if not f.rechazada or "lugar" in f.valores]
    distritos = {f.valores["lugar"].ubigeo for f in filas if "lugar" in f.valores}
    todos = any("lugar" not in f.valores for f in filas)
    registrados = Registrados()
    espacios, comites = _visibles(EspacioPublico, ctx), _visibles(Comite, ctx).activos()
    if not todos:
        espacios = espacios.filter(distrito__in=distritos)
        comites = comites.filter(espacio__distrito__in=distritos)
    for e in espacios.order_by("pk").values(*CAMPOS_ESPACIO).iterator():
        registrados.espacio[e["pk"]] = e
        registrados.espacios[clave_busqueda(e["nombre"]), e["distrito_id"]].append(e["pk"])
    campos = ("pk", "nombre", "espacio_id", "espacio__distrito_id", "fecha_constitucion")
    for c in comites.order_by("pk").values(*campos).iterator():
        registrados.comite[c["pk"]] = c
        registrados.comites[clave_busqueda(c["nombre"]), c["espacio__distrito_id"]].append(c["pk"])
        registrados.comite_de_espacio[c["espacio_id"]] = c["pk"]
    return registrados


def _visibles(modelo: Any, ctx: Contexto) -> Any:
    if ctx.actor is None:
        return modelo.objects.all()
    return modelo.objects.visible_to(ctx.actor, Permiso.PADRON_IMPORTAR)


def en_trozos(valores: Iterable[T], largo: int = _TROZO) -> Iterator[list[T]]:
    """Yield lists of at most `largo` items: what one ``IN`` may hold on either database."""
    iterador = iter(valores)
    while trozo := list(islice(iterador, largo)):
        yield trozo


def _por(filas: QuerySet[Any], campo: str, claves: Sequence[Any], *campos: str) -> Iterator[Valores]:
    for trozo in en_trozos(claves):
        yield from filas.filter(**{f"{campo}__in": trozo}).order_by("pk").values(*campos)


def factores_de(espacios: Sequence[int]) -> dict[int, set[int]]:
    """Return the risk factors of each space."""
    hallados: dict[int, set[int]] = defaultdict(set)
    enlace = EspacioPublico.factores.through.objects.all()
    for f in _por(enlace, "espaciopublico_id", espacios, "espaciopublico_id", "factorriesgo_id"):
        hallados[f["espaciopublico_id"]].add(f["factorriesgo_id"])
    return hallados


def mandatos_de(comites: Sequence[int]) -> dict[int, list[tuple[int, date, date]]]:
    """Return (key, start, end) of the mandates of each committee, oldest first."""
    hallados: dict[int, list[tuple[int, date, date]]] = defaultdict(list)
    for m in _por(Mandato.objects.all(), "comite_id", comites, "pk", "comite_id", "inicio", "fin"):
        hallados[m["comite_id"]].append((m["pk"], m["inicio"], m["fin"]))
    for lista in hallados.values():
        lista.sort(key=lambda m: m[1])
    return hallados


def grupos_de(comites: Sequence[int]) -> dict[int, Valores]:
    """Return the open WhatsApp group of each committee."""
    abiertos = GrupoWhatsApp.objects.filter(cerrado__isnull=True)
    campos = ("pk", "comite_id", "celular_administrador", "miembros")
    return {g["comite_id"]: g for g in _por(abiertos, "comite_id", comites, *campos)}


CAMPOS_PERSONA = (
    "pk", "tipo_documento", "numero_documento", "nombres", "apellido_paterno", "apellido_materno",
    "sexo", "fecha_nacimiento", "celular", "correo", "clave_nombres",
)  # fmt: skip


def personas_con(documentos: Sequence[tuple[str, str]]) -> dict[tuple[str, str], Valores]:
    """Return the registered persons of these (type, number), wherever they are."""
    buscados = set(documentos)
    numeros = sorted({numero for _, numero in documentos})
    hallados = {}
    for p in _por(Persona.objects.all(), "numero_documento", numeros, *CAMPOS_PERSONA):
        if (llave := (p["tipo_documento"], p["numero_documento"])) in buscados:
            hallados[llave] = p
    return hallados


def personas_a_cargo(ctx: Contexto, claves: Sequence[int]) -> set[int]:
    """Return which of these persons the importer may change."""
    if ctx.alcance.nacional:
        return set(claves)
    mias = Persona.objects.visible_to(ctx.actor, Permiso.PADRON_IMPORTAR)
    return {
        pk for trozo in en_trozos(claves) for pk in mias.filter(pk__in=trozo).values_list("pk", flat=True)
    }


def integrantes_de(comites: Sequence[int]) -> dict[int, list[Valores]]:
    """Return the current members of each committee, with their person's values under `persona__`."""
    hallados: dict[int, list[Valores]] = defaultdict(list)
    actuales = Integrante.objects.filter(hasta__isnull=True)
    campos = ("pk", "comite_id", "mandato_id", "persona_id", "cargo_id", "desde")
    persona = tuple(f"persona__{c}" for c in CAMPOS_PERSONA)
    for i in _por(actuales, "comite_id", comites, *campos, *persona):
        hallados[i["comite_id"]].append(i)
    return hallados


def actividades_de(comites: Sequence[int], fechas: tuple[date, date]) -> dict[tuple[Any, ...], Valores]:
    """Return the activities of these committees between two days, by their natural key."""
    propias = Actividad.objects.filter(fecha__range=fechas)
    campos = (
        "pk", "comite_id", "tipo_id", "fecha", "titulo", "participantes", "apoyo", "resultado", "estado",
    )  # fmt: skip
    return {
        (a["comite_id"], a["tipo_id"], a["fecha"], clave_busqueda(a["titulo"])): a
        for a in _por(propias, "comite_id", comites, *campos)
    }
