"""The CSV files of reference data: which columns each table has, and reading them without trust."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.db import models

from comunes.texto import en_una_linea
from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region, Territorio

CARPETA_PROPIA = Path(__file__).parent / "datos"
TAMANO_MAXIMO = 5 * 1024 * 1024


@dataclass(frozen=True)
class Tabla:
    """One file: its key, the attribute that each column fills, and the codes it hangs from.

    `padres` says which column names a row of which upper file; the INEI code in the column
    `con_prefijo` must begin with each of those codes.
    """

    modelo: type[Territorio]
    archivo: str
    clave: str
    patron: str
    columnas: dict[str, str]
    padres: dict[str, str] = field(default_factory=dict)
    con_prefijo: str = ""

    @property
    def atributo_clave(self) -> str:
        return self.columnas[self.clave]


_PUNTO = {"latitud": "latitud", "longitud": "longitud"}
_REGION = {"region_ubigeo": "region_id"}

# Upper tables first: the order in which rows can be created.
TABLAS = (
    Tabla(
        Region,
        "regiones.csv",
        clave="ubigeo",
        patron=r"\d{2}(\d{2})?",
        columnas={
            "ubigeo": "ubigeo",
            "iso_3166_2": "iso_3166_2",
            "nombre": "nombre",
            "tipo": "tipo",
            "capital": "capital",
            "poblacion_2025": "poblacion",
            **_PUNTO,
        },
    ),
    Tabla(
        Provincia,
        "provincias.csv",
        clave="ubigeo",
        patron=r"\d{4}",
        columnas={
            "ubigeo": "ubigeo",
            **_REGION,
            "nombre": "nombre",
            "capital": "capital",
            "poblacion_2025": "poblacion",
        },
        padres={"region_ubigeo": "regiones.csv"},
        con_prefijo="ubigeo",
    ),
    Tabla(
        Distrito,
        "distritos.csv",
        clave="ubigeo",
        patron=r"\d{6}",
        columnas={
            "ubigeo": "ubigeo",
            "ubigeo_reniec": "ubigeo_reniec",
            "provincia_ubigeo": "provincia_id",
            **_REGION,
            "nombre": "nombre",
            "nombre_inei": "nombre_inei",
            "poblacion_2025": "poblacion",
            **_PUNTO,
            "centro_latitud": "centro_latitud",
            "centro_longitud": "centro_longitud",
        },
        padres={"provincia_ubigeo": "provincias.csv", "region_ubigeo": "regiones.csv"},
        con_prefijo="ubigeo",
    ),
    Tabla(
        Municipalidad,
        "municipalidades.csv",
        clave="ubigeo",
        patron=r"\d{6}",
        columnas={"ubigeo": "distrito_id", **_REGION, "nombre": "nombre", "tipo": "tipo", "sede": "sede"},
        padres={"ubigeo": "distritos.csv", "region_ubigeo": "regiones.csv"},
        con_prefijo="ubigeo",
    ),
    Tabla(
        Comisaria,
        "comisarias.csv",
        clave="codigo_inei",
        patron=r"[0-9A-Za-z]{1,8}",
        columnas={
            "codigo_inei": "codigo_inei",
            "nombre": "nombre",
            "tipo": "tipo",
            "ubigeo": "distrito_id",
            **_REGION,
            "region_policial_derivada": "region_policial",
            "nombre_fuente": "nombre_fuente",
            **_PUNTO,
            "observacion": "observacion",
        },
        padres={"ubigeo": "distritos.csv", "region_ubigeo": "regiones.csv"},
        con_prefijo="ubigeo",
    ),
)


@dataclass
class Lectura:
    """What one file says: values by key, the sheet row of each key, and what is wrong with it."""

    tabla: Tabla
    filas: dict[str, dict[str, Any]] = field(default_factory=dict)
    lineas: dict[str, int] = field(default_factory=dict)
    errores: list[str] = field(default_factory=list)

    def error(self, texto: str, clave: str = "", linea: int = 0) -> None:
        linea = linea or self.lineas.get(clave, 0)
        lugar = f"{self.tabla.archivo}, fila {linea}" if linea else self.tabla.archivo
        self.errores.append(f"{lugar}: {texto}")


def leer_tabla(tabla: Tabla, carpeta: Path) -> Lectura | None:
    """Read one file of `carpeta`; None when the folder does not bring it. Errors are collected."""
    ruta = carpeta / tabla.archivo
    if not ruta.is_file():
        return None
    lectura = Lectura(tabla)
    for linea, fila in _filas(ruta, lectura):
        _anotar_fila(lectura, linea, fila)
    if not lectura.filas and not lectura.errores:
        lectura.error("no trae ninguna fila; no se vacía una tabla entera.")
    return lectura


def _filas(ruta: Path, lectura: Lectura) -> Iterator[tuple[int, dict[str, str]]]:
    if ruta.stat().st_size > TAMANO_MAXIMO:
        lectura.error("pesa más de 5 MB; no parece un archivo de territorio.")
        return
    try:
        texto = ruta.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError:
        lectura.error("no está en UTF-8. Guárdelo como «CSV UTF-8» y vuelva a cargarlo.")
        return
    filas = csv.DictReader(io.StringIO(texto.replace("\x00", ""), newline=""), restkey="")
    if faltan := [c for c in lectura.tabla.columnas if c not in (filas.fieldnames or ())]:
        lectura.error(f"le faltan las columnas {', '.join(faltan)}. Deben ir separadas por comas.")
        return
    try:
        for fila in filas:
            yield filas.line_num, fila
    except csv.Error:
        lectura.error("no se puede leer como CSV: una fila está mal cerrada.")


def _anotar_fila(lectura: Lectura, linea: int, fila: dict[str, Any]) -> None:
    tabla = lectura.tabla
    if "" in fila or None in fila.values():
        lectura.error("no tiene tantas celdas como la cabecera.", linea=linea)
        return
    clave = fila[tabla.clave].strip()
    if not re.fullmatch(tabla.patron, clave):
        lectura.error(f"el código «{clave[:20]}» no tiene la forma esperada.", linea=linea)
    elif clave in lectura.filas:
        lectura.error(f"el código {clave} ya está en la fila {lectura.lineas[clave]}.", linea=linea)
    else:
        lectura.lineas[clave] = linea
        lectura.filas[clave] = _valores(lectura, clave, fila)
        _revisar_prefijos(lectura, clave, fila)


def _valores(lectura: Lectura, clave: str, fila: dict[str, str]) -> dict[str, Any]:
    valores = {}
    for columna, atributo in lectura.tabla.columnas.items():
        campo = lectura.tabla.modelo._meta.get_field(atributo.removesuffix("_id"))
        try:
            valores[atributo] = _convertir(fila[columna], campo)
        except ValueError as error:
            lectura.error(f"{columna}: {error}", clave)
    return valores


def _convertir(texto: str, campo: Any) -> Any:
    """Return the value for a model field; ValueError says in plain words what is wrong."""
    texto = en_una_linea(texto)
    if "\N{REPLACEMENT CHARACTER}" in texto:
        raise ValueError("tiene letras dañadas (�); guarde el archivo en UTF-8.")
    if not texto:
        if campo.null:
            return None
        if campo.blank:
            return ""
        raise ValueError("está vacío.")
    if isinstance(campo, models.DecimalField):
        return _decimal(texto, campo)
    if isinstance(campo, models.IntegerField):
        if not texto.isascii() or not texto.isdigit():
            raise ValueError(f"«{texto[:20]}» no es un número entero.")
        return int(texto)
    if campo.max_length and len(texto) > campo.max_length:
        raise ValueError(f"tiene más de {campo.max_length} letras.")
    return texto


def _decimal(texto: str, campo: Any) -> Decimal:
    limite = 90 if "latitud" in campo.name else 180
    try:
        numero = Decimal(texto)
    except InvalidOperation:
        raise ValueError(f"«{texto[:20]}» no es un número.") from None
    if not numero.is_finite() or abs(numero) > limite:
        raise ValueError(f"«{texto[:20]}» no es una coordenada.")
    return numero.quantize(Decimal(1).scaleb(-campo.decimal_places))


def _revisar_prefijos(lectura: Lectura, clave: str, fila: dict[str, str]) -> None:
    propia = fila[lectura.tabla.con_prefijo].strip() if lectura.tabla.con_prefijo else ""
    for columna in lectura.tabla.padres:
        if not propia.startswith(fila[columna].strip()):
            lectura.error(f"el código {propia} no corresponde a {columna} {fila[columna]}.", clave)
