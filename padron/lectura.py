"""From a file to rows of the four kinds: which sheet is what, where its header is, what each column holds."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any

from comunes.hojas.encabezados import Esquema, Reconocimiento, asignar, reconocer
from comunes.hojas.lectura import FilaLeida, Lectura
from comunes.hojas.limites import FILAS_MAXIMO, ArchivoRechazado
from comunes.texto import clave_busqueda
from padron.campos import CAMPOS, ESQUEMAS, ROTULOS, SIN_LECTURA, Entidad
from padron.filas import Fila

# What a user may correct, by sheet: {"entidad": "comites" or "", "fila": 3, "columnas": {"comite": 1}}
Mapeo = Mapping[str, Mapping[str, Any]]
Avance = Callable[[int], None]

_POR_CLAVE = {esquema.clave: esquema for esquema in ESQUEMAS}
_PIES = ("total", "fuente", "nota", "elaborado", "actualizado", "leyenda")
_CADA = 500


@dataclass
class HojaLeida:
    """What was understood of one sheet. Without `entidad` it is not imported."""

    nombre: str
    entidad: Entidad | None = None
    fila_de_encabezado: int = 0
    columnas: dict[str, int] = field(default_factory=dict)
    encabezados: dict[int, str] = field(default_factory=dict)
    sin_reconocer: list[str] = field(default_factory=list)
    faltan: list[str] = field(default_factory=list)
    filas: int = 0
    omitidas: list[int] = field(default_factory=list)


@dataclass
class Padron:
    """A whole file in memory: its sheets, and its rows by kind in the file's order."""

    tipo: str = ""
    hojas: list[HojaLeida] = field(default_factory=list)
    ocultas: list[str] = field(default_factory=list)
    filas: dict[Entidad, list[Fila]] = field(default_factory=lambda: {e: [] for e in Entidad})
    es_de_ejemplo: bool = False

    def total(self) -> int:
        return sum(len(filas) for filas in self.filas.values())

    def todas(self) -> Iterator[Fila]:
        for filas in self.filas.values():
            yield from filas


def leer_padron(ruta: Path, *, mapeo: Mapeo | None = None, avance: Avance | None = None) -> Padron:
    """Read a file. Raises `ArchivoRechazado` when it can't be read, or holds nothing that fits.

    `avance(rows)` is called now and then.
    """
    padron, lectura, leidas = Padron(), Lectura(ruta), 0
    for nombre, filas in groupby(lectura, key=lambda fila: fila.hoja):
        propias = []
        for fila in filas:
            propias.append(fila)
            leidas += 1
            if avance and leidas % _CADA == 0:
                avance(leidas)
        _agregar_hoja(padron, nombre, propias, (mapeo or {}).get(nombre))
    padron.tipo, padron.ocultas = lectura.tipo, lectura.ocultas
    padron.hojas += [HojaLeida(n) for n in lectura.hojas if n not in {h.nombre for h in padron.hojas}]
    _exigir_contenido(padron)
    return padron


def _exigir_contenido(padron: Padron) -> None:
    if not any(hoja.entidad for hoja in padron.hojas):
        raise ArchivoRechazado(
            "contenido",
            "No se encontró ninguna hoja con espacios, comités, integrantes o actividades. Revise que cada "
            "hoja tenga una fila de títulos, como NOMBRE DEL ESPACIO, UBIGEO o N° DOC.",
        )
    if padron.total() > FILAS_MAXIMO:
        raise ArchivoRechazado(
            "filas",
            f"El archivo tiene {padron.total()} filas y se leen hasta {FILAS_MAXIMO}. Divídalo en varios.",
        )


def _agregar_hoja(
    padron: Padron, nombre: str, filas: list[FilaLeida], corregida: Mapping[str, Any] | None
) -> None:
    celdas = [(fila.numero, fila.celdas) for fila in filas]
    if any("datos de ejemplo" in clave_busqueda(str(c)) for _, fila in celdas[:5] for c in fila if c):
        padron.es_de_ejemplo = True
    hallada = _corregir(celdas, corregida) if corregida else reconocer(celdas, ESQUEMAS, nombre=nombre)
    hoja = HojaLeida(nombre)
    padron.hojas.append(hoja)
    if hallada is None:
        return
    hoja.entidad = Entidad(hallada.esquema)
    hoja.fila_de_encabezado, hoja.columnas = hallada.fila, hallada.columnas
    hoja.encabezados, hoja.sin_reconocer = hallada.encabezados, hallada.sin_reconocer()
    hoja.faltan = hallada.faltan
    if not hoja.faltan:
        propias = list(_filas_de_datos(hoja, hallada, filas))
        hoja.filas = len(propias)
        padron.filas[hoja.entidad] += propias


def _corregir(celdas: list[tuple[int, list[Any]]], corregida: Mapping[str, Any]) -> Reconocimiento | None:
    """Return the reading that the user asked for; None means «do not import this sheet»."""
    esquema = _POR_CLAVE.get(str(corregida.get("entidad") or ""))
    if esquema is None:
        return None
    fila = int(corregida.get("fila") or 1)
    textos = {
        posicion: " ".join(str(celda).split())
        for numero, propias in celdas
        if numero == fila
        for posicion, celda in enumerate(propias)
        if celda is not None
    }
    columnas = _columnas_pedidas(esquema, corregida.get("columnas"), textos)
    return Reconocimiento(esquema.clave, fila, (fila,), columnas, textos, 0.0, esquema.faltantes(columnas))


def _columnas_pedidas(esquema: Esquema, pedidas: Any, textos: dict[int, str]) -> dict[str, int]:
    if not isinstance(pedidas, Mapping):
        return asignar(textos, esquema)[0]
    validas = {c.clave for c in esquema.columnas}
    return {clave: int(posicion) for clave, posicion in pedidas.items() if clave in validas}


def _filas_de_datos(hoja: HojaLeida, hallada: Reconocimiento, filas: list[FilaLeida]) -> Iterator[Fila]:
    """Yield the rows under the header; repeated headers, footings and empty rows are left out."""
    leidas = {clave: p for clave, p in hallada.columnas.items() if clave not in SIN_LECTURA}
    titulos = {clave_busqueda(texto) for texto in hallada.encabezados.values()}
    for fila in filas:
        if fila.numero <= hallada.fila:
            continue
        crudos = {
            clave: fila.celdas[posicion]
            for clave, posicion in leidas.items()
            if posicion < len(fila.celdas) and fila.celdas[posicion] is not None
        }
        if not crudos or _es_pie(fila.celdas) or _es_titulo(crudos, titulos):
            hoja.omitidas.append(fila.numero)
        else:
            yield Fila(hoja.entidad or Entidad.ESPACIOS, hoja.nombre, fila.numero, crudos)


def _es_pie(celdas: list[Any]) -> bool:
    llenas = [c for c in celdas if c is not None]
    if len(llenas) > 3 or not isinstance(llenas[0], str):
        return False
    return clave_busqueda(llenas[0]).startswith(_PIES)


def _es_titulo(crudos: dict[str, Any], titulos: set[str]) -> bool:
    textos = [clave_busqueda(c) for c in crudos.values() if isinstance(c, str)]
    return len(textos) >= 2 and len(textos) == len(crudos) and all(t in titulos for t in textos)


def problemas_de_columnas(hojas: Iterable[HojaLeida]) -> list[str]:
    """Return, in words, what each recognised sheet lacks."""
    return [
        f"A la hoja «{hoja.nombre}» ({ROTULOS[hoja.entidad].lower()}) le falta "
        f"{'la columna' if len(hoja.faltan) == 1 else 'las columnas'} "
        f"{', '.join(_en_mayusculas(hoja.entidad, clave) for clave in hoja.faltan)}."
        for hoja in hojas
        if hoja.entidad and hoja.faltan
    ]


def _en_mayusculas(entidad: Entidad, clave: str) -> str:
    return CAMPOS[entidad][clave].nombres[0].upper()
