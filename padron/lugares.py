"""The territory in memory, in both ubigeo systems, and the reading of its names.

Loaded once per review: 586 districts and 574 comisarías. 548 RENIEC codes are valid INEI codes of
another district, so a code alone never tells its system: names beside it do.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import lru_cache

from comunes.texto import clave_busqueda
from territorio.models import Comisaria, Distrito

Punto = tuple[float, float]


class Sistema(StrEnum):
    """The two codings of districts in use in Peru."""

    INEI = "INEI"
    RENIEC = "RENIEC"


@dataclass(frozen=True, slots=True)
class Lugar:
    """A district of the programme."""

    ubigeo: str
    reniec: str
    nombre: str
    provincia: str
    region_id: str
    region: str
    nombres: frozenset[str]
    centro: Punto | None


@dataclass
class Lugares:
    """Every district by both codes, and the comisarías of each."""

    por_inei: dict[str, Lugar] = field(default_factory=dict)
    por_reniec: dict[str, Lugar] = field(default_factory=dict)
    por_nombre: dict[str, list[Lugar]] = field(default_factory=lambda: defaultdict(list))
    comisarias: dict[str, list[tuple[str, str]]] = field(default_factory=lambda: defaultdict(list))

    def por_codigo(self, codigo: str, sistema: Sistema) -> Lugar | None:
        return (self.por_inei if sistema is Sistema.INEI else self.por_reniec).get(codigo)


def cargar_lugares() -> Lugares:
    """Read the active territory from the database: two queries."""
    lugares = Lugares()
    for d in Distrito.objects.activos().select_related("provincia", "region").order_by("pk"):
        nombres = frozenset({clave_lugar(d.nombre), clave_lugar(d.nombre_inei)})
        lugar = Lugar(
            ubigeo=d.ubigeo,
            reniec=d.ubigeo_reniec,
            nombre=d.nombre,
            provincia=d.provincia.nombre,
            region_id=d.region_id,
            region=d.region.nombre,
            nombres=nombres,
            centro=_centro(d),
        )
        lugares.por_inei[lugar.ubigeo] = lugar
        if lugar.reniec:
            lugares.por_reniec[lugar.reniec] = lugar
        for nombre in nombres:
            lugares.por_nombre[nombre].append(lugar)
    for codigo, nombre, distrito in Comisaria.objects.activos().values_list(
        "codigo_inei", "nombre", "distrito_id"
    ):
        lugares.comisarias[distrito].append((codigo, nombre))
    return lugares


def _centro(distrito: Distrito) -> Punto | None:
    if distrito.centro_latitud is None or distrito.centro_longitud is None:
        return None
    return float(distrito.centro_latitud), float(distrito.centro_longitud)


_VACIAS = frozenset(
    ["de", "del", "la", "las", "el", "los", "y", "distrito", "provincia", "region", "departamento", "dpto"]
)
_DE_MUNICIPIO = frozenset(
    ["municipalidad", "distrital", "provincial", "metropolitana", "municipio", "md", "mp"]
)


@lru_cache(maxsize=16384)
def clave_lugar(texto: str) -> str:
    """Return a place's name as it is compared: «Distrito de San José» is «san jose»."""
    palabras = re.findall(
        r"[^\W_]+", clave_busqueda(texto).replace("sta.", "santa ").replace("sto.", "santo ")
    )
    return " ".join(p for p in palabras if p not in _VACIAS)


@lru_cache(maxsize=16384)
def clave_municipio(texto: str) -> str:
    """Return the district or province that a municipality's name is about."""
    return " ".join(p for p in clave_lugar(texto).split() if p not in _DE_MUNICIPIO)


@lru_cache(maxsize=65536)
def se_llaman_igual(uno: str, otro: str) -> bool:
    """Say whether two names, already as keys, are the same name or a typing slip apart."""
    if not uno or not otro:
        return False
    if uno == otro or (len(uno) >= 5 and SequenceMatcher(None, uno, otro).ratio() >= 0.88):
        return True
    unas, otras = set(uno.split()), set(otro.split())
    return len(unas & otras) >= 1 and (unas < otras or otras < unas) and len(unas ^ otras) == 1


def es_su_distrito(lugar: Lugar, texto: str) -> bool:
    """Say whether `texto` names this district."""
    clave = clave_lugar(texto)
    return any(se_llaman_igual(clave, nombre) for nombre in lugar.nombres)


def es_su_municipio(lugar: Lugar, texto: str) -> bool:
    """Say whether `texto` names this district's municipality, by district or by province."""
    clave = clave_municipio(texto)
    return any(
        se_llaman_igual(clave, nombre) for nombre in (*lugar.nombres, clave_lugar(lugar.provincia))
    ) or (clave == "lima" and lugar.ubigeo == "150101")


def distrito_por_nombre(lugares: Lugares, distrito: str, provincia: str, region: str) -> list[Lugar]:
    """Return the districts called so, narrowed by province and region when they are named."""
    hallados = lugares.por_nombre.get(clave_lugar(distrito), [])
    for texto, atributo in ((provincia, "provincia"), (region, "region")):
        if texto and len(hallados) > 1:
            clave = clave_lugar(texto)
            hallados = [h for h in hallados if clave_lugar(getattr(h, atributo)) == clave] or hallados
    return hallados


# Which system a file uses -----------------------------------------------------------------------


# Nothing in the file told the systems apart: nobody writes rows on a guess.
SUPUESTO = "supuesto"
_MEDIO_GRADO = 0.5


@dataclass
class Deteccion:
    """The system a file's ubigeos were read in, how it was known, and the evidence counted."""

    sistema: Sistema = Sistema.INEI
    origen: str = SUPUESTO
    coinciden: dict[str, int] = field(default_factory=dict)
    distintos: int = 0


@dataclass(frozen=True, slots=True)
class Muestra:
    """What one row says about where it is."""

    codigo: str
    distrito: str = ""
    municipio: str = ""
    punto: Punto | None = None


def detectar(muestras: Iterable[Muestra], encabezados: Iterable[str], lugares: Lugares) -> Deteccion:
    """Weigh every row's code, names and coordinates in both systems.

    A header that names its system decides; else the names beside the codes; else the coordinates; else
    which system knows more of the codes; a tie is taken as INEI and said to be an assumption.
    """
    nombres, puntos, validos = (dict.fromkeys(Sistema, 0) for _ in range(3))
    distintos = 0
    for muestra in muestras:
        hallados = {s: lugares.por_codigo(muestra.codigo, s) for s in Sistema}
        distintos += hallados[Sistema.INEI] is not hallados[Sistema.RENIEC]
        for sistema, lugar in hallados.items():
            validos[sistema] += lugar is not None
            nombres[sistema] += lugar is not None and _coincide(lugar, muestra)
            puntos[sistema] += lugar is not None and _cerca(lugar, muestra.punto)
    dicho = " ".join(clave_busqueda(e) for e in encabezados)
    nombrados = [s for s in Sistema if s.value.lower() in dicho]
    cuentas = {s.value: nombres[s] for s in Sistema}
    if len(nombrados) == 1:
        return Deteccion(nombrados[0], "encabezado", cuentas, distintos)
    for origen, votos in (("nombres", nombres), ("coordenadas", puntos), ("códigos", validos)):
        if votos[Sistema.INEI] != votos[Sistema.RENIEC]:
            mejor = max(Sistema, key=lambda s: votos[s])
            return Deteccion(mejor, origen, cuentas, distintos)
    return Deteccion(Sistema.INEI, SUPUESTO if distintos else "indistinto", cuentas, distintos)


def _coincide(lugar: Lugar, muestra: Muestra) -> bool:
    if muestra.distrito:
        return es_su_distrito(lugar, muestra.distrito)
    return bool(muestra.municipio) and es_su_municipio(lugar, muestra.municipio)


def _cerca(lugar: Lugar, punto: Punto | None) -> bool:
    """Say whether a point lies within half a degree (some 55 km) of the district's centre."""
    if punto is None or lugar.centro is None:
        return False
    return all(abs(suya - otra) <= _MEDIO_GRADO for suya, otra in zip(lugar.centro, punto, strict=True))


# Comisarías -------------------------------------------------------------------------------------

_PREFIJOS = frozenset(["comisaria", "comis", "cpnp", "pnp", "cia", "dependencia", "policial"])
_CLASES = frozenset(["rural", "sectorial", "tipo", "a", "b", "c", "d", "e"])


def buscar_comisaria(lugares: Lugares, lugar: Lugar, texto: str) -> tuple[str | None, list[str]]:
    """Return the code of the district's comisaría called `texto`, and the names it could be.

    Prefixes, and the words «Rural» and «Sectorial», are dispensable only while one comisaría fits.
    With no code, the names are those that fit equally well, or all of the district.
    """
    propias = lugares.comisarias.get(lugar.ubigeo, [])
    for clave in (_clave_completa, _clave_sin_prefijo, _clave_corta):
        buscada = clave(texto)
        halladas = [c for c in propias if clave(c[1]) == buscada]
        if len(halladas) == 1:
            return halladas[0][0], []
        if halladas:
            return None, [nombre for _, nombre in halladas]
    corta = _clave_corta(texto)
    parecidas = [c for c in propias if SequenceMatcher(None, corta, _clave_corta(c[1])).ratio() >= 0.88]
    if len(parecidas) == 1 and len(corta) >= 5:
        return parecidas[0][0], []
    return None, [nombre for _, nombre in propias]


@lru_cache(maxsize=16384)
def _clave_completa(texto: str) -> str:
    return clave_lugar(texto.replace(".", ""))


@lru_cache(maxsize=16384)
def _clave_sin_prefijo(texto: str) -> str:
    return " ".join(p for p in _clave_completa(texto).split() if p not in _PREFIJOS)


@lru_cache(maxsize=16384)
def _clave_corta(texto: str) -> str:
    return " ".join(p for p in _clave_sin_prefijo(texto).split() if p not in _CLASES)


# What lies outside the programme ----------------------------------------------------------------

DEPARTAMENTOS_INEI = dict(
    zip(
        (f"{n:02d}" for n in range(1, 26)),
        [
            "Amazonas",
            "Áncash",
            "Apurímac",
            "Arequipa",
            "Ayacucho",
            "Cajamarca",
            "Callao",
            "Cusco",
            "Huancavelica",
            "Huánuco",
            "Ica",
            "Junín",
            "La Libertad",
            "Lambayeque",
            "Lima",
            "Loreto",
            "Madre de Dios",
            "Moquegua",
            "Pasco",
            "Piura",
            "Puno",
            "San Martín",
            "Tacna",
            "Tumbes",
            "Ucayali",
        ],
        strict=True,
    )
)


def donde_queda(codigo: str, sistema: Sistema) -> str:
    """Say, in words, where a code outside the eight regions lies."""
    if sistema is Sistema.INEI and codigo[:2] == "15" and "02" <= codigo[2:4] <= "10":
        return "es del resto de Lima (fuera de la provincia de Lima)"
    departamento = DEPARTAMENTOS_INEI.get(codigo[:2]) if sistema is Sistema.INEI else None
    if departamento and departamento not in (
        "Arequipa", "Callao", "Cusco", "Junín", "La Libertad", "Lambayeque", "Lima", "Piura",
    ):  # fmt: skip
        return f"es de {departamento}"
    return "no corresponde a ningún distrito de ellas"
