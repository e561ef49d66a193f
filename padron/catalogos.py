"""Reads the names that offices use for catalogue entries: «Losa», «Presidenta», «Tarde cultural».

A name is first compared with the catalogue itself; then both are reduced to a concept by the stems
below, and the entry of the same concept is taken when there is only one.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from comunes.models import Catalogo
from comunes.texto import clave_busqueda

Raices = tuple[tuple[str, str], ...]

# Ordered: the first stem found in the text wins.
CARGOS: Raices = (
    ("vice", r"\bvice|\bsub ?coordinador"),
    ("presidente", r"president|coordinador|\blider"),
    ("secretario", r"secretari"),
    ("tesorero", r"tesorer|econom"),
    ("vocal", r"\bvocal"),
    ("fiscal", r"fiscal"),
    ("juvenil", r"juvenil|joven|jovenes"),
    ("comunicaciones", r"comunicac|prensa|difusion"),
    ("integrante", r"integrante|miembro|vecin|socio|asociad"),
)
ESPACIOS: Raices = (
    ("proteccion", r"proteccion|intangible"),
    ("area verde", r"\barea|jardin|\bverde"),
    ("losa", r"\blosa|deportiv|cancha|estadio|loza"),
    ("baldio", r"terreno|baldio"),
    ("parque", r"\bparque"),
    ("plaza", r"\bplaza|plazuela|plazoleta|ovalo"),
    ("malecon", r"malecon"),
    ("alameda", r"alameda|boulevard|bulevar"),
    ("escalera", r"escalera|escalinata"),
    ("paradero", r"paradero"),
    ("playa", r"\bplaya"),
    ("calle", r"\bcalle|pasaje|jiron|avenida|\bjr\b|\bav\b|\bpje\b|\bpsje\b"),
)
ACTIVIDADES: Raices = (
    ("marcha", r"marcha|caminata exploratoria|recorrido exploratorio"),
    ("gestion", r"gestion|memorial|oficio|audiencia|solicitud"),
    ("sensibilizacion", r"sensibiliza|charla|taller|capacita|campana informativa"),
    ("limpieza", r"limpieza|faena|recojo"),
    ("mantenimiento", r"mantenimiento|reparacion|refaccion"),
    ("pintado", r"pint[au]|mural"),
    ("siembra", r"siembra|sembrad|plantas|arboriza|reforesta|jardineria"),
    ("deporte", r"deport|campeonato|futbol|voley|maraton|gymkana"),
    ("feria", r"\bferia"),
    ("cultura", r"cultur|teatro|danza|musica|\bcine|festival|pasacalle"),
    ("vigilancia", r"vigilancia|ronda|patrulla"),
    ("reunion", r"reunion|asamblea|sesion"),
)
FACTORES: Raices = (
    ("iluminacion", r"ilumina|alumbrado|oscur|\bluz\b|luminaria"),
    ("visibilidad", r"visibilidad|puntos? ciegos?"),
    ("venta de drogas", r"(venta|comercializacion|microcomercializacion|expendio).*(drog|estupef)"),
    ("consumo", r"alcohol|drog|licor|consumo"),
    ("basura", r"abandon|basura|residuo|desmonte|suciedad"),
    ("vandalismo", r"vandal|grafit|pintas"),
    ("robo", r"\brobo|\bhurto|asalto|arrebato"),
    ("pandillaje", r"pandill|barras bravas"),
    ("acoso", r"acoso"),
    ("comercio", r"comercio|ambulant"),
    ("falta de vigilancia", r"vigilancia|serenazgo|patrullaje"),
    ("mobiliario", r"mobiliario|bancas|juegos"),
    ("accesos", r"acceso"),
    ("conflicto", r"conflicto|rinas?\b|peleas?\b"),
)


@dataclass
class Listado:
    """The active entries of one catalogue, findable by the names that people give them."""

    raices: Raices
    por_nombre: dict[str, int] = field(default_factory=dict)
    por_concepto: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    nombres: dict[int, str] = field(default_factory=dict)

    def buscar(self, texto: str) -> int | None:
        """Return the entry's key, or None when no entry, or more than one, answers to `texto`."""
        clave = _clave(texto)
        if clave in self.por_nombre:
            return self.por_nombre[clave]
        hallados = self.por_concepto.get(_concepto(clave, self.raices), [])
        return hallados[0] if len(hallados) == 1 else None

    def opciones(self) -> str:
        return ", ".join(nombre.lower() for nombre in self.nombres.values())


def cargar(entradas: Iterable[Catalogo], raices: Raices) -> Listado:
    """Return the `Listado` of some catalogue entries."""
    listado = Listado(raices)
    for entrada in entradas:
        clave = _clave(entrada.nombre)
        listado.nombres[entrada.pk] = entrada.nombre
        listado.por_nombre[clave] = entrada.pk
        listado.por_nombre.setdefault(_clave(entrada.slug), entrada.pk)
        if concepto := _concepto(clave, raices):
            listado.por_concepto[concepto].append(entrada.pk)
    return listado


def _clave(texto: str) -> str:
    limpio = re.sub(r"[(/]\s*[oae]s?(?![^\W_])\s*\)?", "", clave_busqueda(texto))
    return " ".join(re.findall(r"[^\W_]+", limpio))


def _concepto(clave: str, raices: Raices) -> str:
    return next((concepto for concepto, raiz in raices if re.search(raiz, clave)), "")
